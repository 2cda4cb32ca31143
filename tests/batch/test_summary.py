import re
from pathlib import Path

import pytest
from lxml import html

from aligner.batch import BatchSettings, run
from aligner.batch.crews import LocalCrew
from aligner.batch.state import Entry, Record
from aligner.batch.summary import render, summary_html
from tests.batch.build import corpus
from tests.batch.figures import figures


def entry(name: str, **counts: int) -> Entry:
    found = figures(**counts)
    return Entry(Record.done(name, found, "0", "0"), found)


def page(entries: dict[str, Entry], *, has_reports: bool = True) -> html.HtmlElement:
    return html.document_fromstring(summary_html("kept", entries, has_reports=has_reports).decode())


@pytest.fixture
def entries() -> dict[str, Entry]:
    """Twelve documents alike, one with many omissions, one that failed, one with a name of markup."""
    alike = {f"d{k:02}": entry(f"d{k:02}") for k in range(12)}
    failed = Entry(Record.failed("bad", "bad.txt: <empty> & gone", None, "0"), None)
    return {**alike, "many": entry("many", omissions=60), "bad": failed, "<b>&": entry("<b>&", omissions=0)}


def test_totals_failures_and_differences_are_shown(entries: dict[str, Entry]) -> None:
    found = page(entries)
    assert found.get_element_by_id("documents").text == "14"
    assert found.get_element_by_id("total").text == str(12 * 2 + 60)
    text = found.text_content()
    assert "bad.txt: <empty> & gone" in text
    assert "more omissions" in text
    assert found.xpath("//table[@class='documents']/tbody/tr[@class='differs']/@id") == ["many"]
    names = found.xpath("//table[@class='documents']/tbody/tr/@id")
    assert names == sorted(key for key in entries if key != "bad")


def test_reports_are_linked_if_there_are_any(entries: dict[str, Entry]) -> None:
    links = page(entries).xpath("//table[@class='documents']//a/@href")
    assert links[0] == "%3Cb%3E%26/%3Cb%3E%26.html"
    assert "d01/d01.html" in links
    assert not page(entries, has_reports=False).xpath("//table[@class='documents']//a")


def test_it_asks_for_nothing(entries: dict[str, Entry]) -> None:
    text = summary_html("kept", entries, has_reports=True).decode()
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)
    assert "<script" not in text


def test_of_a_large_corpus_those_that_differ_come_first(
    entries: dict[str, Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "MOST_ROWS", 5)
    found = page(entries)
    assert found.xpath("//table[@class='documents']/tbody/tr/@id")[0] == "many"
    assert "5 of 14" in found.text_content()


@pytest.mark.parametrize("count", [0, 3])
def test_a_small_corpus_says_that_it_is_one(count: int) -> None:
    few = {f"d{k}": entry(f"d{k}") for k in range(count)}
    assert "nothing can be said" in page(few).text_content()


def test_a_batch_writes_it(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "many", 2), tmp_path / "out"
    run(given, out=out, crew=LocalCrew(1), settings=BatchSettings(formats=("jsonl", "html")))
    found = html.document_fromstring((out / "summary.html").read_bytes())
    assert found.findtext(".//h1") == "many"
    for link in found.xpath("//table[@class='documents']//a/@href"):
        assert (out / link).is_file()
