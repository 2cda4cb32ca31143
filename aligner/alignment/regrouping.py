"""The search for the best groups of clauses.

Starting from given groups, clauses are moved between groups, sides exchanged, groups joined and parted, the best step
first, for as long as that makes the whole better. The whole is the sum of the groups' scores less a price for every
group that stands out of order.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from aligner.alignment.groups import Group, GroupScorer, Indices, disorder

OUT_OF_ORDER = 0.05
LEAST_GAIN = 1e-4
MOST_STEPS = 60
SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 0), (0, 1))
TEMPERATURE = 0.07
HOPELESS = -0.6  # a step that loses more says nothing about a group's probability
MOST_TO_PART = 8

Step = tuple[tuple[int, ...], tuple[Group, ...]]


def ordered(n: int, m: int, scorer: GroupScorer) -> list[Group]:
    """The best groups of neighbouring clauses in order, where the search for better ones starts.

    With one clause on a side, all clauses make one group: parting it is then a step of the search.
    """
    if min(n, m) == 1:
        return [(tuple(range(n)), tuple(range(m)))]
    best: dict[tuple[int, int], tuple[float, Group]] = {(0, 0): (0.0, ((), ()))}
    for i in range(n + 1):
        for j in range(m + 1):
            for a, b in SHAPES:
                if a <= i and b <= j and (i, j) != (0, 0):
                    group = tuple(range(i - a, i)), tuple(range(j - b, j))
                    value = round(best[i - a, j - b][0] + scorer.score(group), 4)
                    if (i, j) not in best or value > best[i, j][0]:
                        best[i, j] = value, group
    groups: list[Group] = []
    i, j = n, m
    while i or j:
        groups.append(best[i, j][1])
        i, j = i - len(groups[-1][0]), j - len(groups[-1][1])
    return groups[::-1]


def improve(groups: Sequence[Group], scorer: GroupScorer) -> dict[Group, float]:
    """The groups that no single step makes better, and the probability of each.

    A group's probability weighs it against every step that would change it, as exp(gain / `TEMPERATURE`).
    """
    current = [part for group in groups for part in _parted_nulls(group)]
    for _ in range(MOST_STEPS):
        tried = list(_tried(current, scorer))
        gain, _, changed = max(tried, key=lambda step: step[0], default=(0.0, (), current))
        if gain <= LEAST_GAIN:
            break
        current = sorted(changed)
    against = dict.fromkeys(range(len(current)), 1.0)
    for gain, old, _ in tried:
        for k in old:
            against[k] += math.exp(min(gain, 0.0) / TEMPERATURE)
    return {group: round(1 / against[k], 4) for k, group in enumerate(current)}


def _tried(groups: list[Group], scorer: GroupScorer) -> Iterator[tuple[float, tuple[int, ...], list[Group]]]:
    """Each step's gain, the groups it changes and the groups it would make."""
    mess = disorder(groups)
    scores = [scorer.score(group) for group in groups]
    for old, new in _steps(groups):
        fresh = [part for group in new for part in _parted_nulls(group)]
        gain = -sum([scores[k] for k in old])
        for group in fresh:
            gain += scorer.score(group)
        if gain + OUT_OF_ORDER * mess < HOPELESS:
            continue
        changed = [group for k, group in enumerate(groups) if k not in old] + fresh
        yield round(gain + OUT_OF_ORDER * (mess - disorder(changed)), 4), old, changed


def _parted_nulls(group: Group) -> list[Group]:
    """A group with an empty side as one group a clause."""
    zh, en = group
    if zh and en:
        return [group]
    return [*(((i,), ()) for i in zh), *(((), (j,)) for j in en)]


def _steps(groups: Sequence[Group]) -> Iterator[Step]:
    """Every single step, as the numbers of the groups it takes away and the groups it puts in their place."""
    for k, (zh, en) in enumerate(groups):
        for other, (other_zh, other_en) in enumerate(groups):
            if other == k:
                continue
            for i in zh:
                yield (k, other), ((_without(zh, i), en), (_with(other_zh, i), other_en))
            for j in en:
                yield (k, other), ((zh, _without(en, j)), (other_zh, _with(other_en, j)))
            if k < other:
                yield (k, other), ((_joined(zh, other_zh), _joined(en, other_en)),)
                if en or other_en:
                    yield (k, other), ((zh, other_en), (other_zh, en))
        if zh and en and len(zh) + len(en) <= MOST_TO_PART:
            for one, two in _partings(zh, en):
                yield (k,), (one, two)


def _partings(zh: Indices, en: Indices) -> Iterator[tuple[Group, Group]]:
    """Every way to part a group in two; the first Chinese clause stays in the first."""
    units = [(0, i) for i in zh[1:]] + [(1, j) for j in en]
    for mask in range(2 ** len(units) - 1):
        sides: tuple[list[int], ...] = ([zh[0]], [], [], [])
        for bit, (side, index) in enumerate(units):
            sides[side if mask >> bit & 1 else side + 2].append(index)
        yield (tuple(sides[0]), tuple(sides[1])), (tuple(sides[2]), tuple(sides[3]))


def _with(indices: Indices, index: int) -> Indices:
    return tuple(sorted((*indices, index)))


def _without(indices: Indices, index: int) -> Indices:
    return tuple(i for i in indices if i != index)


def _joined(one: Indices, two: Indices) -> Indices:
    return tuple(sorted(one + two))
