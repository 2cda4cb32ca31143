import io
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from aligner.errors import ReadError
from aligner.reading import pdf, read
from aligner.reading.page import Page
from aligner.reading.source import Source
from tests.reading.given import pairs, written

SONG, LATIN, BOLD = "STSong-Light", "Times-Roman", "Times-Bold"
LEFT, TOP, RIGHT = 72.0, 770.0, 523.0
pdfmetrics.registerFont(UnicodeCIDFont(SONG))

ZH = (
    "坚持以人民为中心的发展思想，顺应人口老龄化和信息化的趋势，以老年人的实际需求为导向，推动信息技术在养老领域的广泛应用。"
    * 2
)
EN = (
    "Persist in people-centred development thinking, conform with the trends of population ageing and informatization, "
    "be guided by the actual needs of older people, and promote the broad application of information technology. "
) * 2


class Paper:
    """Sets text line by line, as a word processor does."""

    def __init__(self, **options: object) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=A4, **options)
        self.y = TOP

    def line(self, text: str, font: str = LATIN, size: float = 11, x: float = LEFT, down: float = 16) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= down

    def chinese(self, text: str) -> None:
        """A paragraph of 40 characters a line, its first line indented by two."""
        for number, part in enumerate(chinese_lines(text, 40, 2)):
            self.line(part, SONG, x=LEFT if number else LEFT + 22)

    def english(self, text: str) -> None:
        for part in simpleSplit(text, LATIN, 11, 440):
            self.line(part)

    def page(self) -> None:
        self.canvas.showPage()
        self.y = TOP

    def data(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()


def chinese_lines(text: str, width: int, indent: int) -> list[str]:
    return [text[: width - indent], *(text[at : at + width] for at in range(width - indent, len(text), width))]


def page(data: bytes) -> Page:
    return pdf.read(Source("x.pdf", data))


def texts(data: bytes) -> list[str]:
    return [piece.text for piece in page(data).pieces]


def test_paragraphs_in_both_languages_are_put_together(tmp_path: Path) -> None:
    paper = Paper()
    paper.line("一、总体要求", SONG)
    paper.chinese(ZH)
    paper.chinese(ZH)
    paper.line("I. General requirements")
    paper.english(EN)
    paper.english("The second paragraph. " + EN)
    reading = read(written(tmp_path, "x.pdf", paper.data()))
    assert reading.zh.text.split("\n") == ["一、总体要求", ZH, ZH]
    assert reading.en.text.split("\n") == ["I. General requirements", EN.strip(), f"The second paragraph. {EN}".strip()]


def test_paragraphs_go_on_over_pages_and_running_heads_are_left_out() -> None:
    paper = Paper()
    paragraphs = [f"第{number}段：{ZH}" for number in range(1, 12)]
    laid = [(line, not n) for text in paragraphs for n, line in enumerate(chinese_lines(text, 40, 2))]
    for number in range(3):
        paper.line("国务院文件汇编", SONG, 9, x=250, down=40)
        for text, first in laid[number * 15 : number * 15 + 15]:
            paper.line(text, SONG, x=LEFT + (22 if first else 0))
        paper.y = 40
        paper.line(f"— {number + 1} —", SONG, 9, x=290)
        paper.page()
    found = page(paper.data())
    assert [piece.text for piece in found.pieces] == paragraphs
    assert [piece.text for piece in found.left_out] == [
        text for number in (1, 2, 3) for text in ("国务院文件汇编", f"— {number} —")
    ]
    assert {piece.place and piece.place.line for piece in found.pieces} == {1, 2, 3}


def two_columns(paper: Paper, left: Sequence[str], right: Sequence[str], top: float) -> None:
    for x, column in ((LEFT, left), (310.0, right)):
        paper.y = top
        for text in column:
            paper.line(text, x=x)


def test_columns_are_read_one_after_the_other_under_what_spans_them() -> None:
    paper = Paper()
    paper.line("Guiding Opinions of the State Council on Accelerating the Development", BOLD, 16, down=22)
    paper.line("of Smart Elderly Care Services and of the Silver Economy", BOLD, 16, down=30)
    parts = textwrap.wrap(EN + "The text goes on in the next column. " + EN, 42)
    half = len(parts) // 2
    two_columns(paper, parts[:half], parts[half:], 700)
    assert texts(paper.data()) == [
        "Guiding Opinions of the State Council on Accelerating the Development "
        "of Smart Elderly Care Services and of the Silver Economy",
        " ".join(f"{EN}The text goes on in the next column. {EN}".split()),
    ]


def test_columns_in_two_languages_are_two_texts(tmp_path: Path) -> None:
    paper = Paper()
    english = textwrap.wrap(EN, 42)
    chinese = [ZH[at : at + 18] for at in range(0, len(ZH), 18)]
    for x, font, column in ((LEFT, SONG, chinese), (310.0, LATIN, english)):
        paper.y = 700
        for text in column:
            paper.line(text, font, x=x)
    reading = read(written(tmp_path, "x.pdf", paper.data()))
    assert (reading.zh.text, reading.en.text) == (ZH, EN.strip())


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["information tech-", "nology"], "information technology"),
        (["a co-operation and tech-", "nology"], "a co-operation and technology"),
        (["a people-", "centred idea; the people-centred idea"], "a people-centred idea; the people-centred idea"),
        (["self-", "reliance"], "self-reliance"),
        (["from 2015-", "2020"], "from 2015- 2020"),
        (["State-", "Council"], "State- Council"),
        (["an end \u2013", "and more"], "an end \u2013 and more"),
    ],
)
def test_words_that_were_cut_at_the_end_of_a_line(lines: list[str], text: str) -> None:
    filler = "It is long enough to fill the line and to be cut in the end at"
    paper = Paper()
    for end in ("and so", "and so on", lines[0], lines[1]):
        paper.line(f"{filler} {end}" if end != lines[1] else end)
    assert texts(paper.data())[-1].endswith(text)


