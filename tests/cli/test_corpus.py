from pathlib import Path

import pytest

from aligner.corpus.catalogue import load_catalogue
from tests.batch.build import corpus
from tests.cli.conftest import Command


def table(out: str) -> list[dict[str, str]]:
    head, *rows = (line.split("\t") for line in out.splitlines())
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_files_become_documents_with_what_they_say_of_themselves(run: Command, sample: Path, tmp_path: Path) -> None:
    given = corpus(tmp_path / "in", 2)
    added = run("corpus", "add", *sorted(given.iterdir()), "-c", tmp_path / "c", "--licence", "mine")
    assert (added.code, added.err) == (0, "")
    assert run("corpus", "add", sample, "-c", tmp_path / "c", "--id", "care").code == 0
    rows = table(run("corpus", "list", "-c", tmp_path / "c").out)
    assert [row["id"] for row in rows] == ["d01", "d02", "care"]
    assert rows[0]["texts"] == "zh:file en:file"
    assert rows[2]["number"].endswith("号")
    assert rows[2]["texts"] == "both:file"
    assert (tmp_path / "c/d01.zh.txt").read_bytes() == (given / "d01.zh.txt").read_bytes()
    assert load_catalogue(tmp_path / "c/catalogue.toml").documents[0].licence == "mine"
    assert run("corpus", "verify", "-c", tmp_path / "c", "--offline").code == 0
    rows = table(run("corpus", "list", "-c", tmp_path / "c/catalogue.toml").out)
    assert rows[0]["verified"] == "2/2"
    numbers = dict(line.split("\t") for line in run("corpus", "stats", "-c", tmp_path / "c").out.splitlines())
    assert (numbers["documents"], numbers["ready"], numbers["unreadable"]) == ("3", "3", "0")
    assert int(numbers["zh characters"]) > 1000 < int(numbers["en words"])
    assert run("batch", tmp_path / "c", "--out", tmp_path / "out", "--format", "jsonl", "-j", "1").code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt", "--id", "d01"], "there is a document d01 already"),
        (["a.txt", "b.txt", "c.txt", "--id", "x"], "has 3 texts"),
        (["a.txt", "https://example.org/", "--id", "x"], "a file and an address"),
        (["https://example.org/"], "needs an id"),
        (["a.txt", "--id", "../x"], "is no identifier"),
        (["absent.txt"], "no such file"),
    ],
)
def test_what_cannot_be_added(run: Command, tmp_path: Path, arguments: list[str], message: str) -> None:
    given = corpus(tmp_path, 1)
    run("corpus", "add", given / "d01.zh.txt", given / "d01.en.txt", "-c", tmp_path)
    before = (tmp_path / "catalogue.toml").read_bytes()
    code, out, err = run("corpus", "add", *arguments, "-c", tmp_path)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert message in err
    assert (tmp_path / "catalogue.toml").read_bytes() == before


def test_addresses_are_added_and_told_of_before_they_are_tried(run: Command, tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/page.html"
    assert run("corpus", "add", address, "--id", "x", "-c", tmp_path).code == 0
    code, _, err = run("corpus", "fetch", "-c", tmp_path)
    assert code == 1
    first, second = err.splitlines()
    assert first == f"aligner: warning: x: nobody has verified {address}; trying it"
    assert "cannot be fetched" in second
    assert "documents have no files yet" not in run("corpus", "list", "-c", tmp_path).err


def test_heaps_are_paired(run: Command, tmp_path: Path) -> None:
    given = corpus(tmp_path / "in", 1)
    (given / "alone.txt").write_text("关于港口的通知。码头要自动化，推广定位系统。", encoding="utf-8")
    done = run("corpus", "pair", given, "--catalogue", tmp_path / "catalogue.toml", "--min-confidence", "0.2")
    assert done.code == 0
    rows = table(done.out)
    assert [Path(rows[0][side]).name for side in ("zh", "en")] == ["d01.zh.txt", "d01.en.txt"]
    assert rows[1]["why"] == "no translation found"
    assert [entry.id for entry in load_catalogue(tmp_path / "catalogue.toml").documents] == ["d01.zh"]
