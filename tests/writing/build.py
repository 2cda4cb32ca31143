"""Small documents, alignments and audits made by hand, for tests of what comes after the audit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from aligner.bitext import Alignment, Bead, digest, place_beads
from aligner.divergence import Audit, Divergence, DivergenceClass, Kind, Severity, Table
from aligner.document import Block, BlockKind, Clause, Document, Language, Numbering, Place, Sentence, Span


class Para(NamedTuple):
    """A block as lists of clauses, a list a sentence. `label` stands at the start of the first clause.

    `line` is that of the file where the block stood, if it is known.
    """

    sentences: list[list[str]]
    kind: BlockKind = "paragraph"
    label: str = ""
    level: int = 1
    style: str = "han"
    line: int | None = None


def document(language: Language, *paragraphs: Para | list[list[str]], source: str = "") -> Document:
    """Join clauses and sentences (with a space in English), and blocks by newlines."""
    glue = " " if language == "en" else ""
    text, blocks, sentences, clauses = "", [], [], []
    for given in paragraphs:
        para = given if isinstance(given, Para) else Para(given)
        text += "\n" if blocks else ""
        start = len(text)
        for s, sentence in enumerate(para.sentences):
            text += glue if s else ""
            sentence_start = len(text)
            for c, clause in enumerate(sentence):
                text += glue if c else ""
                clauses.append(Clause(Span(len(text), len(text) + len(clause)), len(sentences)))
                text += clause
            sentences.append(Sentence(Span(sentence_start, len(text)), len(blocks)))
        number = None
        if para.label:
            number = Numbering(para.label, Span(start, start + len(para.label)), para.style, para.level, 1)
        place = None if para.line is None else Place(para.line)
        blocks.append(Block(Span(start, len(text)), para.kind, number, place))
    return Document(language, text, tuple(blocks), tuple(sentences), tuple(clauses), source)


def alignment(
    zh: Document,
    en: Document,
    beads: Sequence[Bead],
    clause_beads: Sequence[Sequence[Bead]] = (),
    warnings: tuple[str, ...] = (),
) -> Alignment:
    """Clause beads that are not given link all clauses of a sentence link as one."""
    inner = list(clause_beads) or [[whole(zh, en, bead)] for bead in beads]
    sentences, clauses = place_beads(zh, en, beads, inner)
    return Alignment(zh, en, tuple(beads), tuple(map(tuple, inner)), sentences, clauses, warnings=warnings)


def whole(zh: Document, en: Document, bead: Bead) -> Bead:
    """One clause bead for everything in a sentence bead."""
    return Bead(
        tuple(c for s in bead.zh for c in zh.clauses_of[s]), tuple(c for s in bead.en for c in en.clauses_of[s]), 0.8
    )


def parallel(zh: Document, en: Document, warnings: tuple[str, ...] = ()) -> Alignment:
    """Sentence i with sentence i; the rest null."""
    both = min(len(zh.sentences), len(en.sentences))
    beads = [Bead((i,), (i,), 0.9) for i in range(both)]
    beads += [Bead((i,), (), 0.5) for i in range(both, len(zh.sentences))]
    beads += [Bead((), (i,), 0.5) for i in range(both, len(en.sentences))]
    return alignment(zh, en, beads, warnings=warnings)


def mark(
    aligned: Alignment,
    kind: Kind,
    zh: str | Sequence[str] = (),
    en: str | Sequence[str] = (),
    *,
    cls: DivergenceClass = "content",
    severity: Severity = "major",
    score: float = 0.8,
    message: str = "",
    rules: tuple[str, ...] = ("coverage",),
    evidence: dict[str, Any] | None = None,
    after: tuple[str, str] = ("", ""),
) -> Divergence:
    """A divergence on the first places where the texts `zh` and `en` stand, searched for from the texts `after` on.

    Its link is the first clause link that one of its spans touches.
    """
    spans = {}
    for language, texts, start in (("zh", zh, after[0]), ("en", en, after[1])):
        text = aligned.document(language).text
        found = [(text.index(t, text.index(start)), t) for t in ([texts] if isinstance(texts, str) else texts)]
        spans[language] = tuple(Span(at, at + len(t)) for at, t in found)
    link = next(
        link.id
        for clauses in aligned.clauses
        for link in clauses
        if any(
            inner.start < span.end and span.start < inner.end
            for language in ("zh", "en")
            for span in spans[language]
            for inner in link.spans(language)
        )
    )
    return Divergence(
        "d" + digest(kind, repr(spans)),
        kind,
        cls,
        severity,
        score,
        link,
        spans["zh"],
        spans["en"],
        message or f"A {kind}.",
        rules,
        evidence or {rule: {"strength": score} for rule in rules},
    )


def audit(aligned: Alignment, *divergences: Divergence, tables: tuple[Table, ...] = ()) -> Audit:
    """An audit whose divergences are in order of the Chinese text."""
    ordered = sorted(divergences, key=lambda d: (d.zh or (Span(10**9, 0),), d.en))
    assert all(a.id != b.id for a, b in pairwise(sorted(ordered, key=lambda d: d.id)))
    return Audit(aligned, tuple(ordered), tables)
