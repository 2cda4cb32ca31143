"""Documents that differ from their siblings: counts that the rest of the corpus makes improbable.

A document's count (divergences of a kind, characters without counterpart …) is held against what the corpus as a whole
has for as much text: a funnel plot in numbers (Spiegelhalter 2005, "Funnel plots for comparing institutional
performance"). Documents vary more than chance alone would have them, so the deviations, on the square-root scale of
Anscombe, are shrunk by the corpus's own overdispersion, from deviations winsorised at the outer tenths lest outliers
hide themselves. Every document is compared in every measure, so what is named keeps the false discovery rate at 5%
(Benjamini and Hochberg 1995).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from statistics import median
from typing import NamedTuple, get_args

from aligner.batch.figures import Figures
from aligner.divergence import Kind

LEAST_SIBLINGS = 8
"""In a smaller corpus nothing can be said of any document."""
LEVEL = 0.05
_TAIL = 0.1


class Measure(NamedTuple):
    """Something counted by name: how often a document has it, and how much text, in `unit`s, could have had it."""

    name: str
    unit: str
    found: Callable[[Figures], int]
    size: Callable[[Figures], int]


MEASURES = (
    Measure("Chinese without counterpart", "Chinese characters", attrgetter("zh_alone"), attrgetter("zh_characters")),
    Measure("English without counterpart", "English characters", attrgetter("en_alone"), attrgetter("en_characters")),
    Measure("doubtful links", "links", attrgetter("doubtful"), attrgetter("links")),
    *(Measure(f"{kind}s", "links", partial(Figures.found, kind=kind), attrgetter("links")) for kind in get_args(Kind)),
)


class Difference(NamedTuple):
    """A document that differs in a measure: its count, what its siblings have for as much text, and the q-value."""

    document: str
    measure: Measure
    found: int
    size: int
    expected: float
    q: float

    @property
    def more(self) -> bool:
        """Whether it has more than its siblings, rather than less."""
        return self.found > self.expected


def differences(documents: Mapping[str, Figures]) -> list[Difference]:
    """The documents that differ from the rest, the least probable first.

    Args:
        documents: Figures by name; fewer than `LEAST_SIBLINGS` give nothing.
    """
    if len(documents) < LEAST_SIBLINGS:
        return []
    found = [difference for measure in MEASURES for difference in _of(measure, documents)]
    ordered = sorted(found, key=lambda difference: (difference.q, difference.document, difference.measure.name))
    kept: list[Difference] = []
    q = 1.0
    for rank in range(len(ordered), 0, -1):
        q = min(q, ordered[rank - 1].q * len(ordered) / rank)
        if q <= LEVEL:
            kept.append(ordered[rank - 1]._replace(q=q))
    return kept[::-1]


def _of(measure: Measure, documents: Mapping[str, Figures]) -> list[Difference]:
    """All documents in one measure, with p in place of q."""
    counts = {name: measure.found(figures) for name, figures in documents.items()}
    exposures = {name: measure.size(figures) for name, figures in documents.items()}
    names = [name for name, exposure in exposures.items() if exposure]
    if len(names) < LEAST_SIBLINGS or not any(counts.values()):
        return []
    total, whole = sum(counts[name] for name in names), sum(exposures[name] for name in names)
    # The rate of the others: a document does not vouch for itself.
    expected = {name: exposures[name] * (total - counts[name]) / max(1, whole - exposures[name]) for name in names}
    z = {name: 2 * (math.sqrt(counts[name] + 3 / 8) - math.sqrt(expected[name] + 3 / 8)) for name in names}
    spread = math.sqrt(max(1.0, _overdispersion(list(z.values()))))
    middle = median(z.values())
    return [
        Difference(
            name,
            measure,
            counts[name],
            exposures[name],
            round(expected[name], 1),
            math.erfc(abs(z[name] - middle) / spread / math.sqrt(2)),
        )
        for name in names
    ]


def _overdispersion(z: Sequence[float]) -> float:
    """The mean square deviation from the median, the outer tenths drawn in to their edge."""
    middle, ordered = median(z), sorted(z)
    cut = int(len(ordered) * _TAIL)
    low, high = ordered[cut], ordered[-1 - cut]
    return sum((min(max(value, low), high) - middle) ** 2 for value in z) / len(z)
