import math
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aligner
from aligner.alignment.beads import MARGIN, BeadScorer, align_sentences
from aligner.alignment.programme import UNIT, Window
from aligner.alignment.runs import lengths
from aligner.bitext import Bead
from aligner.embedding import load_encoder
from tests.alignment.scoring import check_window, cosine

SAMPLE = Path(__file__).resolve().parents[2] / "corpus/sample/page.txt"


def aligned(zh: list[str], en: list[str]) -> list[Bead]:
    return align_sentences(zh, en, load_encoder())


@pytest.fixture(scope="module")
def sample() -> tuple[list[str], list[str]]:
    """The sentences of the sample, both sides."""
    reading = aligner.read(SAMPLE)
    zh, en = aligner.segment(reading.zh), aligner.segment(reading.en)
    return [s.span.of(zh.text) for s in zh.sentences], [s.span.of(en.text) for s in en.sentences]


def plainly(scorer: BeadScorer, i: int, j: int, a: int, b: int) -> float:
    """The score of the bead of the last `a` sentences up to i and the last `b` up to j, as the definition reads."""
    zh, en = scorer.zh[i - a : i].sum(axis=0), scorer.en[j - b : j].sum(axis=0)
    beside = [cosine(zh, scorer.en[k]) for k in (j - b - 1, j) if 0 <= k < len(scorer.en)]
    above = [cosine(scorer.zh[k], en) for k in (i - a - 1, i) if 0 <= k < len(scorer.zh)]
    shared = (sum(beside) / max(len(beside), 1) + sum(above) / max(len(above), 1)) / 2
    zh_length = scorer.zh_lengths[i - a : i].sum()
    en_length = scorer.en_lengths[j - b : j].sum() * scorer.zh_lengths.sum() / scorer.en_lengths.sum()
    agreement = math.log2(1 + min(zh_length, en_length) / max(zh_length, en_length))
    return (cosine(zh, en) - MARGIN * shared) * agreement * UNIT


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 11), st.integers(1, 11), st.integers(0, 10_000))
def test_every_bead_of_a_window_is_scored_by_the_definition(n: int, m: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    sides = [random.normal(size=(size, 5)).astype(np.float32) for size in (n, m)]
    scorer = BeadScorer(*sides, *(random.integers(5, 90, size).astype(np.float64) for size in (n, m)))
    top, left = int(random.integers(n)), int(random.integers(m + 1))
    window = Window(top, n, left, m)
    check_window(scorer(window), window, partial(plainly, scorer), within=2)


def test_lengths_leave_out_what_is_blank() -> None:
    assert lengths(["太阳能 ，", "a b\tc\n", "\u3000", ""]).tolist() == [4, 3, 0, 0]


ONE = ["门开了。", "外面下着雨。", "老师走进教室，把书放在桌子上。", "学生们都站了起来。", "没有人说话。"]
TWO = [
    "The door opened.",
    "It was raining outside.",
    "The teacher came into the classroom.",
    "He put his book on the table.",
    "All the students stood up.",
    "No one spoke.",
]

GRAIN = "去年全国粮食产量增长了百分之六。", "Last year the country's grain output grew by six per cent."


@pytest.mark.parametrize(
    ("zh", "en", "beads"),
    [
        (ONE[:2], TWO[:2], ["1-1", "1-1"]),
        (ONE, TWO, ["1-1", "1-1", "1-2", "1-1", "1-1"]),
        (["门开了。", "外面下着雨。"], ["The door opened, and it was raining outside."], ["2-1"]),
        (ONE[:2] + ONE[3:], TWO[:2] + TWO[4:], ["1-1"] * 4),
        ([*ONE[:1], GRAIN[0], *ONE[1:]], TWO, ["1-1", "1-0", "1-1", "1-2", "1-1", "1-1"]),
        (ONE, [*TWO[:1], GRAIN[1], *TWO[1:]], ["1-1", "0-1", "1-1", "1-2", "1-1", "1-1"]),
        (["门开了。"], ["The door opened."], ["1-1"]),
    ],
    ids=["two", "one to two", "two to one", "without the third", "omission", "addition", "one"],
)
def test_short_texts(zh: list[str], en: list[str], beads: list[str]) -> None:
    assert [bead.type for bead in aligned(zh, en)] == beads


def covered(beads: list[Bead], n: int, m: int) -> bool:
    zh, en = [i for b in beads for i in b.zh], [j for b in beads for j in b.en]
    return zh == list(range(n)) and en == list(range(m)) and all(0 <= b.score <= 1 for b in beads)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from([*ONE, "", "。", "𓂀", "2015", "重复。"]), max_size=12),
    st.lists(st.sampled_from([*TWO, "", ".", "2015", "Again.", "Again."]), max_size=12),
)
def test_any_sentences_are_covered_once_and_in_order(zh: list[str], en: list[str]) -> None:
    assert covered(aligned(zh, en), len(zh), len(en))


def test_the_same_beads_come_out_whatever_the_batches_are(
    sample: tuple[list[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = aligned(*sample)
    assert aligned(*sample) == whole
    monkeypatch.setattr("aligner.embedding.builtin.CHUNK", 5)
    monkeypatch.setattr("aligner.embedding.vocabulary.LARGEST_CHUNK", 3)
    assert aligned(*sample) == whole


@pytest.mark.parametrize(("rows", "cells"), [(1, 24_000), (7, 24_000), (48, 500)])
def test_the_same_beads_come_out_whatever_the_windows_are(
    rows: int, cells: int, sample: tuple[list[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {(bead.zh, bead.en): bead.score for bead in aligned(*sample)}
    monkeypatch.setattr("aligner.alignment.anchors.BLOCK_ROWS", rows)
    monkeypatch.setattr("aligner.alignment.anchors.BLOCK_CELLS", cells)
    again = {(bead.zh, bead.en): bead.score for bead in aligned(*sample)}
    assert again.keys() == whole.keys()
    assert list(again.values()) == pytest.approx(list(whole.values()), abs=0.01)


def test_what_was_taken_out_is_a_null_bead(sample: tuple[list[str], list[str]]) -> None:
    zh, en = sample
    whole = aligned(zh, en)
    inner = [b for a, b, c in zip(whole, whole[1:], whole[2:], strict=False) if {a.type, b.type, c.type} == {"1-1"}]
    longest = max(inner, key=lambda bead: len(zh[bead.zh[0]]))
    k = longest.en[0]
    rest = aligned(zh, en[:k] + en[k + 1 :])
    assert Bead(longest.zh, (), 1.0) in [bead._replace(score=1.0) for bead in rest]
    assert len({b.zh for b in whole} & {b.zh for b in rest}) >= len(whole) - 3
