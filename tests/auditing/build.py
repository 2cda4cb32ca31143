"""Alignments of given pairs, and golden rows, for tests of the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from aligner.auditing.rule import Rule
from aligner.auditing.statistics import gather
from aligner.auditing.terms import built_in
from aligner.auditing.unit import units
from aligner.bitext import Alignment, Bead, place_beads
from aligner.divergence import DEFAULT_THRESHOLD, Candidate
from aligner.document import Block, Document, Language, Sentence, Span
from aligner.segmentation.numbering import number_blocks

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "auditing"


def alignment(pairs: Sequence[tuple[str, str]]) -> Alignment:
    """Each pair is a sentence link; an empty side makes it a null link. Every text is a block of its own."""
    zh, en = (blocks(language, [pair[side] for pair in pairs]) for side, language in enumerate(("zh", "en")))
    return linked(zh, en, pairs)


def paragraph(pairs: Sequence[tuple[str, str]]) -> Alignment:
    """Each pair is a sentence link; all of them stand in one block."""
    sides = []
    for side, language in enumerate(("zh", "en")):
        glue = " " if language == "en" else ""
        text, spans = "", []
        for pair in pairs:
            text += glue if text else ""
            spans.append(Span(len(text), len(text) + len(pair[side])))
            text += pair[side]
        sentences = tuple(Sentence(span, 0) for span in spans)
        sides.append(Document(language, text, (Block(Span(0, len(text))),), sentences))
    return linked(*sides, pairs)


def linked(zh: Document, en: Document, pairs: Sequence[tuple[str, str]]) -> Alignment:
    """Sentence links between documents whose sentences are the given texts, in order."""
    beads, used = [], [0, 0]
    for pair in pairs:
        sides = [(used[side],) if pair[side] else () for side in (0, 1)]
        used = [used[side] + bool(pair[side]) for side in (0, 1)]
        beads.append(Bead(*sides))
    links, clauses = place_beads(zh, en, beads, [()] * len(beads))
    return Alignment(zh, en, tuple(beads), ((),) * len(beads), links, clauses)


def blocks(language: Language, texts: Iterable[str]) -> Document:
    """Each text is a block and its only sentence; their numbers are read as segmentation reads them."""
    document = Document.from_blocks(language, [(text, "paragraph", None) for text in texts if text])
    starts = [block.span.start for block in document.blocks]
    labels = number_blocks([block.span.of(document.text) for block in document.blocks], starts)
    numbered = tuple(b._replace(numbering=label) for b, label in zip(document.blocks, labels, strict=True))
    sentences = tuple(Sentence(block.span, index) for index, block in enumerate(numbered))
    return Document(language, document.text, numbered, sentences)


def candidates(rule: Rule, made: Alignment) -> Iterator[Candidate]:
    """What one rule finds in an alignment."""
    statistics = gather(units(made), built_in())
    for unit in units(made):
        yield from rule.find(unit, statistics)


def flags(rule: Rule, made: Alignment, threshold: float = DEFAULT_THRESHOLD) -> set[str]:
    """What one rule finds surely enough, as golden rows write it: "mistranslation 3亿 = 3 million"."""
    return {shown(candidate, made) for candidate in candidates(rule, made) if candidate.strength >= threshold}


def shown(candidate: Candidate, made: Alignment) -> str:
    sides = [" ".join(span.of(text) for span in spans) for spans, text in _marked(candidate, made)]
    return f"{candidate.kind} {' = '.join(filter(None, sides))}"


def _marked(candidate: Candidate, made: Alignment) -> list[tuple[tuple[Span, ...], str]]:
    return [(candidate.zh, made.zh.text), (candidate.en, made.en.text)]


class Row(NamedTuple):
    """A golden row: the pairs of a small text, and the flags that it must give, none if empty."""

    label: str
    pairs: list[tuple[str, str]]
    expected: set[str]


def rows(name: str) -> list[Row]:
    """The rows of `golden/auditing/NAME.tsv`; "¶" parts the texts of several pairs, " ; " the flags."""
    read = []
    for line in (GOLDEN / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, zh, en, expected = line.split("\t")
            pairs = list(zip(zh.split("¶"), en.split("¶"), strict=True))
            read.append(Row(label, pairs, set(filter(None, expected.split(" ; ")))))
    return read
