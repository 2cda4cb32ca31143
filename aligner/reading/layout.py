"""Finds the two languages in a page: one after the other, paragraph by paragraph, side by side, or in one line."""

from __future__ import annotations

from aligner.document import Language
from aligner.reading.page import Piece
from aligner.reading.script import evidence


def languages(pieces: tuple[Piece, ...]) -> list[Language]:
    out: list[Language] = []
    for piece in pieces:
        found = evidence(piece.text).language
        out.append(found or (out[-1] if out else "en"))
    return out
