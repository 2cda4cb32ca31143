import random

import numpy as np
import pytest

from aligner.auditing.coverage.tables import Tables
from aligner.auditing.list_features import NAMES
from scripts.training.divergences.documents import first_look, matched
from scripts.training.divergences.listing import drop, item_rows
from tests.scripts.training import grammar


@pytest.mark.parametrize(
    ("zh", "en", "without", "item"),
    [
        ("种植水稻、小麦和玉米。", "Grow rice, wheat and corn.", "Grow rice and corn.", "小麦"),
        ("种植水稻、小麦和玉米。", "Grow rice, wheat, and corn.", "Grow rice and corn.", "小麦"),
    ],
)
def test_an_item_is_dropped_with_its_comma(zh: str, en: str, without: str, item: str) -> None:
    (matching,) = matched(first_look([(zh, en)], Tables.load()))[0].matchings
    found = drop((zh, en), matching, random.Random(1))
    assert found is not None
    assert found.pair == (zh, without)
    assert found.item.of(zh) == item


@pytest.mark.parametrize(
    ("zh", "en"),
    [("种植水稻、小麦和玉米。", "Grow rice and corn."), ("种植水稻和小麦。", "Grow rice and wheat.")],
)
def test_nothing_is_dropped_where_the_english_has_no_such_list(zh: str, en: str) -> None:
    (matching,) = matched(first_look([(zh, en)], Tables.load()))[0].matchings
    assert drop((zh, en), matching, random.Random(1)) is None


def test_rows_describe_all_inner_items_and_some_were_dropped() -> None:
    pairs = grammar.listings(40)
    found, again = (item_rows(pairs, Tables.load(), random.Random(1)) for _ in range(2))
    assert found.features.shape == (len(found.fates), len(NAMES))
    assert 0.05 < (found.fates > 0).mean() < 0.5
    assert np.array_equal(found.features, again.features)


def test_a_document_without_lists_has_no_rows() -> None:
    assert len(item_rows(grammar.sentences(5), Tables.load(), random.Random(1)).fates) == 0
