"""What is planted, in sentences written for this test."""

import random

import pytest

from scripts.evaluation.plants import (
    Planted,
    Way,
    changed_number,
    chinese_number,
    dropped_item,
    swapped_body,
    swapped_in_list,
)

LIST = ("各地要保护森林、草原、湿地和河流。", "All regions shall protect forests, grasslands, wetlands and rivers.")
SHORT = ("各地要保护森林、草原和湿地。", "All regions shall protect forests, grasslands, and wetlands.")


def planted(way: Way, zh: str, en: str) -> list[Planted]:
    found = [way(zh, en, random.Random(seed)) for seed in range(12)]
    return [one for one in found if one is not None]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2, "二"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (110, "一百一十"),
        (230, "二百三十"),
        (305, "三百零五"),
        (1005, "一千零五"),
        (9999, "九千九百九十九"),
    ],
)
def test_chinese_numbers(value: int, written: str) -> None:
    assert chinese_number(value) == written


def test_an_item_inside_a_list_is_dropped() -> None:
    found = planted(dropped_item, *LIST)
    assert {one.en for one in found} == {
        "All regions shall protect forests, wetlands and rivers.",
        "All regions shall protect forests, grasslands and rivers.",
    }
    assert {one.zh_place.of(one.zh) for one in found} == {"草原", "湿地"}
    assert all(one.zh == LIST[0] and one.en_place is None for one in found)


def test_of_three_items_two_stay_with_and() -> None:
    (en,) = {one.en for one in planted(dropped_item, *SHORT)}
    assert en == "All regions shall protect forests and wetlands."


@pytest.mark.parametrize(
    ("why", "zh", "en"),
    [
        ("fewer items in the English", LIST[0], "All regions shall protect forests, grasslands and rivers."),
        ("no list", "各地要保护森林。", "All regions shall protect forests."),
        ("items that mean something else", SHORT[0], "The board met on Monday, Tuesday, and Friday."),
    ],
)
def test_where_no_item_can_be_dropped(why: str, zh: str, en: str) -> None:
    assert planted(dropped_item, zh, en) == [], why


@pytest.mark.parametrize(
    ("zh", "en", "place"),
    [
        ("到2020年，新建15个园区。", "Build 15 parks.", "15"),
        ("共有二十三人参加。", "There were 23 participants.", "二十三"),
        ("历时两年完成。", "It took two years.", "两"),
    ],
)
def test_a_number_that_both_sides_say_is_changed(zh: str, en: str, place: str) -> None:
    found = planted(changed_number, zh, en)
    assert found
    for one in found:
        assert one.zh == zh
        assert one.zh_place.of(zh) == place
        assert one.en_place is not None
        assert one.en_place.of(one.en) not in en.split()
        assert len(one.en.split()) == len(en.split())


@pytest.mark.parametrize(
    ("why", "zh", "en"),
    [
        ("a version", "支持 3.7 版。", "Version 3.7 is supported."),
        ("only the English says it", "多次开会。", "They met 12 times."),
        ("the Chinese says it twice", "3人来，3人走。", "3 came and left."),
        ("part of a longer number", "二十三人参加。", "Three of them took part, 3 in all."),
    ],
)
def test_where_no_number_is_changed(why: str, zh: str, en: str) -> None:
    assert planted(changed_number, zh, en) == [], why


def test_a_body_in_the_text_becomes_another() -> None:
    zh, en = "教育部发布通知。", "The Ministry of Education issued a notice."
    found = planted(swapped_body, zh, en)
    assert found
    for one in found:
        assert one.zh_place.of(one.zh) == "教育部"
        assert one.en_place is not None
        assert "Ministry of Education" not in one.en
        assert one.en.startswith(f"The {one.en_place.of(one.en)}")
    assert planted(swapped_body, "学校发布通知。", "The school issued a notice.") == []


def test_a_list_of_bodies_is_written_with_one_of_them_swapped() -> None:
    for one in planted(swapped_in_list, "各地要做好工作。", "All regions shall do this work well."):
        assert one.en_place is not None
        names = one.zh[one.zh.index("（") + 1 : one.zh.index("负责")].split("、")
        english = one.en[one.en.index(" (") + 2 : one.en.index(").")].split(", ")
        assert len(set(names)) >= 3
        assert one.zh_place.of(one.zh) in names
        assert (
            one.en_place.of(one.en)
            == ", ".join(english)[one.en_place.start - one.en.index(" (") - 2 :][: len(one.en_place.of(one.en))]
        )
    assert planted(swapped_in_list, "标题", "A title") == []
