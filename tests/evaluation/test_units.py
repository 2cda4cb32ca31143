"""Files of aligned texts as ladders over the pieces into which both cut the same text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Bead
from aligner.errors import InputError
from aligner.evaluation.agreement import strict
from aligner.evaluation.units import as_ladders, read_units

SENTENCES = (("雨下了一整夜。", "It rained all night."), ("天亮了。", "Day broke."), ("他出了门。", "He went out."))


def written(path: Path, rows: list[tuple[str, str]]) -> Path:
    path.write_text("".join(f"{zh}\t{en}\n" for zh, en in rows), encoding="utf-8")
    return path


def compared(folder: Path, gold: list[tuple[str, str]], auto: list[tuple[str, str]]) -> tuple[list[Bead], list[Bead]]:
    files = written(folder / "gold.tsv", gold), written(folder / "auto.tsv", auto)
    one, two = as_ladders(*map(read_units, files))
    return list(one.beads), list(two.beads)


def joined(*rows: tuple[str, str]) -> tuple[str, str]:
    return "".join(zh for zh, _ in rows), " ".join(en for _, en in rows)


def test_a_file_against_itself(tmp_path: Path) -> None:
    gold, auto = compared(tmp_path, list(SENTENCES), list(SENTENCES))
    assert gold == auto == [Bead((k,), (k,)) for k in range(3)]


def test_a_unit_that_the_other_file_parts_is_a_bead_of_several_pieces(tmp_path: Path) -> None:
    gold, auto = compared(tmp_path, list(SENTENCES), [joined(*SENTENCES[:2]), SENTENCES[2]])
    assert gold == [Bead((k,), (k,)) for k in range(3)]
    assert auto == [Bead((0, 1), (0, 1)), Bead((2,), (2,))]


def test_a_unit_that_only_one_file_has_makes_null_beads_in_the_other(tmp_path: Path) -> None:
    gold, auto = compared(tmp_path, list(SENTENCES), [SENTENCES[0], SENTENCES[2]])
    assert sorted(auto) == sorted([Bead((0,), (0,)), Bead((2,), (2,)), Bead((1,), ()), Bead((), (1,))])
    assert strict([(gold, auto)]).all.hits == 2


def test_blanks_make_no_difference(tmp_path: Path) -> None:
    spaced = [(zh, en.replace(" ", "  ")) for zh, en in SENTENCES]
    gold, auto = compared(tmp_path, list(SENTENCES), spaced)
    assert gold == auto


@pytest.mark.parametrize("rows", [[("猫坐在垫子上。", "The cat sat on the mat."), ("狗叫了。", "A dog barked.")]])
def test_another_text_is_refused(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    with pytest.raises(InputError, match="is not the text of"):
        compared(tmp_path, list(SENTENCES), rows)


CUTS = st.sets(st.integers(1, 11))


@given(CUTS, CUTS)
def test_pieces_cover_the_text_once_on_both_sides(
    tmp_path_factory: pytest.TempPathFactory, one: set[int], two: set[int]
) -> None:
    rows = [(f"第{k}天下雨。", f"It rained on day {k}.") for k in range(12)]
    sides = [
        [joined(*rows[a:b]) for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), 12], strict=True)]
        for cuts in (one, two)
    ]
    gold, auto = compared(tmp_path_factory.mktemp("units"), *sides)
    count = len(one | two) + 1
    for beads, cuts in ((gold, one), (auto, two)):
        assert len(beads) == len(cuts) + 1
        assert [k for bead in beads for k in bead.zh] == [k for bead in beads for k in bead.en] == list(range(count))
