"""Cuts a document into sentences and clauses and reads the numbers of its blocks.

    Document (blocks) ── segment ──► Document (blocks with numbering, sentences, clauses)

Each language's rules are a pair of functions `cut_sentences` and `cut_clauses` that partition a text; here their
spans are put in their place and trimmed, so that what no span covers is whitespace alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aligner.chinese_script import simplified_document
from aligner.document import Block, Clause, Document, Language, Sentence, Span
from aligner.segmentation import chinese, english
from aligner.segmentation.cutting import is_han
from aligner.segmentation.numbering import number_blocks, numbering_of

__all__ = ["numbering_of", "segment"]

Cutter = Callable[[str], list[Span]]

_CUTTERS: dict[Language, tuple[Cutter, Cutter]] = {
    "zh": (chinese.cut_sentences, chinese.cut_clauses),
    "en": (english.cut_sentences, english.cut_clauses),
}


def segment(document: Document) -> Document:
    """Fill in a document's sentences and clauses and the numbering of its blocks.

    Args:
        document: Its text and blocks; whatever was cut before is cut anew.

    Returns:
        The same text. Every sentence lies in one block and every clause in one sentence, in order, trimmed of the
        whitespace around it; a block's label belongs to its first sentence. Blank blocks have no sentences.
    """
    compared = simplified_document(document)
    blocks = _number(compared)
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    for index, block in enumerate(blocks):
        cut_sentences, cut_clauses = _CUTTERS[_language(compared, block)]
        body = block.span.start if block.numbering is None else block.numbering.span.end
        for span in _cut(compared.text, block.span, body, cut_sentences):
            for clause in _cut(compared.text, span, max(body, span.start), cut_clauses):
                clauses.append(Clause(clause, len(sentences)))
            sentences.append(Sentence(span, index))
    if compared is not document:
        blocks = tuple(_labelled(block, document.text) for block in blocks)
    return replace(document, blocks=blocks, sentences=tuple(sentences), clauses=tuple(clauses))


def _language(document: Document, block: Block) -> Language:
    """The language whose rules fit a block: a quotation or reference without Chinese characters is cut as English."""
    if document.language == "en" or any(map(is_han, block.span.of(document.text))):
        return document.language
    return "en"


def _labelled(block: Block, text: str) -> Block:
    """The block with its label as it stands in the text."""
    numbering = block.numbering
    return block if numbering is None else block._replace(numbering=numbering._replace(label=numbering.span.of(text)))


def _number(document: Document) -> tuple[Block, ...]:
    texts = [block.span.of(document.text) for block in document.blocks]
    numberings = number_blocks(texts, [block.span.start for block in document.blocks])
    return tuple(
        block._replace(numbering=numbering) for block, numbering in zip(document.blocks, numberings, strict=True)
    )


def _cut(text: str, whole: Span, body: int, cutter: Cutter) -> list[Span]:
    """The trimmed pieces of `whole`; its label, which ends where the `body` begins, goes with the first piece."""
    pieces = [_trim(text, span.shift(body)) for span in cutter(text[body : whole.end])]
    pieces = [piece for piece in pieces if piece.end > piece.start]
    if body > whole.start:
        end = pieces[0].end if pieces else body
        pieces[:1] = [_trim(text, Span(whole.start, end))]
    return pieces


def _trim(text: str, span: Span) -> Span:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))
