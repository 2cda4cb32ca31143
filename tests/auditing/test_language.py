"""Faults that a paragraph shows and a sentence does not."""

from __future__ import annotations

from aligner.auditing import language
from tests.auditing.build import alignment, flags, paragraph


def test_a_quotation_may_end_in_a_later_sentence_of_its_paragraph() -> None:
    made = paragraph([("他说：“加强管理。", "He said: “Strengthen management."), ("完善制度。”", "Improve systems.”")])
    assert flags(language.RULE, made) == set()


def test_a_quotation_does_not_end_in_another_paragraph() -> None:
    made = alignment([("他说：“加强管理。", "He said: “Strengthen management.”"), ("完善制度。”", "Improve systems.")])
    assert flags(language.RULE, made) == {"mistranslation “"}


def test_what_is_inside_an_unclosed_bracket_closes_as_it_should() -> None:
    made = alignment([("甲（乙《丙》丁。", "A (b “c” d).")])
    assert flags(language.RULE, made) == {"mistranslation （"}
