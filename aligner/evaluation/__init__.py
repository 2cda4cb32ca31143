"""How good an alignment is, measured against gold.

GOLD, AUTO ── compare ──► Comparison (two ladders), … ── evaluate ──► Evaluation: strict, lax, reliability, signature
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.evaluation.agreement import Strict, Vecalign, strict, vecalign
from aligner.evaluation.calibration import Reliability, judged, reliability
from aligner.evaluation.comparison import Comparison, compare
from aligner.evaluation.signature import signature

__all__ = ["Comparison", "Evaluation", "compare", "evaluate"]


@dataclass(frozen=True)
class Evaluation:
    """The figures of some texts, counted together.

    `reliability` is None where the beads to be judged have no scores, or scores that are no probabilities; `warnings`
    says so then. `signature` is what all figures depend on.
    """

    strict: Strict
    vecalign: Vecalign
    reliability: Reliability | None
    signature: str
    warnings: tuple[str, ...] = ()


def evaluate(comparisons: Sequence[Comparison]) -> Evaluation:
    """Judge alignments by their gold; see `strict`, `vecalign` and `reliability` for the measures."""
    texts = [(comparison.gold.beads, comparison.auto.beads) for comparison in comparisons]
    doubts = _doubts(comparisons)
    all_scored = all(comparison.auto.scored for comparison in comparisons)
    found = reliability(*judged(texts)) if all_scored and not doubts else None
    return Evaluation(strict(texts), vecalign(texts), found, signature(comparisons), doubts)


def _doubts(comparisons: Sequence[Comparison]) -> tuple[str, ...]:
    """What keeps the scores that there are from being held against what came true."""
    scored = [comparison.auto for comparison in comparisons if comparison.auto.scored]
    for ladder in scored:
        for number, bead in enumerate(ladder.beads):
            if not 0 <= bead.score <= 1:
                return (f"{ladder.where(number)}: the score {bead.score:g} is no probability: no reliability table",)
    if scored and len(scored) < len(comparisons):
        plain = next(comparison.auto for comparison in comparisons if not comparison.auto.scored)
        return (f"{plain.name}: this has no scores, unlike {scored[0].name}: no reliability table",)
    return ()
