"""The search for the best groups of clauses.

Starting from given groups, clauses are moved between groups, sides exchanged, groups joined and parted, the best step
first, for as long as that makes the whole better. The whole is the sum of the groups' scores less a price for every
group that stands out of order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aligner.alignment.groups import Group, GroupScorer, Indices, disorder

OUT_OF_ORDER = 0.05
LEAST_GAIN = 1e-4
MOST_STEPS = 60
MOST_TO_PART = 8

Step = tuple[tuple[int, ...], tuple[Group, ...]]


def improve(groups: Sequence[Group], scorer: GroupScorer) -> list[Group]:
    """The groups where no single step makes the whole better."""
    current = [part for group in groups for part in _parted_nulls(group)]
    mess = disorder(current)
    for _ in range(MOST_STEPS):
        best: tuple[float, list[Group], int] | None = None
        for old, new in _steps(current):
            fresh = [part for group in new for part in _parted_nulls(group)]
            gain = sum(map(scorer.score, fresh)) - sum(scorer.score(current[k]) for k in old)
            if gain + OUT_OF_ORDER * mess <= (best[0] if best else 0.0) + LEAST_GAIN:
                continue
            changed = [group for k, group in enumerate(current) if k not in old] + fresh
            left = disorder(changed)
            gain = round(gain + OUT_OF_ORDER * (mess - left), 4)
            if gain > (best[0] if best else 0.0) + LEAST_GAIN:
                best = gain, changed, left
        if best is None:
            break
        _, current, mess = best
        current.sort()
    return current


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
