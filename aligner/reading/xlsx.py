"""XLSX, workbooks of Excel and its kin: the values of their cells, as they were last calculated.

Of one that this program wrote for a reviewer, only what the review left of it is read.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import datetime, time
from typing import TYPE_CHECKING

from aligner.errors import AlignerError, MissingExtraError, ReadError
from aligner.reading.archive import checked_zip
from aligner.reading.encoding import without_forbidden
from aligner.reading.pairs import Counts
from aligner.reading.review import reviewed
from aligner.reading.stream import Stream
from aligner.reading.table import Row, Sheet
from aligner.reading.xml_safety import REPLACED

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

# How a workbook writes the characters that XML forbids, and the carriage return.
_escape = re.compile(r"_x(00[01][0-9A-Fa-f]|[Dd][89A-Fa-f][0-9A-Fa-f]{2}|[Ff]{3}[EeFf])_")


def sheets(stream: Stream, counts: Counts) -> Iterator[Sheet]:
    """The worksheets of a workbook, one after the other.

    Raises:
        MissingExtraError: The package that reads workbooks is not installed.
        ReadError: The workbook is broken.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtraError("openpyxl", "xlsx", "reading a workbook") from None
    source = stream.source()
    with checked_zip(io.BytesIO(source.data), source.name) as archive:
        if review := reviewed(archive, stream.name, counts):
            yield review
            return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what it does not keep: styles, validation
            workbook = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            yield Sheet(sheet.title, _rows(sheet, stream.name, counts))
    except AlignerError:
        raise
    except Exception as error:
        raise _broken(stream.name, error) from error


def _rows(sheet: ReadOnlyWorksheet, name: str, counts: Counts) -> Iterator[Row]:
    sheet.reset_dimensions()  # some programs write wrong ones, and rows beyond them would be lost
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):  # type: ignore[misc]  # the stubs miss it
            cells = tuple("" if value is None else _text(value) for value in values)
            counts[REPLACED] += sum(cell.count("\ufffd") for cell in cells)
            yield Row(cells, number)
    except Exception as error:
        raise _broken(name, error) from error


def _text(value: object) -> str:
    """A cell's value as it would be read: 3.0 as "3", a day without a time as a date."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value if isinstance(value, str) else str(value)
    return without_forbidden(_escape.sub(lambda found: chr(int(found[1], 16)), text))


def _broken(name: str, error: Exception) -> ReadError:
    return ReadError(
        f"this workbook cannot be read ({type(error).__name__}: {error})",
        where=name,
        do="open it in a spreadsheet program and save it again as .xlsx",
    )
