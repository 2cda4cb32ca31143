from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.groups import NULL, Group, GroupScorer, Mass, disorder


def scorer(zh: np.ndarray, en: np.ndarray, words: np.ndarray | None = None) -> GroupScorer:
    """Clauses of equal length with the given vectors, and linked words where `words` says (none otherwise)."""
    n, m = len(zh), len(en)
    table = np.zeros((n, m)) if words is None else words.astype(np.float64)
    mass = Mass(table, table, np.ones(n), np.ones(m))
    return GroupScorer.of(zh.astype(np.float32), en.astype(np.float32), np.full(n, 10.0), np.full(m, 30.0), mass)


@st.composite
def partitions(draw: st.DrawFn, most: int = 6) -> list[Group]:
    """Some way to put the clauses of both sides into groups."""
    n, m = draw(st.integers(0, most)), draw(st.integers(0, most))
    of = [draw(st.lists(st.integers(0, 4), min_size=size, max_size=size)) for size in (n, m)]
    groups = [tuple(tuple(i for i, g in enumerate(side) if g == k) for side in of) for k in range(5)]
    return [(zh, en) for zh, en in groups if zh or en]


@given(partitions())
def test_disorder_is_all_but_the_longest_chain(groups: list[Group]) -> None:
    places = [(sum(zh) / len(zh), sum(en) / len(en)) for zh, en in groups if zh and en]
    rising = (
        size
        for size in range(len(places) + 1)
        for some in combinations(sorted(places), size)
        if all(a[1] < b[1] for a, b in pairwise(some))
    )
    assert disorder(groups) == len(places) - max(rising)


@pytest.mark.parametrize(
    ("groups", "count"),
    [
        ([((0,), (0,)), ((1,), (1,))], 0),
        ([((0,), (1,)), ((1,), (0,))], 1),
        ([((0,), (2,)), ((1,), (1,)), ((2,), (0,))], 2),
        ([((0,), (1,)), ((1,), ()), ((), (0,))], 0),
        ([((0, 3), (0, 3)), ((1, 2), (1, 2))], 1),  # one inside the other: neither before nor after it
        ([], 0),
    ],
)
def test_disorder(groups: list[Group], count: int) -> None:
    assert disorder(groups) == count


def test_a_clause_alone_scores_as_null() -> None:
    found = scorer(np.eye(2), np.eye(2))
    assert found.score(((0, 1), ())) == pytest.approx(2 * NULL)
    assert found.score(((), (1,))) == pytest.approx(NULL)


def test_what_matches_scores_more_than_what_does_not() -> None:
    found = scorer(np.eye(3), np.eye(3))
    assert found.score(((0,), (0,))) > 0 > found.score(((0,), (2,)))


def test_linked_words_raise_a_score() -> None:
    with_words = scorer(np.eye(3), np.eye(3), np.eye(3))
    assert with_words.score(((1,), (1,))) > scorer(np.eye(3), np.eye(3)).score(((1,), (1,)))
    assert with_words.score(((0,), (2,))) == scorer(np.eye(3), np.eye(3)).score(((0,), (2,)))


def test_clauses_that_stand_apart_cost_more_than_neighbours() -> None:
    zh = np.array([[1, 0], [1, 0], [0, 1], [1, 0]])
    en = np.array([[1, 0]])
    found = scorer(zh, en)
    assert found.score(((0, 1), (0,))) > found.score(((0, 3), (0,)))


@settings(deadline=None)
@given(partitions(4), st.integers(0, 1000))
def test_a_score_is_the_same_from_either_side(groups: list[Group], seed: int) -> None:
    random = np.random.default_rng(seed)
    zh, en = random.normal(size=(4, 5)), random.normal(size=(4, 5))
    words = random.uniform(0, 0.25, size=(4, 4))
    mass = Mass(words, words, np.ones(4), np.ones(4))
    sizes = random.integers(3, 30, size=(2, 4)).astype(np.float64)
    here = GroupScorer.of(zh.astype(np.float32), en.astype(np.float32), sizes[0], sizes[1], mass)
    flipped = Mass(words.T, words.T, np.ones(4), np.ones(4))
    there = GroupScorer.of(en.astype(np.float32), zh.astype(np.float32), sizes[1], sizes[0], flipped)
    for one, two in groups:
        assert here.score((one, two)) == pytest.approx(there.score((two, one)), abs=2e-4)
