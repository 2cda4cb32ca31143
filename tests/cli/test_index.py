from pathlib import Path

from tests.cli.conftest import Command


def test_folders_and_memories_become_documents(run: Command, sample: Path, tmp_path: Path) -> None:
    store = tmp_path / "corpus.sqlite"
    assert run("align", sample, "--out", tmp_path / "out", "--format", "jsonl", "-q").code == 0
    (tmp_path / "memory.tsv").write_text("能源\tenergy\n汽车\tvehicle\n", encoding="utf-8")
    given = ("index", tmp_path / "out", tmp_path / "memory.tsv", "--store", store)
    assert run(*given) == (0, "", f"{store}: 2 added, 0 replaced, 0 unchanged\n")
    assert run(*given) == (0, "", f"{store}: 0 added, 0 replaced, 2 unchanged\n")
    (tmp_path / "memory.tsv").write_text("能源\tenergy\n", encoding="utf-8")
    assert run(*given, "-q") == (0, "", "")
    assert "found in 0 links" in run("search", "vehicle", "--store", store).err


def test_a_folder_with_nothing_in_it_is_an_error(run: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, out, err = run("index", tmp_path / "empty", "--store", tmp_path / "corpus.sqlite")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "no files that" in err
