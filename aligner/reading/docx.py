"""DOCX: the text of a Word document as its reader sees it.

python-docx opens the package and finds its parts; the walk is our own, since tracked changes, notes, text boxes and
automatic numbers are not in its model. Insertions are text and deletions are not; a note follows the paragraph that
refers to it. Headers, footers, comments, the table of contents and hidden text are left out; macros are never run.
A line of the document, in messages, is a paragraph.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from aligner.document import BlockKind, Place
from aligner.errors import AlignerError, MissingExtraError, ReadError
from aligner.reading.archive import checked_zip
from aligner.reading.docx_numbering import Numbering, W, value
from aligner.reading.docx_text import Text, shown, text_of_paragraph
from aligner.reading.page import Cell, Page, Piece
from aligner.reading.pairs import Counts, one_line
from aligner.reading.source import Source
from aligner.reading.xml_safety import local_name, tree

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.parts.document import DocumentPart
    from lxml.etree import _Element

_MOST = 256 << 20
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_WITH_MACROS = tuple(
    f"application/vnd.ms-word.{kind}.main+xml" for kind in ("document.macroEnabled", "template.macroEnabledTemplate")
)
_NOTES = ("footnote", "endnote")
_AROUND_BLOCKS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))


class Style(NamedTuple):
    """What a paragraph style says, with what it takes over from the one that it is based on.

    `instance` and `level` are the list that its paragraphs are in, "" for none.
    """

    name: str = ""
    outline: str = ""
    instance: str = ""
    level: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether its paragraphs are headings."""
        return self.outline in tuple("012345678") or self.name in ("title", "subtitle") or "heading" in self.name

    @property
    def is_contents(self) -> bool:
        """Whether its paragraphs are lines of a table of contents."""
        return self.name.startswith("toc ") and self.name != "toc heading"


def read(source: Source) -> Page:
    """Read a Word document.

    Raises:
        MissingExtraError: The package that reads Word documents is not installed.
        ReadError: The document is broken, or no Word document.
    """
    with checked_zip(io.BytesIO(source.data), source.name, _MOST) as archive:
        has_macros = any(name.endswith("vbaProject.bin") for name in archive.namelist())
    try:
        walk = _Walk.of(_main_part(source))
        walk.all()
    except AlignerError:
        raise
    except Exception as error:
        raise ReadError(
            f"this Word document cannot be read ({type(error).__name__}: {error})",
            where=source.name,
            do="open it in Word or LibreOffice and save it again as .docx",
        ) from error
    warnings = (f"{source.name}: this document has macros, which were left alone",) if has_macros else ()
    return Page(source.name, tuple(walk.pieces), tuple(walk.left_out), warnings)


def _main_part(source: Source) -> DocumentPart:
    try:
        from docx.opc.part import PartFactory
        from docx.package import Package
        from docx.parts.document import DocumentPart
    except ImportError:
        raise MissingExtraError("python-docx", "docx", "reading a Word document") from None
    for content_type in (_TEMPLATE, *_WITH_MACROS):
        PartFactory.part_type_for.setdefault(content_type, DocumentPart)
    part = Package.open(io.BytesIO(source.data)).main_document_part
    if not isinstance(part, DocumentPart):
        raise ReadError("this is no Word document", where=source.name, do="give a .docx file")
    return part


def _related(part: Part, name: str) -> _Element | None:
    """The root of another part of the document ("styles", "footnotes"), if there is one."""
    for relation in part.rels.values():
        if relation.reltype == _RELATION + name and not relation.is_external:
            return tree(Source(name, relation.target_part.blob), Counts())
    return None


def _styles(root: _Element | None) -> dict[str, Style]:
    """The paragraph styles by identifier."""
    found = {} if root is None else {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}

    def resolved(name: str, seen: tuple[str, ...] = ()) -> Style:
        if name not in found or name in seen:
            return Style()
        element = found[name]
        base = resolved(value(element, "basedOn"), (*seen, name))
        properties = element.find(f"{W}pPr")
        outline, instance, level = ("", "", "") if properties is None else _list_and_outline(properties)
        return Style(
            value(element, "name").lower(), outline or base.outline, instance or base.instance, level or base.level
        )

    return {name: resolved(name) for name in found}


def _list_and_outline(properties: _Element) -> tuple[str, str, str]:
    """The outline level, the list and the level in it that the properties of a paragraph or style name."""
    numbers = properties.find(f"{W}numPr")
    instance, level = ("", "") if numbers is None else (value(numbers, "numId"), value(numbers, "ilvl"))
    return value(properties, "outlineLvl"), instance, level


