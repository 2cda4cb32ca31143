"""How much better the words of one text are explained by a run of the other than by chance.

A word of a bead either renders a word of the other side or stands there for itself, as it might anywhere (IBM model 1
of Brown et al. 1993, with the text's own word frequencies for chance, as in Moore 2002). What it gains by the other
side is a logarithm of likelihoods. It grows with every word that finds its rendering in the bead and shrinks with every
sentence of the other side that renders nothing, so it tells a whole from its half and sees where a clause went.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from aligner.alignment.lexical_tables import LexicalTables, load_tables
from aligner.alignment.programme import MOST
from aligner.alignment.runs import LARGEST
from aligner.alignment.wording import Floats, Part, Whole, Wording
from aligner.embedding.vocabulary import load_tokenizer, tokens

SAME = 0.9  # the share of a word's renderings that are the word itself: numbers, Latin names
FEWEST_LINKED, MOST_LINKED = 0.05, 0.97


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
        ids, starts = tokens([*zh, *en], load_tokenizer())  # both at once, as for their vectors
        zh_words, en_words = (Wording.of(ids, some, tables) for some in (starts[: len(zh) + 1], starts[len(zh) :]))
        return cls(zh_words, en_words, tables)

    def __call__(self, rows: Whole, columns: Whole) -> tuple[Floats, Floats]:
        """Gains of the Chinese and of the English words; see `Excerpt.gains`."""
        return self.excerpt(rows, columns).gains(rows, columns)

    def carried(self, rows: Whole, columns: Whole) -> tuple[Floats, Floats]:
        """Whether words beside each pair of places render what lies beyond it; see `Excerpt.carried`."""
        return self.excerpt(rows, columns).carried(rows, columns)

    def excerpt(self, rows: Whole, columns: Whole) -> Excerpt:
        """What the words of all beads that end in a window, and of the sentence after it, have in common."""
        zh, en = (range(int(ends[0]) - MOST, int(ends[-1]) + 1) for ends in (rows, columns))
        return self.between(zh, en)

    def between(self, zh_sentences: range, en_sentences: range) -> Excerpt:
        """What the words of some sentences of each text have in common."""
        zh, en = (
            self.zh.part(zh_sentences.start, zh_sentences.stop),
            self.en.part(en_sentences.start, en_sentences.stop),
        )
        ahead, back = shares(self.tables, zh.kinds, en.kinds)
        ahead *= odds(en, self.tables.linked)
        back *= odds(zh, self.tables.linked)[:, None]
        return Excerpt(zh, en, zh.counts @ ahead, en.counts @ back.T)


@dataclass(frozen=True)
class Excerpt:
    """Some sentences of both texts.

    `by_zh` is what each Chinese sentence gains each English class, alone, shape (sentences, classes), and `by_en` the
    reverse.
    """

    zh: Part
    en: Part
    by_zh: Floats
    by_en: Floats

    def gains(self, rows: Whole, columns: Whole) -> tuple[Floats, Floats]:
        """Gains of the Chinese and of the English words, both of shape (rows, 8, 8, columns).

        [r, a - 1, b - 1, c] is the bead of the last `a` sentences up to row r and the last `b` up to column c; a run
        that would begin before the text is the run from its beginning. What is too large for a bead has 0.
        """
        zh, en = (np.zeros((len(rows), MOST, MOST, len(columns)), dtype=np.float32) for _ in range(2))
        n, m = len(rows), len(columns)
        r, c = int(rows[0]) - self.zh.first, int(columns[0]) - self.en.first
        by_zh = gained(self.zh.counts, self.by_zh, self.en.counts, r, n)
        by_en = gained(self.en.counts, self.by_en, self.zh.counts, c, m).transpose(2, 0, 1).copy()
        before = sliding_window_view(by_zh, m, axis=2)[:, :, c - 1 :: -1]
        for a in range(1, LARGEST):
            most = LARGEST - a
            np.subtract(
                by_zh[a - 1, :, None, c : c + m], before[a - 1, :, :most], out=en[:, a - 1, :most], casting="same_kind"
            )
            np.subtract(
                by_en[r : r + n, :most],
                by_en[r - a : r - a + n, :most],
                out=zh[:, a - 1, :most],
                casting="same_kind",
            )
        return zh, en

    def carried(self, rows: Whole, columns: Whole) -> tuple[Floats, Floats]:
        """Whether words beside each pair of places render what lies beyond it, both of shape (rows, columns).

        The last words of the sentence before a place may render the beginning of the one after it, and the first words
        of that the end of the other: a translator moved a clause. Counted is what the Chinese words for which this
        holds best, and the English ones, gain more by the other text's sentence beyond the place than by the one on
        their own side of it. Of these logarithms the root is taken, since a name that is repeated makes them large.
        """
        zh, en = (np.zeros((len(rows), len(columns)), dtype=np.float32) for _ in range(2))
        r, c = (ends[part.inner(ends)] for part, ends in ((self.zh, rows), (self.en, columns)))
        if len(r) and len(c):
            here = np.ix_(r - rows[0], c - columns[0])
            zh_places, en_places = r - self.zh.first, c - self.en.first
            zh[here] = np.sqrt(beyond(self.en.counts, self.by_en, self.zh, en_places, zh_places))
            en[here] = np.sqrt(beyond(self.zh.counts, self.by_zh, self.en, zh_places, en_places).T)
        return zh, en


def shares(tables: LexicalTables, zh: Whole, en: Whole) -> tuple[Floats, Floats]:
    """For distinct classes, what share of the one's occurrences the other renders, both ways, shape (zh, en)."""
    ahead, back = (np.zeros((len(zh), len(en)), dtype=np.float32) for _ in range(2))
    if not len(zh) or not len(en):
        return ahead, back
    counts = tables.starts[zh + 1] - tables.starts[zh]
    rows = np.repeat(np.arange(len(zh)), counts)
    entries = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + tables.starts[zh][rows]
    places = np.full(len(tables.frequency), -1)
    places[en] = np.arange(len(en))
    found = places[tables.keys[entries]]
    hit = np.flatnonzero(found >= 0)
    ahead[rows[hit], found[hit]] = tables.forward[entries[hit]]
    back[rows[hit], found[hit]] = tables.backward[entries[hit]]
    same = np.flatnonzero(places[zh] >= 0)
    ahead[same, places[zh[same]]] = back[same, places[zh[same]]] = SAME
    return ahead, back


