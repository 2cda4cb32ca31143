"""Chinese lists cut into items, English into pieces, and which piece belongs to which item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.auditing.list_items import Placed, lists, pieces, placed_lists
from tests.auditing.coverage.given import matched


def placed(zh: str, en: str) -> list[list[tuple[str, str]]]:
    """Each list as pairs of an item and its piece, "" for none."""
    matching = matched(zh, en)
    return [
        [
            ("".join(matching.zh.texts[item.first : item.end]), piece(one, p, matching.en.texts))
            for item, p in zip(one.items, one.places, strict=True)
        ]
        for one in placed_lists(matching)
    ]


def piece(one: Placed, p: int, texts: tuple[str, ...]) -> str:
    return " ".join(texts[one.pieces[p].first : one.pieces[p].end]) if p >= 0 else ""


def cut(zh: str) -> list[list[tuple[str, bool]]]:
    side = matched(zh, "Nothing.").zh
    found = lists(side.texts, side.content.tolist(), side.speaks.tolist())
    return [[("".join(side.texts[item.first : item.end]), item.bounded) for item in one] for one in found]


@pytest.mark.parametrize(
    ("zh", "expected"),
    [
        (
            "种植水稻、小麦和玉米，保护森林、湿地。",
            [[("种植水稻", False), ("小麦", True), ("玉米", False)], [("保护森林", False), ("湿地", False)]],
        ),
        ("使用煤炭、石油等能源。", [[("使用煤炭", False), ("石油", True), ("能源", False)]]),
        (
            "走进工厂、学校和医院、农村。",
            [[("走进工厂", False), ("学校", True), ("医院", True), ("农村", False)]],
        ),
        (
            "把粮食、线上与线下、棉花放在一起。",
            [[("把粮食", False), ("线上与线下", True), ("棉花放在一起", False)]],
        ),
        ("种植水稻和小麦。", []),
    ],
)
def test_a_list_is_cut_at_marks_and_at_what_joins_its_items(zh: str, expected: list[list[tuple[str, bool]]]) -> None:
    assert cut(zh) == expected


def test_an_item_without_a_weighty_word_is_what_its_words_say() -> None:
    side = matched("项目、方式、程序。", "Nothing.").zh
    (one,) = lists(side.texts, [False] * len(side), side.speaks.tolist())
    assert all(item.words for item in one)


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        (
            "种植水稻、小麦和玉米。",
            "Grow rice and corn.",
            [("种植水稻", "Grow rice"), ("小麦", ""), ("玉米", "corn")],
        ),
        (
            "改善工作条件、工作环境和工作时间。",
            "Improve work conditions and work hours.",
            [("改善工作条件", "Improve work conditions"), ("工作环境", ""), ("工作时间", "work hours")],
        ),
        (
            "发展铁路、公路和航空。",
            "Develop railways, roads and aviation; protect the environment.",
            [("发展铁路", "Develop railways"), ("公路", "roads"), ("航空", "aviation")],
        ),
    ],
)
def test_items_compete_for_pieces_in_order(zh: str, en: str, expected: list[tuple[str, str]]) -> None:
    assert placed(zh, en) == [expected]


def test_a_word_of_an_outer_item_says_less_the_further_it_is_from_the_list() -> None:
    matching = matched("改善农村道路、学校、医院服务条件。", "Improve rural roads, schools and hospital services.")
    (one,) = placed_lists(matching)
    first, inner, last = (one.weights[list(item.words)] / matching.zh.salience[list(item.words)] for item in one.items)
    assert list(first) == sorted(first)
    assert first[0] < first[-1]
    assert list(last) == sorted(last, reverse=True)
    assert last[-1] < last[0]
    assert all(inner == 1)


def test_a_text_without_the_mark_or_without_english_has_no_lists() -> None:
    assert placed("种植水稻和小麦。", "Grow rice and wheat.") == []
    assert placed("种植水稻、小麦。", "") == []


@given(st.lists(st.sampled_from(["rice", "wheat", ",", "and", ".", ";", "corn"]), max_size=12))
def test_pieces_hold_every_word_that_is_no_mark_once_and_in_order(texts: list[str]) -> None:
    inside = [texts[k] for piece in pieces(texts) for k in range(piece.first, piece.end)]
    assert inside == [text for text in texts if text in {"rice", "wheat", "corn"}]
