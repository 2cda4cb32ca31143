"""XLSX for review in Excel or LibreOffice: NAME.xlsx, one row a sentence link, divergences coloured in both texts.

Everything is written as text, so that nothing in it is ever evaluated: no formulas, no links. The reviewer changes the
two texts, decides, and comments; `aligner.reading.review` reads that back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from aligner.bitext import Link
from aligner.divergence import Audit, Divergence, Table
from aligner.document import LANGUAGES
from aligner.errors import MissingExtraError, OutputError
from aligner.reading.review import SHEET, check
from aligner.writing.marks import Run, gravest, runs
from aligner.writing.markup import legal
from aligner.writing.origin import TOOL, Origin
from aligner.writing.places import by_sentence, text_order
from aligner.writing.settings import WriteSettings

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS: Mapping[str, float] = {
    "No.": 6,
    "ID": 14,
    "Type": 7,
    "Score": 8,
    "Chinese": 55,
    "English": 70,
    "Divergences": 50,
    "Decision": 11,
    "Comment": 30,
    "Check": 24,
}
"""The columns of the sheet and their widths. "Check" is hidden: it tells whether the texts of a row were changed."""

DECISIONS = ("accept", "reject")

MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_576
MOST_OF_NAME = 31
_LONGEST_OF_TABLE = 1000  # characters of a cell of a table
_TABLE_WIDTH = 30
_NO_DATE = datetime(1980, 1, 1)  # the first that a ZIP archive can hold

_COLOURS = {"omission": "#B3261E", "addition": "#0B57D0", "mistranslation": "#8E4B00"}
_FILLS = {"major": "#FCE8E6", "minor": "#FEF7E0"}
_LOW_SCORE = 0.5

_ABOUT: Mapping[str, str] = {
    "No.": "One row is one link between sentences, in the order of the Chinese text.",
    "ID": "Leave this as it is: it says which link the row is. Rows may be deleted, and new ones added without it.",
    "Score": "The probability that the two texts belong together.",
    "Chinese": "Change it where it is wrong. Coloured text departs from the other side, bold where that is major.",
    "English": "Change it where it is wrong. An empty cell: no counterpart.",
    "Decision": "accept, or reject to say that this is no pair. Empty counts as accept.",
    "Comment": "For people; it is read back with the row.",
}
"""What the head of a column says to the reviewer."""


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The workbook.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
        OutputError: A text is longer than a cell may be, or there are more links than rows.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtraError("XlsxWriter", "xlsx", "writing XLSX") from None
    rows = list(_rows(audit, f"{origin.name}.xlsx"))
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        book.set_properties(
            {"title": legal(origin.name), "author": TOOL, "created": (origin.date or _NO_DATE).replace(tzinfo=None)}
        )
        _review(book, rows)
        for name, table in zip(sheet_names(audit.tables), audit.tables, strict=True):
            _table(book, name, table)
    return {".xlsx": [content.getvalue()]}


class _Row(NamedTuple):
    link: Link
    type: str
    sides: tuple[Sequence[Run], ...]
    divergences: Sequence[Divergence]

    def text(self, side: int) -> str:
        return "".join(legal(run.text) for run in self.sides[side])

    @property
    def messages(self) -> str:
        return "\n".join(f"{d.severity} {d.kind} ({d.cls}), {d.score:.2f}: {d.message}" for d in self.divergences)


def _rows(audit: Audit, file: str) -> Iterator[_Row]:
    alignment = audit.alignment
    if len(alignment.sentences) >= MOST_ROWS:
        raise OutputError(
            f"{len(alignment.sentences)} links are more than the {MOST_ROWS} rows of a sheet", where=file, do=_OTHERWISE
        )
    divergences = by_sentence(audit)
    for index in text_order(alignment.sentences):
        link, found = alignment.sentences[index], divergences[alignment.sentences[index].id]
        sides = tuple(runs(alignment.document(language), link, found) for language in LANGUAGES)
        row = _Row(link, alignment.beads[index].type, sides, found)
        for column, text in (("Chinese", row.text(0)), ("English", row.text(1)), ("Divergences", row.messages)):
            length = len(text.encode("utf-16-le", "surrogatepass")) // 2  # as Excel counts them
            if length > MOST_CHARACTERS:
                what = f"{column} of unit {link.id} is {length} characters long, and a cell holds {MOST_CHARACTERS}"
                raise OutputError(what, where=file, do=_OTHERWISE)
            if "\r" in text and _MISTAKEN.search(text):
                raise OutputError(
                    f"{column} of unit {link.id} holds a carriage return beside what looks like markup of Excel's",
                    where=file,
                    do=_OTHERWISE,
                )
        yield row


_ESCAPE = re.compile("(?=_x[0-9a-fA-F]{4}_)")
_MISTAKEN = re.compile(r"\A<r>.*</r>\Z|_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_", re.DOTALL)
"""Texts that XlsxWriter writes wrongly in one piece: it takes them for markup, or escapes the first half alone."""
_OTHERWISE = "choose other formats with --format, such as tmx or xliff"


def _review(book: Workbook, rows: Sequence[_Row]) -> None:
    sheet = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    top = book.add_format({"valign": "top"})
    score = book.add_format({"valign": "top", "num_format": "0.00"})
    fonts = {
        (kind, severity): book.add_format({"color": colour, "bold": severity == "major"})
        for kind, colour in _COLOURS.items()
        for severity in _FILLS
    }
    fills = {
        severity: book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})
        for severity, colour in _FILLS.items()
    }
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width, None, {"hidden": name == "Check"})
        sheet.write_string(0, column, name, head)
        if name in _ABOUT:
            sheet.write_comment(0, column, _ABOUT[name], {"author": TOOL, "x_scale": 2})
    for number, row in enumerate(rows, 1):
        worst = gravest(row.divergences)
        sheet.write_number(number, 0, number, top)
        sheet.write_string(number, 1, row.link.id, top)
        sheet.write_string(number, 2, row.type, top)
        sheet.write_number(number, 3, round(row.link.score, 4), score)
        for side, column in enumerate((4, 5)):
            _write_runs(sheet, number, column, row.sides[side], fonts, wrapped)
        sheet.write_string(number, 6, legal(row.messages), fills[worst.severity] if worst else wrapped)
        sheet.write_blank(number, 8, None, wrapped)
        sheet.write_string(number, 9, check(row.text(0), row.text(1)))
    last = max(len(rows), 1)
    sheet.data_validation(1, 7, last, 7, {"validate": "list", "source": list(DECISIONS), "ignore_blank": True})
    low = book.add_format({"bold": True, "color": _COLOURS["omission"]})
    sheet.conditional_format(1, 3, last, 3, {"type": "cell", "criteria": "<", "value": _LOW_SCORE, "format": low})
    sheet.autofilter(0, 0, last, len(COLUMNS) - 2)
    sheet.freeze_panes(1, 0)


def sheet_names(tables: Sequence[Table]) -> list[str]:
    """What the sheets of tables are called: their titles, as far as the name of a sheet may be one."""
    return [re.sub(r"[\[\]:*?/\\]", " ", table.title)[:MOST_OF_NAME] for table in tables]


def _table(book: Workbook, name: str, table: Table) -> None:
    """A table of the audit as a sheet of its own, cut where a sheet ends."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, title in enumerate(table.columns):
        sheet.set_column(column, column, _TABLE_WIDTH)
        sheet.write_string(0, column, title, head)
    rows = table.rows[: MOST_ROWS - 1]
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            text = legal(cell)[:_LONGEST_OF_TABLE]
            if not _MISTAKEN.search(text):
                sheet.write_string(number, column, text, wrapped)
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
    sheet.freeze_panes(1, 0)


def _write_runs(
    sheet: Worksheet, row: int, column: int, given: Sequence[Run], fonts: Mapping[Any, Any], wrapped: object
) -> None:
    text = "".join(legal(run.text) for run in given)
    pieces = [(part, run.divergence) for run in given for part in _parts(legal(run.text))]
    # A rich string cannot hold a carriage return, which XlsxWriter escapes twice there.
    is_marked = any(divergence for _, divergence in pieces) and len(text) > 1 and "\r" not in text
    if not is_marked and not _MISTAKEN.search(text):
        sheet.write_string(row, column, text, wrapped)
        return
    if len(pieces) == 1:  # a rich string needs two
        ((whole, divergence),) = pieces
        pieces = [(whole[:1], divergence), (whole[1:], divergence)]
    rich: list[object] = []
    for part, divergence in pieces:
        rich += [fonts[divergence.kind, divergence.severity] if divergence and is_marked else wrapped, part]
    sheet.write_rich_string(row, column, *rich, wrapped)


def _parts(text: str) -> list[str]:
    """A text cut inside all that looks like an escape: XlsxWriter escapes one in a rich string twice, unless it is."""
    cuts = [0, *(found.start() + 2 for found in _ESCAPE.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]
