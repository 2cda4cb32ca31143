"""Glossaries: TBX (ISO 30042, of 2008 and of 2019, in either style), CSV, TSV and XLSX.

A concept of a TBX file is a term for each of its Chinese terms, with all English ones as renderings; those that it
deprecates or supersedes are forbidden. In a table, renderings in one cell are parted by ";" or "|" or stand in lines
of their own, and a column whose head says so holds forbidden ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.chinese_script import simplified_texts
from aligner.document import Language
from aligner.errors import InputError, ReadError
from aligner.glossary import Glossary, Term
from aligner.reading import delimited, xlsx
from aligner.reading.languages import language_of
from aligner.reading.page import BLANKS
from aligner.reading.pairs import Counts, one_line
from aligner.reading.script import evidence
from aligner.reading.stream import Stream, open_stream
from aligner.reading.table import Columns, Row, Sheet, column_named, columns_of
from aligner.reading.xml_safety import XML_LANG, elements, local_name, root_name, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONCEPTS = ("termEntry", "conceptEntry")
_LANGUAGES = frozenset({"langSet", "langSec"})
_TERMS = frozenset({"tig", "ntig", "termSec"})
_STATUS = frozenset({"administrativeStatus", "normativeAuthorization"})
_REFUSED = re.compile("deprecated|superseded|forbidden|notrecommended|obsolete|donotuse", re.IGNORECASE)
_FORBIDDEN_HEADS = frozenset({"forbidden", "deprecated", "do not use", "not to be used", "banned", "禁用", "误译"})
_PARTED = re.compile(r"\s*[;；|\n]\s*")
_SAMPLE = 500
_HEADER_ROWS = 10


def read_glossary(path: Path, *, columns: Sequence[str] | None = None, encoding: str | None = None) -> Glossary:
    """Read a glossary of the user's, whose terms are binding.

    Args:
        path: A TBX, CSV, TSV or XLSX file.
        columns: The Chinese and the English column of a table, and perhaps one of forbidden renderings, by name, letter
            or number; None to find them.
        encoding: The file's encoding; None for what it says itself, or what fits.

    Raises:
        ReadError: It cannot be read, or holds no term with a rendering.
        InputError: The columns that were named are not there.
    """
    stream, counts = open_stream(path, encoding), Counts()
    if stream.suffix == ".xlsx":
        found = _of_sheets(xlsx.sheets(stream, counts), columns, stream.name)
    elif stream.suffix in {".csv", ".tsv", ".txt"}:
        found = _of_sheets(delimited.sheets(stream, counts), columns, stream.name)
    elif stream.suffix == ".tbx" or root_name(stream.head()) in {"tbx", "martif"}:
        found = _of_tbx(stream, counts)
    else:
        raise ReadError("this is no glossary that can be read", where=stream.name, do="give TBX, CSV, TSV or XLSX")
    terms = [term for term in found if term.zh and (term.renderings or term.forbidden)]
    compared = simplified_texts([term.zh for term in terms])  # as the texts are in which they are looked for
    glossary = Glossary.of(term._replace(zh=zh) for term, zh in zip(terms, compared, strict=True))
    if not glossary.terms:
        raise ReadError(
            "this glossary has no Chinese term with an English one", where=stream.name, do="check its languages"
        )
    return glossary


def _of_tbx(stream: Stream, counts: Counts) -> Iterator[Term]:
    for concept in elements(stream, _CONCEPTS, counts):
        names: dict[Language, list[str]] = {"zh": [], "en": []}
        refused: list[str] = []
        for section in concept.iter():
            if local_name(section) not in _LANGUAGES:
                continue
            language = language_of(section.get(XML_LANG) or section.get("lang"))
            for part in section.iter():
                if language and local_name(part) in _TERMS:
                    name = _name(part)
                    wrong = language == "en" and _is_refused(part)
                    (refused if wrong else names[language]).append(name)
        for zh in names["zh"]:
            yield Term(zh, tuple(filter(None, names["en"])), tuple(filter(None, refused)), stream.name, binding=True)


def _name(part: _Element) -> str:
    return next((one_line(text_of(child)) for child in part.iter() if local_name(child) == "term"), "")


def _is_refused(part: _Element) -> bool:
    """Whether a note says that a term is not to be used, as a type of note or as an element of its own."""
    return any(
        (note.get("type") in _STATUS or local_name(note) in _STATUS) and _REFUSED.search(text_of(note))
        for note in part.iter()
        if isinstance(note.tag, str)
    )


def _of_sheets(sheets: Iterator[Sheet], columns: Sequence[str] | None, name: str) -> Iterator[Term]:
    seen = False
    for sheet in sheets:
        sample = list(islice(sheet.rows, _SAMPLE))
        pair: Columns | None = (columns[0], columns[1]) if columns else None
        found = columns_of(sample, pair)
        if found is None:
            continue
        seen = True
        refused = column_named(sample, columns[2]) if columns and len(columns) > 2 else _refused_column(sample)
        for row in (*sample[found.header :], *sheet.rows):
            zh, en = (_cell(row, column) for column in (found.zh, found.en))
            if evidence(zh).language == "zh" or columns:
                wrong = _parts(_cell(row, refused)) if refused is not None else ()
                for term in _parts(zh):
                    yield Term(term, _parts(en), wrong, f"{name}:{row.line}", binding=True)
    if not seen:
        if columns:
            raise InputError(
                f"there are no columns {', '.join(map(repr, columns))}",
                where=name,
                do="name them by what stands at their head, by letter or by number, the Chinese one first",
            )
        raise ReadError(
            "no column of this glossary is Chinese with another that is English",
            where=name,
            do="name them with --glossary-columns",
        )


def _refused_column(sample: Sequence[Row]) -> int | None:
    heads = (
        (index, cell.strip(BLANKS).casefold()) for row in sample[:_HEADER_ROWS] for index, cell in enumerate(row.cells)
    )
    return next((index for index, head in heads if head in _FORBIDDEN_HEADS), None)


def _cell(row: Row, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in map(one_line, _PARTED.split(cell.strip(BLANKS))) if part)
