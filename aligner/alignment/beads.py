"""Sentence beads: which Chinese sentences belong to which English ones.

Sentences are scored by sentences.py. `BeadScorer`, which clauses are put in order by, needs no text; its scores follow
Bertalign (Liu and Zhu 2022): the similarity of two runs, less what they share with the neighbours on the other side,
times how well their lengths agree. Similarities come from vectors that add up, so every run is scored, and lengths are
in characters of each language.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.anchors import Anchor, find_anchors, search_windows
from aligner.alignment.cuts import cut
from aligner.alignment.doubts import doubted
from aligner.alignment.loose_ends import tied
from aligner.alignment.null_rates import Counts, sampled, shifts
from aligner.alignment.paths import Path, Stretch, joined
from aligner.alignment.programme import MOST, NEVER, UNIT, Programme, Scores, Window
from aligner.alignment.relatedness import part_strangers
from aligner.alignment.runs import LARGEST, allowed, length_agreement, run_lengths, runs
from aligner.alignment.sentences import SentenceScorer
from aligner.alignment.solving import solve
from aligner.bitext import Bead
from aligner.chinese_script import simplified_texts
from aligner.embedding.encoder import Encoder, Vectors, normalised
from aligner.workers import in_two_passes

MARGIN = 0.6
NULL = -0.1
TEMPERATURE = 0.05

_zh = attrgetter("zh")


def align_sentences(zh: Sequence[str], en: Sequence[str], encoder: Encoder, workers: int = 1) -> list[Bead]:
    """Beads over the sentences of two texts, in order; every sentence is in exactly one bead.

    `workers` is the most processes that a long text may be shared out to; the answer does not depend on it.
    """
    zh = simplified_texts(zh)
    vectors = encoder.encode([*zh, *en], workers)
    zh_vectors, en_vectors = vectors[: len(zh)], vectors[len(zh) :]
    anchors = find_anchors(zh_vectors, en_vectors)
    scorer = SentenceScorer.of(zh, en, zh_vectors, en_vectors)
    stretches = cut(anchors, len(zh), len(en))
    programmes = {one: programme_of(scorer, one, anchors) for one in stretches}
    first = {stretches[number] for number in sampled(len(stretches))}
    programmes.update({one: _kept(programmes[one]) for one in first})

    def noted(part: Sequence[Stretch]) -> Counts:
        return Counts.of(solve([programmes[one] for one in part if one in first]))

    def solved(part: Sequence[Stretch], more: tuple[float, float]) -> list[Path]:
        asked = [programmes[one].with_nulls(*more) for one in part]
        found = zip(part, asked, solve(asked), strict=True)
        paths = ((one, tied(path, programme, scorer.explanation, one.start)) for one, programme, path in found)
        return [Path(path.corners + one.start, path.scores) for one, path in paths]

    paths = in_two_passes(noted, shifts, solved, stretches, workers, least=1, size=lambda one: programmes[one].places)
    return part_strangers(doubted(joined(paths).beads()), zh_vectors, en_vectors)


def programme_of(scorer: SentenceScorer, stretch: Stretch, anchors: Sequence[Anchor]) -> Programme:
    """The programme of a stretch, which counts its sentences from 0."""
    (i, j), (n, m) = stretch.start, stretch.size
    some = anchors[bisect_left(anchors, i, key=_zh) : bisect_left(anchors, i + n, key=_zh)]
    windows = search_windows([Anchor(a.zh - i, a.en - j, a.margin) for a in some], n, m)
    zh_nulls, en_nulls = scorer.nulls

    def score(window: Window) -> Scores:
        return scorer(Window(window.top + i, window.bottom + i, window.left + j, window.right + j))

    return Programme(windows, score, zh_nulls[i : i + n], en_nulls[j : j + m], UNIT, LARGEST)


def _kept(programme: Programme) -> Programme:
    """The programme, which scores each window once however often it is solved."""
    return replace(programme, score=cache(programme.score))


def null_scores(count: int, score: float = NULL) -> Scores:
    """What it scores to leave out each of `count` sentences or clauses."""
    return np.full(count, round(score * UNIT), dtype=np.int32)


@dataclass(frozen=True)
class BeadScorer:
    """Scores all beads that end in a window. Vectors are sums, shapes (n, d) and (m, d); lengths in characters."""

    zh: Vectors
    en: Vectors
    zh_lengths: NDArray[np.float64]
    en_lengths: NDArray[np.float64]

    def __call__(self, window: Window) -> Scores:
        """Scores in ten-thousandths, shape (rows, 8, 8, columns); see `Programme`."""
        rows = np.arange(window.top + 1, window.bottom + 1)
        columns = np.arange(window.left, window.right + 1)
        zh_runs, en_runs = runs(self.zh, rows), runs(self.en, columns)
        zh_singles, zh_there = singles(self.zh, rows)
        en_singles, en_there = singles(self.en, columns)
        cosine = np.einsum("rad,cbd->rabc", zh_runs, en_runs, optimize=True)
        beside = neighbourhood(np.einsum("rad,sd->ras", zh_runs, en_singles, optimize=True), en_there)
        above = neighbourhood(np.einsum("cbd,sd->cbs", en_runs, zh_singles, optimize=True), zh_there)
        shared = (beside + above.transpose(3, 2, 1, 0)) / 2
        scale = max(self.zh_lengths.sum(), 1) / max(self.en_lengths.sum(), 1)
        agreement = length_agreement(run_lengths(self.zh_lengths, rows), run_lengths(self.en_lengths, columns) * scale)
        score = (cosine - MARGIN * shared) * agreement
        return np.where(allowed(rows, columns), np.round(score * UNIT), NEVER).astype(np.int32)


def singles(vectors: Vectors, ends: NDArray[np.int64]) -> tuple[Vectors, NDArray[np.int64]]:
    """The normalised sentences that may stand beside a run, and whether each exists, shape (ends + 9, d)."""
    wanted = np.arange(int(ends[0]) - MOST - 1, int(ends[-1]) + 1)
    there = (wanted >= 0) & (wanted < len(vectors))
    found = normalised(vectors[np.where(there, wanted, 0)]) if len(vectors) else np.zeros((len(wanted), 0), np.float32)
    return found * there[:, None], there.astype(np.int64)


def neighbourhood(similarities: Vectors, there: NDArray[np.int64]) -> Vectors:
    """Mean similarity to the sentences just before and just after each run of the other side.

    Args:
        similarities: of each run of one side to the other side's `singles`, shape (x, 8, ends + 9).
        there: which of those exist.

    Returns:
        shape (x, 8, 8, ends): the third axis is the length of the other side's run.
    """
    count = similarities.shape[2] - MOST - 1
    out = np.empty((*similarities.shape[:2], MOST, count), dtype=np.float32)
    after = slice(MOST + 1, MOST + 1 + count)
    for length in range(1, MOST + 1):
        before = slice(MOST - length, MOST - length + count)
        number = np.maximum(there[before] + there[after], 1)
        out[:, :, length - 1] = (similarities[:, :, before] + similarities[:, :, after]) / number
    return out
