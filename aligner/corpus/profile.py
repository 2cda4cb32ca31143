"""What pairing looks at in a document: its vectors, numbers, days, Latin names, length and file name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aligner.auditing.numerals import chinese_quantities, english_quantities, shown
from aligner.corpus.clues import BEGINNING, clues_of, dates_in
from aligner.document import Document
from aligner.embedding.encoder import Encoder, Vectors, normalised

_latin = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*[A-Za-z0-9+]")
_piece = re.compile(r"\d+|[^\W\d_]+")
# What a file name says of the language, and not of the document.
_LANGUAGE_NAMES = {
    *("zh", "cn", "chs", "cht", "hans", "hant", "chinese", "中", "中文", "汉", "汉语", "原文"),
    *("en", "eng", "english", "英", "英文", "英语", "译文", "us", "gb"),
}
LEAST_NAME = 3


@dataclass(frozen=True)
class Profile:
    """A document's clues. `beginning`, `title` and `whole` are rows of unit length, or zero."""

    path: Path
    language: str
    length: int
    title: Vectors
    beginning: Vectors
    whole: Vectors
    numbers: frozenset[str]
    dates: frozenset[str]
    names: frozenset[str]
    own_number: tuple[str, str] | None
    file_words: frozenset[str]


def profile(path: Path, document: Document, encoder: Encoder) -> Profile:
    """Look at a document.

    Args:
        path: Its file.
        document: Its text in blocks; sentences are not needed.
        encoder: Gives vectors of blocks, which add up to those of the whole.
    """
    blocks = [block.span.of(document.text) for block in document.blocks]
    vectors = encoder.encode(blocks)
    clues = clues_of(document)
    title = encoder.encode([clues.title or ""])[0]
    rows = normalised(np.stack([title, vectors[:BEGINNING].sum(axis=0), vectors.sum(axis=0)]))
    quantities = chinese_quantities if document.language == "zh" else english_quantities
    found = {shown(q) for block in blocks for q in quantities(block) if q.readings and q.weight >= 0.5}
    dates = {date for block in blocks for date in dates_in(block, document.language)}
    names = {name.lower() for name in _latin.findall(document.text) if len(name) >= LEAST_NAME}
    return Profile(
        path,
        document.language,
        len("".join(document.text.split())),
        rows[0],
        rows[1],
        rows[2],
        frozenset(found),
        frozenset(dates),
        frozenset(names),
        _own_number(clues.number or ""),
        frozenset(word.lower() for word in _piece.findall(path.stem) if word.lower() not in _LANGUAGE_NAMES),
    )


def _own_number(number: str) -> tuple[str, str] | None:
    """Year and serial number of "国发〔2015〕40号"."""
    digits = re.findall(r"\d+", number)
    return (digits[0], digits[1]) if len(digits) == 2 else None
