"""What FTS5 is asked for a term that a user types, none of which is ever read as a query of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from aligner.document import Span
from aligner.errors import InputError
from aligner.store.folding import fold, folded, phrase
from aligner.writing.text import without_surrogates

_MARKS = "\ufdd0", "\ufdd1"  # noncharacters, which stand in no text


class Query(NamedTuple):
    """What to ask of which table, what more to select that marks the words, and how spans are had of a row."""

    table: str
    match: str
    marked: str
    spans: Callable[[Sequence[Any], str], Sequence[Span]]


def chinese(term: str) -> Query:
    """Characters in a row, of any number.

    Raises:
        InputError: The term is blank.
    """
    wanted = fold(without_surrogates(term)).strip()
    if not wanted:
        raise InputError("there is nothing to look for", do="give a term")
    return Query("chinese", phrase(wanted), "", lambda row, text: folded(text).occurrences(wanted))


def english(term: str, table: str) -> Query:
    """Words by the tokenizer's own cutting: a quoted string is a phrase, and marks in it part words as in a text.

    Raises:
        InputError: The term has no word.
    """
    wanted = without_surrogates(term).replace("\0", " ").strip()
    if not any(character.isalnum() for character in wanted):
        raise InputError(f"{term!r} has no word to look for", do="give a term with a letter or a digit in it")
    if wanted.isascii():
        wanted = wanted.lower()  # as the tokenizer does, so that the same question is asked in the same way
    ending = "*" if wanted.endswith("*") and wanted[:-1][-1:].isalnum() else ""
    match = '"' + wanted.replace('"', " ") + '"' + ending
    marked = f", highlight({table}, 0, '{_MARKS[0]}', '{_MARKS[1]}')"
    return Query(table, match, marked, lambda row, text: _between_marks(row[1]))


def _between_marks(text: str) -> list[Span]:
    spans = []
    at = 0
    for piece in text.split(_MARKS[0]):
        inside, mark, rest = piece.partition(_MARKS[1])
        if mark:
            spans.append(Span(at, at + len(inside)))
        at += len(inside) + len(rest)
    return spans
