"""PDF with a text layer, read with pdfplumber; a scan has none, and no text can be had from it without OCR.

Running heads and page numbers are left out. A line of the document, in messages, is a page.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, cast
from unicodedata import normalize

from aligner.document import Place
from aligner.errors import AlignerError, MissingExtraError, ReadError
from aligner.reading.encoding import without_forbidden
from aligner.reading.page import Cell, Page, Piece
from aligner.reading.pdf_lines import Line, Word, lines, rows, text_of
from aligner.reading.pdf_paragraphs import Paragraphs
from aligner.reading.pdf_streams import limited
from aligner.reading.pdf_tables import Table, tables
from aligner.reading.source import Source

if TYPE_CHECKING:
    import pdfplumber.page

_MOST_PAGES = 5000
_SPACE, _ROW = 0.15, 3
_BOLD = ("bold", "heiti", "simhei", "black")
_EDGE = 2  # rows at the top and at the bottom of a page that may be a running head or foot
_FEWEST_PAGES = 3
_MOST_UNREADABLE = 0.3
_unreadable = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")
# Radicals that fonts give in place of the characters that look the same; for the older ones Unicode says which.
_RADICALS = "⺠⻅⻔⻋⻓⻛⻜⻢⻥⻦⻩⻬⻮⻰⻳⻘⻙⻚⻝⻣⻤⺟⺬⺮⻁⻄⻆⻉⻑⻗⻨⻧⻪⻫⻭⻯⻱⻲⺜⺝⺼⻊"
_CHARACTERS = "民见门车长风飞马鱼鸟黄齐齿龙龟青韦页食骨鬼母示竹虎西角贝長雨麦卤黾斉歯竜龜亀日月肉足"
_whole = str.maketrans(_RADICALS, _CHARACTERS)
_stand_in = re.compile("[\ufb00-\ufb06\u2f00-\u2fd5]")  # ligatures and older radicals
_digits = re.compile(r"\d+")
_NUMBER = r"(?:\d{1,4}|[ivxlcIVXLC]{1,7})"
_page_number = re.compile(
    rf"[-–—·•.|\s]*(?:page|p\.|第)?\s*{_NUMBER}\s*[页頁]?\s*(?:(?:/|of|共|，共)\s*\d{{1,4}}\s*[页頁]?)?[-–—·•.|\s]*",
    re.IGNORECASE,
)
_OCR = "recognise it first (for example: ocrmypdf -l chi_sim+eng in.pdf out.pdf), or give its text"


class _PageText(NamedTuple):
    """What stands on a page: rows of words outside of tables, tables, and whether there are pictures."""

    rows: list[list[Word]]
    tables: list[Table]
    has_images: bool

    @property
    def is_blank(self) -> bool:
        """Whether there is no text at all."""
        return not self.rows and not self.tables


def read(source: Source) -> Page:
    """Read the text layer of a PDF.

    Raises:
        MissingExtraError: The package that reads PDF is not installed.
        ReadError: It is broken, protected by a password, a scan, or in a font that does not say what its letters are.
    """
    pages = list(_pages(source))
    blank = [number for number, page in enumerate(pages, 1) if page.is_blank and page.has_images]
    if all(page.is_blank for page in pages):
        what = "this PDF is a scan: its pages are pictures without a text layer" if blank else "this PDF holds no text"
        raise ReadError(what, where=source.name, do=_OCR if blank else "check the file")
    heads = running([[text_of(row) for row in page.rows] for page in pages])
    left_out = [
        Piece(text_of(row), place=Place(number))
        for number, page in enumerate(pages, 1)
        for index, row in enumerate(page.rows)
        if (number, index) in heads
    ]
    pieces = _pieces([part for number, page in enumerate(pages, 1) for part in _parts(page, number, heads)])
    return Page(source.name, tuple(pieces), tuple(left_out), tuple(_warnings(source, pieces, blank)))


def _parts(page: _PageText, number: int, heads: Collection[tuple[int, int]]) -> Iterator[list[Line] | _TablePart]:
    """Lines and tables of a page, from its top to its bottom."""
    kept = [row for index, row in enumerate(page.rows) if (number, index) not in heads]
    for table in page.tables:
        above = [row for row in kept if row[0].top < table.top]
        kept = [row for row in kept if row[0].top >= table.top]
        yield list(lines(above, number))
        yield _TablePart(table, number)
    yield list(lines(kept, number))


class _TablePart(NamedTuple):
    """What there is of a table on a page."""

    table: Table
    page: int


def _pieces(parts: Sequence[list[Line] | _TablePart]) -> list[Piece]:
    """The paragraphs of what stands one after the other; lines go on over a page's end, but not over a table."""
    paragraphs = Paragraphs([line for part in parts if isinstance(part, list) for line in part])
    pieces: list[Piece] = []
    number = 0
    for is_table, run in groupby(filter(None, parts), key=lambda part: isinstance(part, _TablePart)):
        if is_table:
            for cells in _whole_tables(cast("Iterator[_TablePart]", run)):
                pieces += _cell_pieces(cells, number)
                number += 1
        else:
            pieces += paragraphs.of([line for part in cast("Iterator[list[Line]]", run) for line in part])
    return pieces


