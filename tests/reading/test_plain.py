import pytest

from aligner.reading import plain
from aligner.reading.page import Cell
from aligner.reading.wrapping import lines, margin_of

WRAPPED = """\
  The State Council has decided that every town shall keep a library, and
that the county shall pay for the books, the lamps and the librarian, who
opens it every day of the week but one.
  In winter it closes at five, because the lamps of the county are few, and
those of the towns are fewer still.
"""
CHINESE = """\
国务院决定，每个镇都要设立图书馆，由县级负担图书、灯具和管理员的费
用，管理员每周开放六天，冬天和学校放假的夏天也要开放，让家家户户都
有书可读，让孩子们放学以后有地方可去，也让老人有地方看报、下棋、喝
茶。
"""


def texts(text: str) -> list[str]:
    return [piece.text for piece in plain.pieces(text)]


def test_wrapped_english_gets_blanks_and_an_indent_begins_a_paragraph() -> None:
    found = texts(WRAPPED)
    assert len(found) == 2
    assert "library, and that the county" in found[0]
    assert found[1].startswith("In winter")


def test_wrapped_chinese_gets_no_blanks_and_loses_its_offset() -> None:
    (piece,) = plain.pieces(CHINESE)
    assert piece.text == CHINESE.replace("\n", "")
    assert piece.place == (1, None)


def test_wrapped_english_keeps_its_offset() -> None:
    one, two = plain.pieces(WRAPPED)
    for piece in (one, two):
        assert piece.place is not None
        assert piece.place.offset is not None
        assert WRAPPED[piece.place.offset :].replace("\n", " ").startswith(piece.text)
    assert two.place is not None
    assert two.place.line == 4


@pytest.mark.parametrize(
    "text",
    [
        "A line of text that goes on for a while, and then ends here.\n" * 6,
        "第一条 每个镇都有图书馆，费用由县级负担，管理员每周开放六天，冬天也要开放。\n" * 6,
        "short\nlines\nof\nverse\nare\nkept\n",
        "A line that is longer than any margin, " * 5
        + "\n"
        + "another such line, " * 9
        + "\n"
        + "and a third one, " * 9,
        "甲\tA line that has two columns and therefore is no part of a paragraph at all\n" * 5,
        "",
        "one line",
    ],
    ids=lambda text: text[:20],
)
def test_text_whose_lines_are_paragraphs_has_no_margin(text: str) -> None:
    assert margin_of(list(lines(text))) == 0


def test_line_numbers_count_newlines_alone() -> None:
    assert [(line.text, line.number, line.offset) for line in lines("a\x0cb\n\u2028c\n  d ")] == [
        ("a", 1, 0), ("b", 1, 2), ("", 2, 4), ("c", 2, 5), ("d", 3, 9),
    ]  # fmt: skip


def test_a_file_of_tabbed_lines_is_a_table() -> None:
    text = "甲\tA\n乙 \t B\n丙\t2015\n丁\tD\nno cells\n"
    found = list(plain.pieces(text))
    assert [(piece.text, piece.kind, piece.cell) for piece in found] == [
        ("甲", "cell", Cell(0, 1, 0)),
        ("A", "cell", Cell(0, 1, 1)),
        ("乙", "cell", Cell(0, 2, 0)),
        ("B", "cell", Cell(0, 2, 1)),
        ("丙", "cell", Cell(0, 3, 0)),
        ("2015", "cell", Cell(0, 3, 1)),
        ("丁", "cell", Cell(0, 4, 0)),
        ("D", "cell", Cell(0, 4, 1)),
        ("no cells", "paragraph", None),
    ]
    for piece in found:
        assert piece.place is not None
        assert piece.place.offset is not None
        assert text[piece.place.offset :].startswith(piece.text)
