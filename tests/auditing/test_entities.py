"""Lists of agencies made from the table: faithful ones pass, and one change gives one flag."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aligner.auditing import entities
from aligner.auditing.agencies import Agency, agencies
from aligner.auditing.agency_lists import read_chinese, read_english
from aligner.auditing.unit import units
from tests.auditing.build import alignment, candidates, flags

# Bodies of one time, so that no name is another's.
CURRENT = [a for a in agencies().values() if a.until is None and a.origin.startswith("plan") and a.abbreviations]

Drawn = tuple[list[Agency], list[str], list[str]]


@st.composite
def lists(draw: st.DrawFn) -> Drawn:
    chosen = draw(st.lists(st.sampled_from(CURRENT), min_size=2, max_size=7, unique=True))
    zh = [draw(st.sampled_from((agency.zh, *agency.short))) for agency in chosen]
    en = [draw(st.sampled_from((agency.en, *agency.variants))) for agency in chosen]
    return chosen, zh, en


def sides(zh: list[str], en: list[str]) -> tuple[str, str]:
    return f"（{'、'.join(zh)}等负责）", f"({', '.join(en)}, etc., are responsible)"


@given(lists())
def test_a_faithful_list_has_no_flag(drawn: Drawn) -> None:
    _, zh, en = drawn
    assert flags(entities.RULE, alignment([sides(zh, en)])) == set()


@given(lists(), st.data())
def test_a_dropped_agency_is_one_omission(drawn: Drawn, data: st.DataObject) -> None:
    _, zh, en = drawn
    k = data.draw(st.integers(0, len(en) - 1))
    assert flags(entities.RULE, alignment([sides(zh, en[:k] + en[k + 1 :])])) == {f"omission {zh[k]}"}


@given(lists(), st.data())
def test_a_swapped_agency_is_one_mistranslation(drawn: Drawn, data: st.DataObject) -> None:
    chosen, zh, en = drawn
    k = data.draw(st.integers(0, len(en) - 1))
    other: Agency = data.draw(st.sampled_from([a for a in CURRENT if a not in chosen]))
    swapped = alignment([sides(zh, [*en[:k], other.en, *en[k + 1 :]])])
    assert flags(entities.RULE, swapped) == {f"mistranslation {zh[k]} = {other.en}"}


@given(lists(), st.data())
def test_an_agency_named_twice_is_one_addition(drawn: Drawn, data: st.DataObject) -> None:
    _, zh, en = drawn
    k = data.draw(st.integers(0, len(en) - 1))
    assert flags(entities.RULE, alignment([sides(zh, [*en, en[k]])])) == {f"addition {en[k]}"}


def test_items_are_read_with_their_places() -> None:
    zh, en = "加强监管。（教育部、财政部负责）", "Supervise. (Ministry of Education and the Finance Ministry lead)"
    assert [item.span.of(zh) for item in read_chinese(zh).items] == ["教育部", "财政部"]
    assert [item.span.of(en) for item in read_english(en).items] == ["Ministry of Education", "Finance Ministry"]


def test_a_body_in_running_text_is_not_in_a_list() -> None:
    reading = read_chinese("财政部会同教育部制定（见附件）。")
    assert reading.items == []
    assert [mention.text for mention in reading.running] == ["财政部", "教育部"]


def test_evidence_gives_the_official_name_and_its_origin() -> None:
    made = alignment([("（教育部、能源局负责）", "(Ministry of Education, Ministry of Energy)")])
    found = next(candidates(entities.RULE, made))
    assert found.evidence["agencies"] == [
        {"zh": "国家能源局", "en": "National Energy Administration", "origin": "plan-2013"}
    ]
    assert "National Energy Administration" in found.message


def test_the_table_gives_both_lists_by_section() -> None:
    made = alignment(
        [
            ("（三）能源。", "(3) Energy."),
            ("（教育部、能源局、财政部负责）", "(Ministry of Education, Ministry of Energy)"),
        ]
    )
    assert [row for unit in units(made) for row in entities.rows(unit)] == [
        ("（三）", "教育部", "Ministry of Education", "Ministry of Education", ""),
        ("（三）", "能源局", "Ministry of Energy", "National Energy Administration", "another body"),
        ("（三）", "财政部", "", "Ministry of Finance", "left out"),
    ]
