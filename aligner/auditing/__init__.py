"""The audit: what the translation lost, added or changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from aligner.auditing.coverage.tables import Tables
from aligner.auditing.judge import Places, judge
from aligner.auditing.quotation import Quotation
from aligner.auditing.registry import RULES
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics, note, put_together
from aligner.auditing.unit import Unit, units
from aligner.bitext import Alignment
from aligner.chinese_script import simplified_document
from aligner.divergence import DEFAULT_THRESHOLD, Audit, Divergence, Table
from aligner.workers import in_two_passes

__all__ = ["audit"]


def audit(alignment: Alignment, *, threshold: float = DEFAULT_THRESHOLD, workers: int = 1) -> Audit:
    """Ask every rule about every sentence link, and judge what they find.

    Args:
        alignment: The two documents and their links. A text that was given as pairs, without clause links, will do.
        threshold: The score from which a divergence is one of `Audit.divergences`; the rest stay among its candidates.
        workers: The most processes to judge with; they do not change the result.

    Returns:
        All candidates as divergences in order of the Chinese text, and the tables that the rules made.
    """
    compared = replace(alignment, zh=simplified_document(alignment.zh))
    stream = list(units(compared))
    zh, en = Places(compared.zh.text), Places(compared.en.text)
    Tables.load()  # before there are workers, so that each need not

    def judged(part: Sequence[Unit], statistics: Statistics) -> list[tuple[Divergence, ...]]:
        return [tuple(judge([unit], statistics, RULES, zh, en, alignment.original)) for unit in part]

    found = in_two_passes(note, partial(put_together, stream), judged, stream, workers)
    tables = tabulate(stream, RULES)
    if compared.zh is not alignment.zh:
        found = [tuple(map(_quotation(unit, alignment).of, f)) for unit, f in zip(stream, found, strict=True)]
        tables = tuple(_requoted(table, Quotation(compared.zh.text, alignment.zh.text)) for table in tables)
    return Audit(alignment, tuple(chain.from_iterable(found)), tables, threshold)


def _quotation(unit: Unit, alignment: Alignment) -> Quotation:
    """The Chinese of a unit as it was compared and as it stands in the document."""
    start, text = unit.zh.start, unit.zh.text
    return Quotation(text, alignment.zh.text[start : start + len(text)], start)


def _requoted(table: Table, quotation: Quotation) -> Table:
    return replace(table, rows=tuple(tuple(map(quotation.text, row)) for row in table.rows))


def tabulate(stream: Iterable[Unit], rules: Iterable[Rule]) -> tuple[Table, ...]:
    """The tables of the rules that make one; those without a row are left out."""
    tabulations = [rule.tabulation for rule in rules if rule.tabulation is not None]
    rows: list[list[tuple[str, ...]]] = [[] for _ in tabulations]
    for unit in stream:
        for tabulation, gathered in zip(tabulations, rows, strict=True):
            gathered += tabulation.rows(unit)
    return tuple(Table(t.title, t.columns, tuple(r)) for t, r in zip(tabulations, rows, strict=True) if r)
