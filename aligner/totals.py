"""What a run found, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from aligner.bitext import Bead
from aligner.divergence import Audit, Severity

NULL = "null"
"""The type of a null link among the counts."""


@dataclass(frozen=True)
class Totals:
    """How many sentences, links of each type ("1-2", or `NULL`), and divergences of each severity there are."""

    zh_sentences: int = 0
    en_sentences: int = 0
    sentence_links: Counter[str] = field(default_factory=Counter)
    clause_links: Counter[str] = field(default_factory=Counter)
    divergences: Counter[Severity] = field(default_factory=Counter)

    @classmethod
    def of(cls, audit: Audit) -> Totals:
        """Those of one audit; divergences from its threshold up."""
        alignment = audit.alignment
        return cls(
            len(alignment.zh.sentences),
            len(alignment.en.sentences),
            _types(alignment.beads),
            _types(bead for inner in alignment.clause_beads for bead in inner),
            Counter(divergence.severity for divergence in audit.divergences),
        )

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.zh_sentences + other.zh_sentences,
            self.en_sentences + other.en_sentences,
            self.sentence_links + other.sentence_links,
            self.clause_links + other.clause_links,
            self.divergences + other.divergences,
        )


def _types(beads: Iterable[Bead]) -> Counter[str]:
    return Counter(NULL if bead.is_null else bead.type for bead in beads)
