from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.groups import Group, GroupScorer, disorder
from aligner.alignment.regrouping import OUT_OF_ORDER, improve
from tests.alignment.test_groups import partitions, scorer


def worth(groups: Iterable[Group], scores: GroupScorer) -> float:
    """What is to be made as large as can be: nulls count clause by clause."""
    groups = list(groups)
    return sum(map(scores.score, groups)) - OUT_OF_ORDER * disorder(groups)


def size(groups: Iterable[Group]) -> tuple[int, int]:
    groups = list(groups)
    return sum(len(zh) for zh, _ in groups), sum(len(en) for _, en in groups)


@settings(deadline=None, max_examples=60)
@given(partitions(), st.integers(0, 1000))
def test_every_clause_stays_in_one_group_and_the_whole_gets_no_worse(groups: list[Group], seed: int) -> None:
    n, m = size(groups)
    random = np.random.default_rng(seed)
    scores = scorer(random.normal(size=(n, 4)), random.normal(size=(m, 4)), random.uniform(0, 0.3, size=(n, m)))
    found = improve(groups, scores)
    assert sorted(i for zh, _ in found for i in zh) == list(range(n))
    assert sorted(j for _, en in found for j in en) == list(range(m))
    assert all(zh == tuple(sorted(zh)) and en == tuple(sorted(en)) for zh, en in found)
    assert all(len(zh) + len(en) == 1 for zh, en in found if not (zh and en))
    assert all(0 < share <= 1 for share in found.values())
    assert worth(found, scores) >= worth(groups, scores) - 1e-3


@settings(deadline=None, max_examples=40)
@given(partitions(5), st.integers(0, 1000))
def test_what_was_improved_cannot_be_improved(groups: list[Group], seed: int) -> None:
    n, m = size(groups)
    random = np.random.default_rng(seed)
    scores = scorer(random.normal(size=(n, 4)), random.normal(size=(m, 4)))
    found = improve(groups, scores)
    assert improve(list(found), scores) == found


ORDERED = [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


@pytest.mark.parametrize(
    ("belongs", "start", "groups"),
    [
        ([0, 1, 2], ORDERED, {((0,), (0,)), ((1,), (1,)), ((2,), (2,))}),
        ([2, 1, 0], ORDERED, {((0,), (2,)), ((1,), (1,)), ((2,), (0,))}),
        ([1, 0, 2], ORDERED, {((0,), (1,)), ((1,), (0,)), ((2,), (2,))}),
        ([1, 2, 0], ORDERED, {((0,), (1,)), ((1,), (2,)), ((2,), (0,))}),
        ([0, 0, 1], [((0,), (0,)), ((1, 2), (1,))], {((0, 1), (0,)), ((2,), (1,))}),
        ([0, 1, 0], [((0,), (0,)), ((1, 2), (1,))], {((0, 2), (0,)), ((1,), (1,))}),
        ([0, None, 1], [((0, 1), (0,)), ((2,), (1,))], {((0,), (0,)), ((1,), ()), ((2,), (1,))}),
    ],
    ids=["in order", "turned round", "two exchanged", "the last first", "merged", "apart", "one alone"],
)
def test_clauses_find_their_groups_from_a_wrong_start(
    belongs: list[int | None], start: list[Group], groups: set[Group]
) -> None:
    count = len({j for j in belongs if j is not None})
    en = np.eye(count, 8)
    zh = np.array([np.eye(8)[7 - i] if j is None else en[j] for i, j in enumerate(belongs)])
    words = np.array([[0.9 * (j == k) for k in range(count)] for j in belongs])
    found = improve(start, scorer(zh, en, words))
    assert found.keys() == groups
    assert all(share > 0.5 for share in found.values())


def test_a_doubtful_group_is_less_probable_than_a_clear_one() -> None:
    en = np.eye(2, 3)
    zh = np.array([[1, 0, 0], [0.7, 0.75, 0]])
    found = improve([((0,), (0,)), ((1,), (1,))], scorer(zh, en))
    clear = improve([((0,), (0,)), ((1,), (1,))], scorer(np.eye(2, 3), en))
    assert found[(1,), (1,)] < clear[(1,), (1,)]


def test_nothing_to_improve() -> None:
    assert improve([], scorer(np.eye(0, 2), np.eye(0, 2))) == {}
