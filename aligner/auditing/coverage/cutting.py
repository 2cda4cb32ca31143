"""A text cut into the words that the audit compares.

The vocabulary holds many compounds as one word: 公平竞争 is one token, whose link to "competition" would hide that 公平
is lost. Such a token is cut into the two words it is made of, each of which needs a rendering; an English word that the
vocabulary holds in pieces is put together again.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from aligner.document import Language
from aligner.embedding.vocabulary import MARK, load_tokenizer

_CUTS = {4: (2,), 5: (2, 3), 6: (3, 2, 4)}  # where a compound of so many characters is cut, the likeliest place first


class Word(NamedTuple):
    """An atom as it stands in a piece of text, the number of the word it is part of, and those of its tokens."""

    text: str
    start: int
    end: int
    whole: int
    pieces: tuple[int, ...]


class Cut(NamedTuple):
    """A text in pieces: where each begins, and its words."""

    places: list[int]
    words: list[tuple[Word, ...]]


def cut(text: str, language: Language) -> Cut:
    """Cut a text of one language."""
    return _chinese(text) if language == "zh" else _english(text)


def _tokens(text: str) -> list[tuple[int, int, int]]:
    """Where each word of a text begins and ends, and its number; one text is encoded faster without a batch."""
    mark, encoding = _mark(), load_tokenizer().encode(text, add_special_tokens=False)
    found = zip(encoding.offsets, encoding.ids, strict=True)
    return [(start, end, key) for (start, end), key in found if key != mark and start < end]


@cache
def _mark() -> int | None:
    return load_tokenizer().token_to_id(MARK)


def _chinese(text: str) -> Cut:
    tokens = _tokens(text)
    return Cut([start for start, _, _ in tokens], [_of_token(text[start:end], key) for start, end, key in tokens])


@lru_cache(maxsize=2**14)
def _of_token(text: str, key: int) -> tuple[Word, ...]:
    """The word that a Chinese token is, or the two."""
    found, at = [], 0
    for part, part_key in compound(text) or ((text, key),):
        found.append(Word(part, at, at + len(part), key, (part_key,)))
        at += len(part)
    return tuple(found)


def _english(text: str) -> Cut:
    """What stands between blanks is cut by itself, and an English text has most of it more than once."""
    pieces = text.split(" ")
    places = accumulate((len(piece) + 1 for piece in pieces[:-1]), initial=0)
    return Cut(list(places), list(map(_between_blanks, pieces)))


@lru_cache(maxsize=2**14)
def _between_blanks(text: str) -> tuple[Word, ...]:
    """The English words of a text without blanks; what the vocabulary holds in pieces is one word."""
    found: list[Word] = []
    for start, end, key in _tokens(text):
        last = found[-1] if found else None
        if last is not None and last.end == start and text[start - 1].isalpha() and text[start].isalpha():
            found[-1] = Word(text[last.start : end], last.start, end, last.whole, (*last.pieces, key))
        else:
            found.append(Word(text[start:end], start, end, key, (key,)))
    return tuple(found)


@cache
def compound(written: str) -> tuple[tuple[str, int], ...]:
    """The two known words that a Chinese word is made of, with their numbers; nothing for a simple one."""
    tokenizer = load_tokenizer()
    for cut in _CUTS.get(len(written), ()) if not written.isascii() else ():
        parts = written[:cut], written[cut:]
        first, second = (tokenizer.token_to_id(part) for part in parts)
        if first is not None and second is not None:
            return (parts[0], first), (parts[1], second)
    return ()
