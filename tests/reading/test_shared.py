"""On the real page and the real reports, which are not part of the project."""

import importlib.util
import json
from html import escape
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


LAYOUTS = {
    "english-first.txt": lambda zh, en: "\n".join([*en, *zh]),
    "chinese-first.txt": lambda zh, en: "\n\n".join([*zh, *en]),
    "turns.txt": lambda zh, en: "\n\n".join(text for pair in zip(zh, en, strict=True) for text in pair),
    "turns-english-first.txt": lambda zh, en: "\n".join(text for pair in zip(en, zh, strict=True) for text in pair),
    "tabs.txt": lambda zh, en: "\n".join(map("\t".join, zip(zh, en, strict=True))),
    "one-line-a-pair.txt": lambda zh, en: "\n".join(map(" ".join, zip(en, zh, strict=True))),
    "turns.md": lambda zh, en: "\n\n".join(text for pair in zip(zh, en, strict=True) for text in pair),
    "paragraphs.html": lambda zh, en: "".join(f"<p>{escape(text)}</p>" for text in [*en, *zh]),
    "boxes.html": lambda zh, en: "".join(
        f"<div>{''.join(f'<p>{escape(t)}</p>' for t in side)}</div>" for side in (en, zh)
    ),
    "line-ends.html": lambda zh, en: f"<div>{'<br><br>'.join(map(escape, [*en, *zh]))}</div>",
    "table.html": lambda zh, en: "<table>{}</table>".format(
        "".join(f"<tr><td>{escape(a)}</td><td>{escape(b)}</td></tr>" for a, b in zip(zh, en, strict=True))
    ),
}


@pytest.mark.parametrize("gold", ["gold/internet-plus/dev.json", "gold/work-report/dev.json"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_real_paragraphs_in_every_layout(name: str, gold: str, shared: Path, tmp_path: Path) -> None:
    paragraphs = json.loads((shared / gold).read_text(encoding="utf-8"))
    zh, en = [paragraph["zh"] for paragraph in paragraphs], [paragraph["en"] for paragraph in paragraphs]
    body = LAYOUTS[name](zh, en)
    menu, form = "<div class='menu'><a href='/'>Home</a></div>", "<div id='comments'><h3>Leave a Reply</h3></div>"
    page = tmp_path / name
    page.write_text(f"<body>{menu}{body}{form}</body>" if name.endswith("html") else body, encoding="utf-8")
    reading = read(page)
    assert all(found(shared, reading, gold))
    assert (len(reading.zh.blocks), len(reading.en.blocks)) == (len(zh), len(en))
