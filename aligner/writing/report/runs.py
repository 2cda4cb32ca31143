"""A text cut into runs: the longest pieces of it that carry the same marks throughout.

Spans of divergences overlap each other and cross clauses, and HTML elements may not. So a text is cut at every
boundary of any span; each run names all that covers it, and the runs of one clause stay together in one piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from aligner.divergence import Divergence
from aligner.document import Block, Document, Span
from aligner.writing.places import Touched

Mark = tuple[Span, Divergence]


class Run(NamedTuple):
    """Characters with one set of divergences, the gravest first; `label` says whether they are a block's number."""

    text: str
    divergences: tuple[Divergence, ...]
    label: bool
    ends: tuple[Divergence, ...]
    """The divergences one of whose spans ends with this run."""


class Piece(NamedTuple):
    """The runs of one clause; `clause` is its index in the document, None for what stands between clauses."""

    clause: int | None
    runs: tuple[Run, ...]


class Part(NamedTuple):
    """What a link holds of one block."""

    block: Block
    pieces: tuple[Piece, ...]


def parts(document: Document, sentences: Sequence[int], marks: Mapping[int, Sequence[Mark]]) -> list[Part]:
    """Cut the sentences of one side of a link.

    Args:
        document: The document they are of.
        sentences: Their indices, in order. Those that follow one another in a block make one part.
        marks: For each sentence of the document that has any, the spans of divergences that touch it.
    """
    found = []
    neighbours = groupby(enumerate(sentences), key=lambda pair: (document.sentences[pair[1]].block, pair[1] - pair[0]))
    for (block, _), group in neighbours:
        indices = [index for _, index in group]
        region = Span(document.sentences[indices[0]].span.start, document.sentences[indices[-1]].span.end)
        clauses = [clause for index in indices for clause in document.clauses_of[index]]
        touching = list({(mark[0], mark[1].id): mark for index in indices for mark in marks.get(index, ())}.values())
        found.append(Part(document.blocks[block], tuple(_pieces(document, region, block, clauses, touching))))
    return found


def marks_by_sentence(document: Document, divergences: Sequence[Divergence]) -> dict[int, list[Mark]]:
    """For each sentence that a divergence touches, the spans that do."""
    touched = Touched(document)
    found: dict[int, list[Mark]] = {}
    for divergence in divergences:
        for span in divergence.spans(document.language):
            for index in touched(span):
                found.setdefault(index, []).append((span, divergence))
    return found


def _pieces(
    document: Document, region: Span, block: int, clauses: Sequence[int], marks: Sequence[Mark]
) -> Iterator[Piece]:
    numbering = document.blocks[block].numbering
    label = numbering.span if numbering else Span(region.start, region.start)
    at = region.start
    for index in clauses:
        span = document.clauses[index].span
        if at < span.start:
            yield Piece(None, _runs(document.text, Span(at, span.start), label, marks))
        yield Piece(index, _runs(document.text, span, label, marks))
        at = span.end
    if at < region.end:
        yield Piece(None, _runs(document.text, Span(at, region.end), label, marks))


def _runs(text: str, piece: Span, label: Span, marks: Sequence[Mark]) -> tuple[Run, ...]:
    spans = [label, *(span for span, _ in marks)]
    inner = {at for span in spans for at in span if piece.start < at < piece.end}
    return tuple(
        _run(text, Span(start, end), label, marks) for start, end in pairwise([piece.start, *sorted(inner), piece.end])
    )


def _run(text: str, run: Span, label: Span, marks: Sequence[Mark]) -> Run:
    over = sorted((m for m in marks if m[0].start <= run.start and run.end <= m[0].end), key=lambda m: _gravity(m[1]))
    return Run(
        run.of(text),
        tuple({divergence.id: divergence for _, divergence in over}.values()),
        label.start <= run.start and run.end <= label.end,
        tuple(divergence for span, divergence in over if span.end == run.end),
    )


def _gravity(divergence: Divergence) -> tuple[bool, float, str]:
    return divergence.severity != "major", -divergence.score, divergence.id
