"""How much of each section is rendered: words of meaning that are linked, by the numbering they stand under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.auditing.coverage.matching import Matching
from aligner.auditing.unit import Unit

if TYPE_CHECKING:
    from aligner.auditing.statistics import Statistics

COLUMNS = ("Section", "Sentence links", "Chinese words", "rendered", "English words", "with a source")


class Covered(NamedTuple):
    """Sentence links, and for both sides the words of meaning and how many of them are linked."""

    links: int = 0
    zh: int = 0
    zh_linked: int = 0
    en: int = 0
    en_linked: int = 0

    def plus(self, other: Covered) -> Covered:
        """Both counts together."""
        return Covered(*(a + b for a, b in zip(self, other, strict=True)))


class SectionObserver:
    """Counts by section, unit by unit; `covered` has the sections in the order of the text."""

    def __init__(self) -> None:
        self.covered: dict[str, Covered] = {}

    def see(self, unit: Unit, matching: Matching | None) -> None:
        """Count the words of one unit; one without counterpart adds a link and nothing else."""
        counts: list[int] = []
        if matching is not None:
            for side, link in ((matching.zh, matching.zh_link), (matching.en, matching.en_link)):
                counts += int(np.count_nonzero(side.content)), int(np.count_nonzero(side.content & (link >= 0)))
        self._add(unit.section, Covered(1, *counts))

    def add(self, other: SectionObserver) -> None:
        """Take over what was seen of the text that follows."""
        for section, seen in other.covered.items():
            self._add(section, seen)

    def _add(self, section: str, seen: Covered) -> None:
        self.covered[section] = self.covered.get(section, Covered()).plus(seen)


def rows(statistics: Statistics) -> Iterator[tuple[str, ...]]:
    """For the report: each section with the share of words that are linked."""
    sections: Mapping[str, Covered] = statistics.sections
    for section, seen in sections.items():
        shares = _share(seen.zh_linked, seen.zh), _share(seen.en_linked, seen.en)
        yield section, str(seen.links), str(seen.zh), shares[0], str(seen.en), shares[1]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else ""
