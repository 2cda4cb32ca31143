"""Numbers of official documents in both languages."""

from __future__ import annotations

import pytest

from aligner.auditing.document_numbers import document_numbers
from aligner.document import Language


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "根据水保〔2019〕12号文件，", ["根据水保〔2019〕12号"]),
        ("zh", "林发[2021]第7号", ["林发[2021]第7号"]),
        ("zh", "2019年第12号台风", []),
        ("zh", "在会议上（2019）通过", []),
        ("en", "under SB No. (2019)12 and Linfa [2021] No. 7", ["SB No. (2019)12", "Linfa [2021] No. 7"]),
        ("en", "SB Document No. [2019] 12", ["SB Document No. [2019] 12"]),
        ("en", "Typhoon No. 12 came in 2019", []),
        ("en", "see Miller (2019) for more", []),
        ("en", "Directive No. 12 of 2019", []),
    ],
)
def test_a_document_number_is_found_with_its_letters(language: Language, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in document_numbers(text, language)] == expected
