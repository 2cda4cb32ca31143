"""What is counted of a finished document, for the summary of the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from statistics import fmean
from typing import Any

from aligner.bitext import Link
from aligner.divergence import Audit
from aligner.document import Language, Span

DOUBTFUL = 0.5
"""A sentence link with a lower score is more likely wrong than right."""


@dataclass(frozen=True)
class Figures:
    """Counts of one document.

    Characters are those of its sentences; `alone` are those in sentence links without a counterpart. `score` is the
    mean of the sentence links' scores, None without any; `divergences` are counted by kind and severity
    ("omission major"), `classes` by class.
    """

    zh_characters: int
    en_characters: int
    zh_alone: int
    en_alone: int
    zh_sentences: int
    en_sentences: int
    links: int
    clause_links: int
    doubtful: int
    score: float | None
    divergences: Mapping[str, int]
    classes: Mapping[str, int]

    @classmethod
    def of(cls, audit: Audit) -> Figures:
        """Those of an audit; divergences from its threshold up."""
        alignment, found = audit.alignment, audit.divergences
        alone = [link for link in alignment.sentences if not (link.zh and link.en)]
        return cls(
            _characters(sentence.span for sentence in alignment.zh.sentences),
            _characters(sentence.span for sentence in alignment.en.sentences),
            _characters(_spans(alone, "zh")),
            _characters(_spans(alone, "en")),
            len(alignment.zh.sentences),
            len(alignment.en.sentences),
            len(alignment.sentences),
            sum(map(len, alignment.clauses)),
            sum(link.score < DOUBTFUL for link in alignment.sentences),
            round(fmean(link.score for link in alignment.sentences), 4) if alignment.sentences else None,
            _sorted(Counter(f"{divergence.kind} {divergence.severity}" for divergence in found)),
            _sorted(Counter(divergence.cls for divergence in found)),
        )

    @classmethod
    def revived(cls, record: Mapping[str, Any]) -> Figures:
        """What `as_record` gave.

        Raises:
            KeyError: The record lacks a count.
        """
        return cls(**{key.name: record[key.name] for key in fields(cls)})

    def as_record(self) -> dict[str, Any]:
        """JSON values."""
        return asdict(self)

    def found(self, kind: str) -> int:
        """Divergences of a kind, of either severity."""
        return sum(count for name, count in self.divergences.items() if name.split(" ")[0] == kind)


def _spans(links: Iterable[Link], language: Language) -> Iterable[Span]:
    return (span for link in links for span in link.spans(language))


def _characters(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _sorted(counts: Counter[Any]) -> dict[str, int]:
    return dict(sorted(counts.items()))
