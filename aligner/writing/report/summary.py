"""The counts at the top of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import fmean
from typing import NamedTuple, get_args

from aligner.divergence import Audit, Divergence, DivergenceClass, Kind, Severity


class Count(NamedTuple):
    """How many divergences go by `name`, by severity."""

    name: str
    major: int
    minor: int

    @property
    def total(self) -> int:
        """Both severities together."""
        return self.major + self.minor


class Summary(NamedTuple):
    """Counts of a whole audit.

    `types` holds bead types and how often they occur, the most frequent first; `nulls` counts the sentence links
    that have no Chinese and those that have no English; `mean_score` is that of the sentence links, None without any.
    """

    zh_sentences: int
    en_sentences: int
    links: int
    clause_links: int
    types: tuple[tuple[str, int], ...]
    nulls: tuple[int, int]
    mean_score: float | None
    divergences: Count
    kinds: tuple[Count, ...]
    classes: tuple[Count, ...]
    severities: tuple[Count, ...]


def summary(audit: Audit) -> Summary:
    """Count what the report shows; divergences are those that reach the threshold."""
    alignment, found = audit.alignment, audit.divergences
    types = Counter(bead.type for bead in alignment.beads)
    return Summary(
        zh_sentences=len(alignment.zh.sentences),
        en_sentences=len(alignment.en.sentences),
        links=len(alignment.sentences),
        clause_links=sum(map(len, alignment.clauses)),
        types=tuple(sorted(types.items(), key=lambda item: (-item[1], item[0]))),
        nulls=(
            sum(not bead.zh for bead in alignment.beads),
            sum(not bead.en for bead in alignment.beads),
        ),
        mean_score=fmean(link.score for link in alignment.sentences) if alignment.sentences else None,
        divergences=count("all", found),
        kinds=tuple(count(kind, (d for d in found if d.kind == kind)) for kind in get_args(Kind)),
        classes=tuple(count(cls, (d for d in found if d.cls == cls)) for cls in get_args(DivergenceClass)),
        severities=tuple(count(level, (d for d in found if d.severity == level)) for level in get_args(Severity)),
    )


def count(name: str, divergences: Iterable[Divergence]) -> Count:
    """Count divergences by severity."""
    severities = Counter(divergence.severity for divergence in divergences)
    return Count(name, severities["major"], severities["minor"])
