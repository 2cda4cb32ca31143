"""HTML: the main content of a page, block by block.

Trafilatura says where the main content is (see `main_content`); which blocks stand there is our own walk through the
tree, since an extractor made for articles merges lines, drops short paragraphs and flattens tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from aligner.chinese_script import HAN
from aligner.document import BlockKind, Place
from aligner.errors import ReadError
from aligner.reading import plain
from aligner.reading.encoding import decode, without_forbidden
from aligner.reading.main_content import is_aside, main_content
from aligner.reading.page import BLANKS, Cell, Page, Piece
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

    # Old word processors nest deeper than the parser allows without `huge_tree`.
    parser = HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = document_fromstring(_xml_declaration.sub("", text, count=1), parser=parser)
    except etree.ParserError:  # nothing but comments and blanks
        return ()
    walk = _Walk([_Context(root)], len(str(root.xpath("string()"))))
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "end":
            walk.leave(element)
        elif not walk.enter(element):
            events.skip_subtree()
    walk.flush()
    return tuple(walk.found)


@dataclass(frozen=True)
class _Context:
    """What an element stands in: the innermost block element, what its text is, its cell, and what is around it."""

    element: HtmlElement
    kind: BlockKind = "paragraph"
    cell: Cell | None = None
    aside: bool = False
    link: bool = False


@dataclass
class _Walk:
    """Gathers inline text until a block begins or ends, and then makes a piece of it."""

    open: list[_Context]
    length: int
    found: list[Found] = field(default_factory=list)
    _cells: dict[HtmlElement, Cell] = field(default_factory=dict)
    _tables: int = 0
    _text: list[str] = field(default_factory=list)
    _linked: int = 0
    _at: _Context | None = None

    def enter(self, element: HtmlElement) -> bool:
        """Begin an element; whether what is inside it is to be walked."""
        tag, around = str(element.tag), self.open[-1]
        if tag in _BLOCKS or tag in ("br", "pre"):
            self.flush()
        self.open.append(self._context(tag, element, around))
        if tag == "table":
            self._cells |= _cells(element, self._tables)
            self._tables += 1
        if tag == "pre":
            self._preformatted(element)
        if tag == "pre" or tag in _SILENT:
            return False
        self._say(element.text)
        return True

    def leave(self, element: HtmlElement) -> None:
        """End an element, and take in the text behind it."""
        if element.tag in _BLOCKS:
            self.flush()
        self.open.pop()
        self._say(element.tail)

    def flush(self) -> None:
        """End the block."""
        if self._at is not None:
            text = _white.sub(" ", _wide_break.sub("", without_forbidden("".join(self._text)))).strip(BLANKS)
            if text:
                self._add(text, self._at, self._linked)
        self._text, self._linked, self._at = [], 0, None

    def _context(self, tag: str, element: HtmlElement, around: _Context) -> _Context:
        if tag in _BLOCKS or tag == "pre":
            aside = around.aside or is_aside(element, self.length)
            return _Context(element, _KINDS.get(tag, around.kind), self._cells.get(element, around.cell), aside)
        return replace(around, link=True) if tag == "a" else around

    def _say(self, text: str | None) -> None:
        at = self.open[-1] if self.open else None
        if text and at and (self._at is not None or text.strip(BLANKS)):
            self._at = self._at or at
            self._text.append(text)
            self._linked += len(text.strip(BLANKS)) if at.link else 0

    def _preformatted(self, element: HtmlElement) -> None:
        for piece in plain.pieces(without_forbidden("".join(element.itertext()))):
            self._add(piece.text, replace(self.open[-1], kind="paragraph"), 0)

    def _add(self, text: str, at: _Context, linked: int) -> None:
        line = at.element.sourceline
        place = Place(line) if line else None
        self.found.append(Found(Piece(text, at.kind, place, at.cell), at.element, linked, at.aside))


def _cells(table: HtmlElement, number: int) -> dict[HtmlElement, Cell]:
    """The place of each cell of a table, tables inside it left aside."""
    out: dict[HtmlElement, Cell] = {}
    below: dict[int, int] = {}  # for each column, how many more rows a cell above it reaches into
    rows = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    for row_number, row in enumerate(rows):
        column = 0
        reached, below = below, {column: more - 1 for column, more in below.items() if more > 1}
        for cell in row.iterchildren("td", "th"):
            while column in reached:
                column += 1
            out[cell] = Cell(number, row_number, column)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            below |= dict.fromkeys(range(column, column + width), height - 1) if height > 1 else {}
            column += width
    return out


def _span(cell: HtmlElement, name: Literal["colspan", "rowspan"]) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), 1000) if value.isdecimal() else 1
