"""HTML: the main content of a page, block by block.

Trafilatura says where the main content is (see `main_content`); which blocks stand there is our own walk through the
tree, since an extractor made for articles merges lines, drops short paragraphs and flattens tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from aligner.document import BlockKind, Place
from aligner.errors import ReadError
from aligner.reading import plain
from aligner.reading.encoding import decode, without_forbidden
from aligner.reading.main_content import is_aside, main_content
from aligner.reading.page import BLANKS, Cell, Page, Piece
from aligner.reading.script import HAN
from aligner.reading.source import Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_declared = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_xml_declaration = re.compile(r"\s*<\?xml[^>]*>")
# A line break of the source between two Han characters is no blank.
_wide_break = re.compile(
    f"(?<=[{HAN}\u3001-\u3011\uff01-\uff1f])[ \t\n\r\x0b\x0c]*\n[ \t\n\r\x0b\x0c]*(?=[{HAN}\u3001-\u3011\uff01-\uff1f])"
)
_white = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")

_HEADING_TAGS = "h1 h2 h3 h4 h5 h6"
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "header hr legend li main nav ol p section summary table tbody td tfoot th thead tr ul"
)
_SILENT_TAGS = (
    "audio button canvas embed head iframe input map math noscript object option rp rt script select style svg "
    "template textarea title video"
)
_HEADINGS = frozenset(_HEADING_TAGS.split())
_BLOCKS = _HEADINGS | frozenset(_BLOCK_TAGS.split())
_SILENT = frozenset(_SILENT_TAGS.split())
_KINDS: dict[str, BlockKind] = {"li": "item", "dt": "item", "dd": "item", "td": "cell", "th": "cell", "p": "paragraph"}
_KINDS |= dict.fromkeys(_HEADINGS, "heading")


@dataclass(frozen=True)
class Found:
    """A piece, the block element it stands in, how many of its characters are links, and whether it is beside the text.

    An element that names itself a menu, a sidebar, a comment form and so on stands beside the text.
    """

    piece: Piece
    element: HtmlElement
    linked: int
    aside: bool


def read(source: Source) -> Page:
    """Read the main content of an HTML page.

    Raises:
        ReadError: The bytes are not text in the encoding that was forced, or in any that is known, or hold no HTML.
    """
    declaration = _declared.search(source.data[:4096])
    declared = (declaration[1] or declaration[2]).decode("ascii", "replace") if declaration else None
    decoded = decode(source, declared)
    found = blocks(decoded.text)
    if not found:
        raise ReadError("this HTML page holds no text", where=source.name, do="save the page again, or give its text")
    kept = main_content(decoded.text, found)
    page = Page(source.name, tuple(block.piece for block in found), warnings=decoded.warnings)
    return page.keep(lambda index: index in kept)


def blocks(text: str) -> tuple[Found, ...]:
    """Every block of an HTML page or fragment, in order; a `<br>` ends a block as well."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        root = document_fromstring(_xml_declaration.sub("", text, count=1), parser=HTMLParser(remove_comments=True))
    except etree.ParserError:  # nothing but comments and blanks
        return ()
    walk = _Walk()
    walk.enter(root, _Context(root))
    walk.flush()
    return tuple(walk.found)


@dataclass(frozen=True)
class _Context:
    """Where the walk is: the innermost block element, what its text is, its cell, and what stands around it."""

    element: HtmlElement
    kind: BlockKind = "paragraph"
    cell: Cell | None = None
    aside: bool = False
    link: bool = False


@dataclass
class _Walk:
    """Gathers inline text until a block begins or ends, and then makes a piece of it."""

    found: list[Found] = field(default_factory=list)
    tables: int = 0
    _text: list[str] = field(default_factory=list)
    _linked: int = 0
    _at: _Context | None = None

    def enter(self, element: HtmlElement, at: _Context) -> None:
        """Take in an element with all that is inside it, but not the text behind it."""
        tag = element.tag
        if tag == "br":
            self.flush()
        if not isinstance(tag, str) or tag in _SILENT or tag == "br":
            return
        if tag == "pre":
            self._preformatted(element, at)
        elif tag in _BLOCKS:
            self.flush()
            inner = _Context(element, _KINDS.get(tag, at.kind), at.cell, at.aside or is_aside(element))
            self._table(element, inner) if tag == "table" else self._inside(element, inner)
            self.flush()
        else:
            self._inside(element, _Context(at.element, at.kind, at.cell, at.aside, at.link or tag == "a"))

    def flush(self) -> None:
        """End the block."""
        if self._at is not None:
            text = _white.sub(" ", _wide_break.sub("", without_forbidden("".join(self._text)))).strip(BLANKS)
            if text:
                self._add(text, self._at, self._linked)
        self._text, self._linked, self._at = [], 0, None

    def _inside(self, element: HtmlElement, at: _Context) -> None:
        self._say(element.text, at)
        for child in element:
            self.enter(child, at)
            self._say(child.tail, at)

    def _say(self, text: str | None, at: _Context) -> None:
        if text and (self._at is not None or text.strip(BLANKS)):
            self._at = self._at or at
            self._text.append(text)
            self._linked += len(text.strip(BLANKS)) if at.link else 0

    def _table(self, table: HtmlElement, at: _Context) -> None:
        number, self.tables = self.tables, self.tables + 1
        below: dict[int, int] = {}  # for each column, how many rows a cell above still reaches into
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        for row_number, row in enumerate(rows):
            column = 0
            for child in row:
                while below.get(column, 0):
                    column += 1
                self.enter(child, _Context(at.element, at.kind, Cell(number, row_number, column), at.aside))
                width = _span(child, "colspan")
                below |= dict.fromkeys(range(column, column + width), _span(child, "rowspan"))
                column += width
            below = {column: rows - 1 for column, rows in below.items() if rows > 1}

    def _preformatted(self, element: HtmlElement, at: _Context) -> None:
        self.flush()
        here = _Context(element, "paragraph", at.cell, at.aside)
        for piece in plain.pieces(without_forbidden("".join(element.itertext()))):
            self._add(piece.text, here, 0)

    def _add(self, text: str, at: _Context, linked: int) -> None:
        line = at.element.sourceline
        place = Place(line) if line else None
        self.found.append(Found(Piece(text, at.kind, place, at.cell), at.element, linked, at.aside))


def _span(cell: HtmlElement, name: Literal["colspan", "rowspan"]) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), 1000) if value.isdecimal() else 1
