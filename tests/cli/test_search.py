import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

PAIRS = (
    "发展新能源汽车。\tDevelop new energy vehicles.\n"
    '汽车很多，"真的"。\tThere are many vehicles, “really”.\n'
    "天气很好。\tThe weather is fine.\n"
)


@pytest.fixture
def store(run: Command, tmp_path: Path) -> Path:
    (tmp_path / "memory.tsv").write_text(PAIRS, encoding="utf-8")
    assert run("index", tmp_path / "memory.tsv", "--store", tmp_path / "corpus.sqlite").code == 0
    return tmp_path / "corpus.sqlite"


def test_hits_stand_in_context_with_the_other_side_marked(run: Command, store: Path) -> None:
    code, out, err = run("search", "汽车", "--store", store)
    lines = out.splitlines()
    assert (code, err) == (0, "found in 2 links of 1 document\n")
    assert lines[0].startswith("memory · s")
    assert lines[1].endswith("发展新能源«汽车»。")
    assert lines[2] == "  Develop new energy «vehicles»."
    assert lines[5].endswith('  «汽车»很多，"真的"。')


def test_rows_for_programs(run: Command, store: Path) -> None:
    out = run("search", "汽车", "--store", store, "--format", "tsv", "--limit", "1").out
    head, row = (line.split("\t") for line in out.splitlines())
    found = dict(zip(head, row, strict=True))
    assert (found["before"], found["match"], found["after"]) == ("发展新能源", "汽车", "。")
    assert (found["document"], found["aligned"], found["flags"]) == ("memory", "vehicles", "")


def test_records_for_programs(run: Command, store: Path) -> None:
    (line,) = run("search", "many vehicles", "--store", store, "--format", "jsonl").out.splitlines()
    record = json.loads(line)
    assert [record["en_text"][start:end] for start, end in record["en"]] == ["many vehicles"]
    assert record["language"] == "en"
    assert {"document", "section", "link", "score", "zh", "divergences"} < set(record)


def test_more_than_are_shown_are_told(run: Command, store: Path) -> None:
    err = run("search", "汽车", "--store", store, "-n", "1").err
    assert err == "found in 2 links of 1 document; the first 1 are shown (--limit 0 for all)\n"
    assert run("search", "汽车", "--store", store, "-n", "0", "-q").err == ""


def test_patterns_and_stems(run: Command, store: Path) -> None:
    assert "found in 1 link of" in run("search", "天.很", "--regex", "--store", store).err
    assert "found in 2 links of" in run("search", "vehicle", "--stems", "--store", store).err
    assert "found in 0 links of" in run("search", "vehicle", "--store", store).err
    assert run("search", "天.很", "--regex", "--stems", "--store", store).code == 2


@pytest.mark.parametrize("arguments", [("…", "--in", "en"), ("(", "--regex"), (" ",)])
def test_what_cannot_be_looked_for_is_one_line_and_1(run: Command, store: Path, arguments: tuple[str, ...]) -> None:
    code, out, err = run("search", *arguments, "--store", store)
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_store_that_is_not_there_is_an_error(run: Command, tmp_path: Path) -> None:
    code, _, err = run("search", "汽车", "--store", tmp_path / "none.sqlite")
    assert code == 1
    assert "aligner index" in err


def test_similar_sentences(run: Command, store: Path) -> None:
    out = run("search", "--similar", "今天天气不错", "-n", "1", "--store", store).out
    assert "天气很好。\n  The weather is fine.\n" in out
    row = run("search", "--similar", "cars", "-n", "1", "--store", store, "--format", "tsv").out.splitlines()[1]
    assert 0.2 < float(row.split("\t")[-1]) < 1
    out = run("search", "--similar", "cars", "-n", "1", "--in", "both", "--store", store, "--format", "jsonl").out
    assert 0.2 < json.loads(out)["similarity"] < 1
    assert run("search", "cars", "--in", "both", "--store", store).code == 2
