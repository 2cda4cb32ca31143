"""The gate itself: what it lets pass, what it stops, and when a floor moves."""

from pathlib import Path

import pytest

from scripts.evaluation.figures import Figure
from scripts.evaluation.floors import Pinned, check, floor_of, read_floors, updated, write_floors
from scripts.evaluation.registry import Measured

GOLD = {"gold/a.json": "1f"}
FLOORS = {"set": Pinned({"F1": 0.90, "flags": 3.0}, GOLD)}


def measured(
    f1: float = 0.92, flags: float = 2.0, *more: Figure, gold: dict[str, str] | None = None
) -> dict[str, Measured]:
    figures = (Figure("F1", f1), Figure("flags", flags, "less"), Figure("count", 7, None), *more)
    return {"set": Measured(figures, GOLD if gold is None else gold)}


@pytest.mark.parametrize(("f1", "flags"), [(0.92, 2.0), (0.90, 3.0), (1.0, 0.0)])
def test_figures_at_or_above_their_floors_pass(f1: float, flags: float) -> None:
    assert check(measured(f1, flags), FLOORS) == []


@pytest.mark.parametrize(
    ("group", "message"),
    [
        (measured(f1=0.8999), "F1 is 0.8999, beyond its floor of 0.9000"),
        (measured(flags=3.01), "flags is 3.0100, beyond its floor of 3.0000"),
        (measured(0.92, 2.0, Figure("recall", 0.5)), "recall has no floor"),
        (
            {"set": Measured((Figure("F1", 0.92),), GOLD)},
            "flags has a floor and is no longer measured",
        ),
        (
            {"set": Measured((Figure("F1", 0.92), Figure("flags", 2.0, None)), GOLD)},
            "flags has a floor and is no longer measured",
        ),
        (measured(gold={"gold/a.json": "2e"}), "the gold file gold/a.json is not the one that floors were pinned on"),
        (measured(gold={**GOLD, "gold/b.json": "3d"}), "the gold file gold/b.json is not the one that floors"),
        (measured(gold={}), "the gold file gold/a.json is not the one that floors"),
    ],
    ids=["fell", "rose", "new", "gone", "no longer held", "gold changed", "gold added", "gold gone"],
)
def test_everything_else_is_a_breach(group: dict[str, Measured], message: str) -> None:
    breaches = check(group, FLOORS)
    assert [breach.group for breach in breaches] == ["set"]
    assert breaches[0].message.startswith(message)


def test_a_group_without_floors_is_a_breach() -> None:
    assert [breach.message for breach in check(measured(), {})] == ["no floors are pinned"]


def test_only_measured_groups_are_checked() -> None:
    assert check({}, FLOORS) == []


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure("F1", 0.95), 0.945),
        (Figure("F1", 0.95004), 0.945),  # rounded down
        (Figure("F1", 0.02, slack=0.05), 0),
        (Figure("flags", 2.0, "less", slack=0.1), 2.1),
        (Figure("flags", 2.00001, "less", slack=0.1), 2.1001),  # rounded up
        (Figure("lost", 0, "less", slack=0), 0),
    ],
)
def test_a_floor_is_pinned_a_little_beyond_the_value(figure: Figure, expected: float) -> None:
    assert floor_of(figure) == expected


def test_update_pins_a_new_group_and_what_it_pins_passes() -> None:
    new = updated(measured(), {})
    assert new == {"set": Pinned({"F1": 0.915, "flags": 2.005}, GOLD)}
    assert check(measured(), new) == []


def test_update_raises_what_is_better_and_leaves_the_rest() -> None:
    assert updated(measured(f1=0.95, flags=2.999), FLOORS)["set"].floors == {"F1": 0.945, "flags": 3.0}
    assert updated(measured(f1=0.901, flags=1.0), FLOORS)["set"].floors == {"F1": 0.90, "flags": 1.005}


def test_update_pins_a_new_figure() -> None:
    assert updated(measured(0.92, 2.0, Figure("recall", 0.5)), FLOORS)["set"].floors["recall"] == 0.495


def test_update_keeps_groups_that_were_not_measured() -> None:
    other = {"other": Pinned({"F1": 0.5}, {})}
    assert updated(measured(), {**FLOORS, **other})["other"] == other["other"]


def test_update_never_lowers_a_floor() -> None:
    fell = measured(f1=0.85, flags=1.0)
    new = updated(fell, FLOORS)
    assert new["set"].floors == {"F1": 0.90, "flags": 1.005}
    assert check(fell, new) != []


def test_update_lowers_a_floor_when_that_is_asked_for() -> None:
    fell = measured(f1=0.85, flags=3.0)
    new = updated(fell, FLOORS, allow_regression=True)
    assert new["set"].floors == {"F1": 0.845, "flags": 3.0}, "a figure that has not fallen keeps its floor"
    assert check(fell, new) == []


def test_update_drops_a_figure_that_is_gone_only_when_that_is_asked_for() -> None:
    left = {"set": Measured((Figure("F1", 0.92),), GOLD)}
    assert "flags" in updated(left, FLOORS)["set"].floors
    assert "flags" not in updated(left, FLOORS, allow_regression=True)["set"].floors


def test_update_on_other_gold_changes_nothing_unless_that_is_asked_for() -> None:
    other = measured(f1=0.99, gold={"gold/a.json": "2e"})
    assert updated(other, FLOORS) == FLOORS
    new = updated(other, FLOORS, allow_regression=True)
    assert new["set"] == Pinned({"F1": 0.985, "flags": 2.005}, {"gold/a.json": "2e"})


def test_floors_are_read_as_written_and_always_written_alike(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors = {"b": Pinned({"太阳能、风能 found": 1.0}, GOLD), "a": Pinned({}, {})}
    write_floors(floors, path)
    assert read_floors(path) == floors
    first = path.read_bytes()
    write_floors(dict(reversed(floors.items())), path)
    assert path.read_bytes() == first


def test_no_file_is_no_floors(tmp_path: Path) -> None:
    assert read_floors(tmp_path / "floors.json") == {}
