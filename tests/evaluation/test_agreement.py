"""Figures worked out by hand, and the same figures as the scorer that outside programs use."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from aligner.bitext import Bead
from aligner.evaluation.agreement import NULL, Tally, strict, vecalign

GOLD = [Bead((0,), (0,)), Bead((1,), (1, 2)), Bead((2,), ()), Bead((3, 4), (3,))]
AUTO = [Bead((0,), (0,)), Bead((1,), (1,)), Bead((), (2,)), Bead((2,), ()), Bead((3, 4), (3,))]


def test_identical_beads_count_null_ones_too() -> None:
    found = strict([(GOLD, AUTO)])
    assert found.all == Tally(hits=3, given=5, gold=4)
    assert found.all.rates.precision == 3 / 5
    assert found.all.rates.recall == 3 / 4
    assert found.all.rates.f1 == pytest.approx(2 / 3)


def test_null_beads_are_listed_however_few_and_other_types_from_five() -> None:
    assert strict([(GOLD, AUTO)]).by_type == {NULL: Tally(hits=1, given=2, gold=1)}
    assert strict([(GOLD, AUTO)] * 5).by_type.keys() == {NULL, "1-1", "1-2", "2-1"}


def test_texts_are_counted_together() -> None:
    assert strict([(GOLD, AUTO), (GOLD, GOLD)]).all == Tally(hits=7, given=9, gold=8)


def test_an_overlap_on_both_sides_is_enough_for_the_lax_measure() -> None:
    found = vecalign([(GOLD, AUTO)])
    assert (found.strict.precision, found.lax.precision) == (3 / 5, 4 / 5)  # [1]:[1] overlaps with [1]:[1, 2]
    assert (found.strict.recall, found.lax.recall) == (2 / 3, 1.0)  # null gold beads are left out


def test_nothing_in_common_is_zero_and_no_error() -> None:
    assert strict([([Bead((0,), (0,))], [Bead((0,), ()), Bead((), (0,))])]).all.rates.f1 == 0


def drawn(random: Random, zh: int = 40, en: int = 50) -> list[Bead]:
    """A ladder of beads of all sizes, null ones too."""
    beads, i, j = [], 0, 0
    while i < zh or j < en:
        a, b = min(random.randrange(4), zh - i), min(random.randrange(4), en - j)
        if a or b:
            beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b))))
            i, j = i + a, j + b
    return beads


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(12))
def test_the_figures_are_those_of_the_scorer_to_the_last_digit(shared: Path, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    gold, auto = drawn(random), drawn(random)
    folder = tmp_path
    for name, beads in (("gold", gold), ("auto", auto)):
        (folder / name).write_text("".join(f"{list(b.zh)}:{list(b.en)}\n" for b in beads), encoding="utf-8")
    command = [sys.executable, str(shared / "eval/score_beads.py"), str(folder / "gold"), str(folder / "auto")]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = strict([(gold, auto)])

    def rounded(tally: Tally) -> dict[str, float]:
        rates = tally.rates
        return {
            "p": round(rates.precision, 4),
            "r": round(rates.recall, 4),
            "f1": round(rates.f1, 4),
            "gold": tally.gold,
        }

    assert {key: value for key, value in theirs.items() if key != "by_type"} == rounded(ours.all)
    assert theirs["by_type"] == {kind: rounded(tally) for kind, tally in ours.by_type.items()}
