"""How likely each item inside the lists of some units is lost, by learnt trees."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from aligner.auditing.coverage.habits import Habits
from aligner.auditing.coverage.matching import Matching
from aligner.auditing.coverage.trees import FILE as COVERAGE
from aligner.auditing.coverage.trees import load_trees
from aligner.auditing.list_features import features, inner
from aligner.auditing.list_items import Placed, placed_lists

FILE = COVERAGE.with_name("lists.json")


class Weighed(NamedTuple):
    """A list, and for each item whose both ends are known, by its place in the list, the chance that it is lost."""

    placed: Placed
    chances: dict[int, float]


def weighed_lists(matchings: Sequence[Matching], habits: Habits) -> list[tuple[Weighed, ...]]:
    """The lists of each of some units, by the document's habits."""
    lists = [list(placed_lists(matching)) for matching in matchings]
    odds = load_trees(FILE)["lost"].log_odds(features(list(chain.from_iterable(lists)), habits))
    chances = iter((1 / (1 + np.exp(-odds))).tolist())
    return [tuple(Weighed(placed, {n: next(chances) for n in inner(placed)}) for placed in own) for own in lists]
