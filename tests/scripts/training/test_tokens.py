from pathlib import Path

import numpy as np
import pytest

from scripts.training.pairs import SOURCES, Pair
from scripts.training.tokens import LONGEST, TokenPairs, Tokens, encode_sources
from scripts.training.vocabulary import MARK, pieces
from tests.scripts.training.conftest import Tiny


def test_sentences_are_gathered_in_the_order_asked_for() -> None:
    tokens = Tokens(np.arange(10, dtype=np.int32), np.array([0, 3, 4, 4, 10]))
    assert len(tokens) == 4
    assert tokens.lengths.tolist() == [3, 1, 0, 6]
    ids, begins = tokens.gather(np.array([3, 0, 1]))
    assert ids.tolist() == [4, 5, 6, 7, 8, 9, 0, 1, 2, 3]
    assert begins.tolist() == [0, 6, 9]


def test_every_pair_is_encoded_with_its_source(tiny: Tiny) -> None:
    assert len(tiny.tokens) == len(tiny.known)
    names = [SOURCES[k].name for k in tiny.tokens.source]
    assert names == ["tico19"] * 300 + ["tatoeba"] * 300
    known = pieces(tiny.tokenizer)
    ids, _ = tiny.tokens.zh.gather(np.array([0]))
    assert "".join(known[k] for k in ids).replace(MARK, "") == tiny.known[0][0]


def test_saved_tokens_are_read_back(tiny: Tiny, tmp_path: Path) -> None:
    tiny.tokens.save(tmp_path / "pairs.npz")
    again = TokenPairs.load(tmp_path / "pairs.npz")
    for side in ("zh", "en"):
        assert np.array_equal(getattr(again, side).ids, getattr(tiny.tokens, side).ids)
        assert np.array_equal(getattr(again, side).starts, getattr(tiny.tokens, side).starts)
    assert np.array_equal(again.source, tiny.tokens.source)


@pytest.mark.parametrize(
    ("pair", "kept"),
    [
        (("老师", "teacher"), True),
        (("老师" * LONGEST, "teacher"), True),
        (("老师" * (LONGEST + 1), "teacher"), False),
        (("老师", "teacher " * (LONGEST + 1)), False),
        ((" \u3000\t", "teacher"), False),
    ],
)
def test_a_side_without_words_or_with_too_many_is_left_out(pair: Pair, kept: bool, tiny: Tiny) -> None:
    found = encode_sources(
        lambda source: [("老师", "teacher"), pair] if source.name == "cedict" else [], SOURCES, tiny.tokenizer
    )
    assert len(found) == 1 + kept
