"""Clause links: against the annotation of two documents, and on the project's own golden table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from aligner.api import align
from aligner.document import Document, Language, Span
from aligner.embedding import load_encoder
from scripts.evaluation.baselines import length_links, write_length_links
from scripts.evaluation.bench import ROOT, Bench, Source, run
from scripts.evaluation.figures import Figure, f1, slack_for
from scripts.evaluation.gold import INTERNET_PLUS, WORK_REPORT, annotation, paragraphs
from scripts.evaluation.letters import lettered
from scripts.evaluation.scorers import score

GOLDEN = ROOT / "tests/golden/clauses.json"

TARGETS = {INTERNET_PLUS: 0.98, WORK_REPORT: 0.94}
GOLDEN_TARGET = 0.90

LetterLink = tuple[frozenset[int], frozenset[int]]


def measure_documents(bench: Bench) -> tuple[Figure, ...]:
    """Intersection over union of linked letters, through the whole line, and the paragraphs lost on the way."""
    return tuple(figure for source, target in TARGETS.items() for figure in _document(bench, source, target))


def _document(bench: Bench, source: Source, target: float) -> list[Figure]:
    gold = bench.gold(annotation(source))
    ours = score(bench, "clauses", gold, run(bench, source).reported)
    by_length = bench.work / "by-length" / source.name
    write_length_links([(paragraph.zh, paragraph.en) for paragraph in paragraphs(bench, source)], by_length)
    baseline = score(bench, "clauses", gold, by_length)
    return [
        Figure(f"{source.name} iou", ours["iou"], target=target, baseline=baseline["iou"]),
        Figure(f"{source.name} paragraphs lost", ours["paragraphs_not_found"], "less", target=0, slack=0),
    ]


class Row(NamedTuple):
    """A row of the golden table: two sentences and their clause links, as sets of letters of each."""

    zh: str
    en: str
    links: frozenset[LetterLink]


def read_golden() -> list[Row]:
    """The golden table; each piece of a row's text stands in it once."""
    rows: list[dict[str, Any]] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return [
        Row(
            row["zh"],
            row["en"],
            frozenset(
                _letter_link(row["zh"], [_find(row["zh"], p) for p in zh], row["en"], [_find(row["en"], p) for p in en])
                for zh, en in row["links"]
            ),
        )
        for row in rows
    ]


def measure_golden(bench: Bench) -> tuple[Figure, ...]:
    """F1 of identical links over all rows, each aligned as a document of its own."""
    rows, encoder = read_golden(), load_encoder()
    ours = []
    for row in rows:
        alignment = align(_document_of("zh", row.zh), _document_of("en", row.en), encoder=encoder)
        links = [link for inside in alignment.clauses for link in inside]
        ours.append(frozenset(_letter_link(row.zh, link.zh, row.en, link.en) for link in links))
    by_length = [
        frozenset(_letter_link(row.zh, zh, row.en, en) for zh, en in length_links([(row.zh, row.en)])) for row in rows
    ]
    gold = [row.links for row in rows]
    slack = slack_for(sum(map(len, gold)))
    return (
        Figure("F1", f1_of_links(gold, ours), target=GOLDEN_TARGET, baseline=f1_of_links(gold, by_length), slack=slack),
    )


def f1_of_links(gold: Sequence[frozenset[LetterLink]], given: Sequence[frozenset[LetterLink]]) -> float:
    """F1 of identical links, micro-averaged: hits, links given and links in the gold are each summed over the rows."""
    hits = sum(len(g & a) for g, a in zip(gold, given, strict=True))
    return f1(hits, sum(map(len, given)), sum(map(len, gold)))


def _letter_link(zh: str, zh_spans: Iterable[Span], en: str, en_spans: Iterable[Span]) -> LetterLink:
    return lettered(zh, zh_spans), lettered(en, en_spans)


def _find(text: str, piece: str) -> Span:
    at = text.index(piece)
    return Span(at, at + len(piece))


def _document_of(language: Language, text: str) -> Document:
    return Document.from_blocks(language, [(text, "paragraph", None)])
