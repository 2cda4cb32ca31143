"""The text part of TEI: blocks in divisions, sentences and clauses with identifiers, pointers at characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from aligner.document import Block, BlockKind, Document, Span
from aligner.writing.markup import element, text
from aligner.writing.places import Touched

LANGUAGE_TAGS = {"zh": "zh-Hans", "en": "en"}

_ELEMENTS: dict[BlockKind, str] = {"paragraph": "p", "heading": "head", "item": "item", "cell": "cell"}
_AROUND: dict[BlockKind, tuple[str, str]] = {
    "item": ("<list>\n", "</list>\n"),
    "cell": ("<table>\n", "</table>\n"),
}
_UNNUMBERED = 0
"""The level of a heading without a number: above all numbered ones, as a title is."""


def sentence_id(document: Document, index: int) -> str:
    """The identifier of a sentence: "zh.s12", counted from 1."""
    return f"{document.language}.s{index + 1}"


def clause_id(document: Document, index: int) -> str:
    """The identifier of a clause: "zh.s12.c2", counted from 1 in its sentence."""
    sentence = document.clauses[index].sentence
    return f"{sentence_id(document, sentence)}.c{index - document.clauses_of[sentence][0] + 1}"


def body(document: Document) -> Iterator[str]:
    """The body: a heading opens a division inside the nearest one of an outer level, and closes all others."""
    yield "<body>\n"
    if not document.blocks:
        yield "<p/>\n"  # a body may not be empty
    inside = _sentences_of(document)
    open_levels: list[int] = []
    for kind, run in groupby(enumerate(document.blocks), key=lambda pair: pair[1].kind):
        before, after = _AROUND.get(kind, ("", ""))
        yield before
        for index, block in run:
            if kind == "heading":
                level = block.numbering.level if block.numbering else _UNNUMBERED
                while open_levels and open_levels[-1] >= level:
                    open_levels.pop()
                    yield "</div>\n"
                open_levels.append(level)
                yield "<div>\n"
            yield _block(document, block, inside[index])
        yield after
    yield "</div>\n" * len(open_levels)
    yield "</body>\n"


def ranges(document: Document, touched: Touched, spans: Sequence[Span]) -> list[str]:
    """Pointers at the characters of `spans`: one for each sentence that a span touches."""
    found = []
    for span in spans:
        for index in touched(span):
            sentence = document.sentences[index].span
            start, end = max(span.start, sentence.start), min(span.end, sentence.end)
            found.append(f"#string-range({sentence_id(document, index)},{start - sentence.start},{end - start})")
    return found


def _sentences_of(document: Document) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in document.blocks]
    for index, sentence in enumerate(document.sentences):
        found[sentence.block].append(index)
    return found


def _block(document: Document, block: Block, sentences: Sequence[int]) -> str:
    parts = [(document.sentences[i].span, _sentence(document, i)) for i in sentences]
    label = block.numbering.label.strip() if block.numbering else None
    content = element(_ELEMENTS[block.kind], _filled(document.text, block.span, parts), {"n": label or None})
    return (element("row", content) if block.kind == "cell" else content) + "\n"


def _sentence(document: Document, index: int) -> str:
    clauses = [document.clauses[i].span for i in document.clauses_of[index]]
    parts = [
        (span, element("cl", text(span.of(document.text)), {"xml:id": f"{sentence_id(document, index)}.c{k}"}))
        for k, span in enumerate(clauses, 1)
    ]
    content = _filled(document.text, document.sentences[index].span, parts)
    return element("s", content, {"xml:id": sentence_id(document, index)})


def _filled(characters: str, span: Span, parts: Sequence[tuple[Span, str]]) -> str:
    """The characters of `span`, with `parts` (span and markup, in order) in their places."""
    content, at = [], span.start
    for part, markup in parts:
        content += [text(characters[at : part.start]), markup]
        at = part.end
    return "".join([*content, text(characters[at : span.end])])
