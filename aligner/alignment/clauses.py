"""Clause links inside sentence beads; they may cross, and a link's clauses need not be neighbours.

English puts conditions, purposes and sources where Chinese does not, so an ordered programme cannot link clauses. Its
answer is where the search for better groups starts (regrouping.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.anchors import find_anchors, search_windows
from aligner.alignment.beads import TEMPERATURE, BeadScorer, lengths, null_scores
from aligner.alignment.groups import Group, GroupScorer, Mass
from aligner.alignment.programme import UNIT, Programme
from aligner.alignment.regrouping import improve, ordered
from aligner.alignment.runs import LARGEST
from aligner.alignment.words import Lexicon
from aligner.bitext import Bead
from aligner.document import Document
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
    texts = [[c.span.of(d.text) for c in d.clauses] for d in (zh, en)]
    vectors = [encoder.encode(side) for side in texts]
    sizes = [lengths(side) for side in texts]
    tokenizer = load_tokenizer()
    found = [words([(text, 0) for text in side], tokenizer) for side in texts]
    Lexicon.load()  # before there are workers, so that each need not

    def linked(bead: Bead) -> tuple[Bead, ...]:
        z = [c for s in bead.zh for c in zh.clauses_of[s]]
        e = [c for s in bead.en for c in en.clauses_of[s]]
        if not z or not e:
            scores: dict[Group, float] = {((i,), ()): 1.0 for i in range(len(z))}
            scores |= {((), (j,)): 1.0 for j in range(len(e))}
        elif len(z) * len(e) > MOST_PAIRS:
            scores = in_order_alone(vectors[0][z], vectors[1][e], sizes[0][z], sizes[1][e])
        else:
            side = vectors[0][z], vectors[1][e], sizes[0][z], sizes[1][e]
            mass = word_mass([found[0][i] for i in z], [found[1][j] for j in e])
            scorer = GroupScorer.of(*side, mass)
            scores = improve(ordered(len(z), len(e), scorer), scorer)
        return tuple(
            Bead(tuple(z[i] for i in a), tuple(e[j] for j in b), round(bead.score * scores[a, b], 4))
            for a, b in _in_order(scores)
        )

    return tuple(shared_out(lambda part: [linked(bead) for bead in part], beads, workers))


def in_order_alone(zh: Vectors, en: Vectors, zh_size: Sizes, en_size: Sizes) -> dict[Group, float]:
    """The groups of a bead of so many clauses (a text without full stops) that only those in order can be searched."""
    windows = search_windows(find_anchors(normalised(zh), normalised(en)), len(zh), len(en))
    nulls = null_scores(len(zh)), null_scores(len(en))
    beads = Programme(windows, BeadScorer(zh, en, zh_size, en_size), *nulls, TEMPERATURE * UNIT, LARGEST).solve()
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
