"""Groups of clauses, and how well the two sides of a group match.

A group is a set of Chinese and a set of English clauses, wherever they stand. It is scored as a sentence bead is (see
beads.py): the similarity of the two sums, less what each side shares with the clauses just outside the other, times
the agreement of their lengths; and for the share of their words that are linked to each other.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.beads import MARGIN
from aligner.embedding.encoder import Vectors

Indices = tuple[int, ...]
Group = tuple[Indices, Indices]
Floats = NDArray[np.float64]

WORDS = 0.4
WORDS_EXPECTED = 0.4
NULL = -0.03
GAP = 0.05


class Mass(NamedTuple):
    """Linked word mass, in units of salience.

    `zh[i, j]` is what of Chinese clause i is linked to English clause j, and `en[i, j]` what of English clause j is
    linked to Chinese clause i; the totals are the whole mass of each clause.
    """

    zh: Floats
    en: Floats
    zh_total: Floats
    en_total: Floats


@dataclass(frozen=True)
class GroupScorer:
    """Everything about the clauses of one sentence bead that a group's score needs, as plain lists for speed.

    `zh_zh`, `en_en` and `zh_en` hold inner products of clause vectors; `zh_size` and `en_size` their characters, the
    English scaled to the Chinese; the rest is the linked word mass (`Mass`).
    """

    zh_zh: list[list[float]]
    en_en: list[list[float]]
    zh_en: list[list[float]]
    zh_size: list[float]
    en_size: list[float]
    zh_words: list[list[float]]
    en_words: list[list[float]]
    zh_mass: list[float]
    en_mass: list[float]
    known: dict[Group, float] = field(default_factory=dict)

    @classmethod
    def of(cls, zh: Vectors, en: Vectors, zh_size: Floats, en_size: Floats, mass: Mass) -> GroupScorer:
        """From vectors (clauses, d), characters (clauses,) and linked word mass."""
        scale = max(zh_size.sum(), 1) / max(en_size.sum(), 1)
        a, b = zh.astype(np.float64), en.astype(np.float64)
        zh_zh, en_en, zh_en = (np.round(product, 6).tolist() for product in (a @ a.T, b @ b.T, a @ b.T))
        zh_words, en_words, zh_mass, en_mass = (table.tolist() for table in mass)
        zh_sizes, en_sizes = zh_size.tolist(), (en_size * scale).tolist()
        return cls(zh_zh, en_en, zh_en, zh_sizes, en_sizes, zh_words, en_words, zh_mass, en_mass)

    def score(self, group: Group) -> float:
        """The score of a group; a clause without a counterpart scores `NULL`."""
        found = self.known.get(group)
        if found is None:
            zh, en = group
            found = self._match(zh, en) if zh and en else NULL * (len(zh) + len(en))
            self.known[group] = found = round(found, 4)
        return found

    def _match(self, zh: Indices, en: Indices) -> float:
        """The score of a group with two sides; loops, because a group is a few clauses and there are many groups."""
        zh_square = en_square = product = zh_linked = en_linked = 0.0
        zh_mass = en_mass = zh_size = en_size = 0.0
        for i in zh:
            zh_row, linked_row, back_row = self.zh_en[i], self.zh_words[i], self.en_words[i]
            zh_size += self.zh_size[i]
            zh_mass += self.zh_mass[i]
            for k in zh:
                zh_square += self.zh_zh[i][k]
            for j in en:
                product += zh_row[j]
                zh_linked += linked_row[j]
                en_linked += back_row[j]
        for j in en:
            en_size += self.en_size[j]
            en_mass += self.en_mass[j]
            for k in en:
                en_square += self.en_en[j][k]
        zh_length, en_length = math.sqrt(max(zh_square, 1e-12)), math.sqrt(max(en_square, 1e-12))
        shared = self._beside(zh, en) / zh_length + self._above(zh, en) / en_length
        agreement = math.log2(1 + min(zh_size, en_size) / max(zh_size, en_size, 1.0))
        linked = (zh_linked / max(zh_mass, 1e-6) + en_linked / max(en_mass, 1e-6)) / 2
        cosine = product / (zh_length * en_length)
        score = (cosine - MARGIN * shared / 2 + WORDS * (linked - WORDS_EXPECTED)) * agreement
        return score - GAP * (_pieces(zh) + _pieces(en) - 2)

    def _beside(self, zh: Indices, en: Indices) -> float:
        """Mean product of the Chinese side with the English clauses just outside, each of length 1."""
        outside = _outside(en, len(self.en_size))
        total = 0.0
        for j in outside:
            length = max(math.sqrt(self.en_en[j][j]), 1e-6)
            for i in zh:
                total += self.zh_en[i][j] / length
        return total / max(len(outside), 1)

    def _above(self, zh: Indices, en: Indices) -> float:
        """Mean product of the English side with the Chinese clauses just outside, each of length 1."""
        outside = _outside(zh, len(self.zh_size))
        total = 0.0
        for i in outside:
            length = max(math.sqrt(self.zh_zh[i][i]), 1e-6)
            row = self.zh_en[i]
            for j in en:
                total += row[j] / length
        return total / max(len(outside), 1)


def _outside(indices: Indices, count: int) -> list[int]:
    """The clauses just before and after each run of neighbours among `indices`."""
    inside = set(indices)
    return [k for i in indices for k in (i - 1, i + 1) if 0 <= k < count and k not in inside]


def _pieces(indices: Indices) -> int:
    """How many runs of neighbours there are."""
    return sum(1 for k, i in enumerate(indices) if not k or indices[k - 1] + 1 != i)


def disorder(groups: Iterable[Group]) -> int:
    """How many groups stand out of order: all less the longest chain that increases on both sides."""
    places = sorted((sum(zh) / len(zh), sum(en) / len(en)) for zh, en in groups if zh and en)
    ends: list[float] = []
    for _, place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(places) - len(ends)
