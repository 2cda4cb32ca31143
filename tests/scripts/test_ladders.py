from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Bead
from aligner.document import Language
from scripts.evaluation.ladders import drawn, one_by_one, read_ladder, without, write_ladder

GOLD = [Bead((0,), (0, 1)), Bead((1, 2), (2,)), Bead((), (3,)), Bead((3,), ()), Bead((4,), (4,))]


@pytest.mark.parametrize(
    ("side", "gone", "expected"),
    [
        ("zh", {0}, ["0-2", "2-1", "0-1", "1-0", "1-1"]),  # its only Chinese sentence is gone: null
        ("zh", {1}, ["1-2", "1-1", "0-1", "1-0", "1-1"]),  # one of two: the bead stays
        ("zh", {3}, ["1-2", "2-1", "0-1", "1-1"]),  # a null bead goes with its sentence
        ("en", {0, 3}, ["1-1", "2-1", "1-0", "1-1"]),
        ("en", {4}, ["1-2", "2-1", "0-1", "1-0", "1-0"]),
        ("en", set(), ["1-2", "2-1", "0-1", "1-0", "1-1"]),
    ],
)
def test_deleted_sentences_leave_the_gold(side: Language, gone: set[int], expected: list[str]) -> None:
    assert [bead.type for bead in without(GOLD, side, gone)] == expected


def test_null_beads_are_taken_apart_and_others_are_not() -> None:
    beads = [Bead((), (0, 1)), Bead((0, 1), (2, 3)), Bead((2, 3), ())]
    apart = [Bead((), (0,)), Bead((), (1,)), Bead((0, 1), (2, 3)), Bead((2,), ()), Bead((3,), ())]
    assert one_by_one(beads) == one_by_one(apart) == apart


@st.composite
def golds(draw: st.DrawFn) -> list[Bead]:
    sizes = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any)))
    beads, zh, en = [], 0, 0
    for a, b in sizes:
        beads.append(Bead(tuple(range(zh, zh + a)), tuple(range(en, en + b))))
        zh, en = zh + a, en + b
    return beads


@given(golds(), st.sampled_from(("zh", "en")), st.sets(st.integers(0, 40)))
def test_what_is_left_is_numbered_without_gaps(gold: list[Bead], side: Language, gone: set[int]) -> None:
    left = without(gold, side, gone)
    before = {s: [k for bead in gold for k in getattr(bead, s)] for s in ("zh", "en")}
    after = {s: [k for bead in left for k in getattr(bead, s)] for s in ("zh", "en")}
    other = "en" if side == "zh" else "zh"
    assert after[side] == list(range(len(set(before[side]) - gone)))
    assert after[other] == before[other]


def test_drawing_takes_a_share_and_repeats_itself() -> None:
    assert len(drawn(200, 0.05, "a")) == 10
    assert drawn(200, 0.05, "a") == drawn(200, 0.05, "a") != drawn(200, 0.05, "b")
    assert drawn(0, 0.05, "a") == frozenset()


@given(golds())
def test_a_ladder_is_read_as_written(tmp_path_factory: pytest.TempPathFactory, gold: list[Bead]) -> None:
    path = tmp_path_factory.mktemp("ladder") / "new" / "001.align"
    write_ladder(path, gold)
    assert read_ladder(path) == gold


def test_a_ladder_with_scores_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.align").write_text("[0, 1]:[]:0.5123\n[2]:[0]:0.9\n", encoding="utf-8")
    assert read_ladder(tmp_path / "a.align") == [Bead((0, 1), ()), Bead((2,), (0,))]
