import pytest

from aligner.reading.docx_numbering import formatted


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", {1: "1", 12: "12"}),
        (
            "chineseCounting",
            {1: "一", 10: "十", 12: "十二", 20: "二十", 21: "二十一", 101: "一百零一"},
        ),
        ("japaneseCounting", {1010: "一千零一十", 110: "一百一十", 3005: "三千零五", 10_000: "10000"}),
        ("chineseLegalSimplified", {1: "壹", 12: "壹拾贰", 305: "叁佰零伍"}),
        ("ideographDigital", {1: "一", 10: "一〇", 25: "二五"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("lowerRoman", {1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl", 1994: "mcmxciv"}),
        ("upperRoman", {3: "III", 8: "VIII"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa"}),
        ("upperLetter", {2: "B"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "㉑", 35: "㉟", 36: "36"}),
        ("decimalFullWidth", {10: "１０"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 13: "13th", 22: "22nd"}),
        ("unheardOf", {7: "7"}),
        ("lowerLetter", {0: "0"}),
    ],
)
def test_numbers_in_the_formats_of_word(form: str, numbers: dict[int, str]) -> None:
    assert {number: formatted(number, form) for number in numbers} == numbers


@pytest.mark.parametrize("form", ["lowerRoman", "lowerLetter", "chineseCounting"])
def test_huge_numbers_stay_short(form: str) -> None:
    assert len(formatted(999_999_999, form)) < 60
