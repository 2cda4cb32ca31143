"""Lists joined by 、, item by item: one that the translation drops between two that it keeps, and one that it adds.

    水稻、小麦、玉米      rice and corn            小麦 has nothing left over between its neighbours

An item between two marks is bounded; the first and the last are bounded by the words that nothing is linked with.
Neighbours that are linked say where in the English an item should stand: where one comma or "and" alone parts these
two, nothing stands there, whatever other words belong to them ("New York and San Francisco").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from aligner.auditing.agency_lists import read_chinese
from aligner.auditing.closeness import closeness
from aligner.auditing.coverage.matching import Matching
from aligner.auditing.coverage.observing import first_matching
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics
from aligner.auditing.unit import Unit
from aligner.divergence import Candidate, Kind, Severity
from aligner.document import Span

NAME = "lists"

LOST, CHANGED, ADDED = 0.75, 0.3, 0.15
_MARK = "、"
_JOINS = frozenset({"和", "及", "与", "以及", "或", "等"})
_STOPS = frozenset("，。；：！？,;:()（）“”《》")
_CHANCE = 0.3  # of strength: a weaker link may be a word that was left over anywhere
_APART = 14  # atoms of English between two neighbours of a list, an item of three or four words among them
_PARTING = re.compile(r"[,;，；]|\band\b|\bor\b")


class Item(NamedTuple):
    """An item of a list: the atoms of meaning in it, and whether both its ends are marks."""

    atoms: tuple[int, ...]
    bounded: bool


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Items of the lists of one sentence link that only one side has."""
    if not (unit.link.zh and unit.link.en) or _MARK not in unit.zh.text:
        return
    matching = first_matching(unit.zh, unit.en)
    owned = [unit.zh.span(*span) for span in read_chinese(unit.zh.text).lists]
    trust = closeness(statistics.habits)
    for items in lists(matching):
        for candidate in (*_lost(unit, matching, items, owned), *_added(unit, matching, items)):
            yield replace(candidate, strength=round(candidate.strength * trust, 4))


def lists(matching: Matching) -> Iterator[list[Item]]:
    """The lists of the Chinese side: items between marks, the first and the last as long as may be."""
    texts = matching.zh.texts
    marks = [i for i, text in enumerate(texts) if text == _MARK]
    while marks:
        run = [marks.pop(0)]
        while marks and not any(texts[k] in _STOPS for k in range(run[-1], marks[0])):
            run.append(marks.pop(0))
        first = next((k + 1 for k in range(run[0] - 1, -1, -1) if texts[k] in _STOPS), 0)
        last = next((k for k in range(run[-1] + 1, len(texts)) if texts[k] in _STOPS), len(texts))
        joined = next((k for k in range(run[-1] + 1, last) if texts[k] in _JOINS), None)
        edges = [first - 1, *run, *([joined] if joined is not None else []), last]
        yield [
            Item(
                tuple(k for k in range(start + 1, end) if matching.zh.content[k]),
                0 < n < len(edges) - 2 and texts[start] == _MARK,
            )
            for n, (start, end) in enumerate(pairwise(edges))
        ]


def _lost(unit: Unit, matching: Matching, items: Sequence[Item], owned: Sequence[Span]) -> Iterator[Candidate]:
    link = matching.zh_link
    for before, item, after in zip(items, items[1:], items[2:], strict=False):
        if not (item.bounded and item.atoms) or any(_rendered(matching, k) for k in item.atoms):
            continue
        left = [int(link[k]) for k in before.atoms[-2:] if link[k] >= 0]
        right = [int(link[k]) for k in after.atoms[:2] if link[k] >= 0]
        if not left or not right:
            continue
        start, end = sorted((left[-1], right[0]))
        if end - start > _APART:
            continue
        # The word before the mark is lost with the item where nothing is linked with it either.
        first = before.atoms[-1] if link[before.atoms[-1]] < 0 else item.atoms[0]
        span = Span(matching.zh.spans[first].start, matching.zh.spans[item.atoms[-1]].end)
        if any(whole.start <= span.start < whole.end for whole in owned):
            continue
        over = _between(unit, matching, start, end)
        if over is None:
            continue
        kept = tuple(k for k in before.atoms if k < first)
        neighbours = [" ".join(_zh(matching, part)) for part in (kept, after.atoms)]
        if over:
            words = Span(matching.en.spans[over[0]].start, matching.en.spans[over[-1]].end)
            message = f"in the list, “{_en(unit, words)}” stands in the place of {_text(unit, span)}"
            yield _candidate(unit, "mistranslation", "minor", CHANGED, span, words, message)
        else:
            message = f"the item {_text(unit, span)} of the list is missing between {neighbours[0]} and {neighbours[1]}"
            yield _candidate(unit, "omission", "major", LOST, span, None, message)


def _rendered(matching: Matching, atom: int) -> bool:
    """Whether a word has a link that is more than chance."""
    j = int(matching.zh_link[atom])
    return j >= 0 and float(matching.strengths[atom, j]) >= _CHANCE


def _between(unit: Unit, matching: Matching, start: int, end: int) -> list[int] | None:
    """The unlinked words of English items between two words; None if nothing parts the two, or another item does."""
    at, spans = unit.en.start, matching.en.spans
    cuts = [
        Span(at + m.start(), at + m.end())
        for m in _PARTING.finditer(unit.en.text, spans[start].end - at, spans[end].start - at)
    ]
    if not cuts:
        return None
    inner = [
        j
        for j in range(start + 1, end)
        if cuts[0].end <= spans[j].start and spans[j].end <= cuts[-1].start and matching.en.content[j]
    ]
    return None if any(matching.en_link[j] >= 0 for j in inner) else inner


def _added(unit: Unit, matching: Matching, items: Sequence[Item]) -> Iterator[Candidate]:
    """An English piece between two neighbours of a list, set apart on both sides, that nothing is linked with."""
    link = matching.zh_link
    for before, after in pairwise(items):
        if not (before.atoms and after.atoms) or link[before.atoms[-1]] < 0 or link[after.atoms[0]] < 0:
            continue
        start, end = int(link[before.atoms[-1]]), int(link[after.atoms[0]])
        if not start < end <= start + _APART:
            continue
        at, stop = matching.en.spans[start].end, matching.en.spans[end].start
        between = unit.en.text[at - unit.en.start : stop - unit.en.start]
        pieces = _PARTING.split(between)
        if len(pieces) < 3:
            continue
        inner = [j for j in range(start + 1, end) if matching.en.content[j]]
        lost = [k for item in items for k in item.atoms if link[k] < 0]
        if inner and not lost and all(matching.en_link[j] < 0 for j in inner):
            span = Span(matching.en.spans[inner[0]].start, matching.en.spans[inner[-1]].end)
            message = f"“{_en(unit, span)}” is an item of the English list alone"
            yield _candidate(unit, "addition", "minor", ADDED, None, span, message)


def _zh(matching: Matching, atoms: Sequence[int]) -> list[str]:
    return ["".join(matching.zh.texts[atoms[0] : atoms[-1] + 1])]


def _text(unit: Unit, span: Span) -> str:
    return unit.zh.of((span,))[0]


def _en(unit: Unit, span: Span) -> str:
    return unit.en.of((span,))[0]


def _candidate(
    unit: Unit, kind: Kind, severity: Severity, strength: float, zh: Span | None, en: Span | None, message: str
) -> Candidate:
    zh_spans, en_spans = (zh,) if zh else (), (en,) if en else ()
    return Candidate(
        NAME, kind, "content", severity, strength, unit.place(zh_spans, en_spans), zh_spans, en_spans, message
    )


RULE = Rule(NAME, find)
