"""Sections of a text: each begins at a heading, and those of a deeper level lie inside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import Alignment, joined
from aligner.document import Block, Document, Language, other

OPENING = "Before the first heading"
WHOLE = "The whole text"
_TITLE_LEVEL = 0
_LONGEST = {"zh": 30, "en": 90}
"""The characters of the longest heading that a reader did not mark, its number apart."""


class Section(NamedTuple):
    """A stretch of sentence links, from `first` up to, not including, `end`: places in the order of the text.

    `zh` and `en` are the two headings, the one that is missing empty; `depth` counts the sections it lies inside.
    """

    zh: str
    en: str
    depth: int
    first: int
    end: int


def sections(alignment: Alignment, order: Sequence[int]) -> list[Section]:
    """The sections of a text whose sentence links are read in `order`; one for all of it where there are no headings.

    Headings are those of the Chinese text; where it has none, those of the English.
    """
    language: Language = "zh" if headings(alignment.zh) else "en"
    starts = list(_starts(alignment, order, language))
    if not starts:
        return [Section("", WHOLE, 0, 0, len(order))]
    found = [Section("", OPENING, 0, 0, starts[0][0])] if starts[0][0] else []
    levels = [level(block) for _, block in starts]
    for i, (first, block) in enumerate(starts):
        outside = (starts[k][0] for k in range(i + 1, len(starts)) if levels[k] <= levels[i])
        depth = sum(section.end > first for section in found)
        titles = {language: block.span.of(alignment.document(language).text)}
        link = alignment.sentences[order[first]]
        titles[other(language)] = joined(alignment.document(other(language)), link.spans(other(language)))
        found.append(Section(titles["zh"], titles["en"], depth, first, next(outside, len(order))))
    return found


def section_of(found: Sequence[Section], place: int) -> int:
    """The index of the innermost section that holds the link at `place` in the order of the text."""
    return max(index for index, section in enumerate(found) if section.first <= place)


def headings(document: Document) -> frozenset[Block]:
    """The blocks that head a section: those a reader marked, and paragraphs of a number and one short sentence.

    Many files leave headings unmarked; "（一）指导思想。" is one, while "1. 发展旅游。支持各地…" is a paragraph.
    """
    sentences = Counter(sentence.block for sentence in document.sentences)
    return frozenset(
        block
        for index, block in enumerate(document.blocks)
        if block.kind == "heading" or (sentences[index] == 1 and _is_short_and_numbered(block, document.language))
    )


def level(heading: Block) -> int:
    """How deep a heading's section lies: its number's usual depth, or above all numbered ones, as a title is."""
    return heading.numbering.level if heading.numbering else _TITLE_LEVEL


def _is_short_and_numbered(block: Block, language: Language) -> bool:
    number = block.numbering
    if block.kind != "paragraph" or number is None:
        return False
    return number.value is not None and block.span.end - number.span.end <= _LONGEST[language]


def _starts(alignment: Alignment, order: Sequence[int], language: Language) -> Iterator[tuple[int, Block]]:
    """The place of each heading's link, and the heading's block; of several headings in one link, the first."""
    document = alignment.document(language)
    found = headings(document)
    seen = -1
    for place, index in enumerate(order):
        bead = alignment.beads[index]
        for sentence in bead.zh if language == "zh" else bead.en:
            block = document.sentences[sentence].block
            if block > seen and document.blocks[block] in found:
                yield place, document.blocks[block]
                seen = block
                break
