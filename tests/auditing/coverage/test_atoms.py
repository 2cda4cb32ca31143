import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.auditing.coverage.atoms import CONTENT, atoms
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.unit import Passage
from aligner.embedding.vocabulary import load_tokenizer
from aligner.embedding.vocabulary import words as vocabulary_words
from tests.auditing.coverage.given import at, words


def test_a_compound_is_two_atoms_that_know_their_whole() -> None:
    side = words("公平竞争", "zh")
    assert side.texts == ("公平", "竞争")
    assert side.wholes[0] == side.wholes[1]
    assert not set(side.keys.tolist()) & set(side.wholes.tolist())


def test_an_english_word_in_pieces_is_one_atom() -> None:
    side = words("The zorblification continues.", "en")
    word = at(side, "zorblification")
    assert side.sizes[word] > 1
    assert side.vectors.shape == (len(side), side.vectors.shape[1])


@pytest.mark.parametrize(
    ("text", "language", "content", "not_content"),
    [
        ("各地要加强森林的保护。", "zh", ["森林", "保护"], ["的", "。"]),
        ("Protect the forests of such regions.", "en", ["Protect", "forests"], ["the", "of", "such", "."]),
        ("新建15个、三百个", "zh", [], ["15", "、"]),
    ],
)
def test_words_of_meaning(text: str, language: str, content: list[str], not_content: list[str]) -> None:
    side = words(text, language)  # type: ignore[arg-type]  # a row's text
    assert all(side.content[at(side, word)] for word in content)
    assert not any(side.content[at(side, word)] for word in not_content)
    assert (side.salience[side.content] > CONTENT).all()
    assert side.speaks[side.content].all()


def test_numerals_do_not_speak() -> None:
    side = words("增长百分之五，共30亿元，第三名", "zh")
    assert not any(side.speaks[k] for k, text in enumerate(side.texts) if set(text) <= set("三五30亿第百"))


def test_offsets_are_the_documents() -> None:
    near, far = words("保护森林。", "zh"), words("保护森林。", "zh", 100)
    assert [span.shift(100) for span in near.spans] == list(far.spans)
    assert near.texts == far.texts


def test_several_passages_are_cut_as_each_alone() -> None:
    texts = ["The zorblification continues.", "", "Protect forests."]
    together = atoms([Passage(text, 10 * k) for k, text in enumerate(texts)], "en", Tables.load())
    assert [side.texts for side in together.passages] == [words(text, "en").texts for text in texts]
    for k, (text, side) in enumerate(zip(texts, together.passages, strict=True)):
        alone = words(text, "en", 10 * k)
        assert side.spans == alone.spans
        assert side.pieces.tolist() == alone.pieces.tolist()
        assert side.vectors.tolist() == alone.vectors.tolist()


MIXED = st.text(st.sampled_from("保护森林和草原、，。公平竞争太阳能的了 GDP5%abc—“”\n"), max_size=40)


@given(MIXED, st.sampled_from(["zh", "en"]))
@settings(max_examples=60, deadline=None)
def test_atoms_are_in_order_apart_and_what_stands_there(text: str, language: str) -> None:
    side = words(text, language)  # type: ignore[arg-type]  # a row's text
    assert [span.of(text) for span in side.spans] == list(side.texts)
    assert all(a.end <= b.start for a, b in zip(side.spans, side.spans[1:], strict=False))
    assert all(span.start < span.end for span in side.spans)
    assert side.sizes.sum() == len(side.pieces) >= len(side)
    assert np.isfinite(side.vectors).all()


@given(st.text(alphabet=st.sampled_from("aAbelo 's-—.,（5%\u00a0\u3000\tﬁé中"), max_size=40))
@settings(max_examples=200, deadline=None)
def test_an_english_text_has_the_tokens_that_the_tokenizer_gives_it_as_a_whole(text: str) -> None:
    (found,) = vocabulary_words([(text, 3)], load_tokenizer())
    side = words(text, "en", 3)
    assert side.pieces.tolist() == [word.key for word in found]
    starts = {span.start for span in side.spans}
    assert starts <= {word.span.start for word in found}
    assert [span.end for span in side.spans][-1:] == [word.span.end for word in found][-1:]
