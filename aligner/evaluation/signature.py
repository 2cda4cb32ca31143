"""What scores depend on, in one line: two runs may be compared if they differ only where they are meant to.

The form is that of sacreBLEU (Post 2018): `key:value` pairs with a bar between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from importlib import metadata

from aligner.evaluation.agreement import LEAST_OF_A_TYPE
from aligner.evaluation.calibration import BINS
from aligner.evaluation.comparison import Comparison
from aligner.evaluation.ladder import Ladder


def signature(comparisons: Sequence[Comparison]) -> str:
    """The beads on both sides, by digest, and each setting that a figure depends on."""
    auto = [comparison.auto for comparison in comparisons]
    scored = all(ladder.scored for ladder in auto)
    parts = {
        "texts": str(len(comparisons)),
        "gold": digest(comparison.gold for comparison in comparisons),
        "auto": digest(auto),
        "bead": "identical",
        "nulls": "counted",
        "average": "micro",
        "types": f">={LEAST_OF_A_TYPE}+null",
        "lax": "vecalign",
        "bins": f"{BINS}-equal-width" if scored else "none",
        "version": metadata.version("zh-en-aligner"),
    }
    return "|".join(f"{key}:{value}" for key, value in parts.items())


def digest(ladders: Iterable[Ladder]) -> str:
    """Twelve hexadecimal digits that depend on the beads of every ladder, their order and scores, and on no name."""
    found = hashlib.sha256()
    for ladder in ladders:
        for bead in ladder.beads:
            score = f":{bead.score!r}" if ladder.scored else ""
            found.update(f"{list(bead.zh)}:{list(bead.en)}{score}\n".encode())
        found.update(b"\n")
    return found.hexdigest()[:12]
