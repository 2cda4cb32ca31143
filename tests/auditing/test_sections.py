"""Counts by section."""

from __future__ import annotations

from aligner.auditing.sections import Covered, SectionObserver, rows
from aligner.auditing.statistics import gather
from aligner.auditing.unit import units
from tests.auditing.build import alignment
from tests.auditing.coverage.given import matched

PAIRS = [
    ("一、总体要求", "I. General requirements"),
    ("加强环境保护。", "Strengthen environmental protection."),
    ("二、重点任务", "II. Key tasks"),
    ("种植水稻、小麦。", "Grow rice."),
    ("完善制度。", ""),
]


def test_each_section_has_its_row_in_order() -> None:
    made = list(units(alignment(PAIRS)))
    found = list(rows(gather(made)))
    assert [(row[0], row[1]) for row in found] == [("一、", "2"), ("二、", "3")]
    shares = [int(row[3].removesuffix("%")) for row in found]
    assert shares[0] > shares[1]


def test_parts_add_up_to_the_whole() -> None:
    made = list(units(alignment(PAIRS)))
    whole, first, second = SectionObserver(), SectionObserver(), SectionObserver()
    for index, unit in enumerate(made):
        matching = matched(unit.zh.text, unit.en.text) if unit.link.zh and unit.link.en else None
        whole.see(unit, matching)
        (first if index < 3 else second).see(unit, matching)
    first.add(second)
    assert first.covered == whole.covered
    assert Covered(1, 2, 3, 4, 5).plus(Covered(1, 1, 1, 1, 1)) == Covered(2, 3, 4, 5, 6)
