"""What is known of each item inside a list, as numbers that learnt trees can weigh."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from aligner.auditing.coverage.atoms import Floats
from aligner.auditing.coverage.habits import Habits
from aligner.auditing.coverage.matching import Matching
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
_FAR = 4  # what `missing` and `between` are at most


def inner(placed: Placed) -> list[int]:
    """The items whose both ends are known and that have a word of meaning."""
    return [n for n, item in enumerate(placed.items) if item.bounded and item.words]


def features(matching: Matching, habits: Habits, placed: Placed) -> Floats:
    """Numbers for each of the `inner` items, shape (items, len(NAMES))."""
    asked = inner(placed)
    without = _without(matching, [list(placed.items[n].words) for n in asked])
    rows = [_row(matching, habits, placed, n, nearer) for n, nearer in zip(asked, without, strict=True)]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(NAMES))


def _row(matching: Matching, habits: Habits, placed: Placed, n: int, without: float) -> list[float]:
    item, places, likeness = placed.items[n], placed.places, placed.likeness
    zh, en, strengths = matching.zh, matching.en, matching.strengths
    words = list(item.words)
    weights = placed.weights[words] / placed.weights[words].sum()
    own = strengths[words]
    outside = np.delete(strengths, words, axis=0).max(axis=0) if len(zh) > len(words) else np.zeros(len(en))
    link = matching.zh_link[words]
    linked = np.where(link >= 0, own[np.arange(len(words)), np.maximum(link, 0)], 0)
    taken = {p for k, p in enumerate(places) if k != n and p >= 0}
    free = [p for p in range(len(placed.pieces)) if p not in taken]
    left = next((k for k in range(n - 1, -1, -1) if places[k] >= 0), None)
    right = next((k for k in range(n + 1, len(places)) if places[k] >= 0), None)
    missing, between, over = 0.0, float(_FAR), 0.0
    if left is not None and right is not None:
        apart = places[right] - places[left]
        missing = float(np.clip(right - left - apart, -_FAR, _FAR))
        between = float(min(apart - 1, _FAR))
        window = slice(placed.pieces[places[left]].first, placed.pieces[places[right]].end)
        over = float((en.salience[window] * (en.content[window] & (matching.en_link[window] < 0))).sum())
    others = [k for k in range(len(places)) if k != n]
    rendered = [float(likeness[k, places[k]]) if places[k] >= 0 else 0.0 for k in others]
    by_place = dict(zip(others, rendered, strict=True))
    occurs = [habits.occurs["zh"].get(zh.classes[k], 1) for k in words]
    covered = [habits.covered["zh"].get(zh.classes[k], 0) for k in words]
    elsewhere = [
        (c - (j >= 0)) / (o - 1) if o > 1 else 0.5 for o, c, j in zip(occurs, covered, link.tolist(), strict=True)
    ]
    found = {
        "similar": float(likeness[n, places[n]]) if places[n] >= 0 else 0.0,
        "best": float(likeness[n].max()) if len(placed.pieces) else 0.0,
        "best_free": float(likeness[n, free].max()) if free else 0.0,
        "linked": float(weights @ linked),
        "exclusive": float(weights @ np.maximum(own - outside, 0).max(axis=1)),
        "strongest": float(own.max()),
        "weakest": float(own.max(axis=1).min()),
        "missing": missing,
        "between": between,
        "left_over": over,
        "before": by_place.get(n - 1, 0.0),
        "after": by_place.get(n + 1, 0.0),
        "beside": float(left == n - 1) + float(right == n + 1),
        "items": float(len(places)),
        "placed": sum(places[k] >= 0 for k in others) / len(others),
        "others": sum(rendered) / len(others),
        "cosine": float(np.where(en.speaks, matching.cosines[words], 0).max()),
        "without": without,
        "known": float(weights @ zh.known[words]),
        "linked_share": float(weights @ zh.linked_share[words]),
        "salience": float(zh.salience[words].sum()),
        "letters": float(zh.spans[item.end - 1].end - zh.spans[item.first].start),
        "shared": 1 - float((placed.weights[words] >= 0.9 * zh.salience[words]).mean()),
        "closeness": habits.closeness,
        "covered": float(weights @ np.array(elsewhere)),
    }
    return [found[name] for name in NAMES]


def _without(matching: Matching, items: Sequence[Sequence[int]]) -> list[float]:
    """For each item, how much closer the vectors of both sides come when its words are taken away."""
    if not items:
        return []
    zh, en = matching.zh.vectors.sum(axis=0), matching.en.vectors.sum(axis=0)
    rest = zh - np.array([matching.zh.vectors[list(words)].sum(axis=0) for words in items])
    whole = float(np.einsum("i,i->", zh, en) / max(_length(zh), 1e-6))
    parts = np.einsum("ki,i->k", rest, en) / np.maximum(np.sqrt(np.einsum("ki,ki->k", rest, rest)), 1e-6)
    found: list[float] = ((parts - whole) / max(_length(en), 1e-6)).tolist()
    return found


def _length(vector: Floats) -> float:
    return float(np.sqrt(np.einsum("i,i->", vector, vector)))
