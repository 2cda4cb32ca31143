"""What a web page says beside its text: who posted it, where to share it, how to comment on it.

A line is judged whole: only one that is nothing but such a phrase can be noise, so prose that mentions "posted on" or
分享 stays. Phrases that stand in no text are left out wherever they are. Words that could be a heading as well
("Related", 搜索) are left out only in the company of the former: beside one, or above or below all prose with one. So
is what else stands at the foot of a page, if much of it is noise, comments from their heading to their form, and the
table in which a government portal records a document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from aligner.chinese_script import simplified_texts
from aligner.reading.noise_phrases import closes_comments, is_certain, is_possible, is_record_label, opens_comments
from aligner.reading.page import Page, Piece
from aligner.reading.script import HAN_A_WORD

Mark = Literal["certain", "possible", "prose", ""]

_sentence = re.compile(r".*[。！？!?.;；][”’」』）)\"']*", re.DOTALL)
# The fewest words of a sentence that is prose rather than a label, and of a line without a full stop.
_SENTENCE_WORDS, _LINE_WORDS = 15, 30
_FOOT_SHARE = 1 / 3
_COMMENTS_SHARE = 1 / 4
_FEWEST_LABELS, _LABELS_SHARE = 2, 1 / 3


def without_noise(page: Page) -> Page:
    """The page without its noise, which moves to `left_out`."""
    texts = simplified_texts([piece.text for piece in page.pieces])
    marks = [_mark(piece, text) for piece, text in zip(page.pieces, texts, strict=True)]
    noisy = {*_runs(marks), *_head(marks), *_foot(marks), *_comments(texts), *_records(page.pieces, texts)}
    return page.keep(lambda index: index not in noisy)


def _mark(piece: Piece, text: str) -> Mark:
    """What a piece is by its `text` in simplified characters."""
    if is_certain(text):
        return "certain"
    if piece.cell is None and is_possible(text):
        return "possible"
    return "prose" if _is_prose(piece) else ""


def _is_prose(piece: Piece) -> bool:
    found = piece.evidence
    size = found.words + found.han / HAN_A_WORD
    return size >= _LINE_WORDS or (size >= _SENTENCE_WORDS and _sentence.fullmatch(piece.text) is not None)


def _runs(marks: list[Mark]) -> Iterator[int]:
    """Lines that are certain or possible noise and follow one another, a certain one among them."""
    for is_marked, run in groupby(range(len(marks)), key=lambda index: marks[index] in ("certain", "possible")):
        indices = list(run)
        if is_marked and any(marks[index] == "certain" for index in indices):
            yield from indices


def _head(marks: list[Mark]) -> Iterator[int]:
    """Possible noise above the first prose, if certain noise comes after it there."""
    if "prose" not in marks:
        return
    head = marks[: marks.index("prose")]
    last = max((index for index, mark in enumerate(head) if mark == "certain"), default=0)
    yield from (index for index in range(last) if head[index] == "possible")


def _foot(marks: list[Mark]) -> Iterator[int]:
    """All that follows the first certain noise below the last prose, if much of it is noise."""
    if "prose" not in marks:
        return
    below = len(marks) - marks[::-1].index("prose")
    if "certain" not in marks[below:]:
        return
    first = marks.index("certain", below)
    foot = marks[first:]
    if sum(mark != "" for mark in foot) >= _FOOT_SHARE * len(foot):
        yield from range(first, len(marks))


def _comments(texts: Sequence[str]) -> Iterator[int]:
    """Comments: from a line that counts them to the next that asks for one, if they are no great part of the page."""
    most = _COMMENTS_SHARE * sum(map(len, texts))
    opened: int | None = None
    for index, text in enumerate(texts):
        if opens_comments(text):
            opened = index
        elif opened is not None and closes_comments(text):
            if sum(map(len, texts[opened:index])) <= most:
                yield from range(opened, index)
            opened = None


def _records(pieces: Sequence[Piece], texts: Sequence[str]) -> Iterator[int]:
    """A portal's record of the document: a table whose cells are its labels and their values."""
    tables: dict[int, list[int]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        if piece.cell:
            tables[piece.cell.table].append(index)
    for cells in tables.values():
        labels = sum(is_record_label(texts[index]) for index in cells)
        if labels >= max(_FEWEST_LABELS, _LABELS_SHARE * len(cells)):
            yield from cells
