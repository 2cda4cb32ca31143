"""The lines of a PDF page in the order in which they are read.

A PDF knows where glyphs stand, and nothing else. Words are gathered into rows by height; where a gutter runs down
between rows, as between two columns, what is left of it is read before what is right of it, from one row that
crosses it to the next (after the recursive X-Y cut of Nagy and Seth 1984).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple
from unicodedata import east_asian_width

_SAME_ROW = 0.5  # of the lower one's height: from this overlap on, two words stand in one row
_SPACE = 0.15  # of an em: from this gap on, there is a blank between two words …
_WIDE_SPACE = 0.8  # … and from this one on, between two wide characters
_RAISED, _SMALL = 0.2, 0.8  # a note's mark stands higher than its row and is smaller
_mark = re.compile(r"[\[(（〔]?[\d*†‡①-⑳]{1,3}[\])）〕]?")

_NARROWEST = 0.8  # ems: a gap in a row that is no gutter
_FEWEST_ROWS = 4
_STEP = 2  # points between the places that are tried
_CROSSING = 0.3  # of the rows: the most that may cross a gutter
_BOTH_SIDES = 0.3  # of the rows: the fewest that must have words on either side of it
_LEAST_SHARE = 0.12  # of the characters: less is no column but labels or page numbers


class Word(NamedTuple):
    """Characters that stand together, their box in points from the page's upper left corner, and their font.

    `spaced` says that the file holds a blank before it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    spaced: bool = False


class Line(NamedTuple):
    """A line of a column: its text, its box, its font, and where the column begins and ends.

    `first` is the width of its first word, `page` the page's 1-based number.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    first: float
    left: float
    right: float
    page: int


def rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand beside one another, each row from left to right, from the page's top to its bottom."""
    out: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.x0)):
        if out and _overlap(out[-1], word) >= _SAME_ROW:
            out[-1].append(word)
        else:
            out.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in out]


def lines(found: Sequence[Sequence[Word]], page: int) -> Iterator[Line]:
    """The lines of a page, or of a part of one, that has these rows."""
    gutter = _gutter(found)
    if gutter is None:
        yield from _column(found, page)
        return
    for crosses, band in groupby(found, key=lambda row: _crosses(row, gutter)):
        if crosses:
            yield from _column(list(band), page)
        else:
            words = [word for row in band for word in row]
            for side in ([w for w in words if w.x1 <= gutter], [w for w in words if w.x0 >= gutter]):
                yield from lines(rows(side), page)


def text_of(row: Sequence[Word]) -> str:
    """The text of a row, with a blank where there is a gap; without the marks of notes."""
    size = median(word.size for word in row)
    bottom = median(word.bottom for word in row)
    kept = [word for word in row if len(row) == 1 or not _is_note_mark(word, size, bottom)]
    out = ""
    last: Word | None = None
    for word in kept:
        if last is not None:
            wide = _is_wide(last.text[-1]) or _is_wide(word.text[0])
            is_apart = word.x0 - last.x1 > (_WIDE_SPACE if wide else _SPACE) * size
            out += " " if word.spaced or is_apart else ""
        out += word.text
        last = word
    return out


def _overlap(row: Sequence[Word], word: Word) -> float:
    top, bottom = median(w.top for w in row), median(w.bottom for w in row)
    shared = min(bottom, word.bottom) - max(top, word.top)
    return shared / max(0.1, min(bottom - top, word.bottom - word.top))


def _is_note_mark(word: Word, size: float, bottom: float) -> bool:
    return (
        word.size < _SMALL * size and word.bottom < bottom - _RAISED * size and _mark.fullmatch(word.text) is not None
    )


def _column(found: Sequence[Sequence[Word]], page: int) -> Iterator[Line]:
    left = min((row[0].x0 for row in found), default=0.0)
    right = max((word.x1 for row in found for word in row), default=0.0)
    for row in found:
        text = text_of(row)
        if text.strip():
            yield Line(
                text,
                row[0].x0,
                max(word.x1 for word in row),
                min(word.top for word in row),
                max(word.bottom for word in row),
                median(word.size for word in row),
                all(word.bold for word in row),
                _first_width(row[0]),
                left,
                right,
                page,
            )


def _first_width(word: Word) -> float:
    """The width of what cannot be cut at the beginning of a line: a wide character, or a whole word."""
    return word.size if _is_wide(word.text[0]) else word.x1 - word.x0


def _gutter(found: Sequence[Sequence[Word]]) -> float | None:
    """The middle of the gap between two columns, if there are two; of several, the one that fewest rows cross."""
    if len(found) < 2 * _FEWEST_ROWS:
        return None
    em = median(word.size for row in found for word in row)
    start, end = int(min(row[0].x0 for row in found)), int(max(word.x1 for row in found for word in row))
    crossing = [sum(_crosses(row, x) for row in found) for x in range(start, end, _STEP)]
    gaps = []
    for is_gap, run in groupby(range(len(crossing)), key=lambda at: crossing[at] <= _CROSSING * len(found)):
        places = list(run)
        if is_gap and len(places) * _STEP >= em:
            fewest = min(crossing[at] for at in places)
            clear = [at for at in places if crossing[at] == fewest]
            gaps.append((fewest, -len(clear), start + _STEP * (clear[0] + clear[-1]) / 2))
    return next((x for _, _, x in sorted(gaps) if _has_sides(found, x)), None)


def _has_sides(found: Sequence[Sequence[Word]], x: float) -> bool:
    """Whether there is a column's worth of text on either side of `x`."""
    inside = [row for row in found if not _crosses(row, x)]
    left = [[word for word in row if word.x1 <= x] for row in inside]
    right = [[word for word in row if word.x0 >= x] for row in inside]
    total = sum(len(word.text) for row in inside for word in row)
    return all(
        sum(map(bool, side)) >= max(_FEWEST_ROWS, _BOTH_SIDES * len(found))
        and sum(len(word.text) for row in side for word in row) >= _LEAST_SHARE * total
        for side in (left, right)
    )


def _crosses(row: Sequence[Word], x: float) -> bool:
    """Whether a row goes on from one side of `x` to the other, with no more than a space between its words there."""
    left, right = [word.x1 for word in row if word.x0 < x], [word.x0 for word in row if word.x1 > x]
    return bool(left and right) and min(right) - max(left) < _NARROWEST * row[0].size


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
