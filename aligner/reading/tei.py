"""TEI P5: the blocks of a text, and the pairs that its links make.

Links are those of a `linkGrp`, but for clauses, or else the `@corresp` of sentences or paragraphs. They may point into
other files of the same folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.document import BlockKind, Place
from aligner.errors import ReadError
from aligner.reading.linked import ASIDE, Units, elements_by_id, language_around
from aligner.reading.page import Cell, Page, Piece
from aligner.reading.pairs import Counts, Pair, one_line, sentences
from aligner.reading.source import Source
from aligner.reading.stream import Stream
from aligner.reading.xml_safety import XML_ID, line_of, local_name, text_of, tree

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND_NAMES: dict[BlockKind, str] = {
    "heading": "head docTitle titlePart",
    "paragraph": "p ab l u speaker stage byline dateline salute signed closer opener epigraph trailer argument",
    "item": "item label",
    "cell": "cell",
}
_KINDS: dict[str, BlockKind] = {name: kind for kind, names in _KIND_NAMES.items() for name in names.split()}
_DIVISIONS = frozenset(("body", "div", "lg", "list", "row", "sp", "table", "text", "front", "back", "group", "figure"))
_SILENT = frozenset(("teiHeader", "standOff", "linkGrp", *ASIDE)) - {"lb", "pb", "note"}
_CLAUSES = "clause"
_SENTENCE_NAMES, _PARAGRAPH_NAMES = frozenset(("s", "seg")), frozenset(("p", "ab", "l", "head", "item", "cell", "u"))


def read(source: Source) -> Page:
    """Read the text of a document, or of every document in a corpus.

    Raises:
        ReadError: It is no well-formed XML, or not to be trusted.
    """
    counts = Counts()
    walk = _Walk()
    walk.enter(tree(source, counts), "paragraph", None)
    walk.flush()
    return Page(source.name, tuple(walk.pieces), warnings=sentences(source.name, counts))


def pairs(stream: Stream, counts: Counts) -> Iterator[Pair]:
    """Read what the links of a document make pairs.

    Raises:
        ReadError: It is no well-formed XML or not to be trusted, has no links, or links to what is not there.
    """
    root = tree(stream.source(), counts)
    units = Units(stream.name, root, counts)
    groups = [group for group in root.iter("{*}linkGrp") if group.get("subtype") != _CLAUSES]
    links = [link for group in groups for link in group if local_name(link) in ("link", "ptr")]
    if links:
        for link in links:
            yield units.pair(map(_target, (link.get("target") or "").split()), line_of(link))
        return
    chains = _chains(root)
    if not chains:
        raise ReadError(
            "this TEI file has no links between texts",
            where=stream.name,
            do="use `aligner align`, which makes some",
        )
    for chain in chains:
        yield units.pair(map(_target, chain), None)


def _target(pointer: str) -> tuple[str, str]:
    file, _, identifier = pointer.partition("#")
    return file, identifier


def _chains(root: _Element) -> list[list[str]]:
    """Pointers at the sentences, or else paragraphs, that `@corresp` joins; groups in the order of the file."""
    named = [element for element in elements_by_id(root).values() if element.get("corresp")]
    for names in (_SENTENCE_NAMES, _PARAGRAPH_NAMES):
        level = [element for element in named if local_name(element) in names]
        if level:
            return _joined(level)
    return []


def _joined(elements: Sequence[_Element]) -> list[list[str]]:
    """Groups of pointers that point at one another, over however many steps."""
    group_of: dict[str, list[str]] = {}
    for element in elements:
        pointers = [f"#{element.get(XML_ID)}", *(element.get("corresp") or "").split()]
        merged: list[str] = []
        for pointer in pointers:
            known = group_of.get(pointer, [pointer])
            merged += [member for member in known if member not in merged]
        group_of.update(dict.fromkeys(merged, merged))
    unique = {id(group): group for group in group_of.values()}
    return list(unique.values())


@dataclass
class _Walk:
    """Gathers the text of a document until a block begins or ends, and then makes a piece of it."""

    pieces: list[Piece] = field(default_factory=list)
    tables: int = 0
    _text: list[str] = field(default_factory=list)
    _notes: list[tuple[_Element, str]] = field(default_factory=list)
    _at: tuple[_Element, BlockKind, Cell | None] | None = None

    def enter(self, element: _Element, kind: BlockKind, cell: Cell | None) -> None:
        """Take in an element with all that is inside it."""
        name = local_name(element)
        if name in _SILENT:
            return
        if name == "note":
            self._notes.append((element, text_of(element, ASIDE)))
            return
        if name in ("lb", "pb"):
            self._text.append("\n")
            return
        is_block = name in _KINDS or name in _DIVISIONS
        if is_block:
            self.flush()
        if name == "table":
            self._table(element, kind)
        else:
            kind = _KINDS.get(name, kind)
            self._say(element.text, (element, kind, cell))
            for child in element:
                self.enter(child, kind, cell)
                self._say(child.tail, (element, kind, cell))
        if is_block:
            self.flush()

    def flush(self) -> None:
        """End the block; its notes follow it."""
        notes, self._notes = self._notes, []
        if self._at is not None:
            self._add("".join(self._text), *self._at)
        self._text, self._at = [], None
        for element, text in notes:
            self._add(text, element, "paragraph", None)

    def _say(self, text: str | None, at: tuple[_Element, BlockKind, Cell | None]) -> None:
        if text and (self._at is not None or text.strip()):
            self._at = self._at or at
            self._text.append(text)

    def _table(self, table: _Element, kind: BlockKind) -> None:
        number, self.tables = self.tables, self.tables + 1
        for row_number, row in enumerate(table.iter("{*}row")):
            for column, child in enumerate(row):
                self.enter(child, kind, Cell(number, row_number, column))

    def _add(self, text: str, element: _Element, kind: BlockKind, cell: Cell | None) -> None:
        line = one_line(text)
        if line:
            self.pieces.append(Piece(line, kind, Place(line_of(element) or 1), cell, language_around(element)))
