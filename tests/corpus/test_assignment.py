from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from aligner.corpus.assignment import Pair, assign

SIDE = 5
worths = st.dictionaries(
    st.tuples(st.integers(0, SIDE - 1), st.integers(0, SIDE - 1)), st.integers(-3, 9).map(float), max_size=20
)


def best(worth: dict[Pair, float]) -> float:
    """The greatest total, by trying everything."""
    return max(
        sum(max(worth.get((row, column), 0.0), 0.0) for row, column in enumerate(columns))
        for columns in permutations(range(SIDE))
    )


@given(worths)
def test_the_total_is_the_greatest_and_nothing_occurs_twice(worth: dict[Pair, float]) -> None:
    chosen = assign(worth)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)
    assert all(worth[pair] > 0 for pair in chosen)
    assert sum(worth[pair] for pair in chosen) == best(worth)
    assert chosen == sorted(chosen)


def test_the_greatest_total_is_not_always_made_of_the_greatest_pairs() -> None:
    assert assign({(0, 0): 5.0, (0, 1): 4.0, (1, 0): 4.0}) == [(0, 1), (1, 0)]
    assert assign({}) == []
