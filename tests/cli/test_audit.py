import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.reading.given import tmx, written

GOOD = ("鼓励企业参与。", "Enterprises are encouraged to take part.")
BAD = ("到2025年，建成500个风电场。", "By 2035, 600 wind farms will be built.")


def table(folder: Path, *rows: tuple[str, str]) -> Path:
    return written(folder, "pairs.tsv", "".join(f"{zh}\t{en}\n" for zh, en in rows))


def test_a_table_becomes_every_file(run: Command, tmp_path: Path) -> None:
    code, out, err = run("audit", table(tmp_path, GOOD, BAD), "--out", tmp_path / "out")
    assert (code, out) == (0, "")
    ends = ("zh.txt", "en.txt", "links.jsonl", "divergences.jsonl", "tmx", "tei.xml", "html")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(f"pairs.{end}" for end in ends)
    assert "sentence links  2 (2 1-1), 0 null" in err
    kinds = [json.loads(line)["class"] for line in (tmp_path / "out/pairs.divergences.jsonl").read_text().splitlines()]
    assert "number" in kinds


def test_what_align_writes_can_be_audited(run: Command, sample: Path, tmp_path: Path) -> None:
    assert run("align", sample, "--out", tmp_path, "-q").code == 0
    links = [json.loads(line) for line in (tmp_path / "page.links.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [(link["zh_text"], link["en_text"]) for link in links if link["level"] == "sentence"]
    for name in ("page.tmx", "page.tei.xml"):
        assert run("audit", tmp_path / name, "--out", tmp_path / "again", "--format", "jsonl", "-q") == (0, "", "")
        again = (tmp_path / "again/page.links.jsonl").read_text(encoding="utf-8").splitlines()
        links = [json.loads(line) for line in again]
        found = [(link["zh_text"], link["en_text"]) for link in links if link["level"] == "sentence"]
        assert found == [pair for pair in texts if name.endswith("xml") or all(pair)]


@pytest.mark.parametrize(
    ("rows", "gate", "code"),
    [
        ((GOOD,), "minor", 0),
        ((GOOD,), "major", 0),
        ((GOOD, BAD), "major", 3),
        ((GOOD, BAD), "minor", 3),
        ((GOOD, BAD), None, 0),
    ],
)
def test_the_gate(rows: tuple[tuple[str, str], ...], gate: str | None, code: int, run: Command, tmp_path: Path) -> None:
    options = ["--fail-on", gate] if gate else []
    assert run("audit", table(tmp_path, *rows), "--out", tmp_path / "out", *options).code == code
    assert (tmp_path / "out/pairs.tmx").exists()


def test_columns_can_be_named(run: Command, tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a,b,c\n甲乙,丙丁,A word\n")
    assert run("audit", path, "--out", tmp_path / "out", "--columns", "b,c", "--format", "jsonl").code == 0
    assert (tmp_path / "out/t.zh.txt").read_text(encoding="utf-8") == "丙丁\n"


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--columns", "b"], 2, "give two columns"),
        (["--columns", "b,c,d"], 2, "give two columns"),
        (["--columns", "x,y"], 1, "there are no columns 'x' and 'y'"),
        (["--fail-on", "huge"], 2, "--fail-on"),
        (["--format", "docx"], 2, "--format"),
    ],
)
def test_wrong_usage(options: list[str], code: int, said: str, run: Command, tmp_path: Path) -> None:
    left = run("audit", table(tmp_path, GOOD), "--out", tmp_path / "out", *options)
    assert left.code == code
    assert said in left.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("absent.tmx", None, "there is no such file"),
        ("empty.tmx", "", "this file is empty"),
        ("one.tmx", tmx([[("zh", "甲")]]), "no unit of this file has both"),
        ("broken.tmx", "<tmx><body>", "this XML file is broken"),
        ("page.txt", "第一段。\n\nThe first paragraph.\n", "no column of this file is Chinese"),
        ("page.html", "<p>第一段。</p><p>The first paragraph.</p>", "no column of this file is Chinese"),
        ("binary.tsv", "\x00\x01\x02" * 99, "this file"),
    ],
)
def test_bad_input_is_one_line(name: str, content: str | None, said: str, run: Command, tmp_path: Path) -> None:
    path = tmp_path / name if content is None else written(tmp_path, name, content)
    code, out, err = run("audit", path, "--out", tmp_path / "out")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert said in err
    assert not (tmp_path / "out").exists()


def test_a_glossary_holds_the_translation_to_its_terms(run: Command, tmp_path: Path) -> None:
    glossary = written(tmp_path, "terms.csv", "zh,en,forbidden\n企业,firm,enterprise\n")
    path = table(tmp_path, GOOD)
    assert run("audit", path, "--out", tmp_path / "a", "--format", "jsonl", "--glossary", glossary).code == 0
    (found,) = map(json.loads, (tmp_path / "a/pairs.divergences.jsonl").read_text(encoding="utf-8").splitlines())
    assert (found["class"], found["zh_text"], found["en_text"]) == ("terminology", "企业", "Enterprises")
    assert found["evidence"]["terminology"]["origin"].endswith("terms.csv:2")


def test_the_built_in_terms_can_be_left_out(run: Command, tmp_path: Path) -> None:
    path = table(tmp_path, ("加强食品安全监管。", "Strengthen the regulation of food security."))
    for options, count in (((), 1), (("--glossary", "none"), 0)):
        assert run("audit", path, "--out", tmp_path / "a", "--format", "jsonl", *options).code == 0
        records = (tmp_path / "a/pairs.divergences.jsonl").read_text(encoding="utf-8").splitlines()
        assert sum(json.loads(line)["class"] == "terminology" for line in records) == count


def test_a_glossary_that_cannot_be_read_is_one_line(run: Command, tmp_path: Path) -> None:
    code, _, err = run("audit", table(tmp_path, GOOD), "--out", tmp_path / "a", "--glossary", tmp_path / "no.tbx")
    assert code == 1
    assert "no such file" in err
    assert run("audit", table(tmp_path, GOOD), "--out", tmp_path / "a", "--glossary-columns", "a").code == 2