@dataclass
class _Walk:
    """Goes through the body of a document and makes pieces of its paragraphs."""

    body: _Element
    notes: dict[tuple[str, str], _Element]
    styles: Mapping[str, Style]
    numbering: Numbering
    pieces: list[Piece] = field(default_factory=list)
    left_out: list[Piece] = field(default_factory=list)
    _tables: int = 0
    _paragraphs: int = 0
    _begun: str = ""  # the text of a paragraph whose end was deleted, so that it goes on in the next

    @classmethod
    def of(cls, part: DocumentPart) -> _Walk:
        """Begin with the main part of a package."""
        roots = {kind: _related(part, f"{kind}s") for kind in _NOTES}
        notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind, root in roots.items()
            if root is not None
            for note in root.iterfind(W + kind)
        }
        return cls(
            part.element.body, notes, _styles(_related(part, "styles")), Numbering.of(_related(part, "numbering"))
        )

    def all(self) -> None:
        """Take in the whole body."""
        self._blocks(self.body, None)
        if self._begun:
            self._add(self._begun, "paragraph", None)

    def _blocks(self, container: _Element, cell: Cell | None) -> None:
        for child in shown(container):
            name = local_name(child)
            if name == "p":
                self._paragraph(child, cell)
            elif name == "tbl":
                self._table(child)
            elif name in _AROUND_BLOCKS:
                if _is_contents(child):
                    for paragraph in child.iter(f"{W}p"):
                        self._leave_out(text_of_paragraph(paragraph).shown)
                else:
                    self._blocks(child, cell)

    def _paragraph(self, paragraph: _Element, cell: Cell | None) -> None:
        self._paragraphs += 1
        properties = paragraph.find(f"{W}pPr")
        name = "" if properties is None else value(properties, "pStyle")
        style = self.styles.get(name, Style())
        text = text_of_paragraph(paragraph)
        if text.hidden:
            self._leave_out(text.hidden)
        if style.is_contents:
            self._leave_out(text.shown)
            return
        outline, instance, level = ("", "", "") if properties is None else _list_and_outline(properties)
        is_joined = properties is not None and _is_mark_deleted(properties)
        if is_joined and not text.shown:
            return
        instance = instance or style.instance
        at = int(level or style.level or self.numbering.level_of(instance, name))
        label = self.numbering.label(instance, at)
        is_heading = style.is_heading or outline in tuple("012345678")
        kind: BlockKind = "heading" if is_heading else "paragraph" if label is None else "item"
        shown_text = _with_label(label or "", text.shown)
        if is_joined:
            self._begun += shown_text
            return
        self._add(self._begun + shown_text, kind, cell)
        self._begun = ""
        self._hanging(text)

    def _hanging(self, text: Text) -> None:
        for key in text.notes:
            note = self.notes.pop(key, None)
            if note is not None:
                self._blocks(note, None)
        for box in text.boxes:
            self._blocks(box, None)

    def _table(self, table: _Element) -> None:
        number, self._tables = self._tables, self._tables + 1
        for row_number, row in enumerate(_inside(table, "tr")):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            column = 0 if properties is None else int(value(properties, "gridBefore") or 0)
            for cell in _inside(row, "tc"):
                properties = cell.find(f"{W}tcPr")
                if not _goes_on_from_above(properties):
                    self._blocks(cell, Cell(number, row_number, column))
                column += 1 if properties is None else int(value(properties, "gridSpan") or 1)

    def _add(self, text: str, kind: BlockKind, cell: Cell | None) -> None:
        """Make pieces of a paragraph, one a line; a heading is one whatever its lines."""
        place = Place(self._paragraphs)
        for line in [text] if kind == "heading" else text.split("\n"):
            bare = one_line(line)
            if bare:
                self.pieces.append(Piece(bare, "cell" if cell and kind == "paragraph" else kind, place, cell))

    def _leave_out(self, text: str) -> None:
        bare = one_line(text)
        if bare:
            self.left_out.append(Piece(bare, place=Place(self._paragraphs)))


def _inside(container: _Element, name: str) -> Iterator[_Element]:
    """The elements of a name in a container, whatever of revisions and controls stands around them."""
    for child in shown(container):
        if local_name(child) == name:
            yield child
        elif local_name(child) in _AROUND_BLOCKS:
            yield from _inside(child, name)


def _with_label(label: str, text: str) -> str:
    """A paragraph with its number before it: 一、总体要求, "1. General", "(a) first"."""
    if not label or not text.strip():
        return text
    return label + ("" if east_asian_width(label[-1]) in "WF" else " ") + text.lstrip()


def _is_mark_deleted(properties: _Element) -> bool:
    """Whether the end of a paragraph was deleted, so that it goes on in the next."""
    mark = properties.find(f"{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def _goes_on_from_above(properties: _Element | None) -> bool:
    """Whether a table cell is the lower part of one in an earlier row, or was deleted."""
    if properties is None:
        return False
    merged = properties.find(f"{W}vMerge")
    is_merged = merged is not None and merged.get(f"{W}val", "continue") == "continue"
    return is_merged or properties.find(f"{W}cellDel") is not None


def _is_contents(element: _Element) -> bool:
    """Whether a content control is the table of contents that Word made."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
