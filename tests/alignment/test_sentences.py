import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment import sentences
from aligner.alignment.beads import align_sentences
from aligner.alignment.boundaries import Places, boundary_scores
from aligner.alignment.programme import UNIT, Window
from aligner.alignment.sentences import SentenceScorer
from aligner.embedding import load_encoder
from tests.alignment.scoring import check_window, cosine

TEXTS = ["走吧。", "“你去吗？", "好。”", "等等……", "Yes.", '"No!"', ""]


def plainly(scorer: SentenceScorer, i: int, j: int, a: int, b: int) -> float:
    """The score of the bead of the last `a` sentences up to i and the last `b` up to j, as the definition reads."""

    def alike(i0: int, i1: int, j0: int, j1: int) -> float:
        return cosine(scorer.zh[i0:i1].sum(axis=0), scorer.en[j0:j1].sum(axis=0))

    n, m = len(scorer.zh), len(scorer.en)
    i0, j0 = i - a, j - b
    here = alike(i0, i, j0, j)
    fewer = [(i0 + 1, i, j0, j), (i0, i - 1, j0, j)] * (a > 1) + [(i0, i, j0 + 1, j), (i0, i, j0, j - 1)] * (b > 1)
    more = [(i0 - 1, i, j0, j)] * (i0 > 0) + [(i0, i + 1, j0, j)] * (i < n)
    more += [(i0, i, j0 - 1, j)] * (j0 > 0) + [(i0, i, j0, j + 1)] * (j < m)
    scale = scorer.zh_lengths.sum() / scorer.en_lengths.sum()
    zh, en = scorer.zh_lengths[i0:i].sum(), scorer.en_lengths[j0:j].sum() * min(max(scale, 1 / 6), 6)
    score = here * (sentences.ALIKE + sentences.ALIKE_AND_LONG * math.log2(1 + min(zh, en) / max(zh, en)))
    score -= sentences.UNLIKE_LENGTHS * abs(math.log((zh + 3) / (en + 3)))
    score += sentences.SURPLUS * sum(min(here - alike(*part), 0) for part in fewer)
    score -= sentences.MISSING * sum(max(alike(*whole) - here, 0) for whole in more)
    score += float(boundary_scores(scorer.zh_places, scorer.en_places, np.array([i]), np.array([j]))[0, 0])
    score -= sentences.BOTH_SEVERAL * (min(a, b) > 1) + sentences.LARGE * (a + b > sentences.FEW)
    return score * UNIT


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 11), st.integers(1, 11), st.integers(0, 10_000))
def test_every_bead_of_a_window_is_scored_by_the_definition(n: int, m: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    zh, en = (random.normal(size=(size, 5)).astype(np.float32) for size in (n, m))
    sizes = [random.integers(5, 90, size).astype(np.float64) for size in (n, m)]
    places = [Places.of([TEXTS[k] for k in random.integers(len(TEXTS), size=size)]) for size in (n, m)]
    scorer = SentenceScorer(zh, en, sizes[0], sizes[1], places[0], places[1])
    top, left = int(random.integers(n)), int(random.integers(m + 1))
    window = Window(top, n, left, m)
    check_window(scorer(window), window, partial(plainly, scorer), within=3)


SPEECH = (
    ["母亲问：“你吃过饭了吗？", "外面冷不冷？”", "孩子摇了摇头。", "他把书包放下，走进了厨房。"],
    [
        '"Have you eaten?',
        'Is it cold outside?"',
        "The child shook his head.",
        "He put down his bag and went to the kitchen.",
    ],
)


def types(zh: list[str], en: list[str]) -> list[str]:
    return [bead.type for bead in align_sentences(zh, en, load_encoder())]


def test_speech_is_kept_sentence_by_sentence() -> None:
    assert types(*SPEECH) == ["1-1"] * 4


@pytest.mark.parametrize("gone", [0, 1, 3])
def test_a_sentence_taken_out_is_a_null_bead(gone: int) -> None:
    zh, en = SPEECH
    expected = ["1-1"] * 4
    expected[gone] = "1-0"
    assert types(zh, en[:gone] + en[gone + 1 :]) == expected


def test_one_sentence_against_very_many_takes_few_of_them() -> None:
    many = ["The child shook his head.", *[f"Grain output grew by {k} per cent last year." for k in range(400)]]
    beads = align_sentences(["孩子摇了摇头。"], many, load_encoder())
    assert max(len(bead.en) for bead in beads if bead.zh) <= 2
