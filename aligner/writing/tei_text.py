"""The text part of TEI: blocks in divisions, sentences and clauses with identifiers, pointers at characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from aligner.document import Block, BlockKind, Document, Span
from aligner.writing.markup import element, text
from aligner.writing.places import Touched
from aligner.writing.sections import headings, level

_ELEMENTS: dict[BlockKind, str] = {"paragraph": "p", "heading": "head", "item": "item", "cell": "cell"}
_AROUND: dict[BlockKind, tuple[str, str]] = {
    "item": ("<list>\n", "</list>\n"),
    "cell": ("<table>\n", "</table>\n"),
}


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
    heads = headings(document)
    inside = _sentences_of(document)
    open_levels: list[int] = []

    def kind(pair: tuple[int, Block]) -> BlockKind:
        return "heading" if pair[1] in heads else pair[1].kind

    for of_kind, run in groupby(enumerate(document.blocks), key=kind):
        before, after = _AROUND.get(of_kind, ("", ""))
        yield before
        if of_kind == "cell":
            yield from _rows(document, run, inside)
        else:
            for index, block in run:
                if of_kind == "heading":
                    while open_levels and open_levels[-1] >= level(block):
                        open_levels.pop()
                        yield "</div>\n"
                    open_levels.append(level(block))
                    yield "<div>\n"
                yield _block(document, block, _ELEMENTS[of_kind], inside[index]) + "\n"
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


def _rows(document: Document, cells: Iterable[tuple[int, Block]], inside: Sequence[Sequence[int]]) -> Iterator[str]:
    """Cells that stood in one line of the file make one row; a document knows no more of its tables."""

    def line(pair: tuple[int, Block]) -> tuple[str, int]:
        index, block = pair
        return ("line", block.place.line) if block.place else ("cell", index)

    for _, row in groupby(cells, key=line):
        yield element("row", "".join(_block(document, block, "cell", inside[index]) for index, block in row)) + "\n"


def _block(document: Document, block: Block, name: str, sentences: Sequence[int]) -> str:
    parts = [(document.sentences[i].span, _sentence(document, i)) for i in sentences]
    label = block.numbering.label.strip() if block.numbering else None
    return element(name, _filled(document.text, block.span, parts), {"n": label or None})


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
