"""The lexical tables, with what the audit asks of each word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from aligner.alignment.words import Floats, Lexicon


@dataclass(frozen=True, eq=False)
class Tables:
    """A lexicon, and for each class of word the strength of its best rendering in it, shape (classes,)."""

    lexicon: Lexicon
    best: Floats

    @classmethod
    def of(cls, lexicon: Lexicon) -> Tables:
        """The tables of a lexicon."""
        best = np.zeros(len(lexicon.classes), dtype=np.float32)
        np.maximum.at(best, lexicon.keys, lexicon.strengths)
        counts = np.diff(lexicon.starts)
        best[np.flatnonzero(counts)] = 0
        np.maximum.at(best, np.repeat(np.arange(len(counts)), counts), lexicon.strengths)
        return cls(lexicon, best)

    @classmethod
    @cache
    def load(cls) -> Tables:
        """Those that ship with the package, opened once a process.

        Raises:
            ModelError: A file is missing or damaged.
        """
        return cls.of(Lexicon.load())
