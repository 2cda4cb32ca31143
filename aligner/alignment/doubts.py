"""What posteriors are worth.

A model that learnt from texts with sentences taken out is too sure of null beads in translations. Of a thousand
sentences some are left alone that the translator folded into a neighbour, about as many in any text; so of the null
beads found, most are right in a text that leaves out much, and few in one that leaves out nothing.

The constants are those with the least Brier score on the fiction of the dev sets.
"""

from __future__ import annotations

from collections.abc import Sequence

from aligner.alignment.null_rates import KNOWN, USUAL
from aligner.bitext import Bead

FALSE = 0.0077  # null beads that are none, a sentence
BESIDE = 0.5  # how much of the doubt in a null bead is doubt in the beads beside it
ONE_TO_ONE = 2  # sentences
LARGE = 0.986  # what the posteriors of beads with more than one sentence on a side are worth


def doubted(beads: Sequence[Bead]) -> list[Bead]:
    """The beads of a whole text, with their posteriors lowered to what they are worth."""
    zh = _worth(sum(len(bead.zh) for bead in beads if bead.is_null), sum(len(bead.zh) for bead in beads))
    en = _worth(sum(len(bead.en) for bead in beads if bead.is_null), sum(len(bead.en) for bead in beads))
    nulls = [1.0, *((zh if bead.zh else en) if bead.is_null else 1.0 for bead in beads), 1.0]
    out = []
    for bead, before, own, after in zip(beads, nulls, nulls[1:], nulls[2:], strict=False):
        worth = own if bead.is_null else 1 - BESIDE * (1 - min(before, after))
        if not bead.is_null and len(bead.zh) + len(bead.en) > ONE_TO_ONE:
            worth *= LARGE
        out.append(bead._replace(score=round(bead.score * worth, 4)))
    return out


def _worth(alone: int, sentences: int) -> float:
    """What the posteriors of a side's null beads are worth: the share of those found that are right."""
    share = (alone + USUAL * KNOWN) / (sentences + KNOWN)
    return share / (share + FALSE)
