"""Take renderings out of the tables, and half out of the vectors, as if a document had words that these never saw.

Both were learnt from the very pairs that divergences are planted in. Of the words of another text, two in a hundred are
linked by vectors alone that agree by half, most of them rightly (显著 and "clearly"); of the words of these pairs, one
in two hundred. Trees that are learnt without it take such a link for a fault.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.evidence import together
from aligner.auditing.coverage.linking import rematch
from aligner.auditing.coverage.stack import Stack

_KEPT = (0.5, 0.85)  # of a cosine that is forgotten, at least and at most
_CHANCE = 0.3  # up to this cosine, vectors say nothing that could be forgotten
_ONE = 2.0**64


def forget(stack: Stack, share: float, seed: int) -> Stack:
    """The units of a document, linked anew without some renderings.

    Args:
        stack: The units, seen from the Chinese.
        share: How many pairs of a Chinese and an English word are forgotten, each wherever in the document it stands.
        seed: Which these are, whatever else is in the document.
    """
    zh, en, pairs = stack.own, stack.opposite, stack.pairs
    dice = _mixed(zh.classes[pairs.word], en.classes[pairs.partner], seed)
    forgotten = dice / _ONE < share
    least, most = _KEPT
    kept = least + (most - least) * (_mixed(dice, dice, seed) / _ONE)
    tables = np.where(forgotten, 0, stack.tables).astype(np.float32)
    cosines = np.where(forgotten & (stack.cosines > _CHANCE), kept * stack.cosines, stack.cosines).astype(np.float32)
    strengths = together(zh, en, pairs, tables, cosines)
    return rematch(replace(stack, tables=tables, cosines=cosines, strengths=strengths), np.zeros_like(strengths))


def _mixed(first: NDArray[np.integer], second: NDArray[np.integer], seed: int) -> NDArray[np.uint64]:
    """A number of 64 bits for each two numbers, evenly spread (the finisher of SplitMix64; Steele et al. 2014)."""
    mixed = first.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + second.astype(np.uint64) + np.uint64(seed)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    found: NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(31))
    return found
