import csv
import io
from pathlib import Path

from tests.cli.conftest import Command

PAIRS = (
    "大力发展新能源汽车产业。\tVigorously develop the new energy vehicle industry.\n"
    "新能源汽车的价格下降了。\tThe price of new energy vehicles has fallen.\n"
    "政府支持新能源汽车。\tThe government supports new energy vehicles.\n"
)


def test_a_store_and_a_folder_give_terms(run: Command, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "memory.tsv").write_text(PAIRS, encoding="utf-8")
    store = tmp_path / "corpus.sqlite"
    assert run("index", tmp_path / "memory.tsv", "--store", store).code == 0
    code, out, err = run("terms", store, "--limit", "1")
    row, *_ = csv.DictReader(io.StringIO(out))
    assert (code, row["term"], row["rendering"]) == (0, "新能源汽车", "new energy vehicles")
    assert (row["count"], row["term_count"], row["documents"], row["document"]) == ("2", "3", "1", "memory")
    assert err.startswith("1 of ")
    assert run("align", sample, "--out", tmp_path / "out", "--format", "jsonl", "-q").code == 0
    assert run("terms", tmp_path / "out", "--out", tmp_path / "terms.tbx", "-q") == (0, "", "")
    assert "<term>老年人</term>" in (tmp_path / "terms.tbx").read_text(encoding="utf-8")
    assert run("terms", tmp_path / "out", "--out", tmp_path / "terms.csv", "--min-count", "99").err == "0 of 0 terms\n"
    assert len((tmp_path / "terms.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_other_formats_and_missing_stores_are_errors(run: Command, tmp_path: Path) -> None:
    assert run("terms", tmp_path / "none.sqlite").code == 1
    code, _, err = run("terms", tmp_path, "--out", tmp_path / "terms.doc")
    assert (code, err.count("\n")) == (1, 1)
