import pytest

from aligner.reading import mixed
from aligner.reading.page import Piece


def cut(parts: tuple[mixed.Part, ...], text: str) -> list[str]:
    return [part.span.of(text).strip() for part in parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲乙\tAlpha", ["甲乙", "Alpha"]),
        ("开幕式 | Opening ceremony", ["开幕式", "Opening ceremony"]),
        ("开幕式\u3000Opening ceremony", ["开幕式", "Opening ceremony"]),
        ("读者不得吸烟。“Readers shall not smoke.”", ["读者不得吸烟。", "“Readers shall not smoke.”"]),
        ("他们在 U.S. 工作。", ["他们在 U.S. 工作。"]),
        ("增长3.5%。Growth of 3.5 percent.", ["增长3.5%。", "Growth of 3.5 percent."]),
        (
            "我们说：Yes, we can. 然后大家一起沿着河边慢慢走回家去。",
            ["我们说：Yes, we can. 然后大家一起沿着河边慢慢走回家去。"],
        ),
        ("中文而已。", ["中文而已。"]),
    ],
)
def test_at_joints(text: str, expected: list[str]) -> None:
    assert cut(mixed.at_joints(Piece(text)), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一章 总则 Chapter 1 General", ["第一章 总则", "Chapter 1 General"]),
        ("General 总则", ["General", "总则"]),
        ("关于 Open Data 的规定", ["关于 Open Data 的规定"]),
        ("互联网Internet", ["互联网Internet"]),
    ],
)
def test_at_blank(text: str, expected: list[str]) -> None:
    assert cut(mixed.at_blank(Piece(text)), text) == expected
