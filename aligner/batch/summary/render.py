"""The summary: what a batch knows of its documents, put into the template. It has the look of a document's report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import NamedTuple, get_args
from urllib.parse import quote

from aligner.batch.figures import Figures
from aligner.batch.siblings import LEAST_SIBLINGS, LEVEL, Difference, differences
from aligner.batch.state import Entry
from aligner.divergence import DivergenceClass, Kind, Severity
from aligner.writing import report
from aligner.writing.markup import legal
from aligner.writing.origin import TOOL, Origin
from aligner.writing.report.summary import Count
from aligner.writing.templates import templates

MOST_ROWS = 1000
"""The most documents that are listed one by one; of a larger corpus, those that failed or differ come first."""
_FOLDER = Path(__file__).parent
_REPORT = Path(report.__file__).parent


class Row(NamedTuple):
    """A document in the table: its figures, its report's address if it has one, and in what it differs."""

    name: str
    figures: Figures
    address: str
    differs: tuple[Difference, ...]

    @property
    def kinds(self) -> list[int]:
        """Its divergences by kind."""
        return [self.figures.found(kind) for kind in get_args(Kind)]


class Totals(NamedTuple):
    """Sums over the documents that are done; `covered` are the shares of each side's characters with counterpart."""

    documents: int
    failed: int
    zh_characters: int
    en_characters: int
    zh_covered: float
    en_covered: float
    links: int
    doubtful: int
    score: float | None
    major: int
    minor: int
    kinds: tuple[Count, ...]
    classes: tuple[tuple[str, int], ...]

    @property
    def divergences(self) -> int:
        """All of them."""
        return self.major + self.minor


def summary_html(name: str, entries: Mapping[str, Entry], *, has_reports: bool) -> bytes:
    """The summary of a corpus.

    Args:
        name: What to call the corpus.
        entries: What is known of each document.
        has_reports: Whether each document's folder holds its report, to link to.
    """
    from markupsafe import Markup

    done = {key: entry.figures for key, entry in entries.items() if entry.figures}
    failed = [entry.record for entry in entries.values() if entry.record.status == "failed"]
    found = differences(done)
    environment = templates(_FOLDER)
    environment.filters |= {"percent": _percent, "rate": _rate}
    html = environment.get_template("template.html").render(
        name=name,
        origin=Origin.of(name),
        tool=TOOL,
        totals=totals(done.values(), len(failed)),
        failed=failed[:MOST_ROWS],
        differences=found[:MOST_ROWS],
        rows=list(islice(rows(done, found, has_reports=has_reports), MOST_ROWS)),
        documents=len(done),
        kinds=get_args(Kind),
        least=LEAST_SIBLINGS,
        level=LEVEL,
        css=Markup((_REPORT / "report.css").read_text(encoding="utf-8")),
        own_css=Markup((_FOLDER / "summary.css").read_text(encoding="utf-8")),
    )
    return legal(html).encode()


def rows(done: Mapping[str, Figures], found: Iterable[Difference], *, has_reports: bool) -> list[Row]:
    """The table: in order of name, or, where not all have a place, those that differ first."""
    differs: dict[str, list[Difference]] = {}
    for difference in found:
        differs.setdefault(difference.document, []).append(difference)
    names = sorted(done, key=lambda name: (len(done) > MOST_ROWS and name not in differs, name))
    return [
        Row(
            name,
            done[name],
            f"{quote(name)}/{quote(name)}.html" if has_reports else "",
            tuple(differs.get(name, ())),
        )
        for name in names
    ]


def totals(done: Iterable[Figures], failed: int) -> Totals:
    """Add up."""
    documents = list(done)
    divergences: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    for figures in documents:
        divergences.update(figures.divergences)
        classes.update(figures.classes)
    by_severity = {s: sum(n for key, n in divergences.items() if key.endswith(s)) for s in get_args(Severity)}
    zh, en = sum(f.zh_characters for f in documents), sum(f.en_characters for f in documents)
    scores = [figures.score for figures in documents if figures.score is not None]
    return Totals(
        len(documents),
        failed,
        zh,
        en,
        1 - sum(f.zh_alone for f in documents) / zh if zh else 0.0,
        1 - sum(f.en_alone for f in documents) / en if en else 0.0,
        sum(f.links for f in documents),
        sum(f.doubtful for f in documents),
        fmean(scores) if scores else None,
        by_severity["major"],
        by_severity["minor"],
        tuple(Count(k, divergences[f"{k} major"], divergences[f"{k} minor"]) for k in get_args(Kind)),
        tuple((cls, classes[cls]) for cls in get_args(DivergenceClass)),
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _rate(count: int, exposure: int) -> str:
    """How often something occurs: a share of characters, or so many in a hundred links."""
    return f"{100 * count / exposure:.1f}" if exposure else "–"
