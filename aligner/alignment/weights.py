"""What each measure of a sentence bead counts: numbers that were learnt, in a file of the package."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from aligner.embedding.vocabulary import FOLDER as MODEL
from aligner.errors import named_model_errors

FILE = MODEL.parent / "beads" / "weights.json"


@dataclass(frozen=True)
class Weights:
    """What each measure of a bead counts, in natural logarithms.

    Attributes:
        alike: the cosine of the two sides, times log2(1 + shorter / longer).
        unlike_lengths: the distance of the logarithms of the lengths.
        surplus, missing: see the functions of these names in sentences.py.
        zh_words, en_words: what the words of each side gain by the other side; see explanation.py.
        idle: what the words of a side lose by sentences at the other side's edges; see the function
            of this name there.
        ends, quotation: see `likely_ends` and `split_quotations`.
        zh_carried, en_carried: whether words of each side at the bead's end render what lies beyond it; see
            `Explanation.carried`.
        bead: 1 for a bead that is not null.
        large: 1 for a bead of more than `sentences.FEW` sentences.
        null: 1 for a null bead.
        lost: the logarithm of the characters of a null bead: a short sentence is easily left out of the count, and a
            long one stands alone only if it is not rendered at all.
    """

    alike: float
    unlike_lengths: float
    surplus: float
    missing: float
    zh_words: float
    en_words: float
    idle: float
    ends: float
    quotation: float
    zh_carried: float
    en_carried: float
    bead: float
    large: float
    null: float
    lost: float

    @classmethod
    @cache
    def load(cls, path: Path = FILE) -> Weights:
        """Open the weights made by `scripts/train_beads.py`, once a process.

        Raises:
            ModelError: the file is missing or damaged.
        """
        with named_model_errors("the weights of beads", path):
            found = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{field.name: float(found[field.name]) for field in fields(cls)})
