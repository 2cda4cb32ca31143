from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.embedding.vocabulary import MARK, load_tokenizer, tokens, words


def found(text: str, offset: int = 0) -> list[str]:
    """The words of a text as they stand in it."""
    return [
        text[word.span.start - offset : word.span.end - offset] for word in words([(text, offset)], load_tokenizer())[0]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("以太阳能、风能为主体", ["以", "太阳能", "、", "风能", "为", "主体"]),
        ("国务院 The State Council", ["国务院", "The", "State", "Council"]),
        ("增长6.9%", ["增长", "6.9", "%"]),
        ("ＧＤＰ", ["ＧＤＰ"]),  # spans are of the text as it stands, not of its normal form
        ("It’s", ["It", "’", "s"]),
        ("", []),
        (" \n　", []),
    ],
)
def test_words_stand_where_they_say(text: str, expected: list[str]) -> None:
    assert found(text) == expected
    assert found(text, 70) == expected


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("太阳能风电的 ，。aBz ﬁ½Å12.,-'\n𠀀"), max_size=30), st.integers(0, 99))
def test_words_are_in_order_and_inside_their_text(text: str, offset: int) -> None:
    spans = [word.span for word in words([(text, offset)], load_tokenizer())[0]]
    assert all(offset <= span.start < span.end <= offset + len(text) for span in spans)
    assert all(one.start <= two.start for one, two in pairwise(spans))
    covered = {k for span in spans for k in range(span.start - offset, span.end - offset)}
    assert all(text[k].isspace() for k in set(range(len(text))) - covered)


def test_words_carry_the_number_of_their_token() -> None:
    tokenizer = load_tokenizer()
    keys = [word.key for word in words([("Solar 太阳能 solar", 0)], tokenizer)[0]]
    assert keys == [tokenizer.token_to_id(piece) for piece in (f"{MARK}solar", "太阳能", f"{MARK}solar")]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(["太阳能", "The council", "", "。", "2015年"]), max_size=9))
def test_tokens_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    tokenizer = load_tokenizer()
    ids, starts = tokens(texts, tokenizer)
    assert len(starts) == len(texts) + 1
    assert starts[-1] == len(ids)
    for k, text in enumerate(texts):
        assert np.array_equal(ids[starts[k] : starts[k + 1]], tokens([text], tokenizer)[0])


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(st.sampled_from(" \t\n\x85\xa0\u3000\u0301´ßΣaA1.▁，太能ﷺ\u200d😀"), max_size=9), max_size=4))
def test_pieces_between_blanks_are_cut_as_in_their_text(texts: list[str]) -> None:
    tokenizer = load_tokenizer()
    whole = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
    assert tokens(texts, tokenizer)[0].tolist() == [key for ids in whole for key in ids]


def test_the_tokenizer_is_read_once() -> None:
    assert load_tokenizer() is load_tokenizer()
