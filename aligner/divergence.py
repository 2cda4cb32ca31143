"""Where the translation departs from the original.

Rules give candidates: one rule's opinion, not yet compared with others. The audit merges candidates that mark the
same place into divergences with a calibrated score; `Audit` holds them with the tables that the rules made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from aligner.bitext import Alignment
from aligner.document import Language, Span

Kind = Literal["omission", "addition", "mistranslation"]
DivergenceClass = Literal["content", "entity", "number", "structure", "terminology", "language"]
Severity = Literal["major", "minor"]

DEFAULT_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One rule's finding, before it is merged and calibrated.

    `strength` in [0, 1] is the rule's own confidence that a careful linguist would mark the place. `link` is the
    identifier of the clause or sentence link it lies in. `zh` is empty for an addition and `en` for an omission, seen
    from a Chinese original. `message` is one sentence; `evidence` holds what a person needs to check it (JSON values).
    """

    rule: str
    kind: Kind
    cls: DivergenceClass
    severity: Severity
    strength: float
    link: str
    zh: tuple[Span, ...]
    en: tuple[Span, ...]
    message: str
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Divergence:
    """A marked place, as it is written out; `score` is a calibrated probability and `rules` name who found it."""

    id: str
    kind: Kind
    cls: DivergenceClass
    severity: Severity
    score: float
    link: str
    zh: tuple[Span, ...]
    en: tuple[Span, ...]
    message: str
    rules: tuple[str, ...]
    evidence: Mapping[str, Any] = field(default_factory=dict)

    def spans(self, language: Language) -> tuple[Span, ...]:
        """The spans of one side."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Table:
    """A table that a rule made for the report: a title, column names and rows of cells."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Audit:
    """An alignment with its divergences, those below the threshold included, in order of the Chinese text."""

    alignment: Alignment
    candidates: tuple[Divergence, ...]
    tables: tuple[Table, ...] = ()
    threshold: float = DEFAULT_THRESHOLD

    @property
    def divergences(self) -> tuple[Divergence, ...]:
        """Those that reach the threshold."""
        return tuple(d for d in self.candidates if d.score >= self.threshold)
