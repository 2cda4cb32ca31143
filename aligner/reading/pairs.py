"""Aligned units, pair by pair: what readers of translation memories, bilingual tables and linked corpora give.

Nothing is kept of what has been read, so that a memory of a million units takes no more space than one of a hundred.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from aligner.document import LANGUAGES, Language, Place
from aligner.errors import LanguageError
from aligner.reading.page import BLANKS, Cell, Page, Piece

_break = re.compile(r"[ \t]*[\n\r\x0b\x0c\x85][ \t\n\r\x0b\x0c\x85]*")


class Pair(NamedTuple):
    """A Chinese text and its translation, either of which may be empty, and the line of the file that it is from."""

    zh: str
    en: str
    line: int | None = None

    @classmethod
    def of(cls, texts: dict[Language, str], line: int | None) -> Pair:
        """A pair of texts as they stand in a file, each made one line, without blanks around it."""
        return cls(one_line(texts.get("zh", "")), one_line(texts.get("en", "")), line)

    @property
    def texts(self) -> dict[Language, str]:
        """Its texts by language."""
        return {"zh": self.zh, "en": self.en}


Counts = Counter[str]
"""How often something happened that the user should know of; a key says what, for a sentence to end in the number."""


@dataclass(frozen=True)
class Pairs:
    """The pairs of a file, in its order. Each iteration reads the file anew, piece by piece.

    `name` is the file's, for messages; `read` begins a pass over it, and counts what it has to leave out.

    Raises:
        ReadError: As it is iterated over: the file is broken.
        LanguageError: At the end of the iteration: no pair has text in both languages.
    """

    name: str
    read: Callable[[Counts], Iterator[Pair]]
    _counts: Counts = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Pair]:
        self._counts.clear()
        complete = False
        for pair in self.read(self._counts):
            if pair.zh or pair.en:
                complete = complete or bool(pair.zh and pair.en)
                yield pair
        if not complete:
            raise LanguageError(
                "no unit of this file has both a Chinese and an English text",
                where=self.name,
                do="check the languages that it names, or give two files to `aligner align`",
            )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the last pass over the file had to leave out or to replace, as sentences for the user."""
        return sentences(self.name, self._counts)


def sentences(name: str, counts: Counts) -> tuple[str, ...]:
    """What was counted, as warnings about a file."""
    return tuple(f"{name}: {what}: {count}" for what, count in counts.items() if count)


def page_of(pairs: Pairs) -> Page:
    """The pairs as a page: a table with a column for each language."""
    pieces = tuple(
        Piece(text, "cell", Place(pair.line) if pair.line else None, Cell(0, row, column), language)
        for row, pair in enumerate(pairs)
        for column, language in enumerate(LANGUAGES)
        if (text := pair.texts[language])
    )
    return Page(pairs.name, pieces, warnings=pairs.warnings)


def one_line(text: str) -> str:
    """The text without blanks around it; a line break is a blank, and between two wide characters nothing."""
    bare = text.strip(BLANKS)
    return _break.sub(_blank, bare) if _break.search(bare) else bare


def _blank(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1], found.string[found.end()]
    return "" if _is_wide(before) and _is_wide(after) else " "


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
