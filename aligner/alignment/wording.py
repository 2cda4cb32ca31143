"""The words of a text's sentences, as the lexical tables class them, and how common each is in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.lexical_tables import LexicalTables

PRIOR = 2000.0  # words of other texts that a text's own frequencies are mixed with

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Wording:
    """The words of a text's n sentences, punctuation left out.

    `words` are their classes one after the other, as places among the sorted `distinct` ones, sentence k's from
    `starts[k]` on, shapes (words,) and (n + 1,); `common` is each class's frequency in this text.
    """

    words: Whole
    starts: Whole
    distinct: Whole
    common: Floats

    @classmethod
    def of(cls, ids: NDArray[np.int32], starts: Whole, tables: LexicalTables) -> Wording:
        """The words of a text's sentences among tokens, shape (any,); sentence k's are those from `starts[k]` on."""
        kinds = tables.classes[ids[starts[0] : starts[-1]]].astype(np.int64)
        speaks = tables.frequency[kinds] > 0
        before = np.concatenate([[0], np.cumsum(speaks)])
        distinct, words, counts = np.unique(kinds[speaks], return_inverse=True, return_counts=True)
        common = (counts + PRIOR * tables.frequency[distinct]) / (len(words) + PRIOR)
        return cls(words, before[starts - starts[0]], distinct, common.astype(np.float32))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def part(self, first: int, last: int) -> Part:
        """What there is in the sentences from `first` to before `last`; those beyond the text are empty."""
        starts = self.starts[np.clip(np.arange(first, last + 1), 0, len(self))]
        words = self.words[starts[0] : starts[-1]]
        here = np.flatnonzero(np.bincount(words, minlength=len(self.distinct)))
        place = np.empty(len(self.distinct), dtype=np.int64)
        place[here] = np.arange(len(here))
        words = place[words]
        sentence = np.repeat(np.arange(last - first), np.diff(starts))
        counts = np.bincount(sentence * len(here) + words, minlength=(last - first) * len(here))
        return Part(
            first,
            len(self),
            self.distinct[here],
            counts.reshape(last - first, len(here)).astype(np.float32),
            self.common[here],
            words,
            starts - starts[0],
        )


class Part(NamedTuple):
    """Some sentences' distinct classes, how often each stands in each, (sentences, classes), and its frequency.

    `first` is the number of the first sentence, and `size` how many the text has. `words` are the words one after
    the other, as places among the classes, sentence k's from `starts[k]` on.
    """

    first: int
    size: int
    kinds: Whole
    counts: Floats
    common: Floats
    words: Whole
    starts: Whole

    def inner(self, places: Whole) -> NDArray[np.bool_]:
        """Which places lie between two sentences of the text."""
        return (places > 0) & (places < self.size)
