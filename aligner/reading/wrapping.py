"""Lines into paragraphs: whether line ends are paragraph ends or only the edge of somebody's screen.

In most files a line is a paragraph, and blank lines only set it off. In a hard-wrapped file a paragraph is broken
wherever the next word would have crossed a right margin, and that is what tells it: a line break is a wrap if the
line is full, that is, if the next line's first word would not have fitted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aligner.reading.page import BLANKS
from aligner.reading.script import HAN, evidence

NARROWEST_MARGIN, WIDEST_MARGIN = 40, 120  # columns
_FEWEST_WRAPS, _WRAPS_SHARE = 3, 0.6
_breaks = re.compile("[\n\x0b\x0c\x85\u2028\u2029]")
_first_word = re.compile(f"[{HAN}]|[^\\s{HAN}]+")
_item = re.compile(
    r"[-*+•·●○▪■□◆–—]\s*\S"
    r"|[(（]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[)）.．、]\s*\S"
    r"|第\S{1,5}[章条节]"
)


class Line(NamedTuple):
    """A line without the blanks around it: its 1-based number, its character offset, and how far it is indented."""

    text: str
    number: int
    offset: int
    indent: int = 0


def lines(text: str) -> Iterator[Line]:
    r"""The lines of `text`, blank ones included.

    Form feed, VT, NEL, U+2028 and U+2029 end a line as well, but only `\n` counts for its number, as in an editor.
    """
    start, number = 0, 1
    for end in (*(found.start() for found in _breaks.finditer(text)), len(text)):
        raw = text[start:end]
        bare = raw.lstrip(BLANKS)
        indent = len(raw) - len(bare)
        yield Line(bare.rstrip(BLANKS), number, start + indent, _width(raw[:indent]))
        number += text[end : end + 1] == "\n"
        start = end + 1


def paragraphs(found: Sequence[Line]) -> list[list[Line]]:
    """Group lines into paragraphs; blank lines are dropped."""
    margin = _margin(found)
    out: list[list[Line]] = []
    previous = None
    for line in found:
        if line.text:
            if previous is not None and previous.text and margin and _is_wrap(previous, line, margin):
                out[-1].append(line)
            else:
                out.append([line])
        previous = line
    return out


def unwrapped(paragraph: Sequence[Line], text: str) -> tuple[str, int | None]:
    """A paragraph as one line, and its offset in `text` where the line still has the same characters.

    A line break between words becomes a blank; one between Han characters, where no blank belongs, goes away, and
    with it the offset.
    """
    first, last = paragraph[0], paragraph[-1]
    if len(paragraph) == 1:
        return first.text, first.offset
    whole = text[first.offset : last.offset + len(last.text)]
    if all(_glue(one, two) == " " and two.offset == one.offset + len(one.text) + 1 for one, two in pairwise(paragraph)):
        return _breaks.sub(" ", whole), first.offset
    return first.text + "".join(_glue(one, two) + two.text for one, two in pairwise(paragraph)), None


def _margin(found: Sequence[Line]) -> int:
    """The right margin of a hard-wrapped text in columns; 0 if the text is not wrapped."""
    pairs = [(one, two) for one, two in pairwise(found) if one.text and two.text]
    margin = max((one.indent + _width(one.text) for one, _ in pairs), default=0)
    if not NARROWEST_MARGIN <= margin <= WIDEST_MARGIN:
        return 0
    pairs = [(one, two) for one, two in pairs if _may_join(one, two)]
    wraps = sum(_is_wrap(one, two, margin) for one, two in pairs)
    return margin if wraps >= max(_FEWEST_WRAPS, _WRAPS_SHARE * len(pairs)) else 0


def _is_wrap(one: Line, two: Line, margin: int) -> bool:
    """Whether `two` goes on where `one` was full; two columns of slack, since Chinese punctuation hangs."""
    word = _first_word.match(two.text)
    needed = _width(word[0] if word else two.text[:1]) + len(_glue(one, two))
    return one.indent + _width(one.text) + needed > margin - 2 and _may_join(one, two)


def _may_join(one: Line, two: Line) -> bool:
    if two.indent > one.indent or "\t" in one.text or "\t" in two.text or _item.match(two.text):
        return False
    left, right = evidence(one.text[-WIDEST_MARGIN:]).language, evidence(two.text[:WIDEST_MARGIN]).language
    return left is None or right is None or left == right


def _glue(one: Line, two: Line) -> str:
    return "" if _is_wide(one.text[-1]) and _is_wide(two.text[0]) else " "


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _width(text: str) -> int:
    if len(text) > 2 * WIDEST_MARGIN:
        return len(text)
    return len(text) + sum(map(_is_wide, text))
