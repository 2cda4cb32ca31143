"""From files to two documents: decoded, freed of page noise, and parted by language.

    Source ── format_of ──► Page (pieces) ── without_noise ──► Page ── by_language ──► Reading (zh, en)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aligner.document import Document, Language
from aligner.errors import LanguageError, ReadError
from aligner.reading.binary import refuse_binary
from aligner.reading.formats import format_of
from aligner.reading.layout import languages
from aligner.reading.noise import without_noise
from aligner.reading.page import Page, Piece
from aligner.reading.source import load

__all__ = ["Reading", "read"]


@dataclass(frozen=True)
class Reading:
    """Two documents that have blocks, but no numbering, sentences or clauses yet.

    `left_out` lists the page noise that is in neither ("FILE:LINE: text"); `warnings` are sentences for the user.
    """

    zh: Document
    en: Document
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read(source: Path, target: Path | None = None, *, encoding: str | None = None) -> Reading:
    """Read a bilingual page, or two files of one language each, in either order."""
    page = page_of(source, encoding)
    sides = languages(page.pieces)
    return Reading(
        *(_document(lang, [p for p, side in zip(page.pieces, sides, strict=True) if side == lang], page.name) for lang in ("zh", "en")),
        tuple(f"{page.name}:{p.place.line if p.place else 0}: {p.text}" for p in page.left_out),
        page.warnings,
    )


def page_of(path: Path, encoding: str | None = None) -> Page:
    source = load(path, encoding)
    refuse_binary(source)
    return without_noise(format_of(source).read(source))


def _document(language: Language, pieces: list[Piece], name: str) -> Document:
    return Document.from_blocks(language, [(p.text, p.kind, p.place) for p in pieces], name)
