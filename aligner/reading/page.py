"""What a reader makes of a file: pieces of text in the order of the page, their language not yet known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from aligner.document import BlockKind, Language, Place, Span
from aligner.reading.script import Evidence, evidence


class Cell(NamedTuple):
    """Where a piece stands in a table: which table of the page, which row and which column, all 0-based."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading, list item or table cell: one line of text, with no blanks around it.

    `place` says where it stood in the file and `cell` where in a table, if in any. `language` is what the file itself
    says of it, in a format that does (TMX, TEI); elsewhere it is None, and script and place tell.
    """

    text: str
    kind: BlockKind = "paragraph"
    place: Place | None = None
    cell: Cell | None = None
    language: Language | None = None

    @cached_property
    def evidence(self) -> Evidence:
        """What tells its language."""
        return evidence(self.text)

    def cut(self, span: Span) -> Piece:
        """The part of the piece that `span` covers, without the blanks around it."""
        part = span.of(self.text)
        start = span.start + len(part) - len(part.lstrip(BLANKS))
        place = self.place
        if place is not None and place.offset is not None:
            place = Place(place.line, place.offset + start)
        return replace(self, text=part.strip(BLANKS), place=place)


@dataclass(frozen=True)
class Page:
    """The pieces of one file.

    `left_out` are pieces that are no part of the text (navigation, share buttons, code), and `warnings` are sentences
    for the user.
    """

    name: str
    pieces: tuple[Piece, ...]
    left_out: tuple[Piece, ...] = ()
    warnings: tuple[str, ...] = ()

    def keep(self, wanted: Callable[[int], bool]) -> Page:
        """The page without the pieces whose index is not `wanted`; these are added to `left_out`."""
        kept = tuple(piece for index, piece in enumerate(self.pieces) if wanted(index))
        lost = tuple(piece for index, piece in enumerate(self.pieces) if not wanted(index))
        return replace(self, pieces=kept, left_out=self.left_out + lost)


# What may stand around a piece without being part of it: white space of every kind, and characters of no width.
BLANKS = (
    " \t\n\r\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u200e\u200f\ufeff"
)
