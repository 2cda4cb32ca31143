"""Words that nothing on the other side renders: lost, added, or with something else in their place.

A free translation leaves many words without a counterpart of their own, so that what is found is only as sure as this
translation is close.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.auditing.lexical.matching import match
from aligner.auditing.qualifiers import closeness
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics
from aligner.auditing.unit import Unit
from aligner.divergence import Candidate, Kind
from aligner.document import Span

NAME = "coverage"

SUREST, CLOSE = 0.6, 0.85


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Uncovered content words of one sentence link."""
    if not (unit.link.zh and unit.link.en):
        return
    found = match(unit)
    strength = SUREST if closeness(statistics) > CLOSE else SUREST / 2
    lost = [k for k, atom in enumerate(found.zh) if atom.content >= 0.5 and found.zh_best[k] < 0.03]
    left = [k for k, word in enumerate(found.en) if word.content >= 0.5 and found.en_best[k] < 0.03]
    groups: list[list[int]] = []
    for k in lost:
        if groups and groups[-1][-1] == k - 1:
            groups[-1].append(k)
        else:
            groups.append([k])
    for group in groups:
        span = Span(found.zh[group[0]].span.start, found.zh[group[-1]].span.end)
        word, place = span.shift(-unit.zh.start).of(unit.zh.text), unit.place((span,), ())
        message = f"no word of the English renders {word}"
        kind: Kind = "mistranslation" if left else "omission"
        yield Candidate(NAME, kind, "content", "major", strength, place, (span,), (), message)


RULE = Rule(NAME, find)
