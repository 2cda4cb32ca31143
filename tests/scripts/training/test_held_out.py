from functools import partial
from pathlib import Path

import pytest

from aligner.embedding import load_encoder
from scripts.training.held_out import accuracy, held_out_pairs, is_held_out, training_pairs
from scripts.training.pairs import SOURCES
from tests.scripts.training import grammar

PAIRS = grammar.sentences(1000)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    again = [(zh, f"{en} Again.") for zh, en in PAIRS[:200]]
    grammar.write_data(folder, [*PAIRS, *again])
    return folder


def test_about_one_in_so_many_is_held_out_whatever_the_others_are() -> None:
    chosen = [zh for zh, _ in PAIRS if is_held_out(zh, 10)]
    assert 60 < len(chosen) < 140
    assert chosen == [zh for zh, _ in reversed(PAIRS) if is_held_out(zh, 10)][::-1]


def test_no_sentence_that_is_held_out_is_trained_on_in_any_pair(data: Path) -> None:
    held = held_out_pairs(data, SOURCES, 10)
    trained = [pair for source in SOURCES for pair in training_pairs(source, data, 10)]
    assert held
    assert not {zh for zh, _ in held} & {zh for zh, _ in trained}
    assert len(trained) == len(grammar.WORDS) + sum(not is_held_out(zh, 10) for zh, _ in [*PAIRS, *PAIRS[:200]])


def test_a_sentence_is_held_out_once_and_words_are_never(data: Path) -> None:
    held = held_out_pairs(data, SOURCES, 1)
    assert sorted(held) == sorted(PAIRS)
    read = partial(training_pairs, folder=data, one_in=1)
    assert [pair for source in SOURCES for pair in read(source)] == list(grammar.WORDS.items())


def test_accuracy_counts_the_pairs_that_find_each_other() -> None:
    pairs = [("大学生", "university student"), ("石油", "petroleum"), ("银行", "bank"), ("海洋", "ocean")]
    assert accuracy(load_encoder(), pairs) == (4, 1.0, 1.0)
    swapped = [(pairs[k][0], pairs[k ^ 1][1]) for k in range(2)] + pairs[2:]
    assert accuracy(load_encoder(), swapped) == (4, 0.5, 0.5)
    assert accuracy(load_encoder(), []) == (0, 0.0, 0.0)
