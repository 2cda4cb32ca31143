"""On the real page and the real reports, which are not part of the project."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from aligner.reading import Reading, read

pytestmark = pytest.mark.shared


def scorer(shared: Path) -> Any:  # noqa: ANN401 (a module of the shared evaluation)
    spec = importlib.util.spec_from_file_location("_gold", shared / "eval/_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found(shared: Path, reading: Reading, gold: str) -> list[bool]:
    """For each paragraph of a gold file, whether both its sides are in the documents, in order."""
    evaluation = scorer(shared)
    sides = {"zh": evaluation.Side(reading.zh.text), "en": evaluation.Side(reading.en.text)}
    paragraphs = json.loads((shared / gold).read_text(encoding="utf-8"))
    return [all(place.values()) for place in evaluation.place(paragraphs, sides)]


def test_every_paragraph_of_the_real_page_is_found(shared: Path) -> None:
    reading = read(shared / "gold/internet-plus/page.txt")
    assert found(shared, reading, "gold/internet-plus/dev.json") == [True] * 44
    assert reading.warnings == ()
    assert [entry.split(": ", 1)[1] for entry in reading.left_out][:1] == ["Posted on Updated on"]
    assert reading.en.blocks[0].place == (1, 0)
    assert reading.zh.blocks[0].place is not None
    assert reading.zh.blocks[0].place.line == 194


def test_every_paragraph_of_the_work_report_is_found_in_two_files(shared: Path) -> None:
    reports = shared / "gold/gov-reports"
    reading = read(reports / "zh/gwr-2018.txt", reports / "en/gwr-2018.txt")
    assert all(found(shared, reading, "gold/work-report/dev.json"))
    assert (len(reading.zh.blocks), len(reading.en.blocks)) == (115, 115)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
def test_the_real_page_in_other_encodings(encoding: str, shared: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    text = (shared / "gold/internet-plus/page.txt").read_text(encoding="utf-8")
    page.write_bytes(text.encode(encoding))
    expected = read(shared / "gold/internet-plus/page.txt")
    reading = read(page)
    assert (reading.zh.text, reading.en.text) == (expected.zh.text, expected.en.text)


def test_clean_files_are_read_line_by_line_and_nothing_is_left_out(shared: Path) -> None:
    pairs = [
        (path, shared / "gold/gov-reports/en" / path.name) for path in (shared / "gold/gov-reports/zh").glob("*.txt")
    ]
    pairs += [(path, shared / "gold/mac-dev/en" / path.name) for path in (shared / "gold/mac-dev/zh").glob("*.txt")]
    assert pairs
    for zh, en in pairs:
        reading = read(zh, en)
        assert reading.left_out == ()
        for path, document in ((zh, reading.zh), (en, reading.en)):
            lines = filter(None, map(str.strip, path.read_text(encoding="utf-8").split("\n")))
            assert document.text.split("\n") == list(lines)
