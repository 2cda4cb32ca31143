import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.boundaries import (
    KINDS,
    LONGEST,
    Habits,
    Places,
    end_of,
    likely_ends,
    open_quotations,
    split_quotations,
)
from aligner.errors import ModelError

GOLDEN = Path(__file__).resolve().parents[1] / "golden/boundaries.tsv"
with GOLDEN.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_ends_and_open_quotations(row: dict[str, str]) -> None:
    code = end_of(row["text"])
    assert KINDS[code % len(KINDS)] + " quoted" * (code >= len(KINDS)) == row["end"]
    assert open_quotations([row["text"]]) == [False, row["open after"] == "yes"]


def test_a_quotation_stays_open_over_sentences_until_it_is_closed() -> None:
    assert open_quotations(["他说：“走吧。", "快走。", "天要黑了。”", "我们走了。"]) == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_a_quotation_that_is_never_closed_ends_by_itself() -> None:
    assert open_quotations(["“走吧。", *["走。"] * 20]).count(True) == LONGEST


@given(st.lists(st.text(alphabet="“”‘’\"'「」a走 。.,", max_size=8), max_size=30))
def test_there_is_a_place_before_each_sentence_and_one_after_the_last(texts: list[str]) -> None:
    places = Places.of(texts)
    assert len(places.quoted) == len(texts) + 1
    assert not places.quoted[0]
    assert len(places.ends) == len(texts)
    assert all(0 <= end < 2 * len(KINDS) for end in places.ends)


def test_like_marks_are_worth_more_than_unlike_ones() -> None:
    zh, en = Places.of(["你去吗？", "我去。"]), Places.of(["Are you going?", "I am."])
    scores = likely_ends(zh, en, np.arange(3), np.arange(3))
    assert scores.shape == (3, 3)
    assert scores[1, 1] > 0 > scores[1, 2]
    assert scores[2, 2] > scores[2, 1]
    assert scores[0].tolist() == [0, 0, 0]


def test_a_place_is_split_where_a_quotation_is_open_on_one_side_only() -> None:
    zh, en = Places.of(["他说：“走吧。", "快走。”"]), Places.of(['"Let us go.', 'Quick," he said.'])
    shut, places = Places.of(["Let us go.", "Quick, he said."]), np.arange(3)
    assert split_quotations(zh, en, places, places).tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert split_quotations(zh, shut, places, places).tolist() == [[0, 0, 0], [1, 1, 1], [0, 0, 0]]


def test_habits_are_those_of_writing_in_either_language() -> None:
    habits = Habits.load()
    assert (habits.ends == habits.ends.T).all()
    assert all(habits.ends[k, k] > 0 for k in (1, 2, 3, 4))


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"ends": [[1]]}', '{"ends": "a"}'])
def test_a_damaged_table_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "boundaries.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="table of boundaries"):
        Habits.load(path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall"):
        Habits.load(tmp_path / "nothing.json")


def test_the_table_is_small() -> None:
    from aligner.alignment.boundaries import FILE

    assert set(json.loads(FILE.read_text(encoding="utf-8"))) == {"ends"}
