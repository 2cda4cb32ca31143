"""Floors: the least that each figure may be, pinned a little below what was measured when it was last raised.

Floors rise with `--update` and fall only when that is asked for. They hold for the gold data they were pinned on,
whose SHA-256 is kept beside them; on other gold they mean nothing, so changed gold is a breach too. A figure that is
better when it is less has a ceiling in place of a floor.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from scripts.evaluation.bench import ROOT
from scripts.evaluation.figures import Figure, worse
from scripts.evaluation.registry import Measured

FLOORS = ROOT / "tests/floors.json"
_SCALE = 10_000


class Pinned(NamedTuple):
    """The floors of one group, by the figure's name, and the SHA-256 of the gold files they were pinned on."""

    floors: Mapping[str, float]
    gold: Mapping[str, str]


Floors = Mapping[str, Pinned]


class Breach(NamedTuple):
    """What is wrong with a group: a sentence."""

    group: str
    message: str


def read_floors(path: Path) -> Floors:
    """The pinned floors; none where the file is not there yet."""
    if not path.exists():
        return {}
    groups = json.loads(path.read_text(encoding="utf-8"))
    return {name: Pinned(group["floors"], group["gold"]) for name, group in groups.items()}


def write_floors(floors: Floors, path: Path) -> None:
    """Write floors, in order of name."""
    groups = {name: {"floors": dict(group.floors), "gold": dict(group.gold)} for name, group in floors.items()}
    path.write_text(json.dumps(groups, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def check(measured: Mapping[str, Measured], floors: Floors) -> list[Breach]:
    """What keeps measured groups from passing: a figure below its floor, without one, or gone; other gold files."""
    return [Breach(name, message) for name, group in measured.items() for message in _faults(group, floors.get(name))]


def _faults(measured: Measured, pinned: Pinned | None) -> list[str]:
    if pinned is None:
        return ["no floors are pinned"]
    held = held_figures(measured)
    changed = sorted(
        path for path in {*measured.gold, *pinned.gold} if measured.gold.get(path) != pinned.gold.get(path)
    )
    return [
        *(f"the gold file {path} is not the one that floors were pinned on" for path in changed),
        *(f"{name} has a floor and is no longer measured" for name in sorted({*pinned.floors} - {*held})),
        *(f"{name} has no floor" for name in held if name not in pinned.floors),
        *(
            f"{name} is {figure.value:.4f}, beyond its floor of {pinned.floors[name]:.4f}"
            for name, figure in held.items()
            if name in pinned.floors and worse(figure.value, pinned.floors[name], figure.better)
        ),
    ]


def updated(measured: Mapping[str, Measured], floors: Floors, *, allow_regression: bool = False) -> dict[str, Pinned]:
    """The floors after `--update`; groups that were not measured keep theirs.

    Floors are pinned where there are none, and raised to what was measured. Only with `allow_regression` does a
    figure that is beyond its floor get a lower one, a figure that is gone lose its own, and a group whose gold files
    have changed new ones.
    """
    allowed = {name: _update(group, floors.get(name), allow_regression) for name, group in measured.items()}
    return {**floors, **allowed}


def _update(measured: Measured, pinned: Pinned | None, allow_regression: bool) -> Pinned:
    held = held_figures(measured)
    anew = Pinned({name: floor_of(figure) for name, figure in held.items()}, measured.gold)
    if pinned is None:
        return anew
    if dict(pinned.gold) != dict(measured.gold):
        return anew if allow_regression else pinned
    gone = {} if allow_regression else {name: floor for name, floor in pinned.floors.items() if name not in held}
    kept = {name: _higher(figure, pinned.floors.get(name), allow_regression) for name, figure in held.items()}
    return Pinned({**gone, **kept}, pinned.gold)


def _higher(figure: Figure, floor: float | None, allow_regression: bool) -> float:
    """The new floor of a figure."""
    new = floor_of(figure)
    if floor is None or (allow_regression and worse(figure.value, floor, figure.better)):
        return new
    return floor if worse(new, floor, figure.better) else new


def held_figures(measured: Measured) -> dict[str, Figure]:
    """The figures that have floors, by name."""
    return {figure.name: figure for figure in measured.figures if figure.better is not None}


def floor_of(figure: Figure) -> float:
    """A figure's floor: its slack below its value, not below 0, or above it for a ceiling; rounded to 4 decimals."""
    if figure.better == "less":
        return math.ceil(round((figure.value + figure.slack) * _SCALE, 3)) / _SCALE
    return max(0.0, math.floor(round((figure.value - figure.slack) * _SCALE, 3)) / _SCALE)
