import subprocess
import sys

import pytest

from aligner.reading.script import evidence, words_worth


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("图书馆", "zh"), ("library", "en"), ("推进 Open Data", "zh"), ("互联网（Internet）", "zh"),
        ("The MIIT (工业和信息化部) leads", "en"), ("（指导意见）", "zh"), ("(Opinions)", "en"), ("2015-07-01", None),
        ("2015年7月1日", "zh"), ("http://example.org/some/long/path 参见", "zh"), ("rui@example.org", None), ("", None),
        ("〇", "zh"), ("𠮷", "zh"), ("café", "en"), ("Все", None),
    ],
)  # fmt: skip
def test_the_script_tells_the_language(text: str, language: str | None) -> None:
    assert evidence(text).language == language


@pytest.mark.parametrize("text", ["WTO", "ISO 9001", "II", "GENERAL PROVISIONS"])
def test_capitals_are_weak_evidence(text: str) -> None:
    assert evidence(text).is_weak


@pytest.mark.parametrize("text", ["Preamble", "the WTO", "图书馆", "ALL TOWNS KEEP LIBRARIES"])
def test_words_are_not_weak(text: str) -> None:
    assert not evidence(text).is_weak


def test_both_languages_are_measured_in_english_words() -> None:
    assert words_worth("图书馆规则二十条 library rules", "en") == 2
    assert words_worth("图书馆规则二十条 library rules", "zh") == 5


def test_importing_the_reader_loads_no_format_library() -> None:
    heavy = "lxml", "trafilatura", "markdown_it", "charset_normalizer"
    code = f"import sys, aligner.reading; print([name for name in {heavy!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
