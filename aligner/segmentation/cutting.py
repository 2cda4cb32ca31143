"""What both languages' rules stand on: where no cut may fall, and cuts turned into spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise

from aligner.document import Span
from aligner.segmentation.numbering import numbering_of

# Web addresses, HTML entities, e-mail addresses.
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[!-~]*[\w/]|&#?\w{1,8};|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII
)
_WIDE = {"（": "(", "）": ")", "［": "[", "］": "]"}  # one side is often typed wide and the other narrow


class Enclosures:
    """The insides of a text's bracket pairs and addresses."""

    def __init__(self, spans: list[Span]) -> None:
        outer = _outermost(spans)
        self._starts = [span.start for span in outer]
        self._ends = [span.end for span in outer]

    def hold(self, cut: int) -> bool:
        """Whether a cut before character `cut` would fall inside."""
        at = bisect_right(self._starts, cut - 1) - 1
        return at >= 0 and cut < self._ends[at]


class Brackets:
    """Pairs of marks that enclose what must not be cut.

    A pair counts only within a limit, so that an unclosed bracket never swallows the rest of a document.

    Args:
        limits: For each pair, opening and closing mark, how many characters apart the two may be. A pair of equal
            marks ('""') opens and closes in turn; "()" and "[]" stand for their full-width forms too.
    """

    def __init__(self, limits: Mapping[str, int]) -> None:
        self._limits = dict(limits)
        self._opening = {pair[0]: pair for pair in limits}
        self._closing = {pair[1]: pair for pair in limits}
        marks = {mark for pair in limits for mark in pair}
        marks |= {wide for wide, narrow in _WIDE.items() if narrow in marks}
        self._marks = re.compile("[" + re.escape("".join(sorted(marks))) + "]")

    def enclosures(self, text: str) -> Enclosures:
        """What the brackets in `text` enclose, and its addresses."""
        addresses = (Span(match.start(), match.end() + 1) for match in _ADDRESS.finditer(text))
        return Enclosures([*self._pairs(text), *addresses])

    def _pairs(self, text: str) -> list[Span]:
        """The spans from each opening mark to its closing one, both included."""
        open_at: dict[str, list[int]] = {pair: [] for pair in self._limits}
        spans = []
        for match in self._marks.finditer(text):
            mark, at = _WIDE.get(match[0], match[0]), match.start()
            pair = self._closing.get(mark)
            if pair is not None and open_at[pair]:
                start = open_at[pair].pop()
                if at - start <= self._limits[pair]:
                    spans.append(Span(start, at + 1))
                    continue
                open_at[pair].clear()  # what opened before is further away still
            if mark in self._opening:
                open_at[self._opening[mark]].append(at)
        return spans


def spans_between(cuts: Iterable[int], text: str) -> list[Span]:
    """The spans between ascending cuts, from the beginning of `text` to its end; none is blank, unless all is."""
    length = len(text.rstrip())
    points = [0, *(cut for cut in cuts if 0 < cut < length), len(text)]
    return [Span(start, end) for start, end in pairwise(points) if end > start]


def label_end(text: str) -> int:
    """Where the number that `text` begins with ends; 0 without one."""
    numbering = numbering_of(text)
    return 0 if numbering is None else numbering.span.end


def is_han(character: str) -> bool:
    """Whether the character is a Chinese one, of the first planes or an astral one."""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def _outermost(spans: list[Span]) -> list[Span]:
    """The spans that no other holds, in order; overlapping ones are joined."""
    outer: list[Span] = []
    for span in sorted(spans):
        if outer and span.start < outer[-1].end:
            outer[-1] = Span(outer[-1].start, max(outer[-1].end, span.end))
        else:
            outer.append(span)
    return outer
