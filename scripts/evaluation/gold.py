"""Gold paragraphs with clause links and divergences, as annotated by hand."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from scripts.evaluation.bench import Bench, Source

INTERNET_PLUS = Source("internet-plus", ("gold/internet-plus/page.txt",))
WORK_REPORT = Source("work-report", ("gold/gov-reports/zh/gwr-2018.txt", "gold/gov-reports/en/gwr-2018.txt"))


class Mark(NamedTuple):
    """A divergence that the annotators marked; one that they did not agree on is optional."""

    kind: str
    cls: str
    severity: str
    zh: str
    en: str
    agreed: bool


class Paragraph(NamedTuple):
    """A paragraph pair and its divergences."""

    zh: str
    en: str
    marks: tuple[Mark, ...]


def annotation(source: Source) -> str:
    """The path of a document's annotation below the gold data."""
    return f"gold/{source.name}/dev.json"


def paragraphs(bench: Bench, source: Source) -> list[Paragraph]:
    """The annotated paragraphs of a document, in order."""
    rows: list[dict[str, Any]] = json.loads(bench.gold(annotation(source)).read_text(encoding="utf-8"))
    return [Paragraph(row["zh"], row["en"], tuple(map(_mark, row["divergences"]))) for row in rows]


def _mark(row: dict[str, Any]) -> Mark:
    return Mark(row["kind"], row["class"], row["severity"], row["zh"], row["en"], row["agreed"])
