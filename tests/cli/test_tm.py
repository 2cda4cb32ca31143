import csv
import io
from pathlib import Path

import pytest

from aligner.validation import validate
from tests.cli.conftest import Command


@pytest.fixture
def store(run: Command, tmp_path: Path) -> Path:
    industry = "政府支持新能源汽车产业。\tThe government supports the new energy vehicle industry.\n"
    pairs = industry + "今天天气很好。\tFine today.\n"
    (tmp_path / "memory.tsv").write_text(pairs, encoding="utf-8")
    assert run("index", tmp_path / "memory.tsv", "--store", tmp_path / "corpus.sqlite").code == 0
    (tmp_path / "new.txt").write_text("今天天气很好。\n政府支持新能源船舶产业。\n火山喷发了。\n", encoding="utf-8")
    return tmp_path / "corpus.sqlite"


def test_matches_are_printed_and_counted(run: Command, store: Path, tmp_path: Path) -> None:
    code, out, err = run("tm", "lookup", tmp_path / "new.txt", "--store", store)
    rows = list(csv.DictReader(io.StringIO(out), delimiter="\t"))
    assert code == 0
    assert [(row["sentence"], row["similarity"], row["document"]) for row in rows] == [
        ("1", "100", "memory"),
        ("2", "83", "memory"),
    ]
    assert dict(line.rsplit(maxsplit=1) for line in err.splitlines()) == {
        "100%": "1",
        "95-99%": "0",
        "85-94%": "0",
        "75-84%": "1",
        "below 75%": "0",
        "no match": "1",
        "sentences": "3",
    }


def test_files_for_tools_are_written(run: Command, store: Path, tmp_path: Path) -> None:
    assert run("tm", "lookup", tmp_path / "new.txt", "--store", store, "--out", tmp_path / "out", "-q") == (0, "", "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["new.tmx", "new.xlf"]
    assert list(validate(tmp_path / "out/new.tmx")) == []
    assert "<seg>Fine today.</seg>" in (tmp_path / "out/new.tmx").read_text(encoding="utf-8")
    assert 'similarity="83.0"' in (tmp_path / "out/new.xlf").read_text(encoding="utf-8")


def test_a_bilingual_file_is_an_error(run: Command, store: Path, sample: Path) -> None:
    code, out, err = run("tm", "lookup", sample, "--store", store)
    assert (code, out, err.count("\n")) == (1, "", 1)
