"""Words that translate each other: lexical tables, and word links inside a bead.

The tables (scripts/training/lexicon.py) say what share of a Chinese word's occurrences an English word renders, and
the other way round, counted over word-aligned training pairs. A pair's strength is the geometric mean of the two
shares, raised where both words are simply the same (numbers, Latin names). Links compete: an English word that is
taken by one Chinese word has less left for another, as in the posteriors of IBM model 1 (Brown et al. 1993), which
are taken in both directions and multiplied (alignment by agreement; Liang et al. 2006).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.lexical_tables import FOLDER, load_tables
from aligner.embedding.vocabulary import Word

Floats = NDArray[np.float32]
Keys = NDArray[np.int64]


REMAINDER = 0.05  # the strength that no counterpart at all competes with
FAR = 0.5  # how much less a pair counts whose places in the bead are as far apart as can be


@dataclass(frozen=True)
class WordLinks:
    """The words of a bead and how sure each pair of them is.

    `strengths` is what the tables say of each pair, and `links` what is left of it after competition, both of shape
    (zh words, en words) and in [0, 1].
    """

    zh: tuple[Word, ...]
    en: tuple[Word, ...]
    strengths: Floats
    links: Floats

    @property
    def zh_coverage(self) -> Floats:
        """For each Chinese word, how surely something in the English renders it, shape (zh words,)."""
        return _any(self.links, axis=1)

    @property
    def en_coverage(self) -> Floats:
        """For each English word, how surely it renders something in the Chinese, shape (en words,)."""
        return _any(self.links, axis=0)


@dataclass(frozen=True)
class Lexicon:
    """The tables over token numbers.

    `classes[t]` is the class of token t: English words of one stem share a class. The renderings of Chinese class z
    are the English classes `keys[starts[z]:starts[z + 1]]`, with `strengths` in [0, 1]. `linked[c]` is the share of a
    class's occurrences that had any counterpart in the training pairs, and `salience[t]` what a token counts for the
    meaning of a sentence (the length of its vector).
    """

    classes: NDArray[np.int32]
    starts: NDArray[np.int32]
    keys: NDArray[np.int32]
    strengths: Floats
    linked: Floats
    salience: Floats

    @classmethod
    @cache
    def load(cls, folder: Path = FOLDER) -> Lexicon:
        """Open the tables of a model folder, once a process.

        Raises:
            ModelError: a file is missing or damaged.
        """
        from aligner.embedding.builtin import BuiltinEncoder

        tables = load_tables(folder)
        forward, backward = tables.forward, tables.backward
        strengths = forward + backward - forward * backward
        salience = BuiltinEncoder.load().salience
        return cls(tables.classes, tables.starts, tables.keys, strengths, tables.linked, salience)

    def link(self, zh: Sequence[Word], en: Sequence[Word]) -> WordLinks:
        """Link the words of a bead; every word competes with those of its own side."""
        strengths = self.pairs(_keys(zh), _keys(en)) * _nearness(len(zh), len(en))
        to_en = strengths / (REMAINDER + strengths.sum(axis=1, keepdims=True))
        to_zh = strengths / (REMAINDER + strengths.sum(axis=0, keepdims=True))
        agreed = np.sqrt(to_en * to_zh)
        return WordLinks(tuple(zh), tuple(en), strengths, np.round(agreed, 4))

    def pairs(self, zh: Keys, en: Keys) -> Floats:
        """Strength of every pair of tokens, shape (zh, en)."""
        kinds, columns = np.unique(self.classes[en], return_inverse=True)
        rows, row_of = np.unique(self.classes[zh], return_inverse=True)
        return self.table(rows, kinds)[row_of][:, columns]

    def table(self, rows: NDArray[np.int32], kinds: NDArray[np.int32]) -> Floats:
        """Strength of every pair of a Chinese and an English class, both in order, shape (zh, en)."""
        table = np.zeros((len(rows), len(kinds)), dtype=np.float32)
        counts = self.starts[rows + 1] - self.starts[rows]
        first = np.cumsum(counts) - counts
        flat = np.arange(counts.sum()) - np.repeat(first, counts) + np.repeat(self.starts[rows], counts)
        at, hit = _places(self.keys[flat], kinds)
        table[np.repeat(np.arange(len(rows)), counts)[hit], at] = self.strengths[flat[hit]]
        at, same = _places(rows, kinds)
        table[same, at] = 1.0
        return table


def _places(wanted: NDArray[np.int32], kinds: NDArray[np.int32]) -> tuple[Keys, Keys]:
    """Which of the wanted numbers are among the sorted `kinds`, as indices: their places there, and which they are."""
    at = np.searchsorted(kinds, wanted)
    found = np.flatnonzero(at < len(kinds))
    found = found[kinds[at[found]] == wanted[found]]
    return at[found], found


def _keys(words: Sequence[Word]) -> Keys:
    return np.array([word.key for word in words], dtype=np.int64)


def _nearness(n: int, m: int) -> Floats:
    """1 on the diagonal of a bead, 1 - `FAR` in its far corners, shape (n, m)."""
    rows, columns = (np.arange(n) + 0.5) / max(n, 1), (np.arange(m) + 0.5) / max(m, 1)
    near: Floats = (1 - FAR * np.abs(rows[:, None] - columns[None, :])).astype(np.float32)
    return near


def _any(links: Floats, axis: int) -> Floats:
    """The chance that at least one of several links holds."""
    chance: Floats = np.round(1 - np.prod(1 - links, axis=axis), 4).astype(np.float32)
    return chance
