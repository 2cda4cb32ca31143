"""Sentence pairs that are kept from the training, and what a trained model makes of them.

Which pairs these are depends on their Chinese text alone: it is the same pairs in every run, whatever else is in the
data, and a sentence that occurs in several pairs is in none that is trained on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from aligner.alignment.neighbours import nearest
from aligner.embedding.encoder import Encoder, normalised
from scripts.training.pairs import Source, read_pairs

ONE_IN = 700  # about 2,000 of the sentence pairs


class Accuracy(NamedTuple):
    """The shares of `pairs` sentence pairs whose other side is the nearest of all."""

    pairs: int
    zh_to_en: float
    en_to_zh: float


def is_held_out(zh: str, one_in: int) -> bool:
    """Whether a sentence is kept from the training; one in so many is."""
    digest = hashlib.blake2b(zh.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % one_in == 0


def training_pairs(source: Source, folder: Path, one_in: int) -> Iterator[tuple[str, str]]:
    """The pairs of a source that may be trained on: all of a dictionary, and of sentences those not held out."""
    for zh, en in read_pairs(folder, source):
        if source.kind == "dictionary" or not is_held_out(zh, one_in):
            yield zh, en


def held_out_pairs(folder: Path, sources: Iterable[Source], one_in: int) -> list[tuple[str, str]]:
    """The pairs held out, in order; of those that share a side, the first."""
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    for source in sources:
        if source.kind == "pairs":
            for zh, en in read_pairs(folder, source):
                if is_held_out(zh, one_in) and zh not in seen and en not in seen:
                    seen |= {zh, en}
                    found.append((zh, en))
    return found


def accuracy(encoder: Encoder, pairs: Sequence[tuple[str, str]]) -> Accuracy:
    """How often a sentence's nearest neighbour on the other side is its translation, in both directions."""
    if not pairs:
        return Accuracy(0, 0.0, 0.0)
    zh, en = (normalised(encoder.encode([pair[side] for pair in pairs])) for side in (0, 1))
    own = np.arange(len(pairs))
    ahead, back = (float((nearest(*sides, 1).rows[:, 0] == own).mean()) for sides in ((zh, en), (en, zh)))
    return Accuracy(len(pairs), ahead, back)