def _whole_tables(parts: Iterable[_TablePart]) -> list[dict[tuple[int, int], list[Line]]]:
    """The lines in each cell, by row and column, of tables that may go on over several pages."""
    whole: list[dict[tuple[int, int], list[Line]]] = []
    last, shift = None, 0
    for table, page in parts:
        if last is not None and last.goes_on and table.went_on:
            shift += last.last_row
        else:
            whole.append({})
            shift = 0
        for cell in table.cells:
            whole[-1].setdefault((shift + cell.row, cell.column), []).extend(lines(rows(cell.words), page))
        last = table
    return whole


def _cell_pieces(cells: Mapping[tuple[int, int], Sequence[Line]], number: int) -> Iterator[Piece]:
    for (row, column), found in sorted(cells.items(), key=itemgetter(0)):
        for piece in Paragraphs(found).of(found):
            yield replace(piece, kind="cell", cell=Cell(number, row, column))


def running(pages: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Which rows of each page are running heads or page numbers: pairs of a 1-based page and a 0-based row.

    A head is at the edge of its page and repeated on three pages or more, or on both of two, numbers in it aside.
    """
    repeated: Counter[tuple[bool, str]] = Counter()
    numbered: Counter[bool] = Counter()
    for texts in pages:
        for index, is_top in _edges(texts):
            repeated[is_top, _without_digits(texts[index])] += 1
            numbered[is_top] += index in (0, len(texts) - 1) and _page_number.fullmatch(texts[index]) is not None
    fewest = min(_FEWEST_PAGES, max(2, len(pages)))
    out = set()
    for number, texts in enumerate(pages, 1):
        for index, is_top in _edges(texts):
            text = texts[index]
            is_number = index in (0, len(texts) - 1) and _page_number.fullmatch(text)
            if repeated[is_top, _without_digits(text)] >= fewest or (
                is_number and (numbered[is_top] >= max(2, len(pages) / 2) or _digits.findall(text)[:1] == [str(number)])
            ):
                out.add((number, index))
    return out


def _edges(texts: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """The rows at the top of a page, each with True, and those at its bottom, with False; a row may be both."""
    yield from ((index, True) for index in range(min(_EDGE, len(texts))))
    yield from ((index, False) for index in range(max(0, len(texts) - _EDGE), len(texts)))


def _without_digits(text: str) -> str:
    return _digits.sub("0", "".join(text.split()))


def _pages(source: Source) -> Iterator[_PageText]:
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError:
        raise MissingExtraError("pdfplumber", "pdf", "reading a PDF") from None
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts that miss what nobody needs
    try:
        with limited(source.name), pdfplumber.open(io.BytesIO(source.data)) as document:
            if len(document.pages) > _MOST_PAGES:
                raise ReadError(
                    f"this PDF has {len(document.pages)} pages, and at most {_MOST_PAGES} are read",
                    where=source.name,
                    do="cut it up",
                )
            for page in document.pages:
                found, words = tables(page, list(_words(page)))
                yield _PageText(rows(words), found, bool(page.images))
                page.close()
    except AlignerError:
        raise
    except Exception as error:
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, AlignerError):
            raise cause from None
        if isinstance(cause, PDFPasswordIncorrect):
            raise ReadError(
                "this PDF is protected by a password", where=source.name, do="save it without one, and give that"
            ) from None
        raise ReadError(
            f"this PDF cannot be read ({type(cause).__name__}: {cause})", where=source.name, do="print it to a new PDF"
        ) from error


def _words(page: pdfplumber.page.Page) -> Iterator[Word]:
    """The words of a page that stand upright; a blank that the file holds is kept as such."""
    stretches = page.dedupe_chars().extract_words(
        x_tolerance_ratio=_SPACE,
        y_tolerance=_ROW,
        keep_blank_chars=True,
        extra_attrs=["size", "fontname", "upright"],
        return_chars=True,
    )
    for stretch in stretches:
        if not stretch["upright"]:
            continue
        bold = any(name in stretch["fontname"].lower() for name in _BOLD)
        blank = False
        for is_blank, run in groupby(stretch["chars"], key=lambda glyph: not glyph["text"].strip()):
            if not is_blank:
                glyphs = list(run)
                x0, x1 = glyphs[0]["x0"], glyphs[-1]["x1"]
                top, bottom = min(g["top"] for g in glyphs), max(g["bottom"] for g in glyphs)
                text = _readable("".join(glyph["text"] for glyph in glyphs))
                yield Word(text, x0, x1, top, bottom, stretch["size"], bold, blank)
            blank = is_blank


def _readable(text: str) -> str:
    """The characters that glyphs stand for, as far as is known."""
    known = without_forbidden(_unreadable.sub("\ufffd", text)).translate(_whole)
    return _stand_in.sub(lambda form: normalize("NFKC", form[0]), known)


def _warnings(source: Source, pieces: Sequence[Piece], blank: Sequence[int]) -> Iterator[str]:
    unreadable = sum(piece.text.count("\ufffd") for piece in pieces)
    if unreadable > _MOST_UNREADABLE * sum(len(piece.text) for piece in pieces):
        raise ReadError("the fonts of this PDF do not say which characters its glyphs are", where=source.name, do=_OCR)
    if unreadable:
        yield f"{source.name}: glyphs of unknown meaning were read as U+FFFD: {unreadable}"
    if blank:
        listed = ", ".join(map(str, blank[:10])) + (" …" if len(blank) > 10 else "")
        yield f"{source.name}: pictures without text on pages {listed} were left out; {_OCR}"
