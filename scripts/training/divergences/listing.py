"""Lists that lose an item in translation, and what the audit knows of the items inside each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from aligner.auditing.coverage.matching import Matching
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.list_features import NAMES, features, inner
from aligner.auditing.list_items import MARK, Placed, placed_lists
from aligner.document import Span
from scripts.training.divergences.documents import Pair, Rows, first_look, matched

_DROPPED = 0.5  # of the lists from which an item can be dropped
_SURE = 0.35  # the likeness from which an item and its piece are taken to belong together


class Dropped(NamedTuple):
    """A pair whose English has lost an item, and where that stands in the Chinese."""

    pair: Pair
    item: Span


def drop(pair: Pair, matching: Matching, rng: random.Random) -> Dropped | None:
    """Leave out an item between two others that the English has side by side, in one list of the pair."""
    zh, en = pair
    options = []
    for placed in placed_lists(matching):
        for n in inner(placed):
            p = placed.places[n]
            if p < 0 or placed.likeness[n, p] < _SURE or (placed.places[n - 1], placed.places[n + 1]) != (p - 1, p + 1):
                continue
            before, own = placed.pieces[p - 1], placed.pieces[p]
            start, end = (matching.en.spans[part.end - 1].end for part in (before, own))
            if en[start : matching.en.spans[own.first].start].strip() == ",":
                item = placed.items[n]
                span = Span(matching.zh.spans[item.first].start, matching.zh.spans[item.end - 1].end)
                options.append((Span(start, end), span, len(placed.items)))
    if not options:
        return None
    cut, item, count = rng.choice(options)
    rest = en[cut.end :]
    if count == 3 and rest.startswith(", and"):
        rest = rest[1:]
    return Dropped((zh, en[: cut.start] + rest), item)


def item_rows(pairs: Sequence[Pair], tables: Tables, rng: random.Random) -> Rows:
    """Drop items in a document and describe all items inside lists; the fate of one that was dropped is 1."""
    if not any(MARK in zh for zh, _ in pairs):
        return Rows(np.zeros((0, len(NAMES)), dtype=np.float32), np.zeros(0, dtype=np.int8))
    before, _ = matched(first_look(pairs, tables))
    dropped = [
        drop(pair, matching, rng) if rng.random() < _DROPPED else None
        for pair, matching in zip(pairs, before.matchings, strict=True)
    ]
    changed = [found.pair if found else pair for found, pair in zip(dropped, pairs, strict=True)]
    after, habits = matched(first_look(changed, tables))
    rows, fates = [np.zeros((0, len(NAMES)), dtype=np.float32)], [np.zeros(0, dtype=np.int8)]
    for found, matching in zip(dropped, after.matchings, strict=True):
        for placed in placed_lists(matching):
            rows.append(features([placed], habits))
            fates.append(np.array([_is(matching, placed, n, found) for n in inner(placed)], dtype=np.int8))
    return Rows(np.concatenate(rows), np.concatenate(fates))


def _is(matching: Matching, placed: Placed, n: int, found: Dropped | None) -> bool:
    item = placed.items[n]
    return found is not None and matching.zh.spans[item.first].start == found.item.start
