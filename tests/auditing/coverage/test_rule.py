"""What the rule leaves to the glossary: an accepted rendering answers for all words of its term."""

from __future__ import annotations

import pytest

from aligner.auditing.coverage.rule import find
from aligner.auditing.statistics import gather
from aligner.auditing.unit import units
from aligner.glossary import Glossary, Term
from tests.auditing.build import alignment

ONCE = "发展电子商务。", "Develop commerce."
TWICE = "发展电子商务，培训电子商务人才。", "Develop commerce and train talent."
ACCEPTS = Glossary.of([Term("电子商务", ("commerce",))])


def marked(pair: tuple[str, str], glossary: Glossary, least: float = 0.5) -> set[str]:
    """The Chinese of the rule's candidates."""
    (unit,) = units(alignment([pair]))
    found = (c for c in find(unit, gather([unit], glossary)) if c.strength >= least)
    return {text for candidate in found for text in unit.zh.of(candidate.zh)}


@pytest.mark.parametrize(
    ("why", "pair", "glossary", "expected"),
    [
        ("no term at all", ONCE, Glossary({}), {"电子"}),
        ("the rendering is accepted", ONCE, ACCEPTS, set()),
        ("another rendering is accepted", ONCE, Glossary.of([Term("电子商务", ("e-commerce",))]), {"电子"}),
        ("the word stands outside the term", ONCE, Glossary.of([Term("商务", ("commerce",))]), {"电子"}),
    ],
)
def test_words_of_a_term_whose_accepted_rendering_is_there_are_rendered(
    why: str, pair: tuple[str, str], glossary: Glossary, expected: set[str]
) -> None:
    assert marked(pair, glossary) == expected, why


def test_one_rendering_does_not_answer_for_a_term_that_is_used_twice() -> None:
    assert "电子" in marked(TWICE, ACCEPTS, least=0.05)
