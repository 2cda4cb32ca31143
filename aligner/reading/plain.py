"""Plain text: a line is a paragraph, unless the file is hard-wrapped; a line with tabs is a row of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from aligner.document import Place
from aligner.reading.encoding import decode
from aligner.reading.page import BLANKS, Cell, Page, Piece
from aligner.reading.source import Source
from aligner.reading.wrapping import Line, is_wrap, joined, lines, margin_of, offset_of, paragraphs

_TABLE_SHARE = 0.8


def read(source: Source) -> Page:
    """Read a plain text file.

    Raises:
        ReadError: The bytes are not text in the encoding that was forced, or in any that is known.
    """
    decoded = decode(source)
    return Page(source.name, tuple(pieces(decoded.text)), warnings=decoded.warnings)


def pieces(text: str) -> Iterator[Piece]:
    """The paragraphs of `text`, each with its offset where its characters stand in `text` as they are."""
    found = tuple(lines(text))
    margin = margin_of(found)
    has_columns = _has_columns(found)
    for paragraph in paragraphs(found, lambda one, two: bool(margin) and is_wrap(one, two, margin)):
        first, last = paragraph[0], paragraph[-1]
        if has_columns and "\t" in first.text:
            yield from _cells(first)
        else:
            line = joined(paragraph)
            yield Piece(
                line, place=Place(first.number, offset_of(line, text, first.offset, last.offset + len(last.text)))
            )


def _has_columns(found: Sequence[Line]) -> bool:
    """Whether most lines have the same number of tabs, so that the file is a table."""
    tabs = Counter(line.text.count("\t") for line in found if line.text)
    if not tabs:
        return False
    count, times = tabs.most_common(1)[0]
    return count > 0 and times >= _TABLE_SHARE * tabs.total()


def _cells(row: Line) -> Iterator[Piece]:
    at = row.offset
    for column, cell in enumerate(row.text.split("\t")):
        bare = cell.strip(BLANKS)
        if bare:
            place = Place(row.number, at + cell.index(bare))
            yield Piece(bare, "cell", place, Cell(0, row.number, column))
        at += len(cell) + 1
