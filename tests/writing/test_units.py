from dataclasses import replace

import pytest

from aligner.bitext import Bead
from aligner.divergence import Audit
from aligner.writing.places import text_order
from aligner.writing.settings import DEFAULTS
from aligner.writing.units import Unit, choose, merge, units
from tests.writing import build


def test_sentence_units_are_the_links_in_order_with_their_divergences(sample: Audit) -> None:
    found = units(sample, "sentence")
    alignment = sample.alignment
    ordered = [alignment.sentences[i] for i in text_order(alignment.sentences)]
    assert [(unit.zh, unit.en) for unit in found] == list(map(alignment.texts, ordered))
    assert sum(len(unit.divergences) for unit in found) == len(sample.divergences)
    assert [unit.type for unit in found][-1] == "2-2"


def test_clause_units_are_the_clause_links_with_their_divergences(sample: Audit) -> None:
    found = units(sample, "clause")
    links = [link for inner in sample.alignment.clauses for link in inner]
    assert sorted(unit.id for unit in found) == sorted(link.id for link in links)
    assert sum(len(unit.divergences) for unit in found) == len(sample.divergences)


def test_a_divergence_of_a_sentence_link_goes_to_the_first_clause_it_touches(sample: Audit) -> None:
    sentence = sample.alignment.sentences[3]
    (mark,) = [d for d in sample.divergences if "砂石" in d.message]
    on_sentence = replace(sample, candidates=(replace(mark, link=sentence.id),))
    assert [unit.zh for unit in units(on_sentence, "clause") if unit.divergences] == ["以砂石、沥青等本地材料为主体，"]


def test_context_is_what_stands_around_in_the_original_null_links_included(sample: Audit) -> None:
    found = {unit.zh: unit for unit in units(sample, "sentence")}
    before_null = found["到2025年，新建道路3.2万公里；"]
    assert before_null.after == "旧桥一律停用。"
    assert found["关于推进山区道路建设的意见"].before == ""


def test_each_unit_is_written_or_left_out_for_one_reason(sample: Audit) -> None:
    given = units(sample, "sentence")
    everything = choose(given, DEFAULTS)
    assert (len(everything.units), len(everything.null), everything.left_out.total) == (8, 2, 10)
    clean = choose(given, replace(DEFAULTS, clean=True))
    assert [unit.zh[:2] for unit in clean.divergent] == ["以砂", "（一"]
    assert [unit.zh for unit in clean.doubtful] == ["（二）加强检查。"]
    assert (len(clean.units), len(clean.null), clean.left_out.total) == (5, 2, 10)
    strict = choose(given, replace(DEFAULTS, clean=True, least_score=0.93))
    assert all(unit.score >= 0.93 for unit in strict.units)


@pytest.mark.parametrize(("zh", "en"), [("", "A."), ("甲。", ""), (" \u3000\n", "A."), ("甲。", "\t"), ("", "")])
def test_units_with_a_blank_side_are_null(zh: str, en: str) -> None:
    assert Unit("s1", zh, en, "1-1", 0.5).is_null


def test_merging_counts_and_keeps_the_first() -> None:
    given = [
        Unit("s1", "甲。", "A.", "1-1", 0.5, before="x"),
        Unit("s2", "乙。", "B.", "1-1", 0.9),
        Unit("s3", "甲。", "A.", "1-1", 0.8, before="y"),
        Unit("s4", "甲。", "A", "1-1", 0.8),
    ]
    assert list(merge(given)) == [
        Unit("s1", "甲。", "A.", "1-1", 0.8, before="x", links=2),
        Unit("s2", "乙。", "B.", "1-1", 0.9),
        Unit("s4", "甲。", "A", "1-1", 0.8),
    ]
    merged = choose(given, replace(DEFAULTS, merge_duplicates=True))
    assert (len(merged.units), merged.merged, merged.left_out.total) == (3, 1, 4)


def test_merging_keeps_the_divergences_of_all() -> None:
    zh, en = build.document("zh", [["甲乙。"]], [["甲乙。"]]), build.document("en", [["A b."]], [["A b."]])
    aligned = build.alignment(zh, en, [Bead((0,), (0,)), Bead((1,), (1,))])
    first = build.mark(aligned, "omission", "甲", message="one")
    second = build.mark(aligned, "omission", "乙", message="two", after=("\n", ""))
    (unit,) = merge(units(build.audit(aligned, first, second), "sentence"))
    assert [d.message for d in unit.divergences] == ["one", "two"]
