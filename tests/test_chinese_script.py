from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

import aligner
from aligner.chinese_script import (
    _SIMPLIFIED,
    _TRADITIONAL,
    script,
    simplified,
    simplified_document,
    simplified_texts,
)
from aligner.divergence import Audit
from aligner.document import Document
from aligner.reading import Source
from aligner.writing.chinese_script import Tags, tags

SAMPLE = Path(__file__).resolve().parents[1] / "corpus/sample/page.txt"

# Text and script; the texts were written for these tests.
CASES = [
    ("我们要加快发展农村的道路和桥梁，让山区的人们走出去。", "simplified"),
    ("我們要加快發展農村的道路和橋樑，讓山區的人們走出去。", "traditional"),
    ("開門見山。", "traditional"),
    ("开门见山。", "simplified"),
    ("千里之行，始于足下。", "simplified"),  # nothing in it is of one script alone
    ("", "simplified"),
    ("he said 「你好」", "simplified"),
    ("《後漢書》里说，这个人在台湾见过。", "simplified"),  # a title in the other script inside
    ("本系統由中國科學院開發，参见附件。", "traditional"),  # a few slips of the other script
    ("皇后在台上制作面条，干系不大。", "simplified"),  # forms that both scripts use
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_scripts(text: str, expected: str) -> None:
    assert script(text) == expected


def test_tags() -> None:
    assert tags(Document("en", "這是中國", ())) == Tags("en", "en-US")
    assert tags(Document("zh", "這是中國", ())) == Tags("zh-Hant", "zh-TW")
    assert tags(Document("zh", "这是中国", ())) == Tags("zh-Hans", "zh-CN")


def test_the_table_pairs_forms_one_to_one_and_no_form_is_of_both_scripts() -> None:
    assert len(_TRADITIONAL) == len(_SIMPLIFIED) == len(set(_TRADITIONAL))
    assert not set(_TRADITIONAL) & set(_SIMPLIFIED)


# What was written for these tests, and what it is compared as.
LINES = [
    ("第三節　著名企業應當瞭解乾旱與後續發展", "第三节　著名企业应当了解干旱与后续发展"),
    ("著名的乾隆年间，他拿着书。", "著名的乾隆年间，他拿着书。"),  # simplified: nothing is to be done
    ("機構", "机构"),  # nothing tells its script but the line above
    ("", ""),
    ("\ud83d處理\x00發生", "\ud83d处理\x00发生"),
    ("He said so.", "He said so."),
]


def test_lines_are_compared_in_their_own_script() -> None:
    text, expected = ("\n".join(side) for side in zip(*LINES, strict=True))
    assert simplified("本國與農業區\n" + text) == "本国与农业区\n" + expected
    assert list(simplified_texts(["本國與農業區", *(line for line, _ in LINES)]))[1:] == [line for _, line in LINES]


@pytest.mark.parametrize("text", [text for text, expected in CASES if expected == "simplified" and "《後" not in text])
def test_simplified_text_is_given_back_itself(text: str) -> None:
    assert simplified(text) is text
    document = Document("zh", text, ())
    assert simplified_document(document) is document
    texts = [text, text]
    assert simplified_texts(texts) is texts


def test_english_is_left_alone() -> None:
    document = Document("en", "這是中國", ())
    assert simplified_document(document) is document


characters = st.sampled_from(_TRADITIONAL + _SIMPLIFIED + "著乾瞭於藉甚麼裡裏。\n\r\t𠀀\ud83d") | st.characters(
    codec=None
)


@given(st.text(characters, max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_changes_its_length_nor_where_its_lines_end(text: str) -> None:
    found = simplified(text)
    assert len(found) == len(text)
    assert [at for at, character in enumerate(found) if character == "\n"] == [
        at for at, character in enumerate(text) if character == "\n"
    ]


@given(st.lists(st.text(characters, max_size=12), max_size=6))
@settings(max_examples=200, deadline=None)
def test_parts_keep_their_lengths(texts: list[str]) -> None:
    assert list(map(len, simplified_texts(texts))) == list(map(len, texts))


@cache
def audits() -> tuple[Audit, Audit]:
    """Those of the sample as it is, and of its traditional version."""
    page = SAMPLE.read_text(encoding="utf-8")
    return _audit(page), _audit(OpenCC("s2t").convert(page))


def _audit(page: str) -> Audit:
    reading = aligner.read(Source("page.txt", page.encode()))
    return aligner.audit(aligner.align(reading))


def test_a_traditional_page_is_aligned_and_audited_as_the_simplified_one() -> None:
    plain, other = audits()
    assert len(other.candidates) > 100
    assert other.alignment.beads == plain.alignment.beads
    assert other.alignment.clause_beads == plain.alignment.clause_beads
    for one, two in ((plain.alignment.zh, other.alignment.zh), (plain.alignment.en, other.alignment.en)):
        assert (one.sentences, one.clauses) == (two.sentences, two.clauses)
        assert [block.span for block in one.blocks] == [block.span for block in two.blocks]
    places = [[(d.kind, d.cls, d.severity, d.score, d.link != "", d.zh, d.en) for d in a.candidates] for a in audits()]
    assert places[0] == places[1]


def test_what_is_said_of_a_traditional_page_quotes_it_as_it_is_written() -> None:
    plain, other = audits()
    assert script(other.alignment.zh.text) == "traditional"
    assert other.alignment.zh.text == OpenCC("s2t").convert(plain.alignment.zh.text)
    pairs = list(zip(plain.divergences, other.divergences, strict=True))
    marked = [("".join(s.of(other.alignment.zh.text) for s in d.zh), d.message) for _, d in pairs if d.zh]
    assert sum(simplified(text) != text for text, _ in marked) > 5
    assert sum(text in message for text, message in marked) >= 0.8 * len(marked)
    assert sum(one.message != two.message for one, two in pairs) > 5
    convert = OpenCC("t2s").convert
    assert [convert(two.message) for _, two in pairs] == [convert(one.message) for one, _ in pairs]
    cells = [cell for table in other.tables for row in table.rows for cell in row]
    assert any("財政部" in cell for cell in cells)
    assert not any("财政部" in cell for cell in cells)
    labels = [block.numbering.label for block in other.alignment.zh.blocks if block.numbering]
    assert all(label in other.alignment.zh.text for label in labels)


def test_noise_of_a_traditional_page_is_left_out() -> None:
    page = "發布時間：2024-05-06 來源：縣政府網站\n本縣加快發展農村道路，讓山區的人們走出去。\n列印本頁 | 關閉視窗\n"
    page += "[列印] [友善列印]\nThe county builds roads faster, so that people in the mountains can get out.\n"
    reading = aligner.read(Source("page.txt", page.encode()))
    assert reading.zh.text == "本縣加快發展農村道路，讓山區的人們走出去。"
    assert len(reading.left_out) == 3
