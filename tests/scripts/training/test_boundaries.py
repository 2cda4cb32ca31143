import numpy as np

from aligner.alignment.boundaries import KINDS, Habits
from scripts.training.boundaries import MOST, counts, ratios

PAIRS = [("你去吗？", "Are you going?"), ("我去。", "I am."), ("好！", "Good!"), ("好！", "Good.")] * 50


def test_counts_are_of_the_two_ends_of_each_pair() -> None:
    ends = counts(PAIRS)
    assert ends.sum() == len(PAIRS)
    assert ends[KINDS.index("?"), KINDS.index("?")] == 50
    assert ends[KINDS.index("!"), KINDS.index(".")] == 50


def test_ends_that_stand_together_more_than_by_chance_have_a_positive_ratio() -> None:
    found = ratios(counts(PAIRS))
    question, stop = KINDS.index("?"), KINDS.index(".")
    assert found[question, question] > 0 > found[question, stop]
    assert (found == found.T).all()
    assert np.abs(found).max() <= MOST


def test_no_pairs_tell_nothing() -> None:
    assert not ratios(counts([])).any()


def test_the_committed_table_has_the_shape_of_what_is_made() -> None:
    assert Habits.load().ends.shape == ratios(counts([])).shape
