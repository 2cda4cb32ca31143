"""Values of numerals, and quantities where they stand."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.auditing.numerals import chinese, chinese_quantities, english, english_quantities, shown
from aligner.auditing.numerals.chinese_values import value_of as chinese_value
from aligner.auditing.numerals.english_values import ONES, TENS
from aligner.auditing.numerals.english_values import value_of as english_value
from aligner.auditing.numerals.quantities import compiled


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("3.2亿", 320_000_000),
        ("1.2万亿", 1_200_000_000_000),
        ("1亿3千多万", 130_000_000),
        ("二〇二五", 2025),
        ("三点五", Fraction(7, 2)),
        ("十", 10),
        ("十三", 13),
        ("二十多", 20),
        ("一百一十三亿", 11_300_000_000),
        ("两千五百", 2500),
        ("三万五千亿", 3_500_000_000_000),
        ("1,351万", 13_510_000),
        ("一百零五", 105),
    ],
)
def test_value_of_a_chinese_numeral(numeral: str, value: Fraction) -> None:
    assert chinese_value(numeral) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1.2 trillion", 1_200_000_000_000),
        ("one hundred and twenty-five", 125),
        ("a million", 1_000_000),
        ("two hundred thousand", 200_000),
        ("three million five hundred thousand", 3_500_000),
        ("twenty-first", 21),
        ("100-billion", 100_000_000_000),
        ("12,000", 12_000),
    ],
)
def test_value_of_an_english_numeral(words: str, value: int) -> None:
    assert english_value(words) == value


def han(value: int) -> str:
    """A number below 10^12 as Chinese writes it, by the book."""
    digits = "零一二三四五六七八九"
    if value >= 10**8:
        rest = value % 10**8
        return han(value // 10**8) + "亿" + ("零" if 0 < rest < 10**7 else "") + (han(rest) if rest else "")
    if value >= 10**4:
        rest = value % 10**4
        return han(value // 10**4) + "万" + ("零" if 0 < rest < 1000 else "") + (han(rest) if rest else "")
    text, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + name
        gap = not digit
    return text


@given(st.integers(1, 10**12 - 1))
def test_a_number_written_out_in_chinese_has_its_value(value: int) -> None:
    assert chinese_value(han(value)) == value


@given(st.integers(1, 10**12 - 1))
def test_a_number_in_digits_is_read_whole_in_both_languages(value: int) -> None:
    assert [q.readings[0] for q in chinese_quantities(f"共有{value:,}人。") if q.weight] == [value]
    assert [q.readings[0] for q in english_quantities(f"There are {value:,} people.") if q.weight] == [value]


@given(st.sampled_from(sorted(TENS)), st.sampled_from([word for word, value in ONES.items() if 0 < value < 10]))
def test_tens_and_ones_add_up(ten: str, one: str) -> None:
    assert english_value(f"{ten}-{one}") == TENS[ten] + ONES[one]


@given(st.text(alphabet="一二三十百千万亿〇第分之点多余年月日0123456789.,%〔〕“”五规划 半倍成番", max_size=30))
def test_any_chinese_text_is_read_without_error_and_spans_are_where_they_say(text: str) -> None:
    for quantity in chinese_quantities(text):
        assert len(quantity.text) == quantity.span.end - quantity.span.start > 0


@given(st.text(alphabet="0123456789.,%$ -thousandmilbrfvypcJuly’", max_size=40))
def test_any_english_text_is_read_without_error_and_spans_are_where_they_say(text: str) -> None:
    for quantity in english_quantities(text):
        assert quantity.span.of(text) == quantity.text


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("6800多万人", "more"),
        ("20%以上", "more"),
        ("不低于5%", "more"),
        ("超过30万", "more"),
        ("近2000个", "less"),
        ("不超过3%", "less"),
        ("3%以内", "less"),
        ("约35万", "about"),
        ("100左右", "about"),
        ("100个", ""),
    ],
)
def test_what_a_chinese_number_is_bounded_by(text: str, bound: str) -> None:
    assert [quantity.bound for quantity in chinese_quantities(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 68 million", "more"),
        ("no less than 5 percent", "more"),
        ("over US$10 billion", "more"),
        ("80 percent or more", "more"),
        ("nearly 2,000", "less"),
        ("no more than 3,000", "less"),
        ("less than 40", "less"),
        ("about 35 million", "about"),
        ("100", ""),
    ],
)
def test_what_an_english_number_is_bounded_by(text: str, bound: str) -> None:
    assert [quantity.bound for quantity in english_quantities(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "value"),
    [("2015年", "2015"), ("65%", "65%"), ("2.9亿", "290,000,000"), ("三分之一", "33.33%"), ("3.5万", "35,000")],
)
def test_a_value_is_shown_as_a_person_writes_it(text: str, value: str) -> None:
    assert shown(chinese_quantities(text)[0]) == value


@given(
    st.text(
        alphabet="一二两俩十百万亿〇第分之点年月半过大减翻倍成去今数几上一些统再三三农万众进步四川0159GM", max_size=30
    )
)
def test_looking_only_where_a_chinese_number_can_begin_loses_none(text: str) -> None:
    everywhere = compiled(chinese._READERS.values(), "", chinese._NO_NUMBER, chinese._HERE)
    assert read(chinese._ANY, text) == read(everywhere, text)


@given(
    st.lists(
        st.sampled_from(
            re.findall(
                r"\S+",
                "a another the A one Two twenty thirteenth third half halves a-half May may 4 2015 90s 5G G20 PM2.5 "
                "RMB5 last this next past previous coming current same that each per year years annual annually few "
                "several many some tens of thousand millions and dozen decades the around clock percent % -"
                " Five-Year , . x",
            )
        )
    ).map(" ".join)
)
def test_looking_only_where_an_english_number_can_begin_loses_none(text: str) -> None:
    everywhere = compiled(english._READERS.values(), r"(?:(?<![A-Za-z])(?=[A-Za-z])|(?=\d))")
    assert read(english._ANY, text) == read(everywhere, text)


def read(pattern: re.Pattern[str], text: str) -> list[tuple[str, tuple[int, int]]]:
    """Which reader reads what."""
    return [(match.lastgroup, match.span()) for match in pattern.finditer(text) if match.lastgroup]
