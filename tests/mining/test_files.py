import json
import logging
from pathlib import Path

import pytest

from aligner.embedding import load_encoder
from aligner.errors import InputError, LanguageError
from aligner.mining.files import mine_files
from aligner.validation import validate

ZH = {"a.txt": "今天天气很好。我喜欢吃苹果。\n火车晚点了。\n", "b/c.txt": "图书馆在哪里？\n今天天气很好。\n"}
EN = {"x.txt": "Where is the library?\nThe train was late.\nI like eating apples.\nThe weather is fine today.\n"}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for side, files in (("zh", ZH), ("en", EN)):
        for name, text in files.items():
            path = tmp_path / side / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return tmp_path / "zh", tmp_path / "en"


def mine(folders: tuple[Path, Path], out: Path, threshold: float = 0.5) -> int:
    return mine_files(*folders, out, encoder=load_encoder(), threshold=threshold, neighbours=2).pairs


def test_pairs_come_in_order_of_the_chinese_with_their_places(folders: tuple[Path, Path], tmp_path: Path) -> None:
    outcome = mine_files(*folders, tmp_path / "out.tsv", encoder=load_encoder(), threshold=0.5, neighbours=2)
    assert outcome[:3] == (4, 4, 4)
    rows = [line.split("\t") for line in (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()]
    assert [(row[0], row[1], row[4], row[5]) for row in rows] == [
        ("今天天气很好。", "The weather is fine today.", "a.txt:1", "x.txt:4"),
        ("我喜欢吃苹果。", "I like eating apples.", "a.txt:2", "x.txt:3"),
        ("火车晚点了。", "The train was late.", "a.txt:3", "x.txt:2"),
        ("图书馆在哪里？", "Where is the library?", "b/c.txt:1", "x.txt:1"),
    ]
    assert all(float(row[2]) >= 0.5 and 0 <= float(row[3]) <= 1 for row in rows)


def test_other_formats_hold_the_same(folders: tuple[Path, Path], tmp_path: Path) -> None:
    assert mine(folders, tmp_path / "out.jsonl") == mine(folders, tmp_path / "out.tmx") == 4
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert set(records[0]) == {"zh", "en", "margin", "score", "zh_source", "en_source"}
    assert list(validate(tmp_path / "out.tmx")) == []
    assert records[0]["en"] in (tmp_path / "out.tmx").read_text(encoding="utf-8")


def test_a_precision_is_a_threshold(folders: tuple[Path, Path], tmp_path: Path) -> None:
    encoder = load_encoder()
    every = mine_files(*folders, tmp_path / "a.tsv", encoder=encoder, precision=0, neighbours=2)
    some = mine_files(*folders, tmp_path / "b.tsv", encoder=encoder, precision=0.999, neighbours=2)
    assert every.pairs >= some.pairs
    assert every.threshold <= some.threshold


def test_a_file_that_does_not_belong_is_left_out_with_a_warning(
    folders: tuple[Path, Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folders[0] / "stray.txt").write_text("This is an English file, which has strayed here.\n", encoding="utf-8")
    (folders[0] / "empty.txt").write_bytes(b"")
    with caplog.at_level(logging.WARNING, "aligner"):
        assert mine(folders, tmp_path / "out.tsv") == 4
    assert [record.getMessage().split(": ")[0] for record in caplog.records] == ["left out", "left out"]
    with pytest.raises(LanguageError):
        mine((folders[0] / "stray.txt", folders[1]), tmp_path / "out.tsv")


def test_what_cannot_be_written_or_read_is_an_error(folders: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no format"):
        mine(folders, tmp_path / "out.doc")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no English sentences"):
        mine((folders[0], tmp_path / "empty"), tmp_path / "out.tsv")
