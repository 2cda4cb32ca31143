"""Texts cut into the words that the audit compares."""

import pytest

from aligner.auditing.coverage.cutting import compound, cut
from aligner.document import Language


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("公平竞争", ("公平", "竞争")),
        ("生态环境", ("生态", "环境")),
        ("加强", ()),
        ("环境", ()),
        ("的", ()),
        ("GDP", ()),
        ("abcd", ()),
    ],
)
def test_compounds(written: str, parts: tuple[str, ...]) -> None:
    assert tuple(text for text, _ in compound(written)) == parts


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("保护公平竞争。", "zh", [(0, "保护"), (2, "公平"), (4, "竞争"), (6, "。")]),
        ("Protect  zorblification, now", "en", [(0, "Protect"), (9, "zorblification"), (23, ","), (25, "now")]),
        ("", "zh", []),
        ("", "en", []),
    ],
)
def test_words_stand_where_their_piece_does(text: str, language: Language, expected: list[tuple[int, str]]) -> None:
    found = cut(text, language)
    pieces = zip(found.places, found.words, strict=True)
    assert [(at + word.start, word.text) for at, words in pieces for word in words] == expected
    assert all(word.pieces for words in found.words for word in words)
