"""Lines into paragraphs: whether line ends are paragraph ends or only the edge of somebody's screen.

In most files a line is a paragraph, and blank lines only set it off. In a hard-wrapped file a paragraph is broken
wherever the next word would have crossed a right margin, and that is what tells it: a line break is a wrap if the
line is full, that is, if the next line's first word would not have fitted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aligner.chinese_script import HAN
from aligner.reading.page import BLANKS
from aligner.reading.script import evidence

NARROWEST_MARGIN, WIDEST_MARGIN = 40, 120  # columns
_FEWEST_WRAPS, _WRAPS_SHARE = 3, 0.6
_breaks = re.compile("[\n\x0b\x0c\x85\u2028\u2029]")
_first_word = re.compile(f"[{HAN}]|[^\\s{HAN}]+")
SENTENCE_END = re.compile(r"[。！？；：.!?:;][’”'\"）)」』]*$")
_item = re.compile(
    r"[-*+•·●○▪■□◆–—]\s*\S"
    r"|[(（]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[)）.．、]\s*\S"
    r"|第\S{1,5}[章条條节節]"
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


def paragraphs(found: Sequence[Line], goes_on: Callable[[Line, Line], bool]) -> list[list[Line]]:
    """Group lines into paragraphs; blank lines are dropped. `goes_on` says if a line goes on in the next."""
    out: list[list[Line]] = []
    previous = None
    for line in found:
        if line.text:
            if previous is not None and previous.text and goes_on(previous, line):
                out[-1].append(line)
            else:
                out.append([line])
        previous = line
    return out


def joined(paragraph: Sequence[Line]) -> str:
    """A paragraph as one line: a blank for a line break between words, nothing for one between Han characters."""
    return paragraph[0].text + "".join(_glue(one, two) + two.text for one, two in pairwise(paragraph))


def offset_of(line: str, text: str, start: int, end: int) -> int | None:
    """Where the characters of a joined line stand in `text[start:end]`, its line breaks taken for blanks; or None."""
    at = _breaks.sub(" ", text[start:end]).find(line)
    return None if at < 0 else start + at


def margin_of(found: Sequence[Line]) -> int:
    """The right margin of a hard-wrapped text in columns; 0 if the text is not wrapped."""
    pairs = [(one, two) for one, two in pairwise(found) if one.text and two.text]
    margin = max((one.indent + _width(one.text) for one, _ in pairs), default=0)
    if not NARROWEST_MARGIN <= margin <= WIDEST_MARGIN:
        return 0
    pairs = [(one, two) for one, two in pairs if may_join(one, two)]
    wraps = sum(is_wrap(one, two, margin) and not SENTENCE_END.search(one.text) for one, two in pairs)
    return margin if wraps >= max(_FEWEST_WRAPS, _WRAPS_SHARE * len(pairs)) else 0


def is_wrap(one: Line, two: Line, margin: int) -> bool:
    """Whether `two` goes on where `one` was full; two columns of slack, since Chinese punctuation hangs."""
    word = _first_word.match(two.text)
    needed = _width(word[0] if word else two.text[:1]) + len(_glue(one, two))
    return one.indent + _width(one.text) + needed > margin - 2 and may_join(one, two)


def may_join(one: Line, two: Line) -> bool:
    """Whether nothing in two lines speaks against their being one paragraph: no bullet, no other language."""
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
