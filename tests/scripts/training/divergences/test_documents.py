import random

import numpy as np

from aligner.auditing.coverage.features import NAMES
from aligner.auditing.coverage.tables import Tables
from scripts.training.divergences.documents import FATES, first_look, matched, planted, rows
from scripts.training.divergences.planting import apply
from scripts.training.divergences.wordstock import Wordstock
from scripts.training.pairs import Pair


def test_rows_describe_the_words_of_both_sides_and_some_of_them_met_a_fate(pairs: list[Pair], stock: Wordstock) -> None:
    found = rows(pairs, Tables.load(), stock, random.Random(1))
    for seen in found.values():
        assert seen.features.shape == (len(seen.fates), len(NAMES))
        assert np.isfinite(seen.features).all()
        assert 0 < (seen.fates > 0).mean() < 0.2
    assert set(np.unique(found["zh"].fates)) <= {0, FATES.index("lost") + 1, FATES.index("changed") + 1}
    assert set(np.unique(found["en"].fates)) <= {0, FATES.index("added") + 1, FATES.index("changed") + 1}


def test_the_same_dice_plant_the_same(pairs: list[Pair], stock: Wordstock) -> None:
    first, second, other = (list(planted(pairs, Tables.load(), stock, random.Random(seed))) for seed in (1, 1, 2))
    assert first == second != other


def test_pairs_stay_whole_but_for_the_plants(pairs: list[Pair], stock: Wordstock) -> None:
    found = list(planted(pairs, Tables.load(), stock, random.Random(1)))
    assert [pair for pair, _ in found] == pairs
    untouched = [pair for pair, plant in found if not (plant.zh or plant.en)]
    assert 0 < len(untouched) < len(pairs)
    for (zh, en), plant in found:
        assert (apply(zh, plant.zh)[0], apply(en, plant.en)[0]) != (zh, en) or (zh, en) in untouched


def test_words_are_matched_with_the_habits_of_the_whole_document(pairs: list[Pair]) -> None:
    stack, habits = matched(first_look(pairs, Tables.load()))
    assert len(stack.matchings) == len(pairs)
    assert habits.content == stack.own.content.sum() + stack.opposite.content.sum()


def test_words_whose_rendering_the_tables_forget_are_worse_linked(pairs: list[Pair], stock: Wordstock) -> None:
    known, other = (rows(pairs, Tables.load(), stock, random.Random(1), unknown)["zh"] for unknown in (0.0, 1.0))
    assert np.array_equal(known.fates, other.fates)
    link = NAMES.index("link_table")
    assert other.features[:, link].mean() < known.features[:, link].mean()
