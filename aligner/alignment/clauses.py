"""Clause links inside sentence beads; they may cross, and a link's clauses need not be neighbours.

English puts conditions, purposes and sources where Chinese does not, so an ordered programme cannot link clauses. Its
answer is where the search for better groups starts (regrouping.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.anchors import find_anchors, search_windows
from aligner.alignment.beads import TEMPERATURE, BeadScorer, null_scores
from aligner.alignment.groups import Group, GroupScorer, Mass
from aligner.alignment.programme import UNIT, Programme
from aligner.alignment.regrouping import improve, ordered
from aligner.alignment.runs import LARGEST, lengths
from aligner.alignment.solving import solve
from aligner.alignment.words import Lexicon
from aligner.bitext import Bead
from aligner.chinese_script import simplified_document
from aligner.document import Document
from aligner.embedding.builtin import BuiltinEncoder
from aligner.embedding.encoder import Encoder, Vectors, normalised
from aligner.embedding.vocabulary import Word, load_tokenizer, words
from aligner.workers import shared_out

LEAST_LINK = 0.25
MOST_PAIRS = 2500  # of clauses in a bead; beyond, crossing links are not searched for

Sizes = NDArray[np.float64]


def align_clauses(
    zh: Document, en: Document, beads: Sequence[Bead], encoder: Encoder, workers: int = 1
) -> tuple[tuple[Bead, ...], ...]:
    """For each sentence bead the beads of its clauses, in order of the Chinese; every clause is in exactly one.

    Args:
        zh: The segmented Chinese document.
        en: The English one.
        beads: Of their sentences.
        encoder: Gives clause vectors.
        workers: The most processes to search with; they do not change the result.
    """
    zh = simplified_document(zh)
    Lexicon.load()  # before there are workers, so that each need not

    def linked(part: Sequence[Bead]) -> list[tuple[Bead, ...]]:
        zh_inside = [[c for s in bead.zh for c in zh.clauses_of[s]] for bead in part]
        en_inside = [[c for s in bead.en for c in en.clauses_of[s]] for bead in part]
        zh_side, en_side = _Side.of(zh, zh_inside, encoder), _Side.of(en, en_inside, encoder)
        found = []
        for index, (bead, z, e) in enumerate(zip(part, zh_inside, en_inside, strict=True)):
            scores = _scored(zh_side.of_bead(index), en_side.of_bead(index))
            found.append(
                tuple(
                    Bead(tuple(z[i] for i in a), tuple(e[j] for j in b), round(bead.score * scores[a, b], 4))
                    for a, b in _in_order(scores)
                )
            )
        return found

    # A neural model does not live on in a fork.
    return tuple(shared_out(linked, beads, workers if isinstance(encoder, BuiltinEncoder) else 1))


class _Clauses(NamedTuple):
    """What is known of some clauses of one side: vectors (clauses, d), characters (clauses,) and words."""

    vectors: Vectors
    sizes: Sizes
    words: Sequence[Sequence[Word]]


class _Side(NamedTuple):
    """The clauses of one side of some beads, one bead after the other, and where each bead's begin."""

    clauses: _Clauses
    starts: Sequence[int]

    @classmethod
    def of(cls, document: Document, inside: Sequence[Sequence[int]], encoder: Encoder) -> _Side:
        texts = [document.clauses[c].span.of(document.text) for bead in inside for c in bead]
        found = words([(text, 0) for text in texts], load_tokenizer())
        starts = [0, *accumulate(len(bead) for bead in inside)]
        return cls(_Clauses(encoder.encode(texts), lengths(texts), found), starts)

    def of_bead(self, index: int) -> _Clauses:
        chosen = slice(self.starts[index], self.starts[index + 1])
        clauses = self.clauses
        return _Clauses(clauses.vectors[chosen], clauses.sizes[chosen], clauses.words[chosen])


def _scored(zh: _Clauses, en: _Clauses) -> dict[Group, float]:
    """The groups of the clauses of one bead, and the probability of each."""
    n, m = len(zh.sizes), len(en.sizes)
    if not n or not m:
        return {((i,), ()): 1.0 for i in range(n)} | {((), (j,)): 1.0 for j in range(m)}
    if n * m > MOST_PAIRS:
        return in_order_alone(zh.vectors, en.vectors, zh.sizes, en.sizes)
    scorer = GroupScorer.of(zh.vectors, en.vectors, zh.sizes, en.sizes, word_mass(zh.words, en.words))
    return improve(ordered(n, m, scorer), scorer)


def in_order_alone(zh: Vectors, en: Vectors, zh_size: Sizes, en_size: Sizes) -> dict[Group, float]:
    """The groups of a bead of so many clauses (a text without full stops) that only those in order can be searched."""
    windows = search_windows(find_anchors(normalised(zh), normalised(en)), len(zh), len(en))
    nulls = null_scores(len(zh)), null_scores(len(en))
    programme = Programme(windows, BeadScorer(zh, en, zh_size, en_size), *nulls, TEMPERATURE * UNIT, LARGEST)
    beads = solve([programme])[0].beads()
    return {(bead.zh, bead.en): bead.score for bead in beads}


def word_mass(zh: Sequence[Sequence[Word]], en: Sequence[Sequence[Word]]) -> Mass:
    """How much of the meaning of each clause's words is linked to each clause opposite."""
    lexicon = Lexicon.load()
    flat = [[word for clause in side for word in clause] for side in (zh, en)]
    owners = [np.repeat(np.arange(len(side)), [len(clause) for clause in side]) for side in (zh, en)]
    linked = lexicon.link(*flat).links
    linked = np.where(linked >= LEAST_LINK, linked, 0)
    salience = [lexicon.salience[np.array([w.key for w in side], dtype=np.int64)] for side in flat]
    table = np.zeros((2, len(zh), len(en)))
    places = owners[0][:, None], owners[1][None, :]
    np.add.at(table[0], places, linked * salience[0][:, None])
    np.add.at(table[1], places, linked * salience[1][None, :])
    zh_total = np.bincount(owners[0], weights=salience[0], minlength=len(zh)).astype(np.float64)
    en_total = np.bincount(owners[1], weights=salience[1], minlength=len(en)).astype(np.float64)
    return Mass(table[0], table[1], zh_total, en_total)


def _in_order(groups: Collection[Group]) -> list[Group]:
    """By the Chinese; a group without any goes where the English before it puts it."""
    anchors = sorted((en[0], zh[0]) for zh, en in groups if zh and en)

    def place(group: Group) -> tuple[float, int]:
        zh, en = group
        if zh:
            return float(zh[0]), -1
        before = [z for e, z in anchors if e < en[0]]
        return (before[-1] + 0.5 if before else -0.5), en[0]

    return sorted(groups, key=place)
