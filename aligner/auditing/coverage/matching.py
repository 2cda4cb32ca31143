"""Which words of a unit render each other, one to one.

Every pair of words has a strength: what the lexical tables say, what the vectors say where the tables are silent, or
what the document itself shows (see `habits`). Pairs are then taken in order of strength, each word once (competitive
linking; Melamed 2000), so that one English word cannot excuse five Chinese ones. Where a word occurs several times, the
links of its neighbours say which occurrence is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.words import Lexicon
from aligner.auditing.coverage.atoms import Atoms, Flags, Floats, Ints
from aligner.auditing.coverage.tables import Tables

SIMILAR, PER_SIMILARITY, MOST_BY_VECTORS = 0.42, 0.9, 0.6  # of vectors: what counts, how much, and at most
_FLOOR = 0.015  # of strength: what is below it is chance
_FIRST_FLOOR = 0.02
_SKEW = 0.3  # how much less a pair counts at first whose places in the unit are as far apart as can be
_ANYWHERE = 0.4  # what a pair counts that is far from where the neighbours point
_REACH_OWN, _REACH_OTHER = 2.5, 4.0  # in words: how far a link speaks for its neighbours, and how exactly
_ROUNDS = 2  # of linking where the neighbours point: the first links are crude
_ANCHOR = 2.5  # the salience from which a linked word speaks for its neighbours


@dataclass(frozen=True)
class Matching:
    """Two sides and their links.

    `tables` are strengths by the lexical tables, `cosines` those of the vectors and `strengths` all evidence together,
    each of shape (zh atoms, en atoms). `zh_link[i]` is the atom linked with i, or -1; `en_link` the same from the
    other side. `near[i, j]` in [0, 1] says how well j lies where the links around i point.
    """

    zh: Atoms
    en: Atoms
    tables: Floats
    cosines: Floats
    strengths: Floats
    zh_link: Ints
    en_link: Ints
    near: Floats

    @property
    def sides(self) -> tuple[Atoms, Atoms]:
        """The Chinese and the English words."""
        return self.zh, self.en

    def mirrored(self) -> Matching:
        """The same from the other side; `near` is then where the links around an English word point."""
        strengths = np.ascontiguousarray(self.strengths.T)
        near = neighbourhood(self.en, self.en_link, strengths)
        return Matching(self.en, self.zh, self.tables.T, self.cosines.T, strengths, self.en_link, self.zh_link, near)


def match(zh: Atoms, en: Atoms, tables: Tables) -> Matching:
    """Match by the tables and the vectors alone."""
    known, cosines = _tables(zh, en, tables.lexicon), _cosines(zh, en)
    by_vectors = np.clip((cosines - SIMILAR) * PER_SIMILARITY, 0, MOST_BY_VECTORS) * np.outer(zh.speaks, en.speaks)
    strengths = np.maximum(known, by_vectors).astype(np.float32)
    n, m = strengths.shape
    zh_link, en_link = _compete(strengths * _skew(n, m), _FIRST_FLOOR)
    first = Matching(zh, en, known, cosines, strengths, zh_link, en_link, strengths)
    return _settle(first)


def rematch(matching: Matching, habits: Floats) -> Matching:
    """Match again with the strengths that the document itself gives, shape (zh atoms, en atoms)."""
    return _settle(replace(matching, strengths=np.maximum(matching.strengths, habits)))


def neighbourhood(own: Atoms, link: Ints, strengths: Floats) -> Floats:
    """How well each word opposite lies where the links around a word point; its own link has no say."""
    n, m = strengths.shape
    anchors = np.flatnonzero((link >= 0) & (own.salience > _ANCHOR) & own.speaks)
    if not len(anchors):
        return np.ones((n, m), dtype=np.float32)
    places = link[anchors]
    says = _decay(n, _REACH_OWN, 0)[:, anchors] * strengths[anchors, places]
    pointed = products(says, _decay(m, _REACH_OTHER, 1)[places])
    found: Floats = pointed / np.maximum(pointed.max(axis=1, keepdims=True), 1e-6)
    return found


@lru_cache(maxsize=256)
def _decay(count: int, reach: float, itself: float) -> Floats:
    """How far each of `count` places speaks for each other one, and for itself."""
    apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count)))
    decay: Floats = np.where(apart > 0, np.exp(-apart / reach), itself).astype(np.float32)
    return decay


def _skew(n: int, m: int) -> NDArray[np.float64]:
    """What a pair counts at first for its places among `n` and among `m` words, shape (n, m)."""
    return 1 - _SKEW * np.abs(np.subtract.outer(_places(n), _places(m)))


@lru_cache(maxsize=256)
def _places(count: int) -> NDArray[np.float64]:
    """The middle of each of `count` words, of a text of length 1."""
    return (np.arange(count) + 0.5) / max(count, 1)


def _settle(matching: Matching) -> Matching:
    """Link anew where the neighbours point, until nothing changes."""
    for _ in range(_ROUNDS):
        before = matching.zh_link
        near = neighbourhood(matching.zh, before, matching.strengths)
        zh_link, en_link = _compete(matching.strengths * (_ANYWHERE + (1 - _ANYWHERE) * near), _FLOOR)
        matching = replace(matching, zh_link=zh_link, en_link=en_link, near=near)
        if np.array_equal(zh_link, before):
            break
    return matching


def _compete(strengths: NDArray[np.floating], floor: float) -> tuple[Ints, Ints]:
    """Take pairs in order of strength, each word once; -1 for a word that nothing is left for."""
    zh_link, en_link = ([-1] * size for size in strengths.shape)
    rows, columns = np.nonzero(strengths > floor)
    order = np.argsort(-strengths[rows, columns], kind="stable")
    for i, j in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if zh_link[i] < 0 and en_link[j] < 0:
            zh_link[i], en_link[j] = j, i
    return np.array(zh_link, dtype=np.int64), np.array(en_link, dtype=np.int64)


def _tables(zh: Atoms, en: Atoms, lexicon: Lexicon) -> Floats:
    """What the lexical tables say; a rendering of a whole compound goes to the part that knows it, or to both."""
    part = zh.wholes != zh.keys
    indices = np.flatnonzero(part)
    known = _by_atom(lexicon.pairs(np.concatenate([zh.keys, zh.wholes[indices]]), en.pieces), en)
    own, whole = known[: len(zh)], known[len(zh) :]
    for row, i in enumerate(indices):
        for other in (i - 1, i + 1):
            if 0 <= other < len(zh) and part[other] and zh.wholes[other] == zh.wholes[i]:
                whole[row][(own[other] > _FIRST_FLOOR) & (own[other] > own[i])] = 0
    own[indices] = np.maximum(own[indices], whole)
    return own


def _by_atom(strengths: Floats, en: Atoms) -> Floats:
    """The best of the pieces of each English word."""
    if len(en.pieces) == len(en):
        return strengths
    starts = np.searchsorted(en.owners, np.arange(len(en)))
    best: Floats = np.maximum.reduceat(strengths, starts, axis=1)
    return best


def _cosines(zh: Atoms, en: Atoms) -> Floats:
    return products(_directions(zh), _directions(en).T)


def products(rows: Floats, matrix: Floats) -> Floats:
    """The product of two small matrices, one row after the other.

    A linear algebra library shares a whole product out to threads, which cost more here than the product.
    """
    found: Floats = np.matmul(rows[:, None], matrix)[:, 0]
    return found


def _directions(side: Atoms) -> Floats:
    """Vectors of length 1, shape (atoms, dimensions)."""
    lengths: Floats = np.maximum(side.salience, 1e-6)
    return side.vectors / lengths[:, None]


def unlinked(side: Atoms, link: Ints) -> Flags:
    """The words of meaning that nothing is linked with."""
    left: Flags = (link < 0) & side.content
    return left
