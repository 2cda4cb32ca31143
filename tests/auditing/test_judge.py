"""Merging, scores, identifiers and order."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from aligner.auditing import audit
from aligner.auditing.judge import Places, judge, merge, score
from aligner.auditing.registry import RULES
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics, gather
from aligner.auditing.unit import units
from aligner.divergence import Candidate, Divergence
from aligner.document import Span
from tests.auditing.build import alignment

PAIRS = [
    ("（二）能源。新增26万个，投资3亿元。", "(1) Energy. Add 26,000, and invest 300 million yuan."),
    ("（教育部、能源局负责）", "(Ministry of Education, Ministry of Energy)"),
    ("严禁虚报数据。", ""),
    ("加强管理。", "Strengthen the the management."),
]


def candidate(
    rule: str, zh: tuple[int, int] | None, en: tuple[int, int] | None, strength: float, **other: str
) -> Candidate:
    sides = [(Span(*side),) if side else () for side in (zh, en)]
    kind = "mistranslation" if zh and en else "omission" if zh else "addition"
    values = {"cls": "content", "severity": "minor", "link": "s1", "message": rule, "evidence": {"by": rule}} | other
    return Candidate(rule=rule, kind=kind, strength=strength, zh=sides[0], en=sides[1], **values)


def judged(*found: Candidate) -> list[Divergence]:
    """What becomes of candidates in one unit."""
    made = alignment([("太阳能、风能等可再生能源。", "Renewable energy such as wind.")])
    rule = Rule("test", lambda unit, statistics: found)
    return list(judge(units(made), Statistics(), (rule,), Places(made.zh.text), Places(made.en.text)))


def test_candidates_of_one_place_become_one_record_with_all_evidence() -> None:
    (record,) = judged(candidate("numbers", (0, 3), None, 0.6), candidate("coverage", (0, 4), None, 0.5))
    assert record.rules == ("numbers", "coverage")
    assert record.zh == (Span(0, 3),)
    assert record.evidence["numbers"]["by"] == "numbers"
    assert record.evidence["coverage"]["strength"] == 0.5


def test_the_strongest_candidate_says_what_it_is() -> None:
    (record,) = judged(candidate("a", (0, 3), None, 0.6), candidate("b", (0, 3), (0, 4), 0.8, cls="number"))
    assert (record.kind, record.cls, record.message) == ("mistranslation", "number", "b")


def test_agreement_makes_surer_and_one_rule_does_not_agree_with_itself() -> None:
    assert judged(candidate("a", (0, 3), None, 0.5), candidate("b", (0, 3), None, 0.5))[0].score == 0.75
    assert judged(candidate("a", (0, 3), None, 0.5), candidate("a", (0, 2), None, 0.5))[0].score == 0.5


def test_severity_is_the_worst_of_those_nearly_as_strong() -> None:
    major = candidate("b", (0, 3), None, 0.5, severity="major")
    assert judged(candidate("a", (0, 3), None, 0.6), major)[0].severity == "major"
    assert judged(candidate("a", (0, 3), None, 0.9), major)[0].severity == "minor"


def test_candidates_of_different_places_stay_apart() -> None:
    assert len(judged(candidate("a", (0, 3), None, 0.6), candidate("b", (4, 6), None, 0.6))) == 2
    assert len(judged(candidate("a", (0, 3), None, 0.6), candidate("b", None, (0, 9), 0.6))) == 2


def test_a_fault_of_one_text_is_not_merged_with_a_divergence() -> None:
    assert len(judged(candidate("a", (0, 3), None, 0.6), candidate("b", (0, 3), None, 0.6, cls="language"))) == 2


def test_a_doubtful_link_lowers_the_score() -> None:
    made = alignment([("甲乙丙。", "A b c.")])
    unit = next(units(replace(made, sentences=(replace(made.sentences[0], score=0.2),))))
    group = [candidate("a", (0, 1), None, 0.8)]
    assert score(unit, group) == 0.48
    assert score(next(units(made)), group) == 0.8


def test_records_come_in_order_of_the_chinese_text() -> None:
    result = audit(alignment(PAIRS))
    starts = [record.zh[0].start for record in result.candidates if record.zh]
    assert starts == sorted(starts)
    assert [record.cls for record in result.divergences] == ["structure", "number", "entity", "content", "language"]


def test_identifiers_tell_equal_texts_apart_by_their_place() -> None:
    made = alignment([("新增26万个。", "Add 26,000."), ("新增26万个。", "Add 26,000.")])
    first, second = audit(made).divergences
    assert first.id != second.id


def test_an_identifier_does_not_depend_on_what_else_was_found() -> None:
    alone, both = (
        audit(alignment([pair, ("新增26万个。", "Add 26,000.")])).divergences[-1]
        for pair in (("加强管理。", "Strengthen management."), ("投资3亿元。", "Invest 30 million."))
    )
    assert alone.id == both.id


def test_the_same_alignment_gives_the_same_audit() -> None:
    assert audit(alignment(PAIRS)) == audit(alignment(PAIRS))


def test_the_threshold_parts_divergences_from_the_other_candidates() -> None:
    strict, open_ = audit(alignment(PAIRS), threshold=0.95), audit(alignment(PAIRS), threshold=0.0)
    assert strict.candidates == open_.candidates == open_.divergences
    assert {record.cls for record in strict.divergences} == {"structure"}


def test_an_empty_alignment_has_an_empty_audit() -> None:
    result = audit(alignment([]))
    assert (result.candidates, result.tables) == ((), ())


def test_units_may_come_as_a_stream() -> None:
    made = alignment(PAIRS)
    found = judge(units(made), gather(units(made)), RULES, Places(made.zh.text), Places(made.en.text))
    assert next(found).cls == "structure"


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6), st.floats(0, 1)), max_size=12))
def test_merging_keeps_every_candidate_once_and_the_strongest_first(places: list[tuple[int, int, float]]) -> None:
    found = [candidate(f"r{k}", (at, at + size), None, sure) for k, (at, size, sure) in enumerate(places)]
    groups = merge(found)
    assert sorted(c.rule for group in groups for c in group) == sorted(c.rule for c in found)
    assert all(group[0].strength == max(c.strength for c in group) for group in groups)


@given(st.text(alphabet="ab", max_size=12), st.text(alphabet="ab", min_size=1, max_size=3))
def test_places_count_the_equal_passages_before(text: str, passage: str) -> None:
    places = Places(text)
    starts = [at for at in range(len(text)) if text.startswith(passage, at)]
    assert [places.among_equals(passage, at) for at in starts] == list(range(len(starts)))


def test_omission_and_addition_are_seen_from_the_original() -> None:
    made = alignment([("建成26万个。", "Build some.")])
    (lost,) = audit(made).divergences
    (added,) = audit(replace(made, original="en")).divergences
    assert (lost.kind, added.kind) == ("omission", "addition")
    assert lost.zh == added.zh
