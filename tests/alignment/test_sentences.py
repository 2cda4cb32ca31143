import math
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment import sentences
from aligner.alignment.beads import align_sentences
from aligner.alignment.boundaries import likely_ends, split_quotations
from aligner.alignment.programme import UNIT, Window
from aligner.alignment.sentences import SentenceScorer
from aligner.embedding import load_encoder
from tests.alignment.scoring import check_window, cosine

TEXTS = ["走吧。", "“你去吗？", "好。”", "等等……", "Yes.", '"No!"', "", "太阳能和风能", "solar and wind energy"]


def plainly(scorer: SentenceScorer, i: int, j: int, a: int, b: int) -> float:
    """The score of the bead of the last `a` sentences up to i and the last `b` up to j, as the definition reads."""

    def alike(i0: int, i1: int, j0: int, j1: int) -> float:
        return cosine(scorer.zh[i0:i1].sum(axis=0), scorer.en[j0:j1].sum(axis=0))

    n, m, weights = len(scorer.zh), len(scorer.en), scorer.weights
    i0, j0 = i - a, j - b
    here = alike(i0, i, j0, j)
    fewer = [(i0 + 1, i, j0, j), (i0, i - 1, j0, j)] * (a > 1) + [(i0, i, j0 + 1, j), (i0, i, j0, j - 1)] * (b > 1)
    more = [(i0 - 1, i, j0, j)] * (i0 > 0) + [(i0, i + 1, j0, j)] * (i < n)
    more += [(i0, i, j0 - 1, j)] * (j0 > 0) + [(i0, i, j0, j + 1)] * (j < m)
    scale = scorer.zh_lengths.sum() / scorer.en_lengths.sum()
    zh, en = scorer.zh_lengths[i0:i].sum(), scorer.en_lengths[j0:j].sum() * min(max(scale, 1 / 6), 2 / 3)
    place = scorer.zh_places, scorer.en_places, np.array([i]), np.array([j])
    zh_words, en_words = scorer.explanation(np.array([i]), np.array([j]))
    score = weights.bead + weights.alike * here * math.log2(1 + min(zh, en) / max(zh, en))
    score += weights.unlike_lengths * abs(math.log((zh + 3) / (en + 3)))
    score += weights.surplus * sum(min(here - alike(*part), 0) for part in fewer)
    score += weights.missing * sum(max(alike(*whole) - here, 0) for whole in more)
    score += weights.zh_words * float(zh_words[0, a - 1, b - 1, 0])
    score += weights.en_words * float(en_words[0, a - 1, b - 1, 0])
    score += weights.idle * idle(scorer, i, j, a, b)
    score += weights.ends * float(likely_ends(*place)[0, 0]) + weights.quotation * float(split_quotations(*place)[0, 0])
    zh_carried, en_carried = scorer.explanation.carried(np.array([i]), np.array([j]))
    score += weights.zh_carried * float(zh_carried[0, 0]) + weights.en_carried * float(en_carried[0, 0])
    score += weights.large * (a + b > sentences.FEW)
    return score * UNIT


def idle(scorer: SentenceScorer, i: int, j: int, a: int, b: int) -> float:
    """What the words of the bead lose by the sentences at its edges."""

    def gains(i: int, j: int, a: int, b: int) -> tuple[float, float]:
        zh, en = scorer.explanation(np.array([i]), np.array([j]))
        return float(zh[0, a - 1, b - 1, 0]), float(en[0, a - 1, b - 1, 0])

    zh, en = gains(i, j, a, b)
    lost = [zh - gains(i, end, a, b - 1)[0] for end in (j, j - 1) if b > 1]
    lost += [en - gains(end, j, a - 1, b)[1] for end in (i, i - 1) if a > 1]
    return sum(min(some, 0) for some in lost)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 11), st.integers(1, 11), st.integers(0, 10_000))
def test_every_bead_of_a_window_is_scored_by_the_definition(n: int, m: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = [random.normal(size=(size, 5)).astype(np.float32) for size in (n, m)]
    texts = [[TEXTS[k] for k in random.integers(len(TEXTS), size=size)] for size in (n, m)]
    sizes = [random.integers(5, 90, size).astype(np.float64) for size in (n, m)]
    scorer = replace(SentenceScorer.of(*texts, *vectors), zh_lengths=sizes[0], en_lengths=sizes[1])
    top, left = int(random.integers(n)), int(random.integers(m + 1))
    window = Window(top, n, left, m)
    check_window(scorer(window), window, partial(plainly, scorer), within=40)


SPEECH = (
    ["母亲问：“你吃过饭了吗？", "外面冷不冷？”", "孩子摇了摇头。", "他把书包放下，走进厨房，打开窗户看外面的雪。"],
    [
        '"Have you eaten?',
        'Is it cold outside?"',
        "The child shook his head.",
        "He put down his bag, went to the kitchen, opened the window and looked at the snow.",
    ],
)


def types(zh: list[str], en: list[str]) -> list[str]:
    return [bead.type for bead in align_sentences(zh, en, load_encoder())]


def test_speech_is_kept_sentence_by_sentence() -> None:
    assert types(*SPEECH) == ["1-1"] * 4


BOTH = ["会议讨论了粮食生产。", "风能发展得很快，煤炭消费下降了。"]


def test_a_clause_that_moved_into_the_sentence_before_keeps_both_together() -> None:
    moved = ["The meeting discussed grain production, while wind energy developed very fast.", "Coal consumption fell."]
    assert types(BOTH, moved) == ["2-2"]


def test_sentences_that_keep_their_clauses_stay_apart() -> None:
    kept = ["The meeting discussed grain production.", "Wind energy developed very fast, while coal consumption fell."]
    assert types(BOTH, kept) == ["1-1", "1-1"]


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
