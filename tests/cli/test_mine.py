from pathlib import Path

from tests.cli.conftest import Command


def test_pairs_are_written_and_counted(run: Command, tmp_path: Path) -> None:
    zh, en, out = tmp_path / "zh.txt", tmp_path / "en.txt", tmp_path / "pairs.tsv"
    zh.write_text("图书馆在哪里？\n火车晚点了。\n", encoding="utf-8")
    en.write_text("The train was late.\nWhere is the library?\n", encoding="utf-8")
    code, said, err = run("mine", zh, en, "--out", out, "--threshold", "0.5", "-k", "1")
    assert (code, said) == (0, "")
    assert err == f"{out}: 2 pairs from a margin of 0.500 up, out of 2 Chinese and 2 English sentences\n"
    assert out.read_text(encoding="utf-8").startswith("图书馆在哪里？\tWhere is the library?\t1.0")
    assert run("mine", zh, en, "--out", tmp_path / "pairs.doc").code == 1
    assert run("mine", zh, en, "--out", out, "--precision", "2").code == 2
