import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.document import Span
from scripts.evaluation.letters import Letters, lettered


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        ("发展“互联网+”产业", "互联网产业", ["互联网+”产业"]),
        ("See the Plan, the plan; THE PLAN.", "the plan", ["the Plan", "the plan", "THE PLAN"]),
        ("（二）加快", "(二)", ["二"]),
        ("没有", "有没", []),
        ("没有", "，。", []),
        ("", "没有", []),
    ],
)
def test_passages_are_found_by_their_letters(text: str, passage: str, expected: list[str]) -> None:
    assert [span.of(text) for span in Letters(text).occurrences(passage)] == expected


def test_passages_are_found_inside_a_part_alone() -> None:
    text = "一二。一二。一二。"
    assert Letters(text).occurrences("一二", Span(2, 5)) == [Span(3, 5)]
    assert Letters(text).occurrences("一二", Span(1, 4)) == []


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_a_part_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    part = Span(min(start, len(text)), min(start + length, len(text)))
    letters = lettered(text, [part])
    if letters and len(text.lower()) == len(text):
        assert Span(min(letters), max(letters) + 1) in Letters(text).occurrences(part.of(text))


def test_only_letters_and_digits_are_counted() -> None:
    assert lettered("a, 5。三", [Span(0, 3), Span(3, 6)]) == {0, 3, 5}
