"""Finds the two languages of a page: one after the other, paragraph by paragraph, side by side, or in one line.

Each piece has the language that its file names, or else that of its script. What no script tells (numbers, dates in
digits, abbreviations) goes with its column in a table whose columns are each in one language, and elsewhere with its
neighbours.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from aligner.document import Language, other
from aligner.reading import mixed
from aligner.reading.page import Piece

_COLUMN = 0.8
_HABIT = 0.3
_counter = re.compile(r"\W*\d{1,3}\W*")


def by_language(pieces: Sequence[Piece]) -> dict[Language, list[Piece]]:
    """Part a page's pieces into Chinese and English ones, each in the order of the page.

    A piece that holds both languages side by side is cut in two first.
    """
    single = list(_single(pieces))
    out: dict[Language, list[Piece]] = {"zh": [], "en": []}
    for piece, language in zip(single, _languages(single), strict=True):
        out[language].append(piece)
    return out


def _single(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, those that hold both languages cut up."""
    joints = [mixed.at_joints(piece) for piece in pieces]
    blanks = [mixed.at_blank(piece) if len(parts) == 1 else parts for piece, parts in zip(pieces, joints, strict=True)]
    is_habit = sum(len(parts) > 1 for parts in blanks) >= max(1, _HABIT * len(pieces))
    out_of_turn = _out_of_turn(pieces)
    for index, piece in enumerate(pieces):
        if piece.language:
            yield piece
            continue
        is_blank_enough = is_habit or index in out_of_turn or mixed.is_phrase(piece.text, blanks[index])
        parts = blanks[index] if is_blank_enough else joints[index]
        yield from (piece.cut(part.span) for part in parts) if len(parts) > 1 else (piece,)


def _out_of_turn(pieces: Sequence[Piece]) -> set[int]:
    """Where the languages take turns: the pieces that stand beside one of their own language.

    If such a piece holds both languages, its counterpart is in it and not beside it.
    """
    if not _takes_turns(pieces):
        return set()
    sure = list(map(_sure, pieces))
    before, after = _nearest(sure), _nearest(sure[::-1])[::-1]
    return {index for index, own in enumerate(sure) if own and own in (before[index], after[index])}


def _languages(pieces: Sequence[Piece]) -> list[Language]:
    """The language of each piece, none left out."""
    columns = _columns(pieces)
    sure = [
        piece.language or (columns.get((piece.cell.table, piece.cell.column)) if piece.cell else None) or _sure(piece)
        for piece in pieces
    ]
    takes_turns = _takes_turns(pieces)
    if takes_turns:
        _share_twins(pieces, sure)
    before, after = _nearest(sure), _nearest(sure[::-1])[::-1]
    return [
        own or _from_neighbours(piece, previous, following, takes_turns)
        for piece, own, previous, following in zip(pieces, sure, before, after, strict=True)
    ]


def _sure(piece: Piece) -> Language | None:
    return piece.language or (None if piece.evidence.is_weak else piece.evidence.language)


def _share_twins(pieces: Sequence[Piece], sure: list[Language | None]) -> None:
    """Give one of two equal pieces that follow one another, a year or a number, to each language."""
    first = next((language for language in sure if language), None)
    for index, (one, two) in enumerate(pairwise(pieces)):
        if first and sure[index] is None and sure[index + 1] is None and one.text == two.text:
            sure[index : index + 2] = first, other(first)


def _from_neighbours(
    piece: Piece, previous: Language | None, following: Language | None, takes_turns: bool
) -> Language:
    own = piece.evidence.language
    if own and (takes_turns or own in (previous, following)):
        return own
    belongs_to_next = takes_turns or _counter.fullmatch(piece.text)
    first, second = (following, previous) if belongs_to_next else (previous, following)
    return first or second or own or "en"


def _columns(pieces: Sequence[Piece]) -> dict[tuple[int, int], Language]:
    """The language of each column of those tables that have a column of either language."""
    counts: dict[int, dict[int, Counter[Language]]] = defaultdict(lambda: defaultdict(Counter))
    for piece in pieces:
        language = _sure(piece)
        if piece.cell and language:
            counts[piece.cell.table][piece.cell.column][language] += 1
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


def _takes_turns(pieces: Sequence[Piece]) -> bool:
    """Whether the languages take turns, rather than one following the other.

    Abbreviations count as English where that makes its share more like the Chinese one: in a glossary, that is, and
    not in a Chinese report.
    """
    seen = [(piece.evidence.language, piece.evidence.is_weak) for piece in pieces]
    count = Counter(language if not weak else None for language, weak in seen if language)
    zh, en, weak = count["zh"], count["en"], count[None]
    with_weak = abs(zh - en - weak) < abs(zh - en)
    turns = [language for language, weak in seen if language and (with_weak or not weak)]
    switches = sum(one != two for one, two in pairwise(turns))
    return switches >= max(3, min(turns.count("zh"), turns.count("en")))


def _nearest(certain: Iterable[Language | None]) -> list[Language | None]:
    """For each place, the last language known before it."""
    out: list[Language | None] = []
    last: Language | None = None
    for language in certain:
        out.append(last)
        last = language or last
    return out
