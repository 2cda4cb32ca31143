"""The report's sections: each begins at a heading, and those of a deeper level lie inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import Alignment, joined
from aligner.document import Block, Language, other

OPENING = "Before the first heading"
WHOLE = "The whole text"
_TITLE_LEVEL = 0


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
    language: Language = "zh" if any(block.kind == "heading" for block in alignment.zh.blocks) else "en"
    headings = list(_headings(alignment, order, language))
    if not headings:
        return [Section("", WHOLE, 0, 0, len(order))]
    found = [Section("", OPENING, 0, 0, headings[0][0])] if headings[0][0] else []
    levels = [block.numbering.level if block.numbering else _TITLE_LEVEL for _, block in headings]
    for i, (first, block) in enumerate(headings):
        outside = (headings[k][0] for k in range(i + 1, len(headings)) if levels[k] <= levels[i])
        depth = sum(section.end > first for section in found)
        titles = {language: block.span.of(alignment.document(language).text)}
        link = alignment.sentences[order[first]]
        titles[other(language)] = joined(alignment.document(other(language)), link.spans(other(language)))
        found.append(Section(titles["zh"], titles["en"], depth, first, next(outside, len(order))))
    return found


def section_of(found: Sequence[Section], place: int) -> int:
    """The index of the innermost section that holds the link at `place` in the order of the text."""
    return max(index for index, section in enumerate(found) if section.first <= place)


def _headings(alignment: Alignment, order: Sequence[int], language: Language) -> Iterator[tuple[int, Block]]:
    """The place of each heading's link, and the heading's block; of several headings in one link, the first."""
    document = alignment.document(language)
    seen = -1
    for place, index in enumerate(order):
        bead = alignment.beads[index]
        for sentence in bead.zh if language == "zh" else bead.en:
            block = document.sentences[sentence].block
            if block > seen and document.blocks[block].kind == "heading":
                yield place, document.blocks[block]
                seen = block
                break
