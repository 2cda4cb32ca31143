"""What the tables and the vectors say of pairs of words."""

import numpy as np
import pytest

from aligner.auditing.coverage.evidence import products
from aligner.auditing.coverage.tables import Tables
from tests.auditing.coverage.given import at, matched


@pytest.mark.parametrize(
    ("zh", "en", "word", "partner"),
    [
        ("保护森林。", "Protect forests.", "森林", "forests"),
        ("公平竞争。", "Fair competition.", "公平", "Fair"),
        ("公平竞争。", "Fair competition.", "竞争", "competition"),
    ],
)
def test_the_tables_know_a_rendering(zh: str, en: str, word: str, partner: str) -> None:
    found = matched(zh, en)
    row = found.tables[at(found.zh, word)]
    assert row.argmax() == at(found.en, partner)
    assert row.max() == found.strengths[at(found.zh, word)].max()


def test_a_rendering_of_a_compound_goes_to_the_part_that_knows_it() -> None:
    found, lexicon = matched("公平竞争。", "Fair competition."), Tables.load().lexicon
    first, second = at(found.zh, "公平"), at(found.zh, "竞争")
    whole = lexicon.pairs(found.zh.wholes[[first]], found.en.keys)[0]
    fair, competition = at(found.en, "Fair"), at(found.en, "competition")
    assert whole[competition] > found.tables[first, competition]
    assert found.tables[second, competition] >= whole[competition]
    assert found.tables[first, fair] > found.tables[second, fair]


def test_a_word_in_pieces_has_the_best_of_them() -> None:
    found, lexicon = matched("工人修理机器。", "Zorblification of workers."), Tables.load().lexicon
    word = at(found.en, "Zorblification")
    pieces = found.en.pieces[: found.en.sizes[word]]
    assert found.tables[:, word].tolist() == lexicon.pairs(found.zh.keys, pieces).max(axis=1).tolist()


def test_where_the_tables_are_silent_the_vectors_speak_for_alike_words_only() -> None:
    found = matched("保护湿地、森林。", "Protect quagmires, forests.")
    by_vectors = found.strengths > found.tables
    assert (found.cosines[by_vectors] > 0.42).all()
    assert not by_vectors[at(found.zh, "、")].any()


def test_a_product_row_by_row_is_the_product() -> None:
    rng = np.random.default_rng(1)
    rows, matrix = rng.random((5, 7), dtype=np.float32), rng.random((7, 3), dtype=np.float32)
    assert products(rows, matrix) == pytest.approx(rows @ matrix)
