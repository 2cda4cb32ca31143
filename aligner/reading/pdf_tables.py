"""Tables in a PDF that are ruled, so that it can be seen which words stand in which cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aligner.reading.pdf_lines import Word

if TYPE_CHECKING:
    from pdfplumber.page import Page

_WIDE = 0.6  # of the text's width: a narrower table stands in a column and is read as text
_NEAR = 3.0  # points: rules that are no further apart are one
_THICK = 10.0  # points: what is no longer is the end of a thick rule
Box = tuple[float, float, float, float]


class TableCell(NamedTuple):
    """The words in a cell, and its row and column, from 0."""

    row: int
    column: int
    words: tuple[Word, ...]


class Table(NamedTuple):
    """A table: where it begins, from the page's top, and its cells that hold words, row by row.

    `went_on` says whether its first row began on the page before, `goes_on` whether its last one goes on on the next.
    """

    top: float
    cells: tuple[TableCell, ...]
    went_on: bool = False
    goes_on: bool = False

    @property
    def last_row(self) -> int:
        """The number of its last row."""
        return max(cell.row for cell in self.cells)


def tables(page: Page, words: Sequence[Word]) -> tuple[list[Table], list[Word]]:
    """The ruled tables of a page, and the words that stand in none."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    if not upright or not words:
        return [], list(words)
    # A row that goes on over the page's end has no rule there, but its columns are ruled up to it.
    ends = [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)]
    flat = [edge["top"] for edge in page.edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > _THICK]
    is_open = [all(abs(y - end) > _NEAR for y in flat) for end in ends]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    found: list[Table] = []
    rest = list(words)
    for table in page.find_tables({"explicit_horizontal_lines": ends}):
        x0, top, x1, bottom = table.bbox
        cells = list(_cells((row.cells for row in table.rows), rest))
        if x1 - x0 < _WIDE * (right - left) or len({cell.column for cell in cells}) < 2:
            continue
        inside = {word for cell in cells for word in cell.words}
        rest = [word for word in rest if word not in inside]
        open_ends = (is_open[0] and abs(top - ends[0]) < _NEAR, is_open[1] and abs(bottom - ends[1]) < _NEAR)
        found.append(Table(top, tuple(cells), *open_ends))
    return sorted(found), rest


def _cells(rows: Iterable[Sequence[Box | None]], words: Sequence[Word]) -> Iterator[TableCell]:
    for row, boxes in enumerate(rows):
        for column, box in enumerate(boxes):
            inside = () if box is None else tuple(word for word in words if _is_in(word, box))
            if inside:
                yield TableCell(row, column, inside)


def _is_in(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
