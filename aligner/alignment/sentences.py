"""What a sentence bead scores.

A bead is good if its two sides are alike and of like length, if the words of each are explained by the other
(explanation.py), if every sentence at its edges makes them more alike, and if no sentence just outside would; and if
the marks around its end agree (boundaries.py). The edges do what the margin of Bertalign (Liu and Zhu 2022) is for,
telling a bead from a part of it and from its neighbours, but see which sentence is one too many or missing.

The score is a weighted sum, and the weights make it a log-linear model of whole alignments, a semi-Markov conditional
random field (Sarawagi and Cohen 2004): a bead's posterior is its probability.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.boundaries import Places, likely_ends, split_quotations
from aligner.alignment.explanation import Explanation
from aligner.alignment.programme import MOST, NEVER, UNIT, Scores, Window
from aligner.alignment.runs import LARGEST, cosines, lengths, run_lengths
from aligner.alignment.weights import Weights
from aligner.embedding.encoder import Vectors

FEW = 3  # sentences; a bead of more, both sides together, is large
FEW_CHARACTERS = 3  # so many more or fewer say little in a short bead
LEAST_SCALE, MOST_SCALE = 1 / 6, 2 / 3  # Chinese characters to English ones; beyond, one text is not the whole

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Measures:
    """The measures of all beads of `size` Chinese sentences that end in a window; see `Weights`.

    `values` can be broadcast to the shape (rows, 8 - size, columns): [r, b - 1, c] is the bead that ends at row r and
    column c and has b English sentences.
    """

    size: int
    values: dict[str, Floats]


@dataclass(frozen=True)
class SentenceScorer:
    """Scores all beads that end in a window.

    Vectors are sums, shapes (n, d) and (m, d); lengths in characters, shapes (n,) and (m,).
    """

    zh: Vectors
    en: Vectors
    zh_lengths: NDArray[np.float64]
    en_lengths: NDArray[np.float64]
    zh_places: Places
    en_places: Places
    explanation: Explanation
    weights: Weights

    @classmethod
    def of(cls, zh: Sequence[str], en: Sequence[str], zh_vectors: Vectors, en_vectors: Vectors) -> SentenceScorer:
        """The scorer of two texts with the weights that ship with the package; vectors are sums, one a sentence."""
        return cls(
            zh_vectors,
            en_vectors,
            lengths(zh),
            lengths(en),
            Places.of(zh),
            Places.of(en),
            Explanation.of(zh, en),
            Weights.load(),
        )

    @cached_property
    def scale(self) -> float:
        """Chinese characters to English ones."""
        scale = max(float(self.zh_lengths.sum()), 1) / max(float(self.en_lengths.sum()), 1)
        return min(max(scale, LEAST_SCALE), MOST_SCALE)

    def __call__(self, window: Window) -> Scores:
        """Scores in ten-thousandths, shape (rows, 8, 8, columns); see `Programme`."""
        rows, columns = ends_in(window)
        scores = np.full((len(rows), MOST, MOST, len(columns)), NEVER, dtype=np.int32)
        for measures in self.measures(window):
            total = np.zeros((1, 1, 1), dtype=np.float32)
            for name, value in sorted(measures.values.items(), key=lambda item: item[1].size):  # the largest last
                total = total + np.float32(getattr(self.weights, name) * UNIT) * value
            np.rint(total, out=scores[:, measures.size - 1, : LARGEST - measures.size], casting="unsafe")
        for size in range(1, MOST + 1):  # what would begin before the text
            scores[: max(size - window.top - 1, 0), size - 1] = NEVER
            scores[:, :, size - 1, : max(size - window.left, 0)] = NEVER
        return scores

    @cached_property
    def nulls(self) -> tuple[Scores, Scores]:
        """What it scores to leave out each sentence, in ten-thousandths, shapes (n,) and (m,)."""
        weights, lost = self.weights, (lost_lengths(self.zh_lengths), lost_lengths(self.en_lengths * self.scale))
        zh, en = (np.round((weights.null + weights.lost * some) * UNIT).astype(np.int32) for some in lost)
        return zh, en

    def measures(self, window: Window) -> Iterator[Measures]:
        """All that is known of the beads that end in a window, by the number of their Chinese sentences."""
        rows, columns = ends_in(window)
        alike = similarities(self.zh, self.en, rows, columns)
        before = with_one_before(rows), with_one_before(columns)
        excerpt = self.explanation.excerpt(*before)
        zh_words, en_words = excerpt.gains(*before)
        zh_sizes = run_lengths(self.zh_lengths, rows).astype(np.float32)[:, :, None, None]
        en_sizes = (run_lengths(self.en_lengths, columns) * self.scale).astype(np.float32).T[None]
        zh_logs, en_logs = (np.log(sizes + FEW_CHARACTERS) for sizes in (zh_sizes, en_sizes))
        places = self.zh_places, self.en_places, rows, columns
        zh_carried, en_carried = (some[:, None] for some in excerpt.carried(rows, columns))
        ends, split = (f(*places)[:, None].astype(np.float32) for f in (likely_ends, split_quotations))
        for a in range(1, LARGEST):
            most = LARGEST - a
            x, y = zh_sizes[:, a - 1], en_sizes[:, :most]
            ratio = np.minimum(x, y) / np.maximum(x, np.maximum(y, 1))
            yield Measures(
                a,
                {
                    "alike": alike[1:-1, a - 1, :most, 1:-1] * np.log2(1 + ratio),
                    "unlike_lengths": np.abs(zh_logs[:, a - 1] - en_logs[:, :most]),
                    "surplus": surplus(alike, a),
                    "missing": missing(alike, a),
                    "zh_words": zh_words[1:, a - 1, :most, 1:],
                    "en_words": en_words[1:, a - 1, :most, 1:],
                    "idle": idle(zh_words, en_words, a),
                    "ends": ends,
                    "quotation": split,
                    "zh_carried": zh_carried,
                    "en_carried": en_carried,
                    "bead": np.ones((1, 1, 1), dtype=np.float32),
                    "large": large(a),
                },
            )


def ends_in(window: Window) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows and columns at which beads of a window end."""
    return np.arange(window.top + 1, window.bottom + 1), np.arange(window.left, window.right + 1)


