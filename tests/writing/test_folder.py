import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.divergence import Audit
from aligner.errors import InputError, OutputError
from aligner.writing import FORMATS, write
from aligner.writing.formats import DEFAULT

TEXTS = ["roads.zh.txt", "roads.en.txt"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_formats_are_written_and_nothing_else(sample: Audit, tmp_path: Path) -> None:
    files = write(sample, tmp_path / "new" / "deep", name="roads")
    suffixes = [".links.jsonl", ".divergences.jsonl", ".tmx", ".tei.xml", ".html"]
    assert [file.name for file in files] == TEXTS + ["roads" + suffix for suffix in suffixes]
    assert names(tmp_path / "new" / "deep") == sorted(file.name for file in files)
    assert all(file.stat().st_size for file in files)


@pytest.mark.parametrize("chosen", [(), ("tmx",), ("html", "jsonl"), DEFAULT])
def test_chosen_formats(sample: Audit, tmp_path: Path, chosen: tuple[str, ...]) -> None:
    files = [file.name for file in write(sample, tmp_path, name="roads", formats=chosen)]
    assert files[:2] == TEXTS
    formats = {"jsonl": "jsonl", "tmx": "tmx", "xml": "tei", "html": "html"}
    assert {formats[name.rpartition(".")[2]] for name in files[2:]} == set(chosen)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_written_alone_and_into_files_of_its_own(sample: Audit, tmp_path: Path, name: str) -> None:
    pytest.importorskip({"xlsx": "xlsxwriter", "parquet": "pyarrow"}.get(name, "aligner"))
    alone = write(sample, tmp_path / "alone", name="roads", formats=[name])
    assert len(alone) > len(TEXTS)
    others = write(sample, tmp_path / "others", name="roads", formats=set(DEFAULT) - {name})
    assert {file.name for file in alone} & {file.name for file in others} == set(TEXTS)


def test_an_unknown_format_is_an_error_that_lists_the_known_ones(sample: Audit, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no format 'docx'; choose from jsonl, tmx, tei, html"):
        write(sample, tmp_path / "out", name="roads", formats=["tmx", "docx"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["", "a/b", "..", ".hidden", "a\\b", "a\0"])
def test_a_name_that_cannot_begin_a_file_name(sample: Audit, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="give a name"):
        write(sample, tmp_path, name=name)
    assert names(tmp_path) == []


def test_the_same_audit_gives_the_same_bytes(sample: Audit, tmp_path: Path) -> None:
    first, second = write(sample, tmp_path / "a", name="roads"), write(sample, tmp_path / "b", name="roads")
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_where_the_input_lies_is_not_written(sample: Audit, tmp_path: Path) -> None:
    elsewhere = replace(sample.alignment, zh=replace(sample.alignment.zh, source="/far/away/roads.html"))
    first = write(sample, tmp_path / "a", name="roads")
    second = write(replace(sample, alignment=elsewhere), tmp_path / "b", name="roads")
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_files_of_other_names_are_left_alone(sample: Audit, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    (tmp_path / "roads.zh.txt").write_text("old")
    write(sample, tmp_path, name="roads", formats=())
    assert names(tmp_path) == ["notes.md", "roads.en.txt", "roads.zh.txt"]
    assert (tmp_path / "roads.zh.txt").read_text() != "old"


def test_a_file_where_the_folder_should_be(sample: Audit, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    for out in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(OutputError, match=r"cannot write .*; choose another folder"):
            write(sample, out, name="roads")
    assert (tmp_path / "out").read_text() == "a file"


def test_a_folder_where_a_file_should_be(sample: Audit, tmp_path: Path) -> None:
    (tmp_path / "roads.tmx").mkdir()
    with pytest.raises(OutputError, match=r"roads\.tmx: cannot write"):
        write(sample, tmp_path, name="roads")
    assert names(tmp_path) == ["roads.tmx"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(sample: Audit, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match=r"cannot write .permission denied"):
        write(sample, tmp_path, name="roads")
    tmp_path.chmod(0o700)
    assert names(tmp_path) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that not even root may write")
def test_a_folder_that_cannot_be_made(sample: Audit) -> None:
    with pytest.raises(OutputError, match=r"cannot write \(.*\); choose another folder"):
        write(sample, Path("/proc/aligner/out"), name="roads")


@contextmanager
def no_room() -> Iterator[None]:
    """Files cannot grow past 4 KB: as short as it can be, since the limit holds for pytest's own log as well."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_no_room_on_the_disk_leaves_everything_as_it_was(sample: Audit, tmp_path: Path) -> None:
    (tmp_path / "roads.zh.txt").write_text("old")
    for out in (tmp_path, tmp_path / "new" / "deep"):
        with pytest.raises(OutputError, match=os.strerror(errno.EFBIG).lower()), no_room():
            write(sample, out, name="roads")
    assert names(tmp_path) == ["roads.zh.txt"]
    assert (tmp_path / "roads.zh.txt").read_text() == "old"


def test_an_interrupted_run_leaves_nothing(sample: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(sample, tmp_path / "out", name="roads")
    assert names(tmp_path) == []


def test_a_date_that_is_no_number(sample: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(InputError, match="'yesterday'"):
        write(sample, tmp_path, name="roads")


def test_folders_made_on_the_way_to_one_that_cannot_be_made_are_taken_away(sample: Audit, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        write(sample, tmp_path / "made" / ("long" * 100), name="roads")
    assert names(tmp_path) == []
