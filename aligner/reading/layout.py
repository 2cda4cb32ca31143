"""Finds the two languages of a page: one after the other, paragraph by paragraph, side by side, or in one line.

Each piece has the language of its script. What no script tells (numbers, dates in digits, abbreviations) goes with
its column in a table whose columns are each in one language, and elsewhere with its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from aligner.document import Language
from aligner.reading import mixed
from aligner.reading.page import Piece
from aligner.reading.script import Evidence

_COLUMN = 0.8
_HABIT = 0.3
_counter = re.compile(r"\W*\d{1,3}\W*")


def by_language(pieces: Sequence[Piece]) -> dict[Language, list[Piece]]:
    """Part a page's pieces into Chinese and English ones, each in the order of the page.

    A piece that holds both languages side by side is cut in two first.
    """
    takes_turns = _alternates(None if piece.evidence.is_weak else piece.evidence.language for piece in pieces)
    single = list(_single(pieces, takes_turns))
    out: dict[Language, list[Piece]] = {"zh": [], "en": []}
    for piece, language in zip(single, _languages(single), strict=True):
        out[language].append(piece)
    return out


def _single(pieces: Sequence[Piece], takes_turns: bool) -> Iterator[Piece]:
    """The pieces, those that hold both languages cut up; at a mere blank where the page is of that make."""
    cuts = [mixed.at_joints(piece) for piece in pieces]
    blanks = [mixed.at_blank(piece) if len(cut) == 1 else cut for piece, cut in zip(pieces, cuts, strict=True)]
    is_habit = takes_turns or sum(len(parts) > 1 for parts in blanks) >= max(1, _HABIT * len(pieces))
    for piece, at_joints, at_blank in zip(pieces, cuts, blanks, strict=True):
        parts = at_blank if is_habit or mixed.is_phrase(piece.text, at_blank) else at_joints
        yield from (piece.cut(part.span) for part in parts) if len(parts) > 1 else (piece,)


def _languages(pieces: Sequence[Piece]) -> list[Language]:
    """The language of each piece, none left out."""
    found = [piece.evidence for piece in pieces]
    columns = _columns(pieces, found)
    certain: list[Language | None] = [
        (columns.get((piece.cell.table, piece.cell.column)) if piece.cell else None)
        or (None if seen.is_weak else seen.language)
        for piece, seen in zip(pieces, found, strict=True)
    ]
    alternates = _alternates(certain)
    before = _nearest(certain)
    after = _nearest(certain[::-1])[::-1]
    return [
        sure or _from_neighbours(piece, seen, previous, following, alternates)
        for piece, seen, sure, previous, following in zip(pieces, found, certain, before, after, strict=True)
    ]


def _from_neighbours(
    piece: Piece, seen: Evidence, previous: Language | None, following: Language | None, alternates: bool
) -> Language:
    if seen.language and (alternates or seen.language in (previous, following)):
        return seen.language
    belongs_to_next = alternates or _counter.fullmatch(piece.text)
    first, second = (following, previous) if belongs_to_next else (previous, following)
    return first or second or seen.language or "en"


def _columns(pieces: Sequence[Piece], found: Sequence[Evidence]) -> dict[tuple[int, int], Language]:
    """The language of each column of those tables that have a column of either language."""
    counts: dict[int, dict[int, Counter[Language]]] = defaultdict(lambda: defaultdict(Counter))
    for piece, seen in zip(pieces, found, strict=True):
        if piece.cell and seen.language:
            counts[piece.cell.table][piece.cell.column][seen.language] += 1
    out: dict[tuple[int, int], Language] = {}
    for table, columns in counts.items():
        pure: dict[tuple[int, int], Language] = {}
        for column, languages in columns.items():
            language, count = languages.most_common(1)[0]
            if count >= _COLUMN * languages.total():
                pure[table, column] = language
        if len(set(pure.values())) == 2:
            out |= pure
    return out


def _alternates(certain: Iterable[Language | None]) -> bool:
    """Whether the languages take turns, rather than one following the other."""
    sure = [language for language in certain if language]
    switches = sum(one != two for one, two in pairwise(sure))
    return switches >= max(3, min(sure.count("zh"), sure.count("en")))


def _nearest(certain: Iterable[Language | None]) -> list[Language | None]:
    """For each place, the last language known before it."""
    out: list[Language | None] = []
    last: Language | None = None
    for language in certain:
        out.append(last)
        last = language or last
    return out
