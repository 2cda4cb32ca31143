"""Markdown: its text without its marks, parsed as CommonMark with tables.

An ordered item keeps its number, which is part of the text, and an unordered one loses its bullet. Code blocks, front
matter and link targets are no text. A block has an offset only where its source holds no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from aligner.document import BlockKind, Place
from aligner.reading import html
from aligner.reading.encoding import decode
from aligner.reading.page import Cell, Page, Piece
from aligner.reading.source import Source
from aligner.reading.wrapping import SENTENCE_END, WIDEST_MARGIN, Line, joined, lines, may_join, offset_of, paragraphs

if TYPE_CHECKING:
    from markdown_it.token import Token

_front_matter = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_note_label = re.compile(r"^[ ]{0,3}\[\^[^\]\n]+\]:", re.MULTILINE)
_note_mark = re.compile(r"\[\^[^\]\n]+\]")
_line_end = re.compile(r"<br\s*/?>", re.IGNORECASE)
_not_blank = re.compile(r"[^\n]")


def read(source: Source) -> Page:
    """Read a Markdown file.

    Raises:
        ReadError: The bytes are not text in the encoding that was forced, or in any that is known.
    """
    decoded = decode(source)
    walk = _Walk(decoded.text)
    walk.all()
    return Page(source.name, tuple(walk.pieces), tuple(walk.left_out), decoded.warnings)


@dataclass
class _Walk:
    """Goes through the tokens of a text and makes pieces of them."""

    text: str
    pieces: list[Piece] = field(default_factory=list)
    left_out: list[Piece] = field(default_factory=list)
    _tables: int = 0

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line of the text, and that of its end."""
        return [0, *(found.end() for found in re.finditer("\n", self.text)), len(self.text), len(self.text)]

    def all(self) -> None:
        """Take in the whole text."""
        from markdown_it import MarkdownIt

        # Chinese paragraphs are indented by four blanks as often as code is, so only fences are code.
        parser = MarkdownIt("commonmark").enable("table").disable("code")
        body = _note_label.sub(lambda found: _blank(found[0]), self._without_front_matter())
        tokens = iter(parser.parse(body))
        kinds: list[BlockKind] = ["paragraph"]
        marker = ""
        for token in tokens:
            match token.type:
                case "heading_open":
                    kinds.append("heading")
                case "list_item_open":
                    kinds.append("item")
                    marker = f"{token.info}{token.markup} " if token.info else ""
                case "heading_close" | "list_item_close":
                    kinds.pop()
                case "table_open":
                    self._table(takewhile(lambda inner: inner.type != "table_close", tokens))
                case "fence":
                    self.left_out.append(Piece(" ".join(token.content.split()), place=self._place(token)))
                case "html_block":
                    self._html(token)
                case "inline":
                    self.pieces += _prose(token, marker, kinds[-1], self.text, self.starts)
                    marker = ""

    def _without_front_matter(self) -> str:
        found = _front_matter.match(self.text)
        if not found:
            return self.text
        self.left_out.append(Piece(" ".join(found[0].split()), place=Place(1, 0)))
        return _blank(found[0]) + self.text[found.end() :]

    def _place(self, token: Token) -> Place:
        line = (token.map or (0, 0))[0]
        return Place(line + 1, self.starts[line])

    def _table(self, tokens: Iterable[Token]) -> None:
        row = column = at = -1
        for token in tokens:
            if token.type == "tr_open":
                row, column, at = row + 1, -1, self._place(token).offset or 0
            elif token.type in ("th_open", "td_open"):
                column += 1
            elif token.type == "inline":
                for piece in _cell(token, self.text, at, self.starts, Cell(self._tables, row, column)):
                    self.pieces.append(piece)
                    if piece.place and piece.place.offset is not None:
                        at = piece.place.offset + len(piece.text)
        self._tables += 1

    def _html(self, token: Token) -> None:
        found = [block.piece for block in html.blocks(token.content)]
        for piece in found:
            line = (piece.place.line if piece.place else 1) - 1
            cell = piece.cell and piece.cell._replace(table=self._tables + piece.cell.table)
            self.pieces.append(Piece(piece.text, piece.kind, Place(self._place(token).line + line), cell))
        self._tables += 1 + max((piece.cell.table for piece in found if piece.cell), default=0)


def _prose(token: Token, marker: str, kind: BlockKind, text: str, starts: Sequence[int]) -> Iterator[Piece]:
    """A paragraph's pieces: its lines joined, unless a break was meant or the language changes."""
    first, end = token.map or (0, 0)
    number = first + 1
    for stretch in _stretches(token):
        found = list(lines(marker + stretch))
        for paragraph in paragraphs(found, _goes_on):
            line = joined(paragraph)
            place = Place(number + paragraph[0].number - 1, offset_of(line, text, starts[first], starts[end]))
            yield Piece(line, kind, place)
        number += len(found)
        marker = ""


def _cell(token: Token, text: str, start: int, starts: Sequence[int], cell: Cell) -> Iterator[Piece]:
    first, end = token.map or (0, 0)
    for stretch in _stretches(token):
        line = " ".join(stretch.split())
        if line:
            yield Piece(line, "cell", Place(first + 1, offset_of(line, text, start, starts[end])), cell)


def _stretches(token: Token) -> list[str]:
    """An inline token's text without marks, cut where a line break was meant; soft breaks are left as they are."""
    out = [""]
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline" | "image":
                out[-1] += child.content
            case "softbreak":
                out[-1] += "\n"
            case "hardbreak":
                out.append("")
            case "html_inline" if _line_end.fullmatch(child.content):
                out.append("")
    return [_note_mark.sub("", stretch) for stretch in out]


def _goes_on(one: Line, two: Line) -> bool:
    """Whether a line goes on in the next: not after the end of a sentence, nor where a line is a whole paragraph."""
    is_short = max(len(one.text), len(two.text)) <= WIDEST_MARGIN
    return is_short and may_join(one, two) and not SENTENCE_END.search(one.text)


def _blank(text: str) -> str:
    return _not_blank.sub(" ", text)
