import shutil
from pathlib import Path

from tests.cli.conftest import Command

FILES = Path(__file__).resolve().parents[1] / "golden/validation"


def test_valid_files_say_nothing_and_end_with_0(run: Command) -> None:
    assert run("validate", FILES / "valid.tmx", FILES / "valid.tei.xml") == (0, "", "")


def test_faults_are_one_a_line_and_end_with_1(run: Command) -> None:
    one, two = FILES / "TMX205.tmx", FILES / "TEI304.tei.xml"
    code, out, err = run("validate", one, FILES / "valid.tmx", two)
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        f"{one}:9: TMX205 prop lacks the attribute type; put it in",
        f"{two}:30: TEI304 link has 1 targets; give it two or more, or write ptr for a link with one side",
    ]


def test_a_file_that_cannot_be_read_is_a_named_error(run: Command, tmp_path: Path) -> None:
    code, out, err = run("validate", tmp_path / "none.tmx")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("aligner: ")


def test_repair_mends_the_file_and_keeps_the_old_one(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "m.tmx"
    shutil.copy(FILES / "TMX103.tmx", file)
    code, out, err = run("validate", "--repair", file)
    assert (code, out) == (0, "")
    assert err == f'{file}:2: mended TMX103 the version is 1.4b; write version="1.4"\n'
    assert (tmp_path / "m.tmx.bak").read_bytes() == (FILES / "TMX103.tmx").read_bytes()
    assert run("validate", file) == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.tmx", "m.tmx.bak"]


def test_repair_tells_what_it_cannot_mend(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "m.tmx"
    file.write_text((FILES / "TMX103.tmx").read_text(encoding="utf-8").replace('"2"', '"often"'), encoding="utf-8")
    code, out, err = run("validate", "--repair", file)
    assert (code, out) == (1, f"{file}:7: TMX306 usagecount is often; write a whole number\n")
    assert "mended TMX103" in err


def test_repair_leaves_files_without_faults_and_the_first_copy_alone(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "m.tmx"
    shutil.copy(FILES / "valid.tmx", file)
    assert run("validate", "--repair", file) == (0, "", "")
    assert list(tmp_path.iterdir()) == [file]
    (tmp_path / "m.tmx.bak").write_text("older")
    shutil.copy(FILES / "TMX103.tmx", file)
    assert run("validate", "--repair", file).code == 0
    assert (tmp_path / "m.tmx.bak").read_text() == "older"
