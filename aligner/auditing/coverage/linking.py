"""Which words of some units render each other, one to one.

Every pair of words has a strength: what the lexical tables and the vectors say (see `evidence`), or what the document
itself shows (see `habits`). Pairs are then taken in order of strength, each word once (competitive linking; Melamed
2000), so that one English word cannot excuse five Chinese ones. Where a word occurs several times, the links of its
neighbours say which occurrence is meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.atoms import Atoms, Flags, Floats, Ints
from aligner.auditing.coverage.evidence import by_tables, by_vectors, products, together
from aligner.auditing.coverage.pairs import Pairs
from aligner.auditing.coverage.stack import Stack
from aligner.auditing.coverage.tables import Tables

_FLOOR = 0.015  # of strength: what is below it is chance
_FIRST_FLOOR = 0.02
_SKEW = 0.3  # how much less a pair counts at first whose places in the unit are as far apart as can be
_ANYWHERE = 0.4  # what a pair counts that is far from where the neighbours point
_REACH_OWN, _REACH_OTHER = 2.5, 4.0  # in words: how far a link speaks for its neighbours, and how exactly
_ROUNDS = 2  # of linking where the neighbours point: the first links are crude
_ANCHOR = 2.5  # the salience from which a linked word speaks for its neighbours


def match(zh: Atoms, en: Atoms, tables: Tables) -> Stack:
    """Match the units of two sides, at least one, by the tables and the vectors alone."""
    pairs = Pairs.between(zh, en)
    known, cosines = by_tables(zh, en, pairs, tables.lexicon), by_vectors(zh, en, pairs)
    strengths = together(zh, en, pairs, known, cosines)
    links = _compete(pairs, strengths * _skew(pairs), _FIRST_FLOOR)
    return _settle(Stack(zh, en, pairs, known, cosines, strengths, *links, strengths))


def rematch(stack: Stack, habits: Floats) -> Stack:
    """Match again with the strengths that the document itself gives each pair, shape (p,)."""
    return _settle(replace(stack, strengths=np.maximum(stack.strengths, habits)))


def mirrored(stack: Stack) -> Stack:
    """The same from the other side; `near` is then where the links around an English word point."""
    pairs, turn = stack.pairs.mirrored, stack.pairs.turn
    own, link, strengths = stack.opposite, stack.opposite_link, stack.strengths[turn]
    near = neighbourhood(own, pairs, link, strengths)
    return Stack(own, stack.own, pairs, stack.tables[turn], stack.cosines[turn], strengths, link, stack.link, near)


def neighbourhood(own: Atoms, pairs: Pairs, link: Ints, strengths: Floats) -> Floats:
    """How well each word opposite lies where the links around a word point, shape (p,); its own link has no say."""
    pointed = np.ones(len(pairs), dtype=np.float32)
    _point(pointed, own, pairs, link, strengths, range(len(pairs.blocks)))
    return _beside_the_best(pointed, pairs)


def _point(pointed: Floats, own: Atoms, pairs: Pairs, link: Ints, strengths: Floats, units: Iterable[int]) -> None:
    """Say of some units' pairs how much the links around the own word point at the other; of one without any, 1."""
    anchors = np.flatnonzero((link >= 0) & (own.salience > _ANCHOR) & own.speaks)
    places = link[anchors]
    sure, rows = strengths[pairs.first[anchors] + places], anchors - pairs.starts[pairs.unit[anchors]]
    edges = np.searchsorted(anchors, [*pairs.starts, len(own)]).tolist()
    counts, others = pairs.counts.tolist(), pairs.opposite_counts.tolist()
    for k in units:
        told, block = slice(edges[k], edges[k + 1]), pairs.blocks[k][2]
        if edges[k] < edges[k + 1]:
            says = _decay(counts[k], _REACH_OWN, 0)[:, rows[told]] * sure[told]
            pointed[block] = products(says, _decay(others[k], _REACH_OTHER, 1)[places[told]]).ravel()
        else:
            pointed[block] = 1


def _beside_the_best(pointed: Floats, pairs: Pairs) -> Floats:
    """Each pair beside the best of its own word's."""
    some = pairs.width > 0
    best = np.maximum.reduceat(pointed, pairs.first[some])
    near: Floats = pointed / np.maximum(np.repeat(best, pairs.width[some]), 1e-6)
    return near


@lru_cache(maxsize=256)
def _decay(count: int, reach: float, itself: float) -> Floats:
    """How far each of `count` places speaks for each other one, and for itself."""
    apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count)))
    decay: Floats = np.where(apart > 0, np.exp(-apart / reach), itself).astype(np.float32)
    return decay


def _skew(pairs: Pairs) -> NDArray[np.float64]:
    """What a pair counts at first for the places of both words in the unit, shape (p,)."""
    own, opposite = _places(pairs), _places(pairs.mirrored)
    return 1 - _SKEW * np.abs(np.repeat(own, pairs.width) - opposite[pairs.partner])


def _places(pairs: Pairs) -> NDArray[np.float64]:
    """The middle of each own word, of a unit of length 1."""
    middles = np.arange(len(pairs.unit)) - pairs.starts[pairs.unit] + 0.5
    places: NDArray[np.float64] = middles / pairs.counts[pairs.unit]
    return places


def _settle(stack: Stack) -> Stack:
    """Link anew where the neighbours point, until nothing changes."""
    pairs = stack.pairs
    pointed, moving = np.ones(len(pairs), dtype=np.float32), list(range(len(pairs.blocks)))
    for _ in range(_ROUNDS):
        before = stack.link
        _point(pointed, stack.own, pairs, before, stack.strengths, moving)
        near = _beside_the_best(pointed, pairs)
        link, opposite_link = _compete(pairs, stack.strengths * (_ANYWHERE + (1 - _ANYWHERE) * near), _FLOOR)
        stack = replace(stack, link=link, opposite_link=opposite_link, near=near)
        moving = np.flatnonzero(np.bincount(pairs.unit[link != before])).tolist()
        if not moving:
            break
    return stack


def _compete(pairs: Pairs, strengths: NDArray[np.floating], floor: float) -> tuple[Ints, Ints]:
    """Take pairs in order of strength, each word once; -1 for a word that nothing is left for."""
    link, opposite_link = np.full(len(pairs.unit), -1), np.full(len(pairs.opposite_unit), -1)
    likely = np.flatnonzero(strengths > floor)
    order = likely[np.argsort(-strengths[likely], kind="stable")]
    words, partners = pairs.word[order], pairs.partner[order]
    while len(words):
        # A pair that is the first one left of both its words is taken before either could be taken otherwise.
        first = _first_of_each(words, len(link)) & _first_of_each(partners, len(opposite_link))
        link[words[first]], opposite_link[partners[first]] = partners[first], words[first]
        left = (link[words] < 0) & (opposite_link[partners] < 0)
        words, partners = words[left], partners[left]
    return (
        _in_unit(link, pairs.opposite_starts[pairs.unit]),
        _in_unit(opposite_link, pairs.starts[pairs.opposite_unit]),
    )


def _first_of_each(words: Ints, count: int) -> Flags:
    """Which places of a sequence of words, of `count` there are, have a word that does not stand before them."""
    places = np.arange(len(words))
    first = np.empty(count, dtype=np.int64)
    first[words[::-1]] = places[::-1]
    found: Flags = first[words] == places
    return found


def _in_unit(link: Ints, starts: Ints) -> Ints:
    return np.where(link >= 0, link - starts, -1)