def lost_lengths(sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithms of sentences' lengths, those of very short ones evened out."""
    found: NDArray[np.float64] = np.log(sizes + FEW_CHARACTERS)
    return found


def large(a: int) -> Floats:
    """Whether beads of `a` Chinese sentences are large, shape (1, 8 - a, 1)."""
    return (np.arange(a + 1, LARGEST + 1) > FEW).astype(np.float32)[None, :, None]


def similarities(zh: Vectors, en: Vectors, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Floats:
    """Cosines of all runs that end in a window or one sentence beside it, shape (rows + 2, 8, 8, columns + 2).

    Where there is no such run the cosine is -1: less alike than any, so that it is never missed. So is it where the
    sides have more than one sentence above what a bead may have.
    """
    n, m = len(zh), len(en)
    row_ends, column_ends = (
        np.arange(max(ends[0] - 1, 0), min(ends[-1] + 1, size) + 1) for ends, size in ((rows, n), (columns, m))
    )
    out = np.full((len(rows) + 2, MOST, MOST, len(columns) + 2), -1, dtype=np.float32)
    r, c = row_ends[0] - rows[0] + 1, column_ends[0] - columns[0] + 1
    out[r : r + len(row_ends), :, :, c : c + len(column_ends)] = cosines(zh, en, row_ends, column_ends)
    return out


def surplus(alike: Floats, a: int) -> Floats:
    """How much less alike the sides are for each sentence at the four edges of beads with `a` Chinese sentences.

    At most 0, shape (rows, 8 - a, columns).
    """
    most = LARGEST - a
    here = alike[1:-1, a - 1, :most, 1:-1]
    out = np.zeros_like(here)
    out[:, 1:] += np.minimum(here[:, 1:] - here[:, :-1], 0)
    out[:, 1:] += np.minimum(here[:, 1:] - alike[1:-1, a - 1, : most - 1, :-2], 0)
    if a > 1:
        out += np.minimum(here - alike[1:-1, a - 2, :most, 1:-1], 0)
        out += np.minimum(here - alike[:-2, a - 2, :most, 1:-1], 0)
    return out


def missing(alike: Floats, a: int) -> Floats:
    """How much more alike the sides were with each sentence just outside beads with `a` Chinese sentences.

    At least 0, shape (rows, 8 - a, columns).
    """
    most = LARGEST - a
    here = alike[1:-1, a - 1, :most, 1:-1]
    out: Floats = np.maximum(alike[1:-1, a - 1, 1 : most + 1, 1:-1] - here, 0)
    out += np.maximum(alike[1:-1, a - 1, 1 : most + 1, 2:] - here, 0)
    out += np.maximum(alike[1:-1, a, :most, 1:-1] - here, 0)
    out += np.maximum(alike[2:, a, :most, 1:-1] - here, 0)
    return out


def with_one_before(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The ends and the one before them, be it before the text."""
    return np.arange(ends[0] - 1, ends[-1] + 1)


def idle(zh_words: Floats, en_words: Floats, a: int) -> Floats:
    """What the words of a side lose by each sentence at the edges of the other, in beads with `a` Chinese sentences.

    A sentence that renders nothing there only thins out the others. At most 0, shape (rows, 8 - a, columns).
    """
    most = LARGEST - a
    zh, en = zh_words[1:, a - 1, :most, 1:], en_words[1:, a - 1, :most, 1:]
    out = np.zeros_like(zh)
    out[:, 1:] += np.minimum(zh[:, 1:] - zh[:, :-1], 0)
    out[:, 1:] += np.minimum(zh[:, 1:] - zh_words[1:, a - 1, : most - 1, :-1], 0)
    if a > 1:
        out += np.minimum(en - en_words[1:, a - 2, :most, 1:], 0)
        out += np.minimum(en - en_words[:-1, a - 2, :most, 1:], 0)
    return out
