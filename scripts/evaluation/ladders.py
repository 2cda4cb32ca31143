"""Ladders of gold beads: read, written, and with sentences taken out of one side."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from aligner.bitext import Bead
from aligner.cli.beads import rung
from aligner.document import Language


def read_ladder(path: Path) -> list[Bead]:
    """The beads of a file with `[zh indices]:[en indices]` a line."""
    rungs = [line.split(":") for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [Bead(tuple(json.loads(zh)), tuple(json.loads(en))) for zh, en, *_ in rungs]


def write_ladder(path: Path, beads: Iterable[Bead]) -> None:
    """Write beads as `aligner beads` prints them; the folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(rung(bead) + "\n" for bead in beads), encoding="utf-8")


def drawn(count: int, share: float, seed: str) -> frozenset[int]:
    """The indices of a random `share` of `count` sentences; the same for the same seed."""
    return frozenset(random.Random(seed).sample(range(count), round(count * share)))


def without(beads: Sequence[Bead], side: Language, gone: Collection[int]) -> list[Bead]:
    """The gold of a text from one side of which the sentences `gone` have been deleted.

    The rest is numbered anew. A bead whose sentences of that side are all gone becomes a null bead; a null bead of
    that side goes with its sentences.
    """
    kept = [index for bead in beads for index in getattr(bead, side) if index not in gone]
    place = {index: new for new, index in enumerate(sorted(kept))}
    left = [_with_side(bead, side, tuple(place[k] for k in getattr(bead, side) if k in place)) for bead in beads]
    return [bead for bead in left if bead.zh or bead.en]


def one_by_one(beads: Sequence[Bead]) -> list[Bead]:
    """The beads, with null beads of several sentences as one each: so does the gold write what has no counterpart."""
    out: list[Bead] = []
    for bead in beads:
        if bead.is_null:
            out += [bead._replace(zh=(k,)) for k in bead.zh] + [bead._replace(en=(k,)) for k in bead.en]
        else:
            out.append(bead)
    return out


def _with_side(bead: Bead, side: Language, indices: tuple[int, ...]) -> Bead:
    return bead._replace(zh=indices) if side == "zh" else bead._replace(en=indices)