def test_a_list_under_a_heading_keeps_its_items_apart() -> None:
    items = [f"{number}. {ZH}" for number in range(1, 4)]
    paper = Paper()
    paper.line("二、重点任务", SONG, 16, down=24)
    for item in items:
        paper.chinese(item)
    found = page(paper.data()).pieces
    assert [(piece.text, piece.kind) for piece in found] == [
        ("二、重点任务", "heading"),
        *((item, "paragraph") for item in items),
    ]


def test_a_note_at_the_foot_does_not_interrupt_the_text() -> None:
    lines = textwrap.wrap(EN + EN, 90)
    paper = Paper()
    for text in lines[:4]:
        paper.line(text)
    paper.y = 100
    paper.line("1 See the Opinions of 2015.", size=8)
    paper.page()
    for text in lines[4:]:
        paper.line(text)
    assert texts(paper.data()) == [" ".join((EN + EN).split()), "1 See the Opinions of 2015."]


def test_the_mark_of_a_note_is_no_text() -> None:
    paper = Paper()
    paper.line("发展风能", SONG)
    paper.canvas.setFont(LATIN, 6)
    paper.canvas.drawString(LEFT + 44, paper.y + 21, "12")
    paper.canvas.setFont(SONG, 11)
    paper.canvas.drawString(LEFT + 51, paper.y + 16, "和太阳能。")
    assert texts(paper.data()) == ["发展风能和太阳能。"]


def test_blanks_between_words_are_told_by_their_distance() -> None:
    paper = Paper()
    for x, text in ((72, "Smart"), (104, "elderly"), (142, "care")):
        paper.canvas.setFont(LATIN, 11)
        paper.canvas.drawString(x, 700, text)
    for x, text in ((72, "国"), (86, "务"), (100, "院")):
        paper.canvas.setFont(SONG, 11)
        paper.canvas.drawString(x, 650, text)
    assert texts(paper.data()) == ["Smart elderly care", "国务院"]


def picture(paper: Paper) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    paper.canvas.drawImage(ImageReader(Image.new("L", (200, 280), 200)), 0, 0, *A4)
    paper.page()


def test_a_scan_is_an_error_that_says_what_helps(tmp_path: Path) -> None:
    paper = Paper()
    picture(paper)
    with pytest.raises(ReadError, match=r"x\.pdf: this PDF is a scan: .* text layer; recognise it first .*ocrmypdf"):
        read(written(tmp_path, "x.pdf", paper.data()))


def test_a_page_that_is_a_picture_is_named_in_a_warning() -> None:
    paper = Paper()
    paper.english(EN)
    paper.page()
    picture(paper)
    (warning,) = page(paper.data()).warnings
    assert "pictures without text on pages 2 were left out" in warning


