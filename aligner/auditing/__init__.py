"""The audit: what the translation lost, added or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import NamedTuple

from aligner.auditing.coverage.observing import looks, stretches
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.judge import Places, judge
from aligner.auditing.quotation import Quotation
from aligner.auditing.registry import RULES
from aligner.auditing.rule import Row
from aligner.auditing.statistics import Noted, Statistics, note, put_together
from aligner.auditing.terms import built_in
from aligner.auditing.unit import Unit, units
from aligner.bitext import Alignment
from aligner.chinese_script import simplified_document
from aligner.divergence import DEFAULT_THRESHOLD, Audit, Divergence, Table
from aligner.glossary import Glossary
from aligner.workers import in_two_passes

__all__ = ["audit"]

_TABULATIONS = tuple(made for rule in RULES for made in rule.tabulations)


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

    def judged(part: Sequence[Unit], statistics: Statistics) -> list[_Judged]:
        # A worker has the glossary already: it is not sent with the statistics.
        statistics = replace(statistics, glossary=terms)
        found = []
        for stretch in stretches(part):
            at_hand = replace(statistics, looks=looks(stretch, statistics.habits))
            for unit in stretch:
                divergences = tuple(judge([unit], at_hand, RULES, zh, en, alignment.original))
                found.append(_Judged(divergences, tuple(tuple(table.of_unit(unit)) for table in _TABULATIONS)))
        return found

    found = in_two_passes(partial(note, glossary=terms), together, judged, stream, workers, size=_length)
    tables = _tables(found, replace(known, glossary=terms))
    divergences = [of_unit.divergences for of_unit in found]
    if compared.zh is not alignment.zh:
        divergences = [
            tuple(map(_quotation(unit, alignment).of, of_unit))
            for unit, of_unit in zip(stream, divergences, strict=True)
        ]
        tables = tuple(_requoted(table, Quotation(compared.zh.text, alignment.zh.text)) for table in tables)
    return Audit(alignment, tuple(chain.from_iterable(divergences)), tables, threshold)


def _length(unit: Unit) -> int:
    return len(unit.zh.text) + len(unit.en.text)


class _Judged(NamedTuple):
    """What is found in a unit, and the rows that it adds to each of `_TABULATIONS`."""

    divergences: tuple[Divergence, ...]
    rows: tuple[tuple[Row, ...], ...]


def _tables(found: Sequence[_Judged], statistics: Statistics) -> tuple[Table, ...]:
    """The tables of all rules; those without a row are left out."""
    tables = (
        Table(made.title, made.columns, (*chain.from_iterable(j.rows[k] for j in found), *made.of_text(statistics)))
        for k, made in enumerate(_TABULATIONS)
    )
    return tuple(table for table in tables if table.rows)


def _quotation(unit: Unit, alignment: Alignment) -> Quotation:
    """The Chinese of a unit as it was compared and as it stands in the document."""
    start, text = unit.zh.start, unit.zh.text
    return Quotation(text, alignment.zh.text[start : start + len(text)], start)


def _requoted(table: Table, quotation: Quotation) -> Table:
    return replace(table, rows=tuple(tuple(map(quotation.text, row)) for row in table.rows))
