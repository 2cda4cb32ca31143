import pytest

from aligner.document import Span
from aligner.segmentation.numbering import han_number, number_blocks, numbering_of, roman_number
from tests.segmentation.golden import cases


@pytest.mark.parametrize(
    ("text", "number", "style", "value"), cases("numbering.tsv", "text", "number", "style", "value")
)
def test_a_block_has_the_number_in_the_table(text: str, number: str, style: str, value: str) -> None:
    numbering = numbering_of(text, start=100)
    if not number:
        assert numbering is None
        return
    assert numbering is not None
    at = 100 + text.index(number)
    assert numbering[:3] == (number, Span(at, at + len(number)), style)
    assert numbering.value == (int(value) if value else None)
    assert numbering.level >= 1


def labels(*texts: str) -> list[str | None]:
    return [numbering and numbering.label for numbering in number_blocks(texts, [0] * len(texts))]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("I, Programme requirements", "II, Focus activities"), ["I,", "II,"]),
        (("I. Scope", "Some text.", "II. Terms"), ["I.", None, "II."]),
        (("A. Scope", "B. Terms"), ["A.", "B."]),
        (("H. Costs", "I. Fees"), ["H.", "I."]),
        (("1.1 Scope", "1.2 Terms"), ["1.1", "1.2"]),
        (("第一条为了规范管理，制定本办法。", "第二条本办法适用于企业。"), ["第一条", "第二条"]),
        (("一、一季度工作", "二、二季度工作"), ["一、", "二、"]),
    ],
)
def test_a_doubtful_label_counts_beside_its_neighbour(texts: tuple[str, ...], expected: list[str | None]) -> None:
    assert labels(*texts) == expected


@pytest.mark.parametrize(
    "texts",
    [
        ("I, Claudius, am writing this.", "It is late."),
        ("A. Smith wrote it.", "C. Jones read it."),
        ("1.5 Million copies", "3.5 Million copies"),
        ("第三条道路", "第五条建议"),
    ],
)
def test_a_doubtful_label_alone_does_not_count(texts: tuple[str, ...]) -> None:
    assert labels(*texts) == [None] * len(texts)


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("一百零五", 105), ("二〇一五", 2015), ("两千", 2000)],
)
def test_chinese_numerals_are_read(text: str, value: int) -> None:
    assert han_number(text) == value


@pytest.mark.parametrize(("text", "value"), [("I", 1), ("iv", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("XCIX", 99)])
def test_roman_numerals_are_read(text: str, value: int) -> None:
    assert roman_number(text) == value
