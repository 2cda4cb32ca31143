import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.evaluation.baselines import (
    cut_at_punctuation,
    every_six_letters,
    length_beads,
    length_links,
    write_every_six_letters,
    write_length_links,
)

SIZES = st.lists(st.integers(1, 80), max_size=12)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "天黑了，雨停了。", ["天黑了，", "雨停了。"]),
        ("zh", "他说：“走吧。”", ["他说：", "“走吧。”"]),
        ("zh", "水、电、路", ["水、电、路"]),
        ("en", "It grew dark, and it rained.", ["It grew dark,", "and it rained."]),
        ("en", "It cost 1,500.50 yuan (a lot).", ["It cost 1,500.50 yuan (a lot)."]),
        ("en", "No full stop", ["No full stop"]),
        ("en", "", []),
    ],
)
def test_clauses_are_cut_at_punctuation(language: str, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in cut_at_punctuation(text, "zh" if language == "zh" else "en")] == expected


@given(SIZES, SIZES)
def test_every_clause_is_in_one_bead_in_order(zh: list[int], en: list[int]) -> None:
    beads = length_beads(zh, en, 3.0)
    assert [k for bead in beads for k in bead.zh] == list(range(len(zh)))
    assert [k for bead in beads for k in bead.en] == list(range(len(en)))


def test_lengths_decide_what_is_merged() -> None:
    assert [bead.type for bead in length_beads([10, 20, 10], [30, 30, 30, 30], 3.0)] == ["1-1", "1-2", "1-1"]
    assert [bead.type for bead in length_beads([10, 10], [30, 30], 3.0)] == ["1-1", "1-1"]


def test_links_stay_inside_their_paragraphs() -> None:
    zh, en = ("天黑了。", "雨停了，人走了。"), ("It is dark.", "The rain is over, they left.")
    links = list(length_links(list(zip(zh, en, strict=True))))
    texts = "\n".join(zh), "\n".join(en)
    assert [[span.of(texts[0]) for span in zh_spans] for zh_spans, _ in links] == [
        ["天黑了。"],
        ["雨停了，"],
        ["人走了。"],
    ]
    assert [[span.of(texts[1]) for span in en_spans] for _, en_spans in links] == [
        ["It is dark."],
        ["The rain is over,"],
        ["they left."],
    ]


def test_six_letters_are_marked_at_a_time() -> None:
    text = "发展太阳能、风能等，共3项。"
    assert [span.of(text) for span in every_six_letters(text)] == ["发展太阳能、风", "能等，共3项"]
    assert every_six_letters("，。") == []


def test_baselines_are_written_as_the_scorers_read_them(tmp_path: Path) -> None:
    write_length_links([("天黑了。", "It is dark.")], tmp_path / "links")
    write_every_six_letters("天黑了。", "It is dark.", tmp_path / "flags")
    assert (tmp_path / "links/baseline.zh.txt").read_text(encoding="utf-8") == "天黑了。"
    [link] = (tmp_path / "links/baseline.links.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(link) == {"level": "clause", "zh": [[0, 4]], "en": [[0, 11]]}
    [flag] = (tmp_path / "flags/baseline.divergences.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(flag)["zh"] == [[0, 3]]
