"""The lines of a PDF into paragraphs, joined over columns and pages, with words put together again that were cut.

A line goes on in the next if it is full, that is, if the next line's first word would not have fitted, and if nothing
speaks against it: another font, a gap, an indentation, a number, the other language.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from statistics import median
from unicodedata import east_asian_width

from aligner.document import BlockKind, Place
from aligner.reading.page import Piece
from aligner.reading.pdf_lines import Line
from aligner.reading.script import evidence
from aligner.reading.wrapping import SENTENCE_END

_LARGE, _SMALL = 1.12, 0.92  # of the usual size: from here on a heading, up to here a note at the foot of its page
_SAME_SIZE = 0.1
_GAP = 1.4  # of the usual distance between lines
_INDENT = 0.8  # ems
_SLACK, _WIDE_SLACK = 1.0, 1.8  # ems: a line may end that much earlier; punctuation takes a Chinese character along
_FEW_LINES = 3
_FEW_INDENTS = 0.05  # of the lines: from here on, paragraphs begin with an indentation
_item = re.compile(
    r"[-*+•·●○▪■□◆–—]\s*\S"
    r"|[(（]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[)）.．、](?!\d)\s*\S"
    r"|[IVX]{1,5},\s*[A-Z]|第\S{1,5}[章条條节節]"
)
_cut = re.compile(r"([^\W\d_]+)[-\u2010]\Z")
_rest = re.compile(r"[^\W\d_]+")
_word = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_PREFIXES = "self non ex well half cross all anti pre post co multi low high long short so"
_KEEPING = frozenset(_PREFIXES.split())  # their hyphen; others at a line's end are taken to be there for its sake


class Paragraphs:
    """Makes paragraphs of a document's lines; what is usual in it is learnt from all of them first.

    Args:
        lines: All lines, in the order in which they are read.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._layout = _Layout(lines)
        self._vocabulary = _vocabulary(lines)

    def of(self, lines: Sequence[Line]) -> list[Piece]:
        """The paragraphs of a run of lines; their places are the numbers of their pages."""
        body, notes = self._layout.apart(lines)
        grouped = self._layout.grouped(body)
        after: dict[int, list[list[Line]]] = defaultdict(list)
        for page, found in notes.items():
            begun = [index for index, group in enumerate(grouped) if group[0].page <= page]
            after[begun[-1] if begun else -1] += self._layout.grouped(found)
        groups = after[-1] + [one for index, group in enumerate(grouped) for one in (group, *after[index])]
        return [self._piece(group) for group in groups]

    def _piece(self, group: Sequence[Line]) -> Piece:
        kind: BlockKind = "heading" if self._layout.is_heading(group) else "paragraph"
        return Piece(joined([line.text for line in group], self._vocabulary), kind, Place(group[0].page))


