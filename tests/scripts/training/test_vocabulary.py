import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from scripts.training.held_out import training_pairs
from scripts.training.pairs import SOURCES
from scripts.training.vocabulary import MARK, UNKNOWN, build_tokenizer, build_vocabulary, count_words, pieces
from tests.scripts.training import grammar
from tests.scripts.training.conftest import Tiny

ROOT = Path(__file__).resolve().parents[3]


def cut(tiny: Tiny, text: str) -> list[str]:
    return [token for token in tiny.tokenizer.encode(text, add_special_tokens=False).tokens if token != MARK]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("昨天老师在北京购买汽车。", ["昨天", "老师", "在", "北京", "购买", "汽车", "。"]),
        ("老师，学生", ["老师", ",", "学生"]),  # NFKC makes full-width signs half-width
        ("The teacher purchased vehicles", ["▁the", "▁teacher", "▁purchased", "▁vehicles"]),
        ("ＴＥＡＣＨＥＲ", ["▁teacher"]),
        ("老师teacher", ["老师", "▁teacher"]),
        ("老 师", ["老", "师"]),
        ("购汽", ["购", "汽"]),
        ("", []),
    ],
)
def test_words_are_kept_whole(text: str, tokens: list[str], tiny: Tiny) -> None:
    assert [token.removeprefix(MARK) for token in cut(tiny, text)] == [token.removeprefix(MARK) for token in tokens]


@pytest.mark.parametrize("text", ["teachings", "zzz", "purch", "a1b2"])
def test_what_is_no_word_falls_back_to_pieces_that_are_the_same_text(text: str, tiny: Tiny) -> None:
    assert "".join(cut(tiny, text)).replace(MARK, "") == text


def test_a_sign_that_nobody_has_seen_is_unknown(tiny: Tiny) -> None:
    assert pieces(tiny.tokenizer)[0] == UNKNOWN
    assert 0 in tiny.tokenizer.encode("𓂀", add_special_tokens=False).ids


def test_tokens_say_where_they_stand(tiny: Tiny) -> None:
    text = "昨天，老师 saw Beijing。"
    encoding = tiny.tokenizer.encode(text, add_special_tokens=False)
    words = [token.removeprefix(MARK) for token in encoding.tokens]
    found = {word: text[start:end] for word, (start, end) in zip(words, encoding.offsets, strict=True)}
    assert found["昨天"] == "昨天"
    assert found["beijing"] == "Beijing"


def test_pieces_are_in_the_order_of_their_numbers(tiny: Tiny) -> None:
    known = pieces(tiny.tokenizer)
    assert [tiny.tokenizer.id_to_token(k) for k in range(len(known))] == known


def test_a_rare_word_and_a_long_one_get_no_piece_of_their_own() -> None:
    han = Counter({"太阳能": 5, "风能": 2, "中华人民共和国国务院": 9})
    rest = Counter({"solar": 5, "wind": 2, "2015": 1})
    known = {piece for piece, _ in build_vocabulary(han, rest)}
    assert {"太阳能", "太", "风", "国", "▁solar", "▁2015"} <= known
    assert not {"风能", "中华人民共和国国务院"} & known


def test_a_frequent_word_is_likelier_than_a_rare_one_and_than_its_characters() -> None:
    scores = dict(build_vocabulary(Counter({"太阳能": 90, "太阳": 30, "能": 10}), Counter({"sun": 3})))
    assert scores["太阳能"] > scores["太阳"] > scores["太"]
    assert scores["太阳能"] > scores["太阳"] + scores["能"]


def test_the_vocabulary_does_not_depend_on_how_python_hashes() -> None:
    code = (
        "from collections import Counter; from scripts.training.vocabulary import build_vocabulary;"
        "print(build_vocabulary(Counter(['太阳']*4), Counter({'abcdefg': 3, 'hijklmn': 3, 'éèê': 3, 'xq': 1})))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def test_words_are_counted_on_both_sides_by_the_weight_of_their_source(tmp_path: Path) -> None:
    pytest.importorskip("jieba", reason="words are cut with jieba, of the extra `train`")
    pairs = [("老师购买ＧＰＵ。", "The teacher bought 3.2 GPUs."), ("学生购买汽车。", "Students bought cars.")]
    grammar.write_data(tmp_path, pairs)
    read = partial(training_pairs, folder=tmp_path, one_in=10**9)
    half = [replace(source, weight=0.5) if source.name == "cedict" else source for source in SOURCES]
    han, rest = count_words(read, half, processes=1)
    assert han["购买"] == 2.5  # twice in the pairs, once in the dictionary
    assert (rest["gpu"], rest["gpus"], rest["3.2"], rest["bought"]) == (1, 1, 1, 2)
    assert "。" not in {*han, *rest}


def test_the_tokenizer_is_made_from_the_vocabulary_alone(tiny: Tiny) -> None:
    again = build_tokenizer(build_vocabulary(*grammar.counts(tiny.known)))
    assert again.to_str() == tiny.tokenizer.to_str()