def test_a_password_is_an_error_and_an_empty_one_is_none() -> None:
    for password in ("secret", ""):
        paper = Paper(encrypt=StandardEncryption(password, ownerPassword="owner", strength=128))
        paper.english(EN)
        data = paper.data()
        if password:
            with pytest.raises(ReadError, match="this PDF is protected by a password; save it without one"):
                page(data)
        else:
            assert texts(data) == [EN.strip()]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "this PDF cannot be read|this PDF holds no text"),
        (lambda data: data[: len(data) // 3], "this PDF cannot be read|this PDF holds no text"),
    ],
)
def test_broken_files(change: Callable[[bytes], bytes], message: str, tmp_path: Path) -> None:
    paper = Paper()
    paper.english(EN)
    with pytest.raises(ReadError, match=message):
        read(written(tmp_path, "x.pdf", change(paper.data())))


def test_an_empty_page_holds_no_text() -> None:
    paper = Paper()
    paper.page()
    with pytest.raises(ReadError, match="this PDF holds no text"):
        page(paper.data())


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        (
            [["Head", "a", "1"], ["Head", "b", "2"], ["Head", "c", "3"]],
            {(1, 0), (2, 0), (3, 0), (1, 2), (2, 2), (3, 2)},
        ),
        ([["a", "b", "Page 1 of 2"], ["c", "d", "Page 2 of 2"]], {(1, 2), (2, 2)}),
        ([["a", "b", "第1页 共2页"], ["c", "d", "第2页 共2页"]], {(1, 2), (2, 2)}),
        ([["a", "b", "c", "- 1 -"]], {(1, 3)}),
        ([["a", "b", "c", "2015"]], set()),
        ([["Same", "x", "y", "z"], ["Other", "Same", "u", "v"], ["w", "q", "r", "s"]], set()),
        ([["1. 甲", "乙"], ["2. 丙", "丁"], ["3. 戊", "己"]], set()),
    ],
    ids=["heads", "of", "共", "dashes", "a year", "by chance", "items"],
)
def test_running_heads(pages: list[list[str]], found: set[tuple[int, int]]) -> None:
    assert pdf.running(pages) == found


def ruled(paper: Paper, rows: Sequence[tuple[Sequence[str], Sequence[str]]], *, top: bool, bottom: bool) -> None:
    """A table of two columns, each cell as lines; its first and last rule are left out if it goes on elsewhere."""
    canvas, y = paper.canvas, TOP
    edges = (LEFT - 4, 300.0, RIGHT)
    for number, row in enumerate(rows):
        if number or top:
            canvas.line(edges[0], y, edges[2], y)
        low = y - 16 * max(map(len, row)) - 6
        for x, font, cell in zip(edges, (SONG, LATIN), row, strict=False):
            for index, text in enumerate(cell, 1):
                canvas.setFont(font, 11)
                canvas.drawString(x + 4, y - 14 * index, text)
        for x in edges:
            canvas.line(x, y, x, low)
        y = low
    if bottom:
        canvas.line(edges[0], y, edges[2], y)


def test_a_ruled_table_is_read_cell_by_cell_and_gives_pairs(tmp_path: Path) -> None:
    chinese = ["坚持以人民为中心的发展思想，顺应人口", "老龄化的趋势。"]
    english = ["Persist in people-centred development", "thinking, and conform with the trends of", "ageing."]
    paper = Paper()
    ruled(paper, [(["中文"], ["English"]), (chinese, english), (["发展风能。"], ["Wind."])], top=True, bottom=True)
    path = written(tmp_path, "x.pdf", paper.data())
    assert pairs(path) == [("".join(chinese), " ".join(english)), ("发展风能。", "Wind.")]
    assert read(path).zh.text.split("\n") == ["中文", "".join(chinese), "发展风能。"]


def test_a_row_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    chinese = ["坚持以人民为中心的发展思想，顺应人口", "老龄化的趋势，推广信息技术的广泛应用", "并发展风能。"]
    english = ["Persist in people-centred development", "thinking, and conform with the trends of", "ageing."]
    paper = Paper()
    ruled(paper, [(["太阳能。"], ["The sun."]), (chinese[:2], english[:2])], top=True, bottom=False)
    paper.page()
    ruled(paper, [(chinese[2:], english[2:]), (["风能。"], ["Wind."])], top=False, bottom=True)
    expected = [("太阳能。", "The sun."), ("".join(chinese), " ".join(english)), ("风能。", "Wind.")]
    assert pairs(written(tmp_path, "x.pdf", paper.data())) == expected


def test_text_around_a_table_stays_around_it() -> None:
    paper = Paper()
    ruled(paper, [(["甲"], ["A"]), (["乙"], ["B"])], top=True, bottom=True)
    paper.y = TOP + 30
    paper.line("Above the table.")
    paper.y = 600
    paper.line("Below the table.")
    assert texts(paper.data()) == ["Above the table.", "甲", "A", "乙", "B", "Below the table."]
