"""How texts are compared in search: without regard to width, case and kinds of blanks, character by character.

Every character becomes its compatibility form (NFKC) in folded case, and blanks in a row one space, so that "５Ｇ 技术"
and "5g 技术" are one text. Traditional and simplified characters stay apart: which belong together depends on the word.

FTS5's trigram tokenizer finds nothing shorter than three characters, and that without an error. `pieces` therefore
cuts a text into its pairs of characters, each beginning where a character stands. A term of two characters or more is
then a phrase of pairs, and one of a single character the beginning of a pair. The tokenizer "ascii" takes everything
beyond ASCII for a letter, so pieces are written without ASCII: its characters in their wide forms.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from aligner.document import Span

_blanks = re.compile(r"\s+")
_REPLACEMENT = "\ufffd"


class _Folds(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        if 0xD800 <= code <= 0xDFFF or code == 0:  # neither can be asked of SQLite
            folded = _REPLACEMENT
        else:
            folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", chr(code)).casefold())
        self[code] = folded
        return folded


_folds = _Folds()
_WIDE = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {0x20: "\u3000"}
_WIDE |= dict.fromkeys((*range(0x20), 0x7F), _REPLACEMENT)


class Folded(NamedTuple):
    """A folded text; character i of it comes from characters `starts[i]` up to `ends[i]` of the text as it was."""

    text: str
    starts: list[int]
    ends: list[int]

    def occurrences(self, term: str) -> list[Span]:
        """Where a folded term stands, as spans of the text as it was; they do not overlap."""
        spans: list[Span] = []
        at = self.text.find(term) if term else -1
        while at >= 0:
            span = Span(self.starts[at], self.ends[at + len(term) - 1])
            if not spans or span.start >= spans[-1].end:
                spans.append(span)
            at = self.text.find(term, at + len(term))
        return spans


def fold(text: str) -> str:
    """The text in the form in which texts are compared."""
    return _blanks.sub(" ", text.translate(_folds))


def folded(text: str) -> Folded:
    """The same, with the way back to the text as it was."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        for piece in _folds[ord(character)]:
            if piece.isspace() and characters and characters[-1] == " ":
                ends[-1] = at + 1
                continue
            characters.append(" " if piece.isspace() else piece)
            starts.append(at)
            ends.append(at + 1)
    return Folded("".join(characters), starts, ends)


def pieces(text: str) -> str:
    """A folded text as the index of Chinese takes it: a pair of characters for each character, with blanks between."""
    wide = text.translate(_WIDE)
    return " ".join([*map("".join, pairwise(wide)), *wide[-1:]])


def phrase(term: str) -> str:
    """What to ask the index of Chinese for a folded term that is not empty."""
    wide = term.translate(_WIDE)
    if len(wide) == 1:
        return f'"{wide}"*'
    return f'"{" ".join(map("".join, pairwise(wide)))}"'


def key_of(text: str) -> int:
    """A number that equal folded texts share, 64 bits, by which exact matches are looked up."""
    content = fold(text).strip().encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)
