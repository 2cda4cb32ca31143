"""The items of Chinese lists, as they are cut."""

from __future__ import annotations

from aligner.auditing.coverage.observing import first_matching
from aligner.auditing.lists import lists
from aligner.auditing.unit import units
from tests.auditing.build import alignment


def items(zh: str, en: str) -> list[list[tuple[str, bool]]]:
    (unit,) = units(alignment([(zh, en)]))
    matching = first_matching(unit.zh, unit.en)
    return [
        [("".join(matching.zh.texts[k] for k in item.atoms), item.bounded) for item in found]
        for found in lists(matching)
    ]


def test_a_list_ends_at_a_mark_and_at_what_joins_its_last_item() -> None:
    found = items("种植水稻、小麦和玉米，保护森林、湿地。", "Grow rice, wheat and corn, and protect forests.")
    assert [[bounded for _, bounded in one] for one in found] == [[False, True, False], [False, False]]
    assert found[0][1][0] == "小麦"
    assert found[0][0][0].endswith("水稻")


def test_a_text_without_the_mark_has_no_list() -> None:
    assert items("种植水稻和小麦。", "Grow rice and wheat.") == []
