from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.reading import markdown, read
from aligner.reading.page import Piece
from aligner.reading.source import Source


def pieces(text: str) -> tuple[Piece, ...]:
    return markdown.read(Source("page.md", text.encode())).pieces


def texts(text: str) -> list[str]:
    return [piece.text for piece in pieces(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 标题\n\n## Title ##\n", ["标题", "Title"]),
        ("标题\n===\n\n段落\n", ["标题", "段落"]),
        ("**Bold** and *slanted* and `code` and ~tilde~.", ["Bold and slanted and code and ~tilde~."]),
        ("A [link](http://example.org/x \"t\") and ![a picture](p.png).", ["A link and a picture."]),
        ("A [link][1].\n\n[1]: http://example.org/x\n", ["A link."]),
        ("<http://example.org/x> stays.", ["http://example.org/x stays."]),
        ("5 \\* 3 &amp; 2 &lt; 4", ["5 * 3 & 2 < 4"]),
        ("snake_case_word and 2*3*4", ["snake_case_word and 234"]),
        ("1. first\n2. second\n10) tenth\n", ["1. first", "2. second", "10) tenth"]),
        ("- one\n* two\n+ three\n", ["one", "two", "three"]),
        ("1.强化支撑。\n2.发展空间。\n", ["1.强化支撑。", "2.发展空间。"]),
        ("> quoted text\n> goes on\n", ["quoted text goes on"]),
        ("one\n\n---\n\ntwo", ["one", "two"]),
        ("text\n\n```python\ncode = 1\n```\n\nmore", ["text", "more"]),
        ("---\ntitle: x\n---\n\ntext", ["text"]),
        ("Text.[^1]\n\n[^1]: 注释内容\n", ["Text.", "注释内容"]),
        ("    四格缩进的段落。\n", ["四格缩进的段落。"]),
        ("　　两格缩进的段落。\n", ["两格缩进的段落。"]),
        ("The first line\ngoes on here.\n", ["The first line goes on here."]),
        ("第一行，\n接着说。\n", ["第一行，接着说。"]),
        ("一个句子。\n另一个句子。\n", ["一个句子。", "另一个句子。"]),
        ("中文一行\nAn English line\n", ["中文一行", "An English line"]),
        ("first  \nsecond\\\nthird<br>fourth\n", ["first", "second", "third", "fourth"]),
        ("一、总体要求\n" + "推动" * 70 + "。\n", ["一、总体要求", "推动" * 70 + "。"]),
        ("|中文|English|\n|--|--|\n|甲 **乙**|A|\n", ["中文", "English", "甲 乙", "A"]),
        ("<table><tr><td>甲</td><td>A</td></tr></table>\n", ["甲", "A"]),
        ("text\n\n<!-- a comment -->\n\nmore <!-- inline --> text", ["text", "more  text"]),
        ("", []),
    ],
    ids=lambda value: repr(value)[:30],
)  # fmt: skip
def test_marks_go_and_text_stays(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_kinds_and_cells() -> None:
    found = pieces("# h\n\np\n\n- i\n\n| a | b |\n|--|--|\n| c | d |\n\n<table><tr><td>e</td></tr></table>")
    assert [piece.kind for piece in found] == ["heading", "paragraph", "item", *["cell"] * 5]
    assert [piece.cell for piece in found if piece.cell] == [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0)]


def test_code_and_front_matter_are_listed_as_left_out() -> None:
    page = markdown.read(Source("page.md", b"---\ntitle: x\n---\n\ntext\n\n```\ncode\n```\n"))
    assert [(piece.text, piece.place and piece.place.line) for piece in page.left_out] == [
        ("--- title: x ---", 1),
        ("code", 7),
    ]


@pytest.mark.parametrize(
    ("text", "line", "offset"),
    [
        ("# 标题", 1, 2),
        ("\n\npara\n", 3, 2),
        ("1. first", 1, 0),
        ("> quote", 1, 2),
        ("one\ntwo", 1, 0),
        ("a **b** c", 1, None),
        ("> one\n> two", 1, None),
    ],
)
def test_a_place_is_known_where_the_source_holds_no_marks(text: str, line: int, offset: int | None) -> None:
    assert pieces(text)[0].place == (line, offset)


def test_equal_cells_have_their_own_places() -> None:
    text = "| x | y |\n|--|--|\n| 2015 | 2015 |\n"
    offsets = [piece.place and piece.place.offset for piece in pieces(text)][2:]
    assert offsets == [text.index("2015"), text.rindex("2015")]


def test_a_bilingual_table_is_parted_by_its_columns(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "| 条 | 中文 | English |\n|--|--|--|\n| 1 | 每日开放。 | Open daily. |\n| 2 | 2015 | 2015 |\n", encoding="utf-8"
    )
    reading = read(page)
    assert reading.zh.text.split("\n") == ["条", "中文", "1", "每日开放。", "2", "2015"]
    assert reading.en.text.split("\n") == ["English", "Open daily.", "2015"]


WORDS = st.text(st.sampled_from("图书馆 library,。.：12（）()“”"), min_size=1, max_size=30)


@given(st.lists(WORDS.map(str.strip).filter(bool), min_size=1, max_size=8))
def test_paragraphs_without_marks_are_read_as_they_stand(paragraphs: list[str]) -> None:
    text = "\n\n".join("x" + paragraph for paragraph in paragraphs)
    found = pieces(text)
    assert [piece.text for piece in found] == ["x" + paragraph for paragraph in paragraphs]
    for piece in found:
        assert piece.place is not None
        assert piece.place.offset is not None
        assert text[piece.place.offset :].startswith(piece.text)
