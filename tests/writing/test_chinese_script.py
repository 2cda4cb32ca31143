import pytest

from aligner.document import Document
from aligner.writing.chinese_script import _SIMPLIFIED, _TRADITIONAL, Tags, script, tags

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
