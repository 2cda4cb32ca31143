"""The sections of a document in a store, from its texts and the spans of its links."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from aligner.bitext import Alignment, Bead, Link
from aligner.document import Block, Document, Language, Sentence, Span
from aligner.segmentation.numbering import number_blocks
from aligner.writing.sections import Section, sections

MOST_LINKS = 100_000
"""The most links of a document that has sections; what is longer is a memory."""

Spans = tuple[tuple[Span, ...], tuple[Span, ...]]


def outline(zh: str, en: str, links: Sequence[Spans]) -> list[Section]:
    """The sections of a text, each holding the places of its links; those that hold others come before them.

    Args:
        zh: The Chinese text, a block a line.
        en: The English text.
        links: The spans of each sentence link on either side, in the order in which links are written.
    """
    if not links or len(links) > MOST_LINKS:
        return []
    sides = {"zh": _document("zh", zh, links), "en": _document("en", en, links)}
    order = [{sentence.span: i for i, sentence in enumerate(side.sentences)} for side in sides.values()]
    beads = tuple(Bead(tuple(order[0][s] for s in link[0]), tuple(order[1][s] for s in link[1])) for link in links)
    made = tuple(Link(str(i), "sentence", link[0], link[1], 1.0) for i, link in enumerate(links))
    alignment = Alignment(sides["zh"], sides["en"], beads, ((),) * len(beads), made, ((),) * len(beads))
    return sections(alignment, range(len(links)))


def _document(language: Language, text: str, links: Sequence[Spans]) -> Document:
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)][:-1]
    numbers = number_blocks(lines, starts)
    blocks = tuple(
        Block(Span(start, start + len(line)), "paragraph", number)
        for start, line, number in zip(starts, lines, numbers, strict=True)
    )
    side = 0 if language == "zh" else 1
    spans = sorted(span for link in links for span in link[side])
    sentences = tuple(Sentence(span, bisect_right(starts, span.start) - 1) for span in spans)
    return Document(language, text, blocks, sentences)
