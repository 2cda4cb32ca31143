"""What is known of each item inside a list, as numbers that learnt trees can weigh."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.atoms import Floats
from aligner.auditing.coverage.habits import Habits
from aligner.auditing.coverage.matching import Matching, unlinked
from aligner.auditing.list_items import Placed

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
_Column = NDArray[np.floating] | Sequence[float] | float
_FAR = 4  # what `missing` and `between` are at most


def inner(placed: Placed) -> list[int]:
    """The items whose both ends are known and that have a word of meaning."""
    return [n for n, item in enumerate(placed.items) if item.bounded and item.words]


def features(matching: Matching, habits: Habits, placed: Placed) -> Floats:
    """Numbers for each of the `inner` items, shape (items, len(NAMES))."""
    asked = inner(placed)
    rows = np.zeros((len(asked), len(NAMES)), dtype=np.float32)
    if asked:
        columns = _of_words(matching, habits, placed, asked) | _of_places(matching, placed, asked)
        for column, name in enumerate(NAMES):
            rows[:, column] = columns[name]
    return rows


def _of_words(matching: Matching, habits: Habits, placed: Placed, asked: Sequence[int]) -> dict[str, _Column]:
    """What the words of each item say, each by its weight in the item."""
    zh, items = matching.zh, [placed.items[n] for n in asked]
    sizes = [len(item.words) for item in items]
    own, starts = [k for item in items for k in item.words], [0, *accumulate(sizes)][:-1]
    item = np.repeat(np.arange(len(items)), sizes)
    said, salience = placed.weights[own], zh.salience[own]
    strengths, link = matching.strengths[own], matching.zh_link[own]
    totals: Floats = np.add.reduceat(said, starts)
    weights = said / totals[item]
    best = strengths.max(axis=1)
    inside = np.zeros((len(items), len(zh), 1), dtype=np.bool_)
    inside[item, own] = True
    outside = np.where(inside, 0, matching.strengths).max(axis=1)
    average = partial(_average, weights, starts)
    return {
        "linked": average(strengths[np.arange(len(own)), link] * (link >= 0)),
        "exclusive": average(np.maximum(strengths - outside[item], 0).max(axis=1)),
        "strongest": np.maximum.reduceat(best, starts),
        "weakest": np.minimum.reduceat(best, starts),
        "cosine": np.maximum.reduceat(np.where(matching.en.speaks, matching.cosines[own], 0).max(axis=1), starts),
        "without": _without(matching, np.add.reduceat(zh.vectors[own], starts)),
        "known": average(zh.known[own]),
        "linked_share": average(zh.linked_share[own]),
        "salience": np.add.reduceat(salience, starts),
        "letters": [int(zh.ends[item.end - 1] - zh.begins[item.first]) for item in items],
        "shared": np.add.reduceat(said < 0.9 * salience, starts, dtype=np.float32) / np.array(sizes, dtype=np.float32),
        "closeness": habits.closeness,
        "covered": average(_elsewhere(habits, zh.classes[own].tolist(), link.tolist())),
    }


def _average(weights: Floats, starts: Sequence[int], values: NDArray[np.floating]) -> NDArray[np.floating]:
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


def _of_places(matching: Matching, placed: Placed, asked: Sequence[int]) -> dict[str, Sequence[float]]:
    """What the piece of each item says, and those of the items beside it."""
    places, others = placed.places, len(placed.places) - 1
    likeness: list[list[float]] = placed.likeness.tolist()
    similar = [row[p] if p >= 0 else 0.0 for row, p in zip(likeness, places, strict=True)]
    has_one, free = [p >= 0 for p in places], [p for p in range(len(placed.pieces)) if p not in places]
    left_over = matching.en.salience * unlinked(matching.en, matching.en_link)
    missing, between, over = zip(*(_around(placed, n, left_over) for n in asked), strict=True)
    return {
        "similar": [similar[n] for n in asked],
        "best": [max(likeness[n], default=0.0) for n in asked],
        "best_free": [max(similar[n], *(likeness[n][p] for p in free), 0.0) for n in asked],
        "missing": missing,
        "between": between,
        "left_over": over,
        "before": [similar[n - 1] for n in asked],
        "after": [similar[n + 1] for n in asked],
        "beside": [has_one[n - 1] + has_one[n + 1] for n in asked],
        "items": [len(places)] * len(asked),
        "placed": [(sum(has_one) - has_one[n]) / others for n in asked],
        "others": [(sum(similar) - similar[n]) / others for n in asked],
    }


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


def _without(matching: Matching, items: Floats) -> Floats:
    """How much closer the vectors of both sides come when an item's own is taken away; `items` has a row for each."""
    zh, en = matching.zh.vectors.sum(axis=0), matching.en.vectors.sum(axis=0)
    kept = np.concatenate([[zh], zh - items])
    cosines = np.einsum("ki,i->k", kept, en) / np.maximum(np.sqrt(np.einsum("ki,ki->k", kept, kept)), 1e-6)
    gain: Floats = (cosines[1:] - cosines[0]) / max(float(np.sqrt(np.einsum("i,i->", en, en))), 1e-6)
    return gain
