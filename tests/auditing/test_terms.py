"""Terms in a text, and their renderings compared by words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.auditing.statistics import gather
from aligner.auditing.terminology import RULE
from aligner.auditing.terms import built_in, rendered, said_exactly, stem, uses
from aligner.auditing.unit import units
from aligner.divergence import Candidate
from aligner.document import Span
from aligner.glossary import Glossary, Term
from tests.auditing.build import alignment
from tests.auditing.coverage.given import matched

ORIGINS = {"CC-CEDICT", "UNBIS", "xuexi-terms", "UN-SDG", "Wikidata", "twlaw", "twlaw-titles", "LCTT", "TICO-19"}


def found(glossary: Glossary, *pairs: tuple[str, str]) -> list[Candidate]:
    made = list(units(alignment(pairs)))
    statistics = gather(made, glossary)
    return [candidate for unit in made for candidate in RULE.find(unit, statistics)]


def test_the_built_in_glossary_has_its_terms_with_renderings_and_origins() -> None:
    terms = built_in().terms.values()
    assert len(terms) >= 300
    for term in terms:
        assert term.renderings, term.zh
        assert term.origin in ORIGINS | {"jiyu-sentences"}, term.zh
        assert not set(term.renderings) & set(term.forbidden), term.zh
        assert not term.binding


def test_of_terms_in_one_another_the_longest_is_used() -> None:
    glossary = Glossary.of(
        [Term("市场经济", ("market economy",)), Term("社会主义市场经济", ("socialist market economy",))]
    )
    assert [(use.term.zh, use.spans) for use in uses("社会主义市场经济和市场经济", glossary)] == [
        ("社会主义市场经济", (Span(0, 8),)),
        ("市场经济", (Span(9, 13),)),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("policies", "policy"),
        ("centres", "center"),
        ("labour", "labor"),
        ("planning", "plan"),
        ("services", "service"),
        ("licences", "license"),
        ("enforced", "enforce"),
        ("businesses", "business"),
    ],
)
def test_words_of_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("news", "new"), ("basis", "base"), ("status", "state"), ("food", "foot")])
def test_words_of_two_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_phrase_is_found_word_by_word_and_not_inside_words() -> None:
    assert said_exactly("Use of high-schools.", "high school") == Span(7, 19)
    assert said_exactly("Highly schooled people.", "high school") is None


@given(st.lists(st.sampled_from(sorted(built_in().terms)), max_size=6), st.text("，。的和", max_size=3))
def test_uses_are_where_they_are_said_to_be_and_do_not_overlap(terms: list[str], glue: str) -> None:
    text = glue.join(terms)
    spans = sorted((span, use.term.zh) for use in uses(text, built_in()) for span in use.spans)
    assert all(span.of(text) == zh for span, zh in spans)
    assert all(a.end <= b.start for (a, _), (b, _) in pairwise(spans))


@given(st.text("abcdefg -'éİß", max_size=40), st.sampled_from(sorted(built_in().terms)))
def test_a_rendering_is_found_where_it_stands_in_any_text(before: str, zh: str) -> None:
    term = built_in().terms[zh]
    (unit,) = units(alignment([(zh, f"{before} {term.renderings[0]}.")]))
    (use,) = uses(zh, built_in())
    seen = rendered(unit, use, matched(unit.zh.text, unit.en.text))
    assert seen.accepted is not None
    assert seen.spans[0].end <= len(unit.en.text)


def test_a_term_of_the_user_is_binding() -> None:
    term = Term("平台", ("platform",), ("stage",), "mine", binding=True)
    (candidate,) = found(Glossary.of([term]), ("建设服务平台。", "Build a service portal."))
    assert (candidate.kind, candidate.cls) == ("mistranslation", "terminology")
    assert candidate.strength >= 0.5
    (candidate,) = found(Glossary.of([term]), ("建设服务平台。", "Build a service stage."))
    assert "not to be used" in candidate.message
    assert candidate.evidence["accepted"] == ["platform"]


def test_a_rendering_that_is_used_each_time_is_a_choice() -> None:
    glossary = Glossary.of([Term("平台", ("platform",))])
    pair = ("建设服务平台。", "Build a service portal.")
    (once,), often = found(glossary, pair), found(glossary, pair, pair, pair)
    assert len(often) == 3
    assert max(candidate.strength for candidate in often) < once.strength / 2


def test_a_place_that_departs_from_the_usual_rendering_is_worth_a_look() -> None:
    glossary = Glossary.of([Term("监管", ("regulation", "supervision"))])
    kinds = ("市场", "market"), ("食品", "food"), ("药品", "drug")
    kinds = ("市场", "market"), ("食品", "food"), ("药品", "drug")
    pairs = [(f"加强{zh}监管。", f"Strengthen {en} regulation.") for zh, en in kinds]
    (candidate,) = found(glossary, *pairs, ("加强金融监管。", "Strengthen financial supervision."))
    assert candidate.strength < 0.5
    assert "in 3 of 4 places" in candidate.message
    assert candidate.evidence["in_this_text"] == {"regulation": 3, "supervision": 1}


def test_nothing_is_asked_of_a_sentence_without_counterpart() -> None:
    made = list(units(alignment([("加强食品安全监管。", "")])))
    statistics = gather(made, built_in())
    assert statistics.choices.counts == {}
    assert list(RULE.find(made[0], statistics)) == []


def test_of_a_term_that_is_rendered_in_part_the_rest_is_marked() -> None:
    glossary = Glossary.of([Term("移动互联网", ("mobile internet",))])
    (candidate,) = found(glossary, ("通过移动互联网提供服务。", "Provide services through the Internet."))
    assert (candidate.kind, candidate.zh[0].end - candidate.zh[0].start) == ("omission", 2)
    assert "移动 is not in" in candidate.message
