"""What is known of each item inside a list, as numbers that learnt trees can weigh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.atoms import Floats
from aligner.auditing.coverage.habits import Habits
from aligner.auditing.coverage.matching import unlinked
from aligner.auditing.list_items import Item, Placed

NAMES = (
    "similar",  # how well its piece renders it, 0 without one
    "best",  # the best of all pieces
    "best_free",  # the best of the pieces that no other item has
    "linked",  # how well its words are linked
    "exclusive",  # how much better its words render an English word than all other Chinese words do
    "strongest",  # the strongest pair of any of its words
    "weakest",  # the word that is worst rendered
    "missing",  # how many pieces fewer than items there are from the item before it to the item after it
    "between",  # pieces between these two
    "left_over",  # the salience of what nothing is linked with from the one to the other
    "before",  # how well the item before is rendered by its piece, and the one after
    "after",
    "beside",  # whether these two are the item's immediate neighbours
    "items",
    "placed",  # the share of the other items that have a piece
    "others",  # how well they are rendered on average
    "cosine",  # the most similar English word
    "without",  # how much closer the two sides come when it is taken away
    "known",  # the strength of its words' best renderings in the tables
    "linked_share",  # how often these had a counterpart in the training pairs
    "salience",
    "letters",
    "shared",  # the share of its words that other items have too
    "closeness",  # the share of the document's words that are linked
    "covered",  # how often its words are linked elsewhere in the document
)
_PLACED = (
    *("similar", "best", "best_free", "missing", "between", "left_over", "before", "after", "beside", "items"),
    *("placed", "others"),
)
_Asked = tuple[Placed, list[int]]  # a list, and its items that are asked for
_Column = NDArray[np.floating] | Sequence[float] | float
_FAR = 4  # what `missing` and `between` are at most


def inner(placed: Placed) -> list[int]:
    """The items whose both ends are known and that have a word of meaning."""
    return [n for n, item in enumerate(placed.items) if item.bounded and item.words]


def features(lists: Sequence[Placed], habits: Habits) -> Floats:
    """Numbers for each of the `inner` items of some lists, end to end, shape (items, len(NAMES))."""
    asked = [(placed, own) for placed in lists if (own := inner(placed))]
    rows = np.zeros((sum(len(own) for _, own in asked), len(NAMES)), dtype=np.float32)
    if asked:
        columns = _of_words(asked, habits) | _of_places(asked)
        for column, name in enumerate(NAMES):
            rows[:, column] = columns[name]
    return rows


def _of_words(asked: Sequence[_Asked], habits: Habits) -> dict[str, _Column]:
    """What the words of each item say, each by its weight in the item."""
    items = [(placed, placed.items[n]) for placed, own in asked for n in own]
    sizes = [len(item.words) for _, item in items]
    starts = [0, *accumulate(sizes)][:-1]
    words = [_Words.of(placed, own, habits) for placed, own in asked]
    said, salience, known, linked_share, linked, best, cosine, exclusive, covered, vectors = map(
        np.concatenate, zip(*words, strict=True)
    )
    totals: Floats = np.add.reduceat(said, starts)
    average = partial(_average, said / np.repeat(totals, sizes), starts)
    return {
        "linked": average(linked),
        "exclusive": average(exclusive),
        "strongest": np.maximum.reduceat(best, starts),
        "weakest": np.minimum.reduceat(best, starts),
        "cosine": np.maximum.reduceat(cosine, starts),
        "without": _without(asked, np.add.reduceat(vectors, starts)),
        "known": average(known),
        "linked_share": average(linked_share),
        "salience": np.add.reduceat(salience, starts),
        "letters": [_letters(placed, item) for placed, item in items],
        "shared": np.add.reduceat(said < 0.9 * salience, starts, dtype=np.float32) / np.array(sizes, dtype=np.float32),
        "closeness": habits.closeness,
        "covered": average(covered),
    }


class _Words(NamedTuple):
    """The words of the inner items of a list, item by item.

    All but `vectors`, of shape (words, dimensions), have shape (words,): the weights and lengths of the words, what the
    tables know of them, the strength of their links, of their best pairs and cosines, how much better each renders an
    English word than all words outside its item do, and how often it is linked elsewhere.
    """

    said: Floats
    salience: Floats
    known: Floats
    linked_share: Floats
    linked: Floats
    best: Floats
    cosine: Floats
    exclusive: Floats
    covered: Floats
    vectors: Floats

    @classmethod
    def of(cls, placed: Placed, asked: Sequence[int], habits: Habits) -> _Words:
        """The words of some items of a list."""
        matching, zh = placed.matching, placed.matching.zh
        words = [placed.items[n].words for n in asked]
        own = np.array(list(chain.from_iterable(words)))
        item = np.repeat(np.arange(len(words)), list(map(len, words)))
        strengths, link = matching.strengths[own], matching.zh_link[own]
        inside = np.zeros((len(words), len(zh), 1), dtype=np.bool_)
        inside[item, own] = True
        outside = np.where(inside, 0, matching.strengths).max(axis=1)
        return cls(
            placed.weights[own],
            zh.salience[own],
            zh.known[own],
            zh.linked_share[own],
            strengths[np.arange(len(own)), link] * (link >= 0),
            strengths.max(axis=1),
            np.where(matching.en.speaks, matching.cosines[own], 0).max(axis=1),
            np.maximum(strengths - outside[item], 0).max(axis=1),
            _elsewhere(habits, zh.classes[own].tolist(), link.tolist()),
            zh.vectors[own],
        )


def _letters(placed: Placed, item: Item) -> int:
    zh = placed.matching.zh
    return int(zh.ends[item.end - 1] - zh.begins[item.first])


def _average(
    weights: NDArray[np.floating], starts: Sequence[int], values: NDArray[np.floating]
) -> NDArray[np.floating]:
    found: NDArray[np.floating] = np.add.reduceat(weights * values, starts)
    return found


def _elsewhere(habits: Habits, words: Sequence[int], links: Sequence[int]) -> Floats:
    """How often each word is linked at its other places; half of the times where it has none."""
    occurs, covered = habits.occurs["zh"], habits.covered["zh"]
    others = [occurs.get(word, 1) - 1 for word in words]
    return np.array(
        [
            (covered.get(word, 0) - (link >= 0)) / count if count else 0.5
            for word, link, count in zip(words, links, others, strict=True)
        ],
        dtype=np.float32,
    )


def _of_places(asked: Sequence[_Asked]) -> dict[str, Sequence[float]]:
    """What the piece of each item says, and those of the items beside it."""
    rows = chain.from_iterable(_of_list(placed, own) for placed, own in asked)
    return dict(zip(_PLACED, zip(*rows, strict=True), strict=True))


def _of_list(placed: Placed, asked: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """What `_PLACED` names, of some items of a list."""
    matching, places, others = placed.matching, placed.places, len(placed.places) - 1
    likeness: list[list[float]] = placed.likeness.tolist()
    similar = [row[p] if p >= 0 else 0.0 for row, p in zip(likeness, places, strict=True)]
    has_one, free = [p >= 0 for p in places], [p for p in range(len(placed.pieces)) if p not in places]
    left_over = matching.en.salience * unlinked(matching.en, matching.en_link)
    for n in asked:
        yield (
            similar[n],
            max(likeness[n], default=0.0),
            max(similar[n], *(likeness[n][p] for p in free), 0.0),
            *_around(placed, n, left_over),
            similar[n - 1],
            similar[n + 1],
            has_one[n - 1] + has_one[n + 1],
            len(places),
            (sum(has_one) - has_one[n]) / others,
            (sum(similar) - similar[n]) / others,
        )


def _around(placed: Placed, n: int, left_over: Floats) -> tuple[float, float, float]:
    """What there is from the last item before one that has a piece to the first after it.

    These are the pieces that are missing, those between, and the salience of what is left over.
    """
    places = placed.places
    left = next((k for k in range(n - 1, -1, -1) if places[k] >= 0), None)
    right = next((k for k in range(n + 1, len(places)) if places[k] >= 0), None)
    if left is None or right is None:
        return 0, _FAR, 0
    apart = places[right] - places[left]
    over = left_over[placed.pieces[places[left]].first : placed.pieces[places[right]].end]
    return max(-_FAR, min(right - left - apart, _FAR)), min(apart - 1, _FAR), float(over.sum())


def _without(asked: Sequence[_Asked], items: Floats) -> Floats:
    """How much closer the vectors of both sides come when an item's own is taken away; `items` has a row for each."""
    of_list = np.repeat(np.arange(len(asked)), [len(own) for _, own in asked])
    zh, en = (np.stack([placed.matching.sides[side].vectors.sum(axis=0) for placed, _ in asked]) for side in (0, 1))
    gain: Floats = _along(zh[of_list] - items, en[of_list]) - _along(zh, en)[of_list]
    gain /= np.maximum(_lengths(en), 1e-6)[of_list]
    return gain


def _along(vectors: Floats, others: Floats) -> Floats:
    """How far each of the other vectors reaches in the direction of the one beside it, shape (vectors,)."""
    found: Floats = np.einsum("ki,ki->k", vectors, others)
    found /= np.maximum(_lengths(vectors), 1e-6)
    return found


def _lengths(vectors: Floats) -> Floats:
    lengths: Floats = np.sqrt(np.einsum("ki,ki->k", vectors, vectors))
    return lengths
