"""The text of a link as it is joined, cut where the divergences that mark it change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from aligner.bitext import Link, joined
from aligner.divergence import Divergence
from aligner.document import Document, Span

Mark = tuple[Span, Divergence]


class Run(NamedTuple):
    """Characters that are marked alike; `divergence` is the gravest on them, if there is any."""

    text: str
    divergence: Divergence | None


def runs(document: Document, link: Link, divergences: Sequence[Divergence]) -> list[Run]:
    """One side of a link, in runs whose texts together are `joined(document, link.spans(…))`."""
    spans = link.spans(document.language)
    text = joined(document, spans)
    marks: list[Mark] = []
    for k, span in enumerate(spans, 1):
        shift = len(joined(document, spans[:k])) - span.end
        for divergence in divergences:
            for mark in divergence.spans(document.language):
                inside = Span(max(mark.start, span.start), min(mark.end, span.end))
                if inside.start < inside.end:
                    marks.append((inside.shift(shift), divergence))
    cuts = sorted({0, len(text), *(at for span, _ in marks for at in span)})
    return [Run(text[start:end], gravest_on(Span(start, end), marks)) for start, end in pairwise(cuts)]


def gravest_on(span: Span, marks: Iterable[Mark]) -> Divergence | None:
    """The gravest divergence that shares characters with `span`."""
    return gravest(divergence for mark, divergence in marks if mark.start < span.end and span.start < mark.end)


def gravest(divergences: Iterable[Divergence]) -> Divergence | None:
    """A major one rather than a minor one, then the surest; None where there are none."""
    return max(divergences, key=lambda d: (d.severity == "major", d.score), default=None)