class _Layout:
    """What is usual in a document, by which its lines are judged."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self._size = sizes.most_common(1)[0][0] if sizes else 0.0
        steps = [two.top - one.top for one, two in pairwise(lines) if _in_one_column(one, two) and _are_alike(one, two)]
        self._leading = median(steps) / self._size if steps else 1.5
        self._rights = _rights(lines)
        begun = sum(
            _in_one_column(one, two) and _indent(one) > _INDENT * one.size and _indent(two) < _INDENT * two.size
            for one, two in pairwise(lines)
        )
        self._has_indents = begun >= max(_FEW_LINES, _FEW_INDENTS * len(lines))

    def apart(self, lines: Sequence[Line]) -> tuple[list[Line], dict[int, list[Line]]]:
        """The lines of the text, and for each page the notes below it, in smaller letters at the end of a column."""
        body: list[Line] = []
        notes: dict[int, list[Line]] = defaultdict(list)
        for (page, _, _), column in groupby(lines, key=lambda line: (line.page, line.left, line.right)):
            found = list(column)
            end = len(found)
            while end and found[end - 1].size <= _SMALL * self._size:
                end -= 1
            if end:
                body += found[:end]
                notes[page] += found[end:]
            else:
                body += found
        return body, notes

    def grouped(self, lines: Iterable[Line]) -> list[list[Line]]:
        """Lines that make a paragraph each."""
        out: list[list[Line]] = []
        for line in lines:
            if out and self._goes_on(out[-1], line):
                out[-1].append(line)
            else:
                out.append([line])
        return out

    def is_heading(self, group: Sequence[Line]) -> bool:
        """Whether a paragraph is set as a heading: larger, or bold, short and without a full stop."""
        if all(line.size >= _LARGE * self._size for line in group):
            return True
        return len(group) <= 2 and all(line.bold for line in group) and not SENTENCE_END.search(group[-1].text)

    def _goes_on(self, group: Sequence[Line], two: Line) -> bool:
        one = group[-1]
        if not _are_alike(one, two) or _item.match(two.text):
            return False
        if _in_one_column(one, two) and two.top - one.top > _GAP * self._leading * one.size:
            return False
        if one.size >= _LARGE * self._size:
            return _in_one_column(one, two) and not SENTENCE_END.search(one.text)
        right = self._rights[one.left, one.right, one.page]
        slack = _WIDE_SLACK if _is_wide(two.text[0]) else _SLACK
        if one.x1 + two.first <= right - slack * one.size:
            return False
        step = _indent(two) - _indent(one)
        if self._has_indents and len(group) == 1 and _indent(two) > _INDENT * two.size and step > -_INDENT * two.size:
            return False
        if step > _INDENT * one.size:  # the first line of a paragraph, unless it hangs under its number
            return len(group) == 1 and _item.match(one.text) is not None
        return len(group) == 1 or step > -_INDENT * one.size


def joined(texts: Sequence[str], vocabulary: Counter[str]) -> str:
    """Lines as one: a blank between words, nothing between wide characters, no hyphen where a word was cut."""
    out = texts[0]
    for text in texts[1:]:
        cut, rest = _cut.search(out), _rest.match(text)
        if out.endswith("\xad"):
            out = out[:-1] + text
        elif cut and rest and rest[0][0].islower():
            whole, parted = (cut[1] + rest[0]).lower(), f"{cut[1]}-{rest[0]}".lower()
            keeps = cut[1].lower() in _KEEPING or vocabulary[parted] > 0
            out = out + text if keeps and not vocabulary[whole] else out[:-1] + text
        else:
            out += ("" if _is_wide(out[-1]) and _is_wide(text[0]) else " ") + text
    return out.replace("\xad", "")


def _vocabulary(lines: Iterable[Line]) -> Counter[str]:
    """The words of a document in lower case; of one that goes on in the next line, nothing is known."""
    found: Counter[str] = Counter()
    for line in lines:
        found.update(word.replace("\u2010", "-") for word in _word.findall(line.text.lower()))
    return found


def _rights(lines: Sequence[Line]) -> dict[tuple[float, float, int], float]:
    """Where each column ends on its right; one of few lines, where wider ones of the document do that begin with it."""
    columns = Counter((line.left, line.right, line.page) for line in lines)
    out = {}
    for left, right, page in columns:
        wider = [right]
        if columns[left, right, page] < _FEW_LINES:
            wider += [other for begin, other, _ in columns if begin <= left + 1]
        out[left, right, page] = max(wider)
    return out


def _indent(line: Line) -> float:
    return line.x0 - line.left


def _in_one_column(one: Line, two: Line) -> bool:
    return (one.page, one.left, one.right) == (two.page, two.left, two.right) and two.top > one.top


def _are_alike(one: Line, two: Line) -> bool:
    """Whether two lines are in letters of one size and in one language, as far as that is known."""
    if abs(one.size - two.size) > _SAME_SIZE * max(one.size, two.size):
        return False
    left, right = evidence(one.text).language, evidence(two.text).language
    return left is None or right is None or left == right


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
