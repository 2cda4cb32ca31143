"""The audit: what the translation lost, added or changed."""

from __future__ import annotations

from collections.abc import Iterable

from aligner.auditing.judge import Places, judge
from aligner.auditing.registry import RULES
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import gather
from aligner.auditing.unit import Unit, units
from aligner.bitext import Alignment
from aligner.divergence import DEFAULT_THRESHOLD, Audit, Table

__all__ = ["audit"]


def audit(alignment: Alignment, *, threshold: float = DEFAULT_THRESHOLD) -> Audit:
    """Ask every rule about every sentence link, and judge what they find.

    Args:
        alignment: The two documents and their links. A text that was given as pairs, without clause links, will do.
        threshold: The score from which a divergence is one of `Audit.divergences`; the rest stay among its candidates.

    Returns:
        All candidates as divergences in order of the Chinese text, and the tables that the rules made.
    """
    statistics = gather(units(alignment))
    zh, en = Places(alignment.zh.text), Places(alignment.en.text)
    found = judge(units(alignment), statistics, RULES, zh, en, alignment.original)
    return Audit(alignment, tuple(found), tabulate(units(alignment), RULES), threshold)


def tabulate(stream: Iterable[Unit], rules: Iterable[Rule]) -> tuple[Table, ...]:
    """The tables of the rules that make one; those without a row are left out."""
    tabulations = [rule.tabulation for rule in rules if rule.tabulation is not None]
    rows: list[list[tuple[str, ...]]] = [[] for _ in tabulations]
    for unit in stream:
        for tabulation, gathered in zip(tabulations, rows, strict=True):
            gathered += tabulation.rows(unit)
    return tuple(Table(t.title, t.columns, tuple(r)) for t, r in zip(tabulations, rows, strict=True) if r)
