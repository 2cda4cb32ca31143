"""How far an alignment agrees with gold: strict, by bead type, and lax.

Strict (Liu and Zhu 2022, the Bertalign paper): a bead counts only if it is identical to a gold bead; null beads count
on both sides. Lax (Thompson and Koehn 2019, Vecalign): an overlap with a gold bead on both sides is enough; there,
recall leaves null beads out. The two conventions differ also where both are strict, and are not to be mixed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from aligner.bitext import Bead

NULL = "null"
"""The type that all null beads count under."""
LEAST_OF_A_TYPE = 5
"""Gold beads that a type needs to be listed; null beads always are."""

Texts = Iterable[tuple[Sequence[Bead], Sequence[Bead]]]
"""The gold beads and the beads to be judged of each text."""


class Rates(NamedTuple):
    """Precision, recall and F1, each from 0 to 1; 0 where there is nothing to divide by."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Tally(NamedTuple):
    """Beads that hit, beads given and gold beads."""

    hits: int = 0
    given: int = 0
    gold: int = 0

    @property
    def rates(self) -> Rates:
        """Hits of those given, and of the gold."""
        return Rates(_share(self.hits, self.given), _share(self.hits, self.gold))

    def __add__(self, other: object) -> Tally:
        """Counts added up, not joined as tuples."""
        return Tally(*(a + b for a, b in zip(self, other, strict=True))) if isinstance(other, Tally) else NotImplemented


class Strict(NamedTuple):
    """Identical beads: of all, and by type ("1-2", or `NULL`), the types with most gold beads first."""

    all: Tally
    by_type: dict[str, Tally]


def strict(texts: Texts) -> Strict:
    """Count identical beads; all texts are counted together.

    A given bead counts under its own type, and so does a gold bead. Types with fewer than `LEAST_OF_A_TYPE` gold
    beads are counted in the whole alone.
    """
    types: defaultdict[str, Tally] = defaultdict(Tally)
    for gold, auto in texts:
        right = keys(gold)
        for bead in auto:
            types[type_of(bead)] += Tally(hits=int((bead.zh, bead.en) in right), given=1)
        for bead in gold:
            types[type_of(bead)] += Tally(gold=1)
    listed = [kind for kind, tally in types.items() if tally.gold >= LEAST_OF_A_TYPE or kind == NULL]
    return Strict(
        sum(types.values(), Tally()), {kind: types[kind] for kind in sorted(listed, key=lambda k: -types[k].gold)}
    )


class Vecalign(NamedTuple):
    """The two measures of Vecalign's scorer."""

    strict: Rates
    lax: Rates


def vecalign(texts: Texts) -> Vecalign:
    """Precision over all beads given, recall over the gold beads that are not null; all texts are counted together."""
    given = gold = 0
    found = {"strict": [0, 0], "lax": [0, 0]}
    for gold_beads, auto_beads in texts:
        linked = [[bead for bead in beads if not bead.is_null] for beads in (gold_beads, auto_beads)]
        given, gold = given + len(auto_beads), gold + len(linked[0])
        for k, (judged, against) in enumerate(((auto_beads, gold_beads), (linked[0], linked[1]))):
            identical, overlapping = _matches(judged, against)
            found["strict"][k] += identical
            found["lax"][k] += overlapping
    rates = {kind: Rates(_share(hits, given), _share(back, gold)) for kind, (hits, back) in found.items()}
    return Vecalign(rates["strict"], rates["lax"])


def _matches(judged: Sequence[Bead], against: Sequence[Bead]) -> tuple[int, int]:
    """How many beads are identical to one of the others, and how many overlap with one on both sides or are that."""
    same = keys(against)
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for bead in against:
        for index in bead.zh:
            partners[index].update(bead.en)
    identical = overlapping = 0
    for bead in judged:
        if (bead.zh, bead.en) in same:
            identical += 1
            overlapping += 1
        else:
            overlapping += any(not partners[index].isdisjoint(bead.en) for index in bead.zh)
    return identical, overlapping


def keys(beads: Iterable[Bead]) -> Collection[tuple[tuple[int, ...], tuple[int, ...]]]:
    """What tells beads apart, whatever their scores."""
    return {(bead.zh, bead.en) for bead in beads}


def type_of(bead: Bead) -> str:
    """The type that a bead is counted under."""
    return NULL if bead.is_null else bead.type


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
