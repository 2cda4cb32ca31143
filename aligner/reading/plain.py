"""Plain text: a line is a paragraph, unless the file is hard-wrapped; a line with tabs is a row of cells."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.document import Place
from aligner.reading.encoding import decode
from aligner.reading.page import Page, Piece
from aligner.reading.source import Source
from aligner.reading.wrapping import lines, paragraphs, unwrapped


def read(source: Source) -> Page:
    """Read a plain text file.

    Raises:
        ReadError: The bytes are not text in the encoding that was forced, or in any that is known.
    """
    decoded = decode(source)
    return Page(source.name, tuple(pieces(decoded.text)), warnings=decoded.warnings)


def pieces(text: str) -> Iterator[Piece]:
    """The paragraphs of `text`, each with its offset where its characters stand in `text` as they are."""
    for paragraph in paragraphs(tuple(lines(text))):
        joined, offset = unwrapped(paragraph, text)
        yield Piece(joined, place=Place(paragraph[0].number, offset))
