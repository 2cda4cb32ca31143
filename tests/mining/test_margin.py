from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.embedding.encoder import Vectors, load_encoder, normalised
from aligner.mining import margin
from aligner.mining.margin import candidates

ZH = [
    "今天天气很好。",
    "我喜欢吃苹果。",
    "火车晚点了。",
    "他昨天买了一辆新车。",
    "图书馆在哪里？",
    "没有伴的句子讲的是火山。",
]
EN = [
    "Where is the library?",
    "The train was late.",
    "I like eating apples.",
    "The weather is fine today.",
    "He bought a new car yesterday.",
]


class Table:
    """An encoder of texts that are the numbers of rows."""

    name = "table"

    def __init__(self, rows: Vectors) -> None:
        self.rows = rows

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self.rows[[int(text) for text in texts]]


def test_sentences_find_their_translations() -> None:
    found = candidates(ZH, EN, load_encoder())
    pairs = [(ZH[i], EN[j]) for i, j in zip(found.zh, found.en, strict=True)]
    assert set(pairs) == {(ZH[0], EN[3]), (ZH[1], EN[2]), (ZH[2], EN[1]), (ZH[3], EN[4]), (ZH[4], EN[0])}
    assert found.margins.tolist() == sorted(found.margins, reverse=True)


@settings(max_examples=40)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 5), st.integers(0, 1000))
def test_they_are_those_of_the_definition(n: int, m: int, k: int, seed: int) -> None:
    rows = np.abs(np.random.default_rng(seed).normal(size=(n + m, 6))).astype(np.float32)
    zh, en = [str(i) for i in range(n)], [str(n + j) for j in range(m)]
    found = candidates(zh, en, Table(rows), neighbours=k)
    x, y = normalised(rows[:n]), normalised(rows[n:])
    cosines = np.round(x @ y.T, 4).astype(float)
    near_x = np.sort(cosines, axis=1)[:, ::-1][:, :k].mean(axis=1)
    near_y = np.sort(cosines, axis=0)[::-1][:k].mean(axis=0)
    margins = cosines / ((near_x[:, None] + near_y[None, :]) / 2)
    for i, j, value in zip(*found, strict=True):
        assert value == pytest.approx(margins[i, j], abs=2e-3)
    assert len(set(found.zh)) == len(set(found.en)) == len(found.zh)
    best = min(margins[i].max() for i in range(n)) if n else 0
    assert found.margins.max() >= best - 2e-3


def test_no_sentences_make_no_pairs() -> None:
    for zh, en in ((ZH, []), ([], EN), ([], [])):
        assert len(candidates(zh, en, load_encoder()).zh) == 0


def test_many_are_looked_for_in_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = candidates(ZH, EN, load_encoder(), neighbours=2)
    monkeypatch.setattr(margin, "MOST_EXACT", 0)
    found = candidates(ZH, EN, load_encoder(), neighbours=2)
    assert (found.zh.tolist(), found.en.tolist()) == (exact.zh.tolist(), exact.en.tolist())
    assert np.abs(found.margins - exact.margins).max() < 0.1
