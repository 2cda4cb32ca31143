"""Where a long text may be cut, so that its parts are solved apart: in bounded memory, and in several processes.

A cut is sure between two anchors that follow each other on both sides: no bead goes across. Where none is found for
long, in texts that have little to do with each other, it is made after a single anchor, and failing that on the
diagonal between anchors.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from aligner.alignment.anchors import Anchor
from aligner.alignment.paths import Corner, Stretch

SENTENCES = 600  # of both sides together, from which on a stretch is ended at the first sure corner
MOST_SENTENCES = 6000  # … and at any
SURE_MARGIN = 0.2

_zh = attrgetter("zh")


def cut(anchors: Sequence[Anchor], n: int, m: int) -> list[Stretch]:
    """The stretches of a text of `n` Chinese and `m` English sentences, in order; a short text is one."""
    sure = (
        (two.zh, two.en)
        for one, two in pairwise(anchors)
        if (one.zh + 1, one.en + 1) == (two.zh, two.en) and min(one.margin, two.margin) >= SURE_MARGIN
    )
    stretches = []
    for stretch in _between(sure, Stretch((0, 0), (n, m))):
        if sum(stretch.size) <= MOST_SENTENCES:
            stretches.append(stretch)
        else:
            first, last = (bisect_left(anchors, corner[0], key=_zh) for corner in stretch)
            inside = ((anchor.zh + 1, anchor.en + 1) for anchor in anchors[first:last])
            for part in _between(inside, stretch):
                stretches += _diagonal(part)
    return stretches


def _between(corners: Iterable[Corner], whole: Stretch) -> Iterator[Stretch]:
    """The parts between those of the corners that leave enough sentences to either side."""
    start = whole.start
    for corner in corners:
        if sum(Stretch(start, corner).size) >= SENTENCES <= sum(Stretch(corner, whole.end).size):
            yield Stretch(start, corner)
            start = corner
    yield Stretch(start, whole.end)


def _diagonal(stretch: Stretch) -> Iterator[Stretch]:
    """Equal parts of a stretch, if it is long."""
    (i, j), (n, m) = stretch.start, stretch.size
    count = 1 if n + m <= MOST_SENTENCES or not (n and m) else -(-(n + m) // (2 * SENTENCES))
    for part in pairwise((i + n * k // count, j + m * k // count) for k in range(count + 1)):
        yield Stretch(*part)
