"""Whether two texts, or two stretches of them, have anything to do with each other.

The programme must put every sentence somewhere, and in texts that are not translations it finds weak reasons for
wrong beads. A translation's beads are alike nearly everywhere; where a whole stretch of beads is not, those of them
that are not alike either are parted into null links.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.bitext import Bead
from aligner.embedding.encoder import Vectors

STRETCH = 15  # beads looked at together
STRANGE_STRETCH = 0.22  # mean similarity under which a stretch is no translation (seen: 0.45 and more, others 0.15)
STRANGE_BEAD = 0.35  # similarity under which a bead of such a stretch is parted
AT_ONCE = 2048  # beads compared at once
FEW_LINKED = 0.5  # share of the shorter text's sentences in links, under which the user is warned


def part_strangers(beads: Sequence[Bead], zh: Vectors, en: Vectors) -> list[Bead]:
    """The beads, with those of unrelated stretches parted into null links; vectors are sums, one a sentence."""
    alike = similarities(beads, zh, en)
    full = np.array([not bead.is_null for bead in beads], dtype=bool)
    if not full.any():
        return list(beads)
    kernel = np.ones(min(STRETCH, int(full.sum())))
    around = np.zeros(len(beads))
    counts = np.convolve(np.ones(int(full.sum())), kernel, mode="same")
    around[full] = np.round(np.convolve(alike[full], kernel, mode="same") / counts, 4)
    strange = full & (around < STRANGE_STRETCH) & (alike < STRANGE_BEAD)
    out: list[Bead] = []
    for bead, parted, mean in zip(beads, strange, around, strict=True):
        if parted:
            score = round(min(1.0, 1 - float(mean)), 4)
            out += [*(Bead((i,), (), score) for i in bead.zh), *(Bead((), (j,), score) for j in bead.en)]
        else:
            out.append(bead)
    return out


def similarities(beads: Sequence[Bead], zh: Vectors, en: Vectors) -> NDArray[np.float64]:
    """Cosine of the two sides of each bead, rounded; 0 for a null bead, shape (beads,)."""
    out = np.zeros(len(beads))
    full = [k for k, bead in enumerate(beads) if not bead.is_null]
    for at in range(0, len(full), AT_ONCE):
        some = full[at : at + AT_ONCE]
        a, b = _sums(zh, [beads[k].zh for k in some]), _sums(en, [beads[k].en for k in some])
        dots, *squares = (np.einsum("ij,ij->i", x, y) for x, y in ((a, b), (a, a), (b, b)))
        sizes = np.sqrt(squares[0] * squares[1])
        out[some] = np.round(np.where(sizes > 0, dots / np.where(sizes > 0, sizes, 1), 0), 4)
    return out


def _sums(vectors: Vectors, sides: Sequence[tuple[int, ...]]) -> NDArray[np.float64]:
    """The sums of the vectors of each side, sentences that follow one another, shape (sides, dimensions)."""
    starts, sizes = np.array([(side[0], len(side)) for side in sides]).T
    sums: NDArray[np.float64] = vectors[starts].astype(np.float64)
    for k in range(1, int(sizes.max())):  # few sides have more than one sentence
        more = np.flatnonzero(sizes > k)
        sums[more] += vectors[starts[more] + k]
    return sums


def warnings(beads: Sequence[Bead], n: int, m: int) -> tuple[str, ...]:
    """What the user should know of an alignment of `n` Chinese and `m` English sentences."""
    if not n or not m:
        return ()
    linked = sum(len(b.zh) if n <= m else len(b.en) for b in beads if not b.is_null)
    share = linked / min(n, m)
    if share < FEW_LINKED:
        return (
            f"only {share:.0%} of the shorter text's sentences have a counterpart; "
            "check that the two texts are translations of each other",
        )
    alone = sum(b.is_null for b in beads)
    if alone > len(beads) / 2:
        longer = "Chinese" if n > m else "English"
        return (
            f"{alone} of {len(beads)} links have one side only, most of them {longer}; "
            "one text seems to hold much that the other does not",
        )
    return ()
