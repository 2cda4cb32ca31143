"""CSV and TSV: tables in plain text.

A TSV is taken literally, quotation marks and all, unless a spreadsheet has evidently saved it: those put cells into
quotation marks and double the ones inside.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from aligner.errors import ReadError
from aligner.reading.encoding import decode
from aligner.reading.pairs import Counts
from aligner.reading.stream import Stream
from aligner.reading.table import Row, Sheet
from aligner.reading.xml_safety import REPLACED

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 200
_LONGEST_CELL = 1 << 24


def sheets(stream: Stream, counts: Counts) -> Iterator[Sheet]:
    """The one table of a file.

    Raises:
        ReadError: It is in no known encoding, or its quotation marks do not close.
    """
    text = decode(stream.source()).text
    counts[REPLACED] += text.count("\ufffd")
    csv.field_size_limit(_LONGEST_CELL)
    if stream.suffix == ".csv":
        yield Sheet("", _quoted(text, _delimiter(text), stream.name))
    elif _is_quoted(text):
        yield Sheet("", _quoted(text, "\t", stream.name))
    else:
        yield Sheet("", _literal(text))


def _quoted(text: str, delimiter: str, name: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(tuple(cells), line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(
            f"the quotation marks of this row do not fit ({error})", where=f"{name}:{line}", do="mend it there"
        ) from None


def _literal(text: str) -> Iterator[Row]:
    for line, row in enumerate(text.split("\n"), 1):
        yield Row(tuple(row.split("\t")), line)


def _delimiter(text: str) -> str:
    """The character that cuts most rows into as many cells as most other rows have, and not into one."""
    sample = "\n".join(text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES])
    return max(_DELIMITERS, key=lambda delimiter: _agreement(sample, delimiter))


def _agreement(sample: str, delimiter: str) -> int:
    """How many rows have the commonest number of cells, if that is more than one."""
    widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row)
    width, rows = widths.most_common(1)[0] if widths else (0, 0)
    return rows if width > 1 else 0


def _is_quoted(text: str) -> bool:
    """Whether a TSV has cells in quotation marks that are not part of the text.

    It has to be a sound table if they are not: a quotation that goes on in the next row would swallow cells and rows.
    """
    if '"' not in text:
        return False
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return False
    if len({len(row) for row in rows if row}) > 1 or any("\t" in cell for row in rows for cell in row):
        return False
    cells = [cell for line in text.split("\n") for cell in line.split("\t")]
    opened = [cell for cell in cells if cell.startswith('"')]
    if any(len(cell) < 2 or not cell.endswith('"') or '""' in cell[1:-1] for cell in opened):
        return True  # a line break or a doubled quotation mark in a cell
    with_commas = [cell for cell in cells if "," in cell]
    return bool(with_commas) and all(cell.startswith('"') for cell in with_commas)
