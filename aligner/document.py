"""One language's text and its parts, all as character offsets into one string.

    Document ── blocks ── sentences ── clauses

A document's text is its blocks (paragraphs, headings, list items, table cells) joined by newlines. Blocks, sentences
and clauses are half-open spans of code points into that text; each sentence lies inside one block and each clause
inside one sentence. What no span covers is whitespace alone, so nothing of the text is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, Language] = ("zh", "en")


def other(language: Language) -> Language:
    """The language on the other side."""
    return "en" if language == "zh" else "zh"


class Span(NamedTuple):
    """Characters `start` up to, not including, `end` of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same span `by` characters further on."""
        return Span(self.start + by, self.end + by)


class Place(NamedTuple):
    """Where a block stood in the file as it was given: 1-based `line`, and 0-based character `offset` where known.

    `offset` counts the characters of the decoded file; it is None for formats whose markup hides it (HTML).
    """

    line: int
    offset: int | None = None


class Numbering(NamedTuple):
    """A block's own number: its `label` as written, where it stands, its `style` and its `value`.

    `style` names the pattern in a language-neutral way ("roman", "han", "paren-han", "arabic", "paren-arabic",
    "article", "bullet" …); `level` is its usual depth (1 = outermost); `value` is None for a bullet.
    """

    label: str
    span: Span
    style: str
    level: int
    value: int | None


BlockKind = Literal["paragraph", "heading", "item", "cell"]


class Block(NamedTuple):
    """One paragraph, heading, list item or table cell, with its numbering if it has one."""

    span: Span
    kind: BlockKind = "paragraph"
    numbering: Numbering | None = None
    place: Place | None = None


class Sentence(NamedTuple):
    """A sentence and the index of its block."""

    span: Span
    block: int


class Clause(NamedTuple):
    """A clause and the index of its sentence."""

    span: Span
    sentence: int


@dataclass(frozen=True)
class Document:
    """One language side of a text.

    `sentences` and `clauses` are empty until `aligner.segmentation.segment` has filled them. `source` is the file's
    name as the user gave it, for messages and reports.
    """

    language: Language
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...] = ()
    clauses: tuple[Clause, ...] = ()
    source: str = ""

    def with_parts(self, sentences: tuple[Sentence, ...], clauses: tuple[Clause, ...]) -> Document:
        """The same text, cut."""
        return replace(self, sentences=sentences, clauses=clauses)

    def locate(self, offset: int) -> Place | None:
        """Where the character at `offset` stood in the file as given; None where the reader could not know."""
        for block in self.blocks:
            if block.span.start <= offset < block.span.end:
                if block.place is None or block.place.offset is None:
                    return block.place
                inside = offset - block.span.start
                return Place(block.place.line, block.place.offset + inside)
        return None

    @cached_property
    def clauses_of(self) -> tuple[tuple[int, ...], ...]:
        """For each sentence, the indices of its clauses, in order."""
        found: list[list[int]] = [[] for _ in self.sentences]
        for index, clause in enumerate(self.clauses):
            found[clause.sentence].append(index)
        return tuple(map(tuple, found))

    @classmethod
    def from_blocks(
        cls, language: Language, texts: list[tuple[str, BlockKind, Place | None]], source: str = ""
    ) -> Document:
        """Join block texts with newlines; numbering, sentences and clauses are left for `segment`."""
        blocks, at = [], 0
        for text, kind, place in texts:
            blocks.append(Block(Span(at, at + len(text)), kind, None, place))
            at += len(text) + 1
        return cls(language, "\n".join(text for text, _, _ in texts), tuple(blocks), source=source)
