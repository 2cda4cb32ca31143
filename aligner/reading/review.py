"""What a reviewer made of the workbook that `--format xlsx` wrote, read back cell by cell.

The cells are read from the XML itself: the usual reader undoes Excel's escapes (`_x000D_`) only in part, and an
edited text must be what the reviewer sees. Formulas are not evaluated: a cell that holds one is read as its last value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

from aligner.bitext import digest
from aligner.errors import ReadError
from aligner.reading.archive import checked_zip
from aligner.reading.encoding import without_forbidden
from aligner.reading.pairs import Counts
from aligner.reading.table import Row, Sheet
from aligner.reading.xml_safety import REPLACED

if TYPE_CHECKING:
    from lxml.etree import _Element

SHEET = "Review"
"""The name of the sheet."""
REJECTED = "rows that the reviewer rejected were left out"
_TEXTS = ("Chinese", "English")
_NAMES = ("ID", *_TEXTS, "Decision", "Comment", "Check")

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LARGEST = 1 << 28
"""The most bytes that a part of the workbook may unpack to."""


class Edit(NamedTuple):
    """One row as the reviewer left it.

    `id` is that of the link, empty in a row that the reviewer added. `changed` says whether either text is another
    than the one that was written.
    """

    id: str
    zh: str
    en: str
    decision: str
    comment: str
    changed: bool

    @property
    def is_rejected(self) -> bool:
        """Whether the row is to be left out."""
        return self.decision.strip().lower() == "reject"


def edits(path: Path) -> list[Edit]:
    """Read a reviewed workbook, in the order of its rows.

    Raises:
        ReadError: The file is missing, is no workbook, or is not one that this program wrote.
    """
    try:
        with checked_zip(path, path.name) as archive:
            rows = [cells for _, cells in _rows(archive, path.name)]
    except OSError as error:
        raise ReadError(
            f"cannot be read ({(error.strerror or str(error)).lower()})", where=str(path), do="check the path"
        ) from error
    except ReadError:
        raise
    except (BadZipFile, KeyError, SyntaxError, ValueError) as error:
        raise ReadError("this is no XLSX workbook", where=path.name, do="save it as .xlsx") from error
    head = rows[0] if rows else {}
    columns = {name: column for column, name in head.items()}
    missing = [name for name in ("ID", "Chinese", "English") if name not in columns]
    if missing:
        raise ReadError(
            f"the sheet {SHEET!r} has no column {', '.join(missing)}",
            where=path.name,
            do="give the workbook that --format xlsx wrote, with its first row as it was",
        )
    return [edit for row in rows[1:] if (edit := _edit(row, columns)) is not None]


def reviewed(archive: ZipFile, name: str, counts: Counts) -> Sheet | None:
    """The sheet as its reviewer left it, without the rows that are rejected; None for another workbook than ours.

    Args:
        archive: The workbook.
        name: The file's name, for messages.
        counts: Where it is counted how many rows were rejected and how many characters replaced.
    """
    try:
        if _sheet(archive) is None:
            return None
        head, *rows = _rows(archive, name)
    except (KeyError, SyntaxError, ValueError):
        return None  # a broken one is for the usual reader to tell
    columns = {text: column for column, text in head[1].items()}
    if not {"ID", *_TEXTS, "Check"} <= columns.keys():
        return None
    return Sheet(SHEET, _kept([head, *rows], columns, counts))


def _kept(rows: Sequence[tuple[int, dict[int, str]]], columns: Mapping[str, int], counts: Counts) -> Iterator[Row]:
    width = max(columns.values()) + 1
    for index, (number, cells) in enumerate(rows):
        edit = _edit(cells, columns) if index else None
        if edit is not None and edit.is_rejected:
            counts[REJECTED] += 1
            continue
        texts = tuple(without_forbidden(cells.get(column, "")) for column in range(width))
        counts[REPLACED] += sum(text.count("\ufffd") for text in texts)
        yield Row(texts, number)


def check(zh: str, en: str) -> str:
    """What the hidden column holds: digests of the two texts as they were written."""
    return f"{digest(zh)} {digest(en)}"


def _edit(row: Mapping[int, str], columns: Mapping[str, int]) -> Edit | None:
    values = {name: row.get(columns[name], "") if name in columns else "" for name in _NAMES}
    zh, en = values["Chinese"], values["English"]
    if not values["ID"] and not zh and not en:
        return None
    changed = not values["ID"] or values["Check"] != check(zh, en)
    return Edit(values["ID"], zh, en, values["Decision"], values["Comment"], changed)


def _rows(archive: ZipFile, name: str) -> Iterator[tuple[int, dict[int, str]]]:
    """The number of each row of the review sheet that has any cells, and these by column, counted from 0."""
    sheet = _sheet(archive)
    if sheet is None:
        raise ReadError(
            f"this workbook has no sheet {SHEET!r}", where=name, do="give the workbook that --format xlsx wrote"
        )
    shared = _shared(archive)
    for number, row in enumerate(_parsed(archive, sheet).iter(f"{_MAIN}row"), 1):
        cells = {}
        for cell in row.iterfind(f"{_MAIN}c"):
            text = _text(cell, shared)
            if text:
                cells[_column(cell.get("r", ""))] = text
        if cells:
            yield int(row.get("r", number)), cells


def _sheet(archive: ZipFile) -> str | None:
    """The part of the workbook that holds the review sheet."""
    relations = {
        str(relation.get("Id")): str(relation.get("Target"))
        for relation in _parsed(archive, "xl/_rels/workbook.xml.rels")
    }
    for sheet in _parsed(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        if sheet.get("name") == SHEET:
            target = relations[str(sheet.get(_RELATION))]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def _shared(archive: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_plain(item) for item in _parsed(archive, "xl/sharedStrings.xml").iterfind(f"{_MAIN}si")]


def _text(cell: _Element, shared: Sequence[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(map(_plain, cell.iterfind(f"{_MAIN}is")))
    value = cell.findtext(f"{_MAIN}v", "")
    if cell.get("t") == "s":
        return shared[int(value)]
    return _unescaped(value)


def _plain(item: _Element) -> str:
    """The text of a string: of itself or of its runs, without the reading aids that East Asian text may carry."""
    texts = (*item.iterfind(f"{_MAIN}t"), *item.iterfind(f"{_MAIN}r/{_MAIN}t"))
    return "".join(_unescaped(text.text or "") for text in texts)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _column(reference: str) -> int:
    """The column of a cell's reference, counted from 0: 27 of "AB7"."""
    column = 0
    for letter in reference.rstrip("0123456789"):
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1


def _parsed(archive: ZipFile, part: str) -> _Element:
    from lxml import etree

    if archive.getinfo(part).file_size > _LARGEST:
        raise ValueError(part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    with archive.open(part) as stream:
        return etree.parse(stream, parser).getroot()