def odds(part: Part, linked: Floats) -> Floats:
    """What a certain rendering would gain each class over chance, shape (classes,)."""
    share = np.clip(linked[part.kinds], FEWEST_LINKED, MOST_LINKED)
    factor: Floats = share / ((1 - share) * part.common)
    return factor


def gained(by: Floats, worth: Floats, of: Floats, first: int, count: int) -> NDArray[np.float64]:
    """What all words of one side up to each place gain by runs of 1 to 7 sentences of the other.

    Args:
        by: How often each class stands in the sentences that explain, shape (n, classes).
        worth: What each of these, alone, gains each class to be explained, shape (n, others).
        of: How often each of those stands in its sentences, shape (m, others).
        first: Where the first of the runs ends, at least as many sentences after the beginning as the longest has.
        count: How many ends there are, one after the other.

    Returns:
        shape (7, ends, m + 1).
    """
    ends = np.arange(first, first + count)
    starts = ends - np.arange(1, LARGEST)[:, None]
    support = np.concatenate([np.zeros((1, worth.shape[1]), np.float32), np.cumsum(worth, axis=0, dtype=np.float32)])
    words = np.concatenate([[0.0], np.cumsum(by.sum(axis=1))]).astype(np.float32)
    ratio = support[ends] - support[starts]
    ratio /= (words[ends] - words[starts] + 1)[..., None]
    ratio += 1
    upto = np.zeros((*starts.shape, len(of) + 1))
    np.cumsum(np.log(ratio, out=ratio) @ of.T, axis=2, dtype=np.float64, out=upto[..., 1:])
    return upto


def beyond(by: Floats, worth: Floats, of: Part, by_places: Whole, of_places: Whole) -> Floats:
    """What the best words beside each place gain by the sentence beyond it, at least 0, shape (of_places, by_places).

    Args:
        by: How often each class stands in the sentences that explain, shape (n, classes).
        worth: What each of these, alone, gains each class to be explained, shape (n, others).
        of: The m sentences whose words are to be explained.
        by_places: Places between the first, from 1 to n - 1.
        of_places: Places between the second, from 1 to m - 1.
    """
    gain = np.log1p(worth / (by.sum(axis=1, keepdims=True) + 1))
    differences = np.ascontiguousarray((gain[by_places] - gain[by_places - 1]).T)
    more = np.zeros((len(of.words) + 1, len(by_places)), dtype=np.float32)
    np.cumsum(differences[of.words], axis=0, out=more[1:])
    upto = more[of.starts]
    least = np.minimum(np.minimum.reduceat(more, of.starts[:-1], axis=0), upto[1:])
    found: Floats = 2 * upto[of_places] - least[of_places - 1] - least[of_places]
    return found
