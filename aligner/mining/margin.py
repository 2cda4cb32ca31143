"""Pairs by the ratio margin: how much nearer two sentences are to one another than to what else is near them.

Artetxe and Schwenk, Margin-based parallel corpus mining with multilingual sentence embeddings, ACL 2019: the cosine
of a pair over the mean cosine of both sentences with their `NEIGHBOURS` nearest on the other side. Candidates are the
best of every sentence of either side ("max" retrieval there); each sentence is then used once, the best pairs first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.neighbours import Neighbours, nearest
from aligner.alignment.vector_index import VectorIndex, coded
from aligner.chinese_script import simplified_texts
from aligner.embedding.encoder import Encoder, Vectors, normalised

NEIGHBOURS = 4
MOST_EXACT = 10**10
"""The most comparisons that are made one by one; beyond, neighbours are looked for in inverted lists."""
_BATCH = 10_000
_LEAST = 1e-6


class Candidates(NamedTuple):
    """Pairs, best first: indices of sentences, and their margins, all of shape (pairs,)."""

    zh: NDArray[np.int64]
    en: NDArray[np.int64]
    margins: NDArray[np.float64]


def candidates(
    zh: Sequence[str],
    en: Sequence[str],
    encoder: Encoder,
    *,
    neighbours: int = NEIGHBOURS,
    on_step: Callable[[str], None] = lambda step: None,
) -> Candidates:
    """Pair the sentences of two collections, each at most once.

    Args:
        zh: Chinese sentences, none twice.
        en: English sentences, none twice.
        encoder: Gives their vectors.
        neighbours: How many nearest sentences a pair is held against.
        on_step: Called with what is being done.

    Returns:
        All pairs that are some sentence's best, less those of which a sentence is used by a better one. Margins are
        rounded to 4 decimals; equal ones are in order of the sentences.
    """
    on_step(f"encoding {len(zh):,} and {len(en):,} sentences")
    vectors = _encoded(simplified_texts(zh), encoder), _encoded(en, encoder)
    on_step("looking for what is near in English")
    forth = _nearest(*vectors, neighbours)
    on_step("looking for what is near in Chinese")
    back = _nearest(vectors[1], vectors[0], neighbours)
    near_zh, near_en = _means(forth), _means(back)
    firsts = _best(forth, near_zh, near_en)
    seconds = _best(back, near_en, near_zh)
    rows = np.concatenate([firsts[0], seconds[1]])
    columns = np.concatenate([firsts[1], seconds[0]])
    margins = np.concatenate([firsts[2], seconds[2]])
    order = np.lexsort((columns, rows, -margins))
    kept = order[_once(rows[order], columns[order], len(zh), len(en))]
    return Candidates(rows[kept], columns[kept], margins[kept])


def _encoded(texts: Sequence[str], encoder: Encoder) -> Vectors:
    return normalised(encoder.encode(texts))


def _nearest(queries: Vectors, rows: Vectors, k: int) -> Neighbours:
    if len(queries) * len(rows) <= MOST_EXACT:
        return nearest(queries, rows, k)
    index = VectorIndex.of(coded(rows))
    found = [index.nearest(queries[at : at + _BATCH], k) for at in range(0, len(queries), _BATCH)]
    return Neighbours(
        np.concatenate([part.rows for part in found]), np.concatenate([part.similarities for part in found])
    )


def _means(found: Neighbours) -> NDArray[np.float64]:
    """How near each sentence's neighbours are to it."""
    if not found.similarities.shape[1]:
        return np.zeros(len(found.similarities))
    means: NDArray[np.float64] = found.similarities.astype(np.float64).mean(axis=1)
    return means


def _best(
    found: Neighbours, near: NDArray[np.float64], across: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Each sentence's best neighbour by margin: sentences, neighbours, margins."""
    if not found.rows.size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    means = (near[:, None] + across[found.rows]) / 2
    margins = np.round(found.similarities / np.maximum(means, _LEAST), 4)
    margins[(found.rows < 0) | (found.similarities <= 0)] = 0
    best = margins.argmax(axis=1)
    sentences = np.arange(len(best))
    return sentences, found.rows[sentences, best], margins[sentences, best]


def _once(rows: NDArray[np.int64], columns: NDArray[np.int64], zh: int, en: int) -> NDArray[np.int64]:
    """Which of the pairs, best first, use no sentence that an earlier one uses."""
    used = np.zeros(zh, bool), np.zeros(en, bool)
    kept = []
    for place, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        if not used[0][row] and not used[1][column]:
            used[0][row] = used[1][column] = True
            kept.append(place)
    return np.array(kept, dtype=np.int64)
