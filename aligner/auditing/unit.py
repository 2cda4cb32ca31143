"""What a rule looks at: one sentence link in its place.

A `Unit` carries its own texts with their offsets, so that rules need no document: a memory of a million units can be
audited as a stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aligner.auditing.outline import Outline, enter, path
from aligner.bitext import Alignment, Link
from aligner.document import Language, Numbering, Span


class Passage(NamedTuple):
    """A stretch of one document: its `text`, the offset `start` where it stands there, and its blocks' numbering.

    `opens_block` says whether a block of the document begins where the passage does.
    """

    text: str
    start: int
    numbering: tuple[Numbering, ...] = ()
    opens_block: bool = False

    def span(self, start: int, end: int) -> Span:
        """The document's span of the characters `start` up to `end` of this passage."""
        return Span(self.start + start, self.start + end)

    def of(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """The texts of spans of the document that lie in this passage."""
        return tuple([self.text[span.start - self.start : span.end - self.start] for span in spans])


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence link, its clause links and the two passages.

    A side without counterpart has an empty passage, which stands where its neighbour ends. `near` holds both texts of
    the units beside this one, and `section` the Chinese numbering that it stands under ("二、 （四） 1.").
    """

    link: Link
    clauses: tuple[Link, ...]
    zh: Passage
    en: Passage
    near: tuple[tuple[str, str], ...] = ()
    section: str = ""

    def passage(self, language: Language) -> Passage:
        """One side."""
        return self.zh if language == "zh" else self.en

    def near_texts(self, language: Language) -> tuple[str, ...]:
        """One side of the units before and after this one."""
        return tuple(texts[0] if language == "zh" else texts[1] for texts in self.near)

    def clause_at(self, span: Span, language: Language) -> Link | None:
        """The clause link in which `span` begins."""
        for clause in self.clauses:
            for piece in clause.spans(language):
                if piece.start <= span.start < piece.end:
                    return clause
        return None

    def place(self, zh: Sequence[Span], en: Sequence[Span]) -> str:
        """The identifier of the clause link in which the marked text begins, or of the sentence link."""
        clause = self.clause_at(zh[0], "zh") if zh else self.clause_at(en[0], "en") if en else None
        return clause.id if clause is not None else self.link.id


def units(alignment: Alignment) -> Iterator[Unit]:
    """The units of an alignment, in the order of its sentence links."""
    sides = list(zip(_passages(alignment, "zh"), _passages(alignment, "en"), strict=True))
    outline: Outline = ()
    for index, (link, clauses) in enumerate(zip(alignment.sentences, alignment.clauses, strict=True)):
        zh, en = sides[index]
        beside = sides[max(0, index - 1) : index] + sides[index + 1 : index + 2]
        for numbering in zh.numbering:
            outline, _ = enter(outline, numbering)
        yield Unit(link, clauses, zh, en, tuple((a.text, b.text) for a, b in beside), path(outline))


def _passages(alignment: Alignment, language: Language) -> Iterator[Passage]:
    """One side of every sentence link."""
    document = alignment.document(language)
    numbering = [block.numbering for block in document.blocks if block.numbering is not None]
    begins = {block.span.start for block in document.blocks}
    at, used = 0, 0
    for link in alignment.sentences:
        spans = link.spans(language)
        if not spans:
            yield Passage("", at)
            continue
        start, end = spans[0].start, spans[-1].end
        first = used
        while used < len(numbering) and numbering[used].span.start < end:
            used += 1
        inside = tuple(n for n in numbering[first:used] if n.span.start >= start)
        yield Passage(document.text[start:end], start, inside, start in begins)
        at = end
