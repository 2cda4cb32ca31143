"""What both languages' rules stand on: where no cut may fall, and cuts turned into spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise

from aligner.document import Span
from aligner.segmentation.numbering import numbering_of

# Web addresses, HTML entities, e-mail addresses.
ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[!-~]*[\w/]|&#?\w{1,8};|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII
)


class Enclosures:
    """The insides of a text's bracket pairs and of what a pattern finds (addresses).

    A pair counts only within a limit of characters, so that an unclosed bracket never swallows the rest of a document.

    Args:
        text: What to look at.
        limits: For each pair, opening and closing mark, how far apart in characters the two may be. A pair of equal
            marks ('""') opens and closes in turn.
        whole: What must not be cut either.
    """

    def __init__(self, text: str, limits: Mapping[str, int], whole: re.Pattern[str]) -> None:
        outer = _outermost([*_pairs(text, limits), *(Span(*match.span()) for match in whole.finditer(text))])
        self._starts = [span.start for span in outer]
        self._ends = [span.end for span in outer]

    def hold(self, cut: int) -> bool:
        """Whether a cut before character `cut` would fall inside."""
        at = bisect_right(self._starts, cut - 1) - 1
        return at >= 0 and cut < self._ends[at]


def spans_between(cuts: Iterable[int], text: str) -> list[Span]:
    """The spans between ascending cuts, from the beginning of `text` to its end; none is blank, unless all is."""
    length = len(text.rstrip())
    points = [0, *(cut for cut in cuts if 0 < cut < length), len(text)]
    return [Span(start, end) for start, end in pairwise(points) if end > start]


def label_end(text: str) -> int:
    """Where the number that `text` begins with ends; 0 without one."""
    numbering = numbering_of(text)
    return 0 if numbering is None else numbering.span.end


def _pairs(text: str, limits: Mapping[str, int]) -> list[Span]:
    """The spans from each opening mark to its closing one, both included."""
    closing = {pair[1]: pair for pair in limits}
    opening = {pair[0]: pair for pair in limits}
    open_at: dict[str, list[int]] = {pair: [] for pair in limits}
    spans = []
    for match in re.finditer("[" + re.escape("".join({*opening, *closing})) + "]", text):
        mark, at = match[0], match.start()
        pair = closing.get(mark)
        if pair is not None and open_at[pair]:
            start = open_at[pair].pop()
            if at - start <= limits[pair]:
                spans.append(Span(start, at + 1))
                continue
            open_at[pair].clear()  # what opened before is further away still
        if mark in opening:
            open_at[opening[mark]].append(at)
    return spans


def _outermost(spans: list[Span]) -> list[Span]:
    """The spans that no other holds, in order; overlapping ones are joined."""
    outer: list[Span] = []
    for span in sorted(spans):
        if outer and span.start < outer[-1].end:
            outer[-1] = Span(outer[-1].start, max(outer[-1].end, span.end))
        else:
            outer.append(span)
    return outer
