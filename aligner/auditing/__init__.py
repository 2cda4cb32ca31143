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
from aligner.auditing.statistics import Noted, Statistics, note, put_together
from aligner.auditing.terms import built_in
from aligner.auditing.unit import Unit, units
from aligner.bitext import Alignment
from aligner.chinese_script import simplified_document
from aligner.divergence import DEFAULT_THRESHOLD, Audit, Divergence, Table
from aligner.glossary import Glossary
from aligner.workers import in_two_passes

__all__ = ["audit"]


def audit(
    alignment: Alignment,
    *,
    threshold: float = DEFAULT_THRESHOLD,
    glossary: Glossary | None = None,
    workers: int = 1,
) -> Audit:
    """Ask every rule about every sentence link, and judge what they find.

    Args:
        alignment: The two documents and their links. A text that was given as pairs, without clause links, will do.
        threshold: The score from which a divergence is one of `Audit.divergences`; the rest stay among its candidates.
        glossary: The terms to look for; None for the policy terms that ship with the package.
        workers: The most processes to judge with; they do not change the result.

    Returns:
        All candidates as divergences in order of the Chinese text, and the tables that the rules made.
    """
    terms = built_in() if glossary is None else glossary
    compared = replace(alignment, zh=simplified_document(alignment.zh))
    stream = list(units(compared))
    zh, en = Places(compared.zh.text), Places(compared.en.text)
    Tables.load()  # before there are workers, so that each need not
    known = Statistics()

    def together(parts: Sequence[Noted]) -> Statistics:
        nonlocal known
        known = put_together(stream, parts)
        return known

    def judged(part: Sequence[Unit], statistics: Statistics) -> list[tuple[Divergence, ...]]:
        # A worker has the glossary already: it is not sent with the statistics.
        statistics = replace(statistics, glossary=terms)
        return [tuple(judge([unit], statistics, RULES, zh, en, alignment.original)) for unit in part]

    found = in_two_passes(partial(note, glossary=terms), together, judged, stream, workers)
    tables = tabulate(stream, replace(known, glossary=terms), RULES)
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


def tabulate(stream: Sequence[Unit], statistics: Statistics, rules: Iterable[Rule]) -> tuple[Table, ...]:
    """The tables that the rules make; those without a row are left out."""
    tables = (
        Table(made.title, made.columns, tuple(made.rows(stream, statistics)))
        for rule in rules
        for made in rule.tabulations
    )
    return tuple(table for table in tables if table.rows)
