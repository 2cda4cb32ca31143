"""Lists joined by 、, item by item: one that the translation drops, one that it replaces, and one that it adds.

    水稻、小麦、玉米      rice and corn            小麦 has no piece between those of its neighbours

Items and the English pieces between commas and "and" are placed one to one; learnt trees then weigh, for each item
inside a list, how well it is rendered and whether pieces are fewer than items where it should stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from aligner.auditing.agency_lists import read_chinese
from aligner.auditing.closeness import closeness
from aligner.auditing.coverage.matching import Matching
from aligner.auditing.list_items import MARK, Item, Piece, Placed
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics
from aligner.auditing.unit import Unit
from aligner.divergence import Candidate, Kind, Severity
from aligner.document import Span

NAME = "lists"
LEAST = 0.03  # the chance from which an item is a candidate at all

CHANGED, ADDED = 0.3, 0.15  # the chance that something else in an item's place, or an item more, is a fault
_APART = 14  # atoms of English between two neighbours of a list, an item of three or four words among them
_PARTING = re.compile(r"[,;，；]|\band\b|\bor\b")


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Items of the lists of one sentence link that only one side has."""
    look = statistics.look(unit) if MARK in unit.zh.text else None
    if look is None:
        return
    owned = [unit.zh.span(*span) for span in read_chinese(unit.zh.text).lists]
    trust = closeness(statistics.habits)
    for placed, chances in look.lists:
        for candidate in (*_lost(unit, placed, chances, owned), *_added(unit, look.matching, placed.items)):
            yield replace(candidate, strength=round(candidate.strength * trust, 4))


def _lost(unit: Unit, placed: Placed, chances: Mapping[int, float], owned: Sequence[Span]) -> Iterator[Candidate]:
    matching = placed.matching
    for n, chance in chances.items():
        if chance < LEAST:
            continue
        item = placed.items[n]
        span = matching.zh.span(_begin(placed, n), item.end - 1)
        if any(whole.start <= span.start < whole.end for whole in owned):
            continue
        instead = _instead(placed, n)
        if instead is not None:
            words = matching.en.span(instead.first, instead.end - 1)
            message = f"in the list, “{_en(unit, words)}” stands in the place of {_text(unit, span)}"
            yield _candidate(unit, "mistranslation", "minor", CHANGED * chance, span, words, message)
        else:
            beside = [_item(matching, placed.items[k]) for k in (n - 1, n + 1)]
            message = f"the item {_text(unit, span)} of the list is missing between {beside[0]} and {beside[1]}"
            yield _candidate(unit, "omission", "major", chance, span, None, message)


def _begin(placed: Placed, n: int) -> int:
    """Where what is lost begins: the word before the mark is lost too where nothing is linked with it either."""
    before = placed.items[n - 1]
    last = before.words[-1] if before.words else None
    alone = last is not None and not before.bounded and last != before.words[0] and placed.matching.zh_link[last] < 0
    return last if alone and last is not None else placed.items[n].first


def _instead(placed: Placed, n: int) -> Piece | None:
    """An English piece of its own between the item's neighbours, of which nothing is linked with any Chinese word."""
    before, after = placed.places[n - 1], placed.places[n + 1]
    if before < 0 or after != before + 2:
        return None
    matching, piece = placed.matching, placed.pieces[before + 1]
    words = np.flatnonzero(matching.en.content[piece.first : piece.end]) + piece.first
    own = range(placed.items[n].first, placed.items[n].end)
    left = all(link < 0 or link in own for link in matching.en_link[words].tolist())
    return piece if len(words) and left else None


def _item(matching: Matching, item: Item) -> str:
    words = item.words or (item.first,)
    return "".join(matching.zh.texts[(item.first if item.bounded else words[max(0, len(words) - 2)]) : item.end])


def _added(unit: Unit, matching: Matching, items: Sequence[Item]) -> Iterator[Candidate]:
    """An English piece between two neighbours of a list, set apart on both sides, that nothing is linked with."""
    link = matching.zh_link
    for before, after in pairwise(items):
        if not (before.words and after.words) or link[before.words[-1]] < 0 or link[after.words[0]] < 0:
            continue
        start, end = int(link[before.words[-1]]), int(link[after.words[0]])
        if not start < end <= start + _APART:
            continue
        at, stop = int(matching.en.ends[start]), int(matching.en.begins[end])
        between = unit.en.text[at - unit.en.start : stop - unit.en.start]
        pieces = _PARTING.split(between)
        if len(pieces) < 3:
            continue
        inner = [j for j in range(start + 1, end) if matching.en.content[j]]
        lost = [k for item in items for k in item.words if link[k] < 0]
        if inner and not lost and all(matching.en_link[j] < 0 for j in inner):
            span = matching.en.span(inner[0], inner[-1])
            message = f"“{_en(unit, span)}” is an item of the English list alone"
            yield _candidate(unit, "addition", "minor", ADDED, None, span, message)


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
