import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.doubts import BESIDE, FALSE, LARGE, doubted
from aligner.alignment.null_rates import KNOWN, USUAL
from aligner.bitext import Bead


def worth(alone: int, sentences: int) -> float:
    share = (alone + USUAL * KNOWN) / (sentences + KNOWN)
    return share / (share + FALSE)


def test_null_beads_and_those_beside_them_are_doubted() -> None:
    beads = [Bead((0,), (0,), 0.9), Bead((1,), (1,), 0.9), Bead((2,), (), 0.9), Bead((3,), (2,), 0.9)]
    null = worth(1, 4)
    beside = 1 - BESIDE * (1 - null)
    assert [bead.score for bead in doubted(beads)] == pytest.approx(
        [0.9, 0.9 * beside, 0.9 * null, 0.9 * beside], abs=1e-4
    )
    assert doubted([]) == []


def text(*, zh_alone: int, en_alone: int, linked: int = 200) -> list[Bead]:
    zh = [Bead((k,), (), 0.9) for k in range(zh_alone)]
    en = [Bead((), (k,), 0.9) for k in range(en_alone)]
    return [*zh, *en, *(Bead((zh_alone + k,), (en_alone + k,), 0.9) for k in range(linked))]


def test_the_more_a_text_leaves_out_the_surer_is_each_null_bead() -> None:
    scores = [doubted(text(zh_alone=count, en_alone=0))[0].score for count in (1, 5, 20, 100)]
    assert scores == sorted(scores)
    assert scores[0] < 0.75 * 0.9
    assert scores[-1] > 0.97 * 0.9


def test_each_side_is_asked_for_itself() -> None:
    beads = doubted(text(zh_alone=40, en_alone=1))
    zh, en = beads[0], beads[40]
    assert zh.score > en.score
    assert en.score == pytest.approx(0.9 * worth(1, 201), abs=1e-4)


@pytest.mark.parametrize(
    ("bead", "share"),
    [
        (Bead((0,), (0,), 0.8), 1.0),
        (Bead((0, 1), (0,), 0.8), LARGE),
        (Bead((0,), (0, 1, 2), 0.8), LARGE),
        (Bead((0, 1), (0, 1), 0.8), LARGE),
    ],
)
def test_beads_of_several_sentences_are_doubted_a_little(bead: Bead, share: float) -> None:
    assert doubted([bead])[0].score == pytest.approx(0.8 * share)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.floats(0, 1)).filter(lambda b: b[0] + b[1] > 0)))
def test_no_score_grows_and_nothing_else_changes(sizes: list[tuple[int, int, float]]) -> None:
    beads, i, j = [], 0, 0
    for a, b, score in sizes:
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), score))
        i, j = i + a, j + b
    found = doubted(beads)
    assert [bead[:2] for bead in found] == [bead[:2] for bead in beads]
    assert all(0 <= after.score <= before.score + 1e-4 for after, before in zip(found, beads, strict=True))
