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


def test_what_is_gone_is_removed_when_that_is_asked_for(run: Command, tmp_path: Path) -> None:
    store = tmp_path / "corpus.sqlite"
    files = [tmp_path / "one.tsv", tmp_path / "two.tsv"]
    for file, pair in zip(files, ("能源\tenergy\n", "汽车\tvehicle\n"), strict=True):
        file.write_text(pair, encoding="utf-8")
    run("index", *files, "--store", store)
    assert run("index", files[0], "--store", store).err.endswith("0 added, 0 replaced, 1 unchanged\n")
    assert "found in 1 link " in run("search", "vehicle", "--store", store).err
    told = run("index", files[0], "--only", "--store", store).err
    assert told.endswith("0 added, 0 replaced, 1 unchanged, 1 removed\n")
    assert "found in 0 links" in run("search", "vehicle", "--store", store).err
    assert run("search", "--similar", "vehicle", "--store", store).out.count("vehicle") == 0


def test_single_documents_are_removed_by_name(run: Command, tmp_path: Path) -> None:
    store = tmp_path / "corpus.sqlite"
    for name, pair in (("one", "能源\tenergy\n"), ("two", "汽车\tvehicle\n"), ("three", "天气\tweather\n")):
        (tmp_path / f"{name}.tsv").write_text(pair, encoding="utf-8")
    run("index", *sorted(tmp_path.glob("*.tsv")), "--store", store)
    code, _, err = run("index", "--remove", "two", "--remove", "thre", "--store", store)
    assert (code, err.count("\n")) == (1, 1)
    assert "there is no document 'thre'" in err
    assert "three" in err.partition("name one of")[2]
    assert "found in 1 link " in run("search", "vehicle", "--store", store).err
    assert run("index", "--remove", "two", "--remove", "one", "--store", store) == (0, "", f"{store}: 2 removed\n")
    assert "found in 0 links" in run("search", "vehicle", "--store", store).err
    assert run("search", "--similar", "the weather", "--store", store).out.count("weather") >= 1


def test_it_is_told_what_to_do(run: Command, tmp_path: Path) -> None:
    assert run("index").code == 2
    assert run("index", tmp_path, "--remove", "one").code == 2
    assert run("index", "--remove", "one", "--only").code == 2
    code, _, err = run("index", "--remove", "one", "--store", tmp_path / "absent.sqlite")
    assert (code, err.count("\n")) == (1, 1)
    assert not (tmp_path / "absent.sqlite").exists()
