"""From files to two documents, decoded, freed of page noise and parted by language; or to aligned pairs.

Source ── format_of ──► Page (pieces) ── without_noise ──► Page ── by_language ──► Reading (zh, en)
Stream ── format_of ──► Pairs (pair, pair …)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.document import Document, Language, other
from aligner.errors import LanguageError, ReadError
from aligner.reading.archive import unpacked
from aligner.reading.binary import refuse_binary
from aligner.reading.formats import format_of
from aligner.reading.layout import by_language
from aligner.reading.noise import without_noise
from aligner.reading.page import Page, Piece
from aligner.reading.pairs import Pair, Pairs
from aligner.reading.script import words_worth
from aligner.reading.source import Source, load
from aligner.reading.stream import Stream, open_stream
from aligner.reading.table import Columns

__all__ = ["Columns", "Pair", "Pairs", "Reading", "Source", "read", "read_document", "read_pairs"]

_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}
# Fewer words than this, and less than this share of the page, are no text in a language but a name or a menu entry.
_FEWEST_WORDS, _LEAST_SHARE = 10, 0.02
# A file with more than this share of the other language is a bilingual page.
_MOST_FOREIGN = 0.25


@dataclass(frozen=True)
class Reading:
    """Two documents that have blocks, but no numbering, sentences or clauses yet.

    `left_out` lists what is in neither, as "FILE:LINE: text": page noise, code, and the like. `warnings` are sentences
    for the user about characters that had to be replaced.
    """

    zh: Document
    en: Document
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read(source: Path | Source, target: Path | Source | None = None, *, encoding: str | None = None) -> Reading:
    """Read a bilingual page, or two files of one language each in either order.

    Args:
        source: A file in one of `aligner.reading.formats.FORMATS`, or what was loaded of it; alone, it holds both
            languages: one after the other, paragraph by paragraph, in two columns of a table, or side by side in each
            line. It may be packed with gzip or zip; a zip archive of two files is read as these two.
        target: The file of the other language, if there are two.
        encoding: The files' encoding, as Python names it; None to have it detected for each.

    Raises:
        ReadError: A file is missing, empty, unreadable, of no known format, or not in the encoding given.
        LanguageError: One of the two languages is missing, or one of two files holds both.
        MissingExtraError: An optional package reads this format, and is not installed.
    """
    sources = [inner for given in (source, target) if given is not None for inner in _sources(given, encoding)]
    if len(sources) > 2:
        raise ReadError(
            f"this makes {len(sources)} files to read",
            where=", ".join(str(inner.name) for inner in sources[:3]) + (" …" if len(sources) > 3 else ""),
            do="give one page in both languages, or one file for each; `aligner batch` reads folders",
        )
    if len(sources) == 1:
        page = _page(sources[0])
        sides = by_language(page.pieces)
        _require_both(page, sides)
        return _reading({language: (page.name, sides[language]) for language in sides}, [page])
    pages = [_page(given) for given in sources]
    languages = [_only_language(page) for page in pages]
    if languages[0] == languages[1]:
        missing = _NAMES[other(languages[0])]
        raise LanguageError(
            f"both files are {_NAMES[languages[0]]}",
            where=f"{pages[0].name}, {pages[1].name}",
            do=f"give the {missing} text as one of the two",
        )
    return _reading(
        {language: (page.name, page.pieces) for language, page in zip(languages, pages, strict=True)}, pages
    )


def read_document(source: Path | Source, *, encoding: str | None = None) -> Document:
    """Read a file in one language.

    Args:
        source: A file in one of `aligner.reading.formats.FORMATS`, or what was loaded of it, packed or not.
        encoding: The file's encoding, as Python names it; None to have it detected.

    Raises:
        ReadError: The file is missing, empty, unreadable, of no known format, or an archive of several.
        LanguageError: It holds both languages, or neither.
        MissingExtraError: An optional package reads this format, and is not installed.
    """
    files = _sources(source, encoding)
    if len(files) > 1:
        raise ReadError(f"this archive holds {len(files)} files", where=files[0].name, do="unpack it, and give one")
    page = _page(files[0])
    return _document(_only_language(page), page.name, page.pieces)


def read_pairs(source: Path | Source, *, encoding: str | None = None, columns: Columns | None = None) -> Pairs:
    """Open a translation memory, a bilingual table or a linked corpus, to be read pair by pair.

    Args:
        source: A file in one of `aligner.reading.formats.FORMATS` that holds aligned units, or tables with a column
            for each language, or what was loaded of it; it may be packed with gzip or zip.
        encoding: The file's encoding, as Python names it; None for what it says itself, or what fits.
        columns: The Chinese and the English column of a table, by name, letter or number; None to find them.

    Raises:
        ReadError: The file is missing, empty, unreadable or of no known format.
        InputError: Columns are named for a format that has none.
    """
    stream = Stream.of(source) if isinstance(source, Source) else open_stream(source, encoding)
    return format_of(stream.name, stream.suffix, stream.head()).pairs(stream, columns)


def _sources(given: Path | Source, encoding: str | None) -> tuple[Source, ...]:
    return unpacked(given if isinstance(given, Source) else load(given, encoding))


def _page(source: Source) -> Page:
    known = format_of(source.name, source.suffix, source.data)
    if known.is_text:
        refuse_binary(source)
    page = known.read(source)
    if known.page:  # and not one of aligned units, where nothing stands beside the text
        page = without_noise(page)
    if not page.pieces:
        raise ReadError("this file holds no text", where=page.name, do="give a file with a Chinese and an English text")
    return page


def _require_both(page: Page, sides: dict[Language, list[Piece]]) -> None:
    worth = {language: _worth(sides[language], language) for language in sides}
    for language, words in worth.items():
        if not words or (words < _FEWEST_WORDS and words < _LEAST_SHARE * worth[other(language)]):
            raise LanguageError(
                f"there is no {_NAMES[language]} text in this file",
                where=page.name,
                do=f"give the {_NAMES[language]} text as a second file" if any(worth.values()) else "check the file",
            )


def _only_language(page: Page) -> Language:
    """The language of a file that should be in one."""
    zh, en = (_worth(page.pieces, language) for language in ("zh", "en"))
    if not zh + en:
        raise LanguageError("this file is neither Chinese nor English", where=page.name, do="check the file")
    if min(zh, en) > _MOST_FOREIGN * (zh + en):
        raise LanguageError("this file holds both languages", where=page.name, do="give it alone, as a bilingual page")
    return "zh" if zh >= en else "en"


def _worth(pieces: Sequence[Piece], language: Language) -> float:
    return sum(words_worth(piece.text, language) for piece in pieces)


def _reading(sides: dict[Language, tuple[str, Sequence[Piece]]], pages: Sequence[Page]) -> Reading:
    zh, en = (_document(language, *sides[language]) for language in ("zh", "en"))
    left_out = tuple(
        f"{page.name}:{_line(piece)}: {piece.text}" for page in pages for piece in sorted(page.left_out, key=_line)
    )
    return Reading(zh, en, left_out, tuple(warning for page in pages for warning in page.warnings))


def _document(language: Language, name: str, pieces: Sequence[Piece]) -> Document:
    return Document.from_blocks(language, [(piece.text, piece.kind, piece.place) for piece in pieces], name)


def _line(piece: Piece) -> int:
    return piece.place.line if piece.place else 0
