"""Lists joined by 、 on the Chinese side, the pieces between commas and "and" on the English one, and which is which.

    水稻、小麦和玉米      rice │ and corn            水稻 → rice, 小麦 → nothing, 玉米 → corn

Items and pieces are placed in order, as sequences are aligned (Needleman and Wunsch 1970): each item has one piece or
none, so that items compete for pieces, and a word that several items share (work conditions, work environment) speaks
for each of them the less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np

from aligner.auditing.coverage.atoms import Floats
from aligner.auditing.coverage.matching import Matching

MARK = "、"
_JOINS = frozenset({"和", "及", "与", "以及", "或", "或者", "并", "暨"})
_INSIDE = _JOINS - {"与", "并"}  # between two marks these two seldom part items (线上与线下相结合)
_STOPS = frozenset("，。；：！？,;:()（）“”《》\n")
_OPEN_END = frozenset({"等", "等等"})
_SOFT = frozenset({",", "and", "or", "&", "/", "，", "、", "nor"})
_HARD = frozenset(".;:()!?。；：\n[]")
_LONGEST = max(map(len, _SOFT | _HARD))
_EDGE = 4  # words of meaning: what counts of the first item and of the last one, whose outer ends are not known
_FADES = 0.5  # what such a word counts beside the one before it, the further it is from the list
_LAST = 8  # atoms after the last mark in which a joining word or 等 may stand
_CHANCE = 0.08  # of likeness: what an item and a piece may have in common that do not belong together
# Of likeness: what it costs to leave an item without a piece, a piece without an item, and a clause's first piece.
_ITEM_GAP, _PIECE_GAP, _HARD_GAP = 0.02, 0.06, 0.15
_ALIKE, _PER_ALIKE = 0.3, 0.5  # of the cosine of an item and a piece: what counts, and how much


class Item(NamedTuple):
    """An item: its atoms from `first` up to `end`, those of meaning among them, and whether both its ends are known."""

    first: int
    end: int
    words: tuple[int, ...]
    bounded: bool


class Piece(NamedTuple):
    """A piece of English between two commas or the like: its atoms, and whether a sentence or clause ends before it."""

    first: int
    end: int
    after_stop: bool


class Placed(NamedTuple):
    """A list of a unit with the pieces of its English side.

    `likeness` has shape (items, pieces), `weights` is what each Chinese atom counts in it, and `places[i]` is the piece
    of item i, or -1.
    """

    matching: Matching
    items: tuple[Item, ...]
    pieces: tuple[Piece, ...]
    likeness: Floats
    weights: Floats
    places: tuple[int, ...]


def lists(texts: Sequence[str], content: Sequence[bool], speaks: Sequence[bool]) -> Iterator[tuple[Item, ...]]:
    """The lists among Chinese words: items between marks, the first and the last as long as may be.

    A joining word parts two items like a mark does, also where marks follow it (学校、家庭和社区、企业).

    Args:
        texts: The words and marks of a unit.
        content: Which of them carry meaning.
        speaks: Which of them are words at all; of an item that has nothing weightier (方式), these are what it says.
    """
    marks = [i for i, text in enumerate(texts) if text == MARK]
    while marks:
        run = [marks.pop(0)]
        while marks and not any(texts[k] in _STOPS for k in range(run[-1], marks[0])):
            run.append(marks.pop(0))
        first = next((k + 1 for k in range(run[0] - 1, -1, -1) if texts[k] in _STOPS), 0)
        last = next((k for k in range(run[-1] + 1, len(texts)) if texts[k] in _STOPS), len(texts))
        inside = [k for k in range(run[0] + 2, run[-1] - 1) if texts[k] in _INSIDE and texts[k + 1] != MARK]
        joined = _soon(texts, run[-1], last, _JOINS)
        closed = _soon(texts, joined or run[-1], last, _OPEN_END)
        ends = [k for k in (joined, closed) if k is not None]
        edges = sorted({first - 1, *run, *inside, *ends, last})
        yield tuple(
            Item(start + 1, end, _words(range(start + 1, end), content, speaks), 0 < n < len(edges) - 2)
            for n, (start, end) in enumerate(pairwise(edges))
        )


def _soon(texts: Sequence[str], after: int, before: int, wanted: frozenset[str]) -> int | None:
    """The first of some words between two places that is soon after the first of them, but not beside it."""
    return next((k for k in range(after + 2, min(before, after + 1 + _LAST)) if texts[k] in wanted), None)


def _words(atoms: Sequence[int], content: Sequence[bool], speaks: Sequence[bool]) -> tuple[int, ...]:
    return tuple(k for k in atoms if content[k]) or tuple(k for k in atoms if speaks[k])


def pieces(texts: Sequence[str]) -> tuple[Piece, ...]:
    """The English words between commas, "and", "or" and the marks at which clauses end."""
    found, first, after_stop = [], 0, False
    for k, text in enumerate((*texts, ".")):
        if len(text) > _LONGEST:
            continue
        lowered = text.lower()
        if lowered in _SOFT or lowered in _HARD:
            if k > first:
                found.append(Piece(first, k, after_stop))
                after_stop = False
            after_stop = after_stop or lowered in _HARD
            first = k + 1
    return tuple(found)


def placed_lists(matching: Matching) -> Iterator[Placed]:
    """The lists of a unit, each with its pieces."""
    if MARK not in matching.zh.texts or not len(matching.en):
        return
    cut = _Cut.of(matching)
    for items in lists(matching.zh.texts, matching.zh.means, matching.zh.speaks.tolist()):
        counted = tuple(_counted(item, n, len(items)) for n, item in enumerate(items))
        weights = _weights(matching, items, counted)
        likeness = _likeness(matching, counted, cut, weights)
        yield Placed(matching, items, cut.pieces, likeness, weights, _places(likeness, cut.pieces))


class _Cut(NamedTuple):
    """The English of a unit in pieces: the best of each for each Chinese atom, shape (atoms, pieces), and its vector.

    The vectors are those of its words of meaning together, made as long as 1, shape (pieces, dimensions).
    """

    pieces: tuple[Piece, ...]
    best: Floats
    vectors: Floats

    @classmethod
    def of(cls, matching: Matching) -> _Cut:
        """Cut the English of a unit."""
        parts = pieces(matching.en.texts)
        if not parts:
            return cls(parts, matching.strengths[:, :0], matching.en.vectors[:0])
        # Between two pieces lies what belongs to none: every second stretch is left out.
        edges = [k for part in parts for k in part[:2] if k < len(matching.en)]
        best: Floats = np.maximum.reduceat(matching.strengths, edges, axis=1)[:, ::2]
        meant = matching.en.vectors * matching.en.content[:, None]
        return cls(parts, best, _unit_vectors(np.array([meant[p.first : p.end].sum(axis=0) for p in parts])))


def _counted(item: Item, n: int, count: int) -> tuple[int, ...]:
    """The words by which an item is told; the first may begin and the last may end with what is no part of the list."""
    if item.bounded or len(item.words) <= _EDGE:
        return item.words
    return item.words[-_EDGE:] if n == 0 else item.words[:_EDGE]


def _weights(matching: Matching, items: Sequence[Item], counted: Sequence[tuple[int, ...]]) -> Floats:
    """What each atom says of its item: its salience, shared among the items that it stands in.

    Of the first item and of the last, a word says less the further it is from the list.
    """
    classes, salience = matching.zh.classes.tolist(), matching.zh.salience.tolist()
    shared = Counter(chain.from_iterable({classes[k] for k in words} for words in counted))
    weights = [0.0] * len(matching.zh)
    for n, (item, words) in enumerate(zip(items, counted, strict=True)):
        for away, k in enumerate(words if n else words[::-1]):
            weights[k] = salience[k] / shared[classes[k]] ** 2 * (1 if item.bounded else _FADES**away)
    return np.array(weights, dtype=np.float32)


def _likeness(matching: Matching, counted: Sequence[tuple[int, ...]], cut: _Cut, weights: Floats) -> Floats:
    """How well each piece renders each item, by the words of the item and by the vectors of both."""
    found = np.zeros((len(counted), len(cut.pieces)), dtype=np.float32)
    told = [n for n, words in enumerate(counted) if words]
    if not told:
        return found
    starts = [0, *accumulate(len(counted[n]) for n in told)][:-1]
    own = np.array(list(chain.from_iterable(counted)))
    says = weights[own]
    by_words = np.add.reduceat(says[:, None] * cut.best[own], starts)
    by_words /= np.maximum(np.add.reduceat(says, starts), 1e-6)[:, None]
    shares = says / np.maximum(matching.zh.salience[own], 1e-6)
    said = _unit_vectors(np.add.reduceat(matching.zh.vectors[own] * shares[:, None], starts))
    found[told] = by_words + _PER_ALIKE * np.maximum(np.einsum("nk,pk->np", said, cut.vectors) - _ALIKE, 0)
    return found


def _unit_vectors(vectors: Floats) -> Floats:
    vectors /= np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-6)[:, None]
    return vectors


def _places(likeness: Floats, parts: Sequence[Piece]) -> tuple[int, ...]:
    """The best placing in order; pieces before the first item and after the last one cost nothing."""
    n, m = likeness.shape
    gaps = [_HARD_GAP if part.after_stop else _PIECE_GAP for part in parts]
    rows = (likeness - _CHANCE).tolist()
    best = [0.0] * (m + 1)
    came = [[0] * (m + 1)]  # 0 an item without a piece, 1 a piece without an item, 2 a pair
    for i, row in enumerate(rows, start=1):
        most, found, ways = -_ITEM_GAP * i, [-_ITEM_GAP * i], [0]
        for like, gap, diagonal, above in zip(row, gaps if i < n else [0.0] * m, best, best[1:], strict=False):
            alone, paired = most - gap, diagonal + like
            most, by = above - _ITEM_GAP, 0
            if alone > most:
                most, by = alone, 1
            if paired > most:
                most, by = paired, 2
            found.append(most)
            ways.append(by)
        best = found
        came.append(ways)
    places, i, p = [-1] * n, n, m
    while i > 0:
        if p == 0 or came[i][p] == 0:
            i -= 1
        elif came[i][p] == 1:
            p -= 1
        else:
            i, p = i - 1, p - 1
            places[i] = p
    return tuple(places)
