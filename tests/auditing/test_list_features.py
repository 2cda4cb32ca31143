"""What is known of the items inside a list."""

from __future__ import annotations

import numpy as np

from aligner.auditing.coverage.habits import Habits
from aligner.auditing.list_features import NAMES, features, inner
from aligner.auditing.list_items import placed_lists
from tests.auditing.coverage.given import matched


def rows(zh: str, en: str) -> list[dict[str, float]]:
    matching = matched(zh, en)
    found = []
    for placed in placed_lists(matching):
        made = features([placed], Habits())
        assert made.shape == (len(inner(placed)), len(NAMES))
        assert np.isfinite(made).all()
        found += [dict(zip(NAMES, row, strict=True)) for row in made.tolist()]
    return found


def test_an_item_without_a_piece_stands_where_pieces_are_fewer_than_items() -> None:
    (lost,) = rows("种植水稻、小麦和玉米。", "Grow rice and corn.")
    (kept,) = rows("种植水稻、小麦和玉米。", "Grow rice, wheat and corn.")
    assert (lost["missing"], kept["missing"]) == (1, 0)
    assert lost["similar"] == 0 < kept["similar"]
    assert lost["without"] > kept["without"]
    assert lost["beside"] == kept["beside"] == 2


def test_a_word_that_other_items_have_too_says_nothing_of_one() -> None:
    (row,) = rows("改善工作条件、工作环境和工作时间。", "Improve work conditions and work hours.")
    assert row["shared"] == 0.5
    assert row["exclusive"] < 0.2


def test_a_list_whose_inner_items_say_nothing_has_no_rows() -> None:
    assert rows("第一、12、34和56。", "First, 12, 34 and 56.") == []


def test_a_list_without_any_piece_can_be_described() -> None:
    (row,) = rows("种植水稻、小麦和玉米。", ".")
    assert row["best"] == row["similar"] == 0
