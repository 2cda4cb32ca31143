"""The formats that can be read: a new one is a module with a reader, and a line here.

A format's module is imported when the first file of that format is read.

A page is what `aligner.reading.read` makes two documents of. Formats of aligned units (TMX …) and of tables (XLSX …)
are read pair by pair as well, and so are the tables in a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from aligner.errors import InputError, ReadError
from aligner.reading.page import Page
from aligner.reading.pairs import Counts, Pair, Pairs, page_of, sentences
from aligner.reading.source import Source
from aligner.reading.stream import HEAD, Stream
from aligner.reading.table import Columns, Sheet, page_in, pairs_in, sheets_of
from aligner.reading.xml_safety import root_name

PageReader = Callable[[Source], Page]
UnitReader = Callable[[Stream, Counts], Iterator[Pair]]
SheetReader = Callable[[Stream, Counts], Iterator[Sheet]]


@dataclass(frozen=True)
class Format:
    """A format and what tells it: the endings of file names, the root elements of XML, how a file begins.

    It has a reader of pages, of aligned units or of tables, or of a page and of units. `is_text` says whether its files
    are text.
    """

    name: str
    suffixes: tuple[str, ...]
    page: PageReader | None = None
    units: UnitReader | None = None
    sheets: SheetReader | None = None
    roots: tuple[str, ...] = ()
    start: re.Pattern[bytes] | None = None
    is_text: bool = True

    def read(self, source: Source) -> Page:
        """Read a file as a page."""
        if self.page:
            return self.page(source)
        if self.units:
            return page_of(self.pairs(Stream.of(source)))
        counts = Counts()
        page = page_in(self._sheets(Stream.of(source), counts), source.name)
        return Page(page.name, page.pieces, warnings=sentences(source.name, counts))

    def pairs(self, stream: Stream, columns: Columns | None = None) -> Pairs:
        """Read a file pair by pair.

        Raises:
            InputError: Columns are named, and this is a format without any.
        """
        units = self.units
        if units is None:
            return Pairs(
                stream.name, lambda counts: pairs_in(self._sheets(stream, counts), columns, stream.name, counts)
            )
        if columns:
            raise InputError(f"{self.name} has no columns", where=stream.name, do="leave out --columns")
        return Pairs(stream.name, lambda counts: units(stream, counts))

    def _sheets(self, stream: Stream, counts: Counts) -> Iterator[Sheet]:
        if self.sheets:
            return self.sheets(stream, counts)
        return sheets_of(self.read(stream.source()))


def _of(module: str, reader: str) -> Callable[..., Any]:
    """A reader of one of this package's modules, whose signature is the field's that it stands in."""
    return lambda *arguments: getattr(import_module(f"aligner.reading.{module}"), reader)(*arguments)


_html_start = re.compile(
    rb"^\W*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_word_start = re.compile(rb"^PK\x03\x04.*word/", re.DOTALL)
_excel_start = re.compile(rb"^PK\x03\x04.*xl/", re.DOTALL)

HTML = Format("HTML", (".html", ".htm", ".xhtml", ".shtml"), _of("html", "read"), start=_html_start)
MARKDOWN = Format("Markdown", (".md", ".markdown", ".mdown", ".mkd"), _of("markdown", "read"))
PLAIN = Format("plain text", (".txt", ".text"), _of("plain", "read"), sheets=_of("delimited", "sheets"))
TEI = Format("TEI", (".tei",), _of("tei", "read"), _of("tei", "pairs"), roots=("TEI", "teiCorpus", "TEI.2"))
TMX = Format("TMX", (".tmx",), units=_of("tmx", "read"), roots=("tmx",))
XLIFF = Format("XLIFF", (".xlf", ".xliff", ".sdlxliff", ".mqxliff"), units=_of("xliff", "read"), roots=("xliff",))
INTERTEXT = Format("InterText", (), units=_of("intertext", "read"), roots=("linkGrp", "cesAlign"))
PO = Format("PO", (".po", ".pot"), units=_of("po", "read"))
DELIMITED = Format("a table", (".csv", ".tsv", ".tab"), sheets=_of("delimited", "sheets"))
XLSX = Format("XLSX", (".xlsx", ".xlsm"), sheets=_of("xlsx", "sheets"), start=_excel_start, is_text=False)
DOCX = Format("Word", (".docx", ".docm", ".dotx", ".dotm"), _of("docx", "read"), start=_word_start, is_text=False)
PDF = Format("PDF", (".pdf",), _of("pdf", "read"), start=re.compile(rb"^[^%]{0,1000}%PDF-"), is_text=False)
FORMATS = (HTML, MARKDOWN, TEI, TMX, XLIFF, INTERTEXT, PO, DELIMITED, XLSX, DOCX, PDF, PLAIN)


def format_of(name: str, suffix: str, head: bytes) -> Format:
    """The format of a file: by its name's ending, or by how it begins if that is not to be mistaken; else plain text.

    Args:
        name: The file's name, for the error.
        suffix: Its ending, with the dot.
        head: How it begins, `HEAD` bytes or more.

    Raises:
        ReadError: It is XML of a kind that is not known.
    """
    start = head[:HEAD].replace(b"\0", b"")
    begun = [known for known in FORMATS if known.start is not None and known.start.search(start)]
    for known in begun:
        if not known.is_text:
            return known
    for known in FORMATS:
        if known.is_text and suffix in known.suffixes:
            return known
    if begun:
        return begun[0]
    root = root_name(head[:HEAD]) if suffix == ".xml" or b"<" in start[:8] else ""
    for known in FORMATS:
        if root in known.roots:
            return known
    if suffix == ".xml":
        kinds = ", ".join(known.name for known in FORMATS if known.roots)
        raise ReadError(
            f"this XML file is of an unknown kind (<{root or '?'}>)", where=name, do=f"give one of {kinds}, or its text"
        )
    return PLAIN
