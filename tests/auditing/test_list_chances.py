"""How likely each item inside a list is lost."""

from __future__ import annotations

from aligner.auditing.coverage.habits import Habits
from aligner.auditing.list_chances import weighed_lists
from aligner.auditing.list_features import inner
from tests.auditing.coverage.given import FAITHFUL, stacked

LOST = ("种植水稻、小麦和玉米。", "Grow rice and corn.")
KEPT = ("种植水稻、小麦和玉米。", "Grow rice, wheat and corn.")


def test_the_lists_of_each_unit_are_weighed() -> None:
    lost, none, kept = weighed_lists(stacked(LOST, FAITHFUL, KEPT).matchings, Habits())
    assert none == ()
    for (weighed,) in (lost, kept):
        assert list(weighed.chances) == inner(weighed.placed) == [1]
    assert lost[0].chances[1] > 0.5 > kept[0].chances[1]


def test_what_stands_beside_a_unit_does_not_change_its_chances() -> None:
    together = weighed_lists(stacked(LOST, KEPT).matchings, Habits())
    alone = [weighed_lists(stacked(pair).matchings, Habits())[0] for pair in (LOST, KEPT)]
    assert [[one.chances for one in own] for own in together] == [[one.chances for one in own] for own in alone]


def test_units_without_a_list_have_nothing_to_weigh() -> None:
    assert weighed_lists(stacked(FAITHFUL).matchings, Habits()) == [()]
