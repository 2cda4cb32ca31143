"""Which words are pairs, where units stand end to end."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aligner.auditing.coverage.pairs import Pairs, end_to_end

COUNTS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=5)


def pairs_of(counts: list[tuple[int, int]]) -> Pairs:
    return Pairs(*(np.array(side, dtype=np.int64) for side in zip(*counts, strict=True)))


@given(COUNTS)
def test_each_word_of_a_unit_is_a_pair_with_each_one_opposite_in_order(counts: list[tuple[int, int]]) -> None:
    pairs, expected, own, opposite = pairs_of(counts), [], 0, 0
    for n, m in counts:
        expected += [(own + i, opposite + j) for i in range(n) for j in range(m)]
        own, opposite = own + n, opposite + m
    assert list(zip(pairs.word.tolist(), pairs.partner.tolist(), strict=True)) == expected
    assert len(pairs) == len(expected)


@given(COUNTS)
def test_the_pairs_from_the_other_side_are_the_same_ones(counts: list[tuple[int, int]]) -> None:
    pairs = pairs_of(counts)
    other = pairs.mirrored
    assert pairs.partner[pairs.turn].tolist() == other.word.tolist()
    assert pairs.word[pairs.turn].tolist() == other.partner.tolist()
    assert sorted(pairs.turn.tolist()) == list(range(len(pairs)))


@given(COUNTS)
def test_a_table_for_each_unit_and_all_end_to_end_again(counts: list[tuple[int, int]]) -> None:
    pairs = pairs_of(counts)
    values = np.arange(len(pairs), dtype=np.float32)
    tables = list(pairs.tables(values))
    assert [table.shape for table in tables] == counts
    assert end_to_end(tables).tolist() == values.tolist()


@given(COUNTS, st.data())
def test_the_pairs_of_some_words(counts: list[tuple[int, int]], data: st.DataObject) -> None:
    pairs = pairs_of(counts)
    words = len(pairs.unit)
    some = np.array(data.draw(st.lists(st.booleans(), min_size=words, max_size=words)), dtype=np.bool_)
    assert pairs.of(some).tolist() == [k for k, word in enumerate(pairs.word.tolist()) if some[word]]
