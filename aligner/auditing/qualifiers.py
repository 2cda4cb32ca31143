"""Qualifying words that the translation drops: degree, manner, condition, the 等 that leaves a list open.

A free translation drops many of them and a close one few, so a dropped word says more the closer this translation is:
its strength follows from the share of all such words of the document that are rendered.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.auditing.coverage.atoms import Atoms
from aligner.auditing.renderings import table, unrendered
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics
from aligner.auditing.unit import Unit
from aligner.divergence import Candidate
from aligner.document import Span

NAME = "qualifiers"

# Strength is 0 where a translator renders no more than FREE of them, and rises to SUREST for one who renders all.
FREE, SLOPE, SUREST = 0.6, 2.2, 0.75
_EXPECTED, _PRIOR = 0.75, 8  # the share to be expected before any text is seen, and how many words that counts for


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Qualifying words of one sentence link that are not rendered."""
    look = statistics.look(unit)
    if look is None:
        return
    share = closeness(statistics)
    strength = round(min(SUREST, max(0.05, SLOPE * (share - FREE))), 4)
    missed, _ = unrendered(unit)
    for qualifier in missed:
        entry = table()[qualifier.entry]
        zh = (_to_end_of_word(unit.zh.span(*qualifier.span), look.first.zh),)
        message = f"no word of the English renders {''.join(unit.zh.of(zh))} ({entry.renderings} …)"
        evidence = {"renderings": entry.renderings, "rendered_elsewhere": round(share, 2)}
        yield Candidate(NAME, "omission", "content", "minor", strength, unit.place(zh, ()), zh, (), message, evidence)


def _to_end_of_word(span: Span, side: Atoms) -> Span:
    """A span on to the end of the word that it ends in: of 等可再生能源, 等可再生 is shown and not 等可再."""
    return Span(span.start, next((word.end for word in side.spans if word.start < span.end < word.end), span.end))


def closeness(statistics: Statistics) -> float:
    """The share of qualifying words that this translation renders, drawn towards the usual share in a short text."""
    return (statistics.rendered + _EXPECTED * _PRIOR) / (statistics.qualified + _PRIOR)


RULE = Rule(NAME, find)
