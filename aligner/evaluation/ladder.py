"""Ladders: beads by the indices of their sentences, one a line, as Vecalign, Bertalign and `aligner beads` write.

[3, 4]:[5]
[]:[6]:0.8123
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import Bead
from aligner.document import LANGUAGES, Language
from aligner.errors import InputError
from aligner.reading.encoding import decode
from aligner.reading.source import load

_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}
_rung = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*(\S+)\s*)?")
_number = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)
_FORMAT = "write a bead a line, as [zh indices]:[en indices] or [zh indices]:[en indices]:score"


@dataclass(frozen=True)
class Ladder:
    """The beads of one text, in the order of their file; each sentence of both sides is in exactly one.

    Attributes:
        name: The file's name, for messages.
        beads: Their indices count the sentences of each side from 0.
        lines: The 1-based line of each bead; None where it stands in no line of the file.
        scored: Whether the beads' scores are the file's; without scores there, each is 1.
        names: What the file calls the sentences of each side, by index, where it gives them names.
    """

    name: str
    beads: tuple[Bead, ...]
    lines: tuple[int | None, ...]
    scored: bool = False
    names: dict[Language, tuple[str, ...]] | None = None

    def where(self, bead: int) -> str:
        """The file and line of a bead, for messages."""
        line = self.lines[bead]
        return self.name if line is None else f"{self.name}:{line}"

    def called(self, side: Language, index: int) -> str:
        """A sentence as messages name it: "Chinese sentence 4", by its name if it has one."""
        return f"{_NAMES[side]} sentence {self.names[side][index] if self.names else index}"


def read_ladder(path: Path, encoding: str | None = None) -> Ladder:
    """Read a ladder; blank lines are passed over.

    Raises:
        ReadError: The file cannot be read.
        InputError: A line is no bead, an index occurs twice or is left out, only some beads have scores, or there is
            none.
    """
    name = str(path)
    rows = decode(load(path, encoding)).text.split("\n")
    found = [(line, _parsed(row, f"{name}:{line}")) for line, row in enumerate(rows, 1) if row.strip()]
    scored = [score is not None for _, (_, score) in found]
    if any(scored) and not all(scored):
        line = found[scored.index(not scored[0])][0]
        raise InputError(
            f"this bead has {'no' if scored[0] else 'a'} score, unlike those before it",
            where=f"{name}:{line}",
            do="score all beads or none",
        )
    beads = tuple(bead if score is None else bead._replace(score=score) for _, (bead, score) in found)
    return checked(Ladder(name, beads, tuple(line for line, _ in found), any(scored)))


def _parsed(row: str, where: str) -> tuple[Bead, float | None]:
    """A rung's bead and its score, if it has one."""
    match = _rung.fullmatch(row)
    if not match:
        raise InputError("this line is no bead", where=where, do=_FORMAT)
    sides = (_indices(match[1], where), _indices(match[2], where))
    if match[3] is None:
        return Bead(*sides), None
    if not _number.fullmatch(match[3]):
        raise InputError(f"{match[3]!r} is no score", where=where, do=_FORMAT)
    return Bead(*sides), float(match[3])


def _indices(listed: str, where: str) -> tuple[int, ...]:
    items = [item.strip() for item in listed.split(",")] if listed.strip() else []
    if not all(item.isascii() and item.isdigit() for item in items):
        raise InputError(f"[{listed}] is no list of indices", where=where, do=_FORMAT)
    return tuple(map(int, items))


def checked(ladder: Ladder) -> Ladder:
    """The ladder itself, if each sentence up to the last is in exactly one bead.

    Raises:
        InputError: There is no bead, a bead holds nothing, or an index occurs twice or not at all.
    """
    if not ladder.beads:
        raise InputError("this file holds no beads", where=ladder.name, do=_FORMAT)
    for number, bead in enumerate(ladder.beads):
        if not bead.zh and not bead.en:
            raise InputError("this bead holds no sentence", where=ladder.where(number), do="take the line out")
    for side in LANGUAGES:
        _check_side(ladder, side)
    return ladder


def _check_side(ladder: Ladder, side: Language) -> None:
    first: dict[int, int] = {}
    for number, bead in enumerate(ladder.beads):
        for index in bead.zh if side == "zh" else bead.en:
            if index in first:
                raise InputError(
                    f"{ladder.called(side, index)} is in two beads, here and at {ladder.where(first[index])}",
                    where=ladder.where(number),
                    do="put every sentence into exactly one bead",
                )
            first[index] = number
    present = sorted(first)
    for expected, index in enumerate(present):
        if index != expected:
            raise InputError(
                f"{ladder.called(side, expected)} is in no bead, but {ladder.called(side, index)} is",
                where=ladder.where(first[index]),
                do="put every sentence into exactly one bead, a null bead (an empty side) if it has no counterpart",
            )


def count(beads: Sequence[Bead], side: Language) -> int:
    """How many sentences of a side beads hold."""
    return sum(len(bead.zh if side == "zh" else bead.en) for bead in beads)
