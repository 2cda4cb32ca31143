"""Sequences of numbers and null links."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.auditing import structure
from aligner.auditing.statistics import Step, gather
from aligner.auditing.unit import units
from aligner.bitext import Link
from aligner.document import Span
from tests.auditing.build import alignment, candidates


def steps(*labels: str) -> list[Step]:
    made = alignment([(f"{label}内容。", f"{label} content.") for label in labels])
    return list(gather(units(made)).steps["zh"].values())


def test_a_whole_sequence_has_no_fault() -> None:
    assert steps("一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", "（二）", "三、") == []


def test_a_repeated_and_a_skipped_number_are_faults() -> None:
    assert steps("（一）", "（二）", "（二）", "（四）") == [Step("（二）", 3), Step("（二）", 3)]


def test_the_first_number_of_a_list_may_be_any() -> None:
    assert steps("（三）", "（四）") == []


def test_a_lost_sentence_is_as_sure_as_its_null_link() -> None:
    made = alignment([("加强管理。", "Strengthen management."), ("严禁虚报数据。", "")])
    doubtful = replace(made, sentences=(made.sentences[0], replace(made.sentences[1], score=0.5)))
    sure, unsure = (next(candidates(structure.RULE, a)).strength for a in (made, doubtful))
    assert unsure == pytest.approx(sure * 0.75)  # in doubt against joining its neighbour, where it is lost too


def test_a_translation_that_mends_the_sequence_is_a_weaker_finding() -> None:
    faulty = alignment([("（二）目标。", "(2) Goals."), ("（二）任务。", "(3) Tasks.")])
    plain = alignment([("（二）目标。", "(2) Goals."), ("（三）任务。", "(4) Tasks.")])
    mended, wrong = (
        max(c.strength for c in candidates(structure.RULE, made) if c.cls == "structure") for made in (faulty, plain)
    )
    assert mended < 0.5 < wrong


def test_a_heading_and_its_item_in_one_link_are_compared_by_value() -> None:
    made = alignment([("（一）目标。", "(1) Goals.")])
    assert list(candidates(structure.RULE, made)) == []


def test_sentences_left_over_on_both_sides_in_one_place_are_weaker_findings() -> None:
    beside = alignment([("严禁虚报数据。", ""), ("", "This is another sentence altogether.")])
    apart = alignment([("严禁虚报数据。", ""), ("加强管理。", "Strengthen management.")])
    assert max(c.strength for c in candidates(structure.RULE, beside)) < 0.5
    assert max(c.strength for c in candidates(structure.RULE, apart)) > 0.5


def test_a_clause_without_counterpart_is_an_omission_of_the_clause() -> None:
    made = alignment([("加强管理，完善制度。", "Strengthen management.")])
    link = made.sentences[0]
    clauses = (
        Link(f"{link.id}.c1", "clause", (Span(0, 5),), (Span(0, 22),), 0.9, link.id),
        Link(f"{link.id}.c2", "clause", (Span(5, 10),), (), 0.9, link.id),
    )
    found = list(candidates(structure.RULE, replace(made, clauses=(clauses,))))
    assert [(c.kind, c.zh, c.link) for c in found] == [("omission", (Span(5, 10),), f"{link.id}.c2")]
