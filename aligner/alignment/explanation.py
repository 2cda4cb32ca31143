"""How much better the words of one text are explained by a run of the other than by chance.

A word of a bead either renders a word of the other side or stands there for itself, as it might anywhere (IBM model 1
of Brown et al. 1993, with the text's own word frequencies for chance, as in Moore 2002). What it gains by the other
side is a logarithm of likelihoods. It grows with every word that finds its rendering in the bead and shrinks with every
sentence of the other side that renders nothing, so it tells a whole from its half and sees where a clause went.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.lexical_tables import LexicalTables, load_tables
from aligner.alignment.programme import MOST
from aligner.alignment.runs import LARGEST
from aligner.embedding.vocabulary import load_tokenizer, tokens

SAME = 0.9  # the share of a word's renderings that are the word itself: numbers, Latin names
FEWEST_LINKED, MOST_LINKED = 0.05, 0.97
PRIOR = 2000.0  # words of other texts that a text's own frequencies are mixed with

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Wording:
    """The words of a text's n sentences, punctuation left out.

    `kinds` are their classes one after the other, sentence k's from `starts[k]` on, shapes (words,) and (n + 1,);
    `common` is each class's frequency in this text, by its place in the sorted `distinct` classes.
    """

    kinds: Whole
    starts: Whole
    distinct: Whole
    common: Floats

    @classmethod
    def of(cls, texts: Sequence[str], tables: LexicalTables) -> Wording:
        """The words of a text's sentences."""
        ids, starts = tokens(texts, load_tokenizer())
        kinds = tables.classes[ids].astype(np.int64)
        speaks = tables.frequency[kinds] > 0
        kinds = kinds[speaks]
        before = np.concatenate([[0], np.cumsum(speaks)])
        distinct, counts = np.unique(kinds, return_counts=True)
        common = (counts + PRIOR * tables.frequency[distinct]) / (len(kinds) + PRIOR)
        return cls(kinds, before[starts], distinct, common.astype(np.float32))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def part(self, first: int, last: int) -> Part:
        """What there is in the sentences from `first` to before `last`."""
        start, end = self.starts[first], self.starts[last]
        kinds, words = np.unique(self.kinds[start:end], return_inverse=True)
        sentence = np.repeat(np.arange(last - first), np.diff(self.starts[first : last + 1]))
        counts = np.bincount(sentence * len(kinds) + words, minlength=(last - first) * len(kinds))
        return Part(
            kinds,
            counts.reshape(last - first, len(kinds)).astype(np.float32),
            self.common[np.searchsorted(self.distinct, kinds)],
            words,
            self.starts[first : last + 1] - start,
        )


class Part(NamedTuple):
    """Some sentences' distinct classes, how often each stands in each, (sentences, classes), and its frequency.

    `words` are the words one after the other, as places among the classes, sentence k's from `starts[k]` on.
    """

    kinds: Whole
    counts: Floats
    common: Floats
    words: Whole
    starts: Whole


@dataclass(frozen=True)
class Explanation:
    """What the words of each side of a bead gain by the other side, for all beads that end in a window."""

    zh: Wording
    en: Wording
    tables: LexicalTables

    @classmethod
    def of(cls, zh: Sequence[str], en: Sequence[str]) -> Explanation:
        """The words of two texts, and the tables that ship with the package."""
        tables = load_tables()
        return cls(Wording.of(zh, tables), Wording.of(en, tables), tables)

    def __call__(self, rows: Whole, columns: Whole) -> tuple[Floats, Floats]:
        """Gains of the Chinese and of the English words; see `Excerpt.gains`."""
        return self.excerpt(rows, columns).gains(rows, columns)

    def carried(self, rows: Whole, columns: Whole) -> tuple[Floats, Floats]:
        """Whether words beside each pair of places render what lies beyond it; see `Excerpt.carried`."""
        return self.excerpt(rows, columns).carried(rows, columns)

    def excerpt(self, rows: Whole, columns: Whole) -> Excerpt:
        """What the words of all beads that end in a window, and of the sentence after it, have in common."""
        zh_first, en_first = max(0, int(rows[0]) - MOST), max(0, int(columns[0]) - MOST)
        zh_last, en_last = min(int(rows[-1]) + 1, len(self.zh)), min(int(columns[-1]) + 1, len(self.en))
        zh, en = self.zh.part(zh_first, zh_last), self.en.part(en_first, en_last)
        ahead, back = shares(self.tables, zh.kinds, en.kinds)
        ahead *= odds(en, self.tables.linked)
        back *= odds(zh, self.tables.linked)[:, None]
        return Excerpt(zh, en, ahead, back, zh_first, en_first)


@dataclass(frozen=True)
class Excerpt:
    """Some sentences of both texts, the first of them `zh_first` and `en_first`.

    `ahead` is what a Chinese class that stands alone gains each English one, and `back` the reverse, both of shape
    (Chinese classes, English classes).
    """

    zh: Part
    en: Part
    ahead: Floats
    back: Floats
    zh_first: int
    en_first: int

    def gains(self, rows: Whole, columns: Whole) -> tuple[Floats, Floats]:
        """Gains of the Chinese and of the English words, both of shape (rows, 8, 8, columns).

        [r, a - 1, b - 1, c] is the bead of the last `a` sentences up to row r and the last `b` up to column c; a run
        that would begin before the text is the run from its beginning. What is too large for a bead has 0.
        """
        zh_ends, en_ends = rows - self.zh_first, columns - self.en_first
        en_gains = gains(self.zh.counts, self.ahead, self.en.counts, zh_ends, en_ends)
        zh_gains = gains(self.en.counts, self.back.T, self.zh.counts, en_ends, zh_ends)
        return zh_gains.transpose(3, 2, 1, 0), en_gains

    def carried(self, rows: Whole, columns: Whole) -> tuple[Floats, Floats]:
        """Whether words beside each pair of places render what lies beyond it, both of shape (rows, columns).

        The last words of the sentence before a place may render the beginning of the one after it, and the first words
        of that the end of the other: a translator moved a clause. Counted is what the Chinese words for which this
        holds best, and the English ones, gain more by the other text's sentence beyond the place than by the one on
        their own side of it. Of these logarithms the root is taken, since a name that is repeated makes them large.
        """
        zh_places, en_places = rows - self.zh_first, columns - self.en_first
        by_zh = beyond(self.zh.counts, self.ahead, self.en, zh_places, en_places)
        by_en = beyond(self.en.counts, self.back.T, self.zh, en_places, zh_places)
        return np.sqrt(by_en.T), np.sqrt(by_zh)


def shares(tables: LexicalTables, zh: Whole, en: Whole) -> tuple[Floats, Floats]:
    """For distinct classes, what share of the one's occurrences the other renders, both ways, shape (zh, en)."""
    ahead, back = (np.zeros((len(zh), len(en)), dtype=np.float32) for _ in range(2))
    if not len(zh) or not len(en):
        return ahead, back
    counts = tables.starts[zh + 1] - tables.starts[zh]
    rows = np.repeat(np.arange(len(zh)), counts)
    entries = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + tables.starts[zh][rows]
    place = np.minimum(np.searchsorted(en, tables.keys[entries]), len(en) - 1)
    hit = en[place] == tables.keys[entries]
    ahead[rows[hit], place[hit]] = tables.forward[entries[hit]]
    back[rows[hit], place[hit]] = tables.backward[entries[hit]]
    place = np.minimum(np.searchsorted(en, zh), len(en) - 1)
    same = np.flatnonzero(en[place] == zh)
    ahead[same, place[same]] = back[same, place[same]] = SAME
    return ahead, back


def odds(part: Part, linked: Floats) -> Floats:
    """What a certain rendering would gain each class over chance, shape (classes,)."""
    share = np.clip(linked[part.kinds], FEWEST_LINKED, MOST_LINKED)
    factor: Floats = share / ((1 - share) * part.common)
    return factor


def gains(by: Floats, table: Floats, of: Floats, by_ends: Whole, of_ends: Whole) -> Floats:
    """What words gain by runs of the other side, shape (by_ends, 8, 8, of_ends).

    Args:
        by: How often each class stands in the sentences that explain, shape (n, classes).
        table: What one of them that stands alone gains each class to be explained, shape (classes, others).
        of: How often each of these stands in its sentences, shape (m, others).
        by_ends: Where runs of the first end.
        of_ends: Where runs of the second end.
    """
    size = (1, table.shape[1])
    support = np.concatenate([np.zeros(size, dtype=np.float32), np.cumsum(by @ table, axis=0, dtype=np.float32)])
    words = np.concatenate([[0.0], np.cumsum(by.sum(axis=1))]).astype(np.float32)
    out = np.zeros((len(by_ends), MOST, MOST, len(of_ends)), dtype=np.float32)
    upto = np.zeros((len(by_ends), len(of) + 1))
    for a in range(1, LARGEST):
        starts = np.maximum(by_ends - a, 0)
        ratio = support[by_ends] - support[starts]
        ratio /= (words[by_ends] - words[starts] + 1)[:, None]
        ratio += 1
        np.cumsum(np.log(ratio, out=ratio) @ of.T, axis=1, dtype=np.float64, out=upto[:, 1:])
        there = upto[:, of_ends]
        for b in range(1, LARGEST + 1 - a):
            np.subtract(there, upto[:, np.maximum(of_ends - b, 0)], out=out[:, a - 1, b - 1], casting="same_kind")
    return out


def beyond(by: Floats, table: Floats, of: Part, by_places: Whole, of_places: Whole) -> Floats:
    """What the best words beside each place gain by the sentence beyond it, shape (by_places, of_places), at least 0.

    Args:
        by: How often each class stands in the sentences that explain, shape (n, classes).
        table: What one of them that stands alone gains each class to be explained, shape (classes, others).
        of: The m sentences whose words are to be explained.
        by_places: Places between the first, from 0 to n.
        of_places: Places between the second, from 0 to m.
    """
    out = np.zeros((len(by_places), len(of_places)), dtype=np.float32)
    inner = (by_places > 0) & (by_places < len(by))
    here = (of_places > 0) & (of_places < len(of.starts) - 1)
    if not inner.any() or not here.any() or not len(of.words):
        return out
    gain = np.log1p((by @ table) / (by.sum(axis=1, keepdims=True) + 1))
    more = np.zeros((int(inner.sum()), len(of.words) + 1), dtype=np.float32)
    np.cumsum(np.diff(gain, axis=0)[by_places[inner] - 1][:, of.words], axis=1, out=more[:, 1:])
    upto = more[:, of.starts]
    least = np.minimum(np.minimum.reduceat(more, of.starts[:-1], axis=1), upto[:, 1:])
    places = of_places[here]
    out[np.ix_(inner, here)] = 2 * upto[:, places] - least[:, places - 1] - least[:, places]
    return out
