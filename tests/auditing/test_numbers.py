"""What the golden rows of the numbers rule do not show: strength, severity, evidence, the table."""

from __future__ import annotations

from aligner.auditing import numbers
from aligner.auditing.unit import units
from aligner.divergence import Candidate
from tests.auditing.build import alignment, candidates


def found(zh: str, en: str) -> list[Candidate]:
    return sorted(candidates(numbers.RULE, alignment([(zh, en)])), key=lambda candidate: -candidate.strength)


def test_a_changed_number_is_surer_than_a_lost_one_and_a_lost_one_than_an_added_one() -> None:
    changed, lost, added = (
        found(zh, en)[0].strength
        for zh, en in (
            ("建成26万个。", "Build 26,000."),
            ("建成26万个。", "Build some."),
            ("建成一批。", "Build 26,000."),
        )
    )
    assert changed > lost > added


def test_a_changed_number_is_major_and_an_added_one_minor() -> None:
    assert found("建成26万个。", "Build 26,000.")[0].severity == "major"
    assert found("建成一批。", "Build 26,000.")[0].severity == "minor"


def test_small_numbers_in_words_stay_below_the_threshold() -> None:
    assert all(candidate.strength < 0.5 for candidate in found("坚持四个意识。", "Keep to the principles."))


def test_evidence_holds_the_values_of_both_sides() -> None:
    assert found("建成26万个。", "Build 26,000.")[0].evidence == {"zh_values": ["260,000"], "en_values": ["26,000"]}


def test_a_year_that_only_the_translation_names_is_a_weak_finding() -> None:
    assert [c.strength < 0.5 for c in found("办好冬奥会。", "Host the 2022 Winter Olympics.")] == [True]


def test_the_table_pairs_numbers_in_order_of_the_chinese() -> None:
    made = alignment(
        [("2025年建成26万个，投资3亿元。", "In 2025, 300 million yuan will be invested and 26,000 built.")]
    )
    assert [row for unit in units(made) for row in numbers.rows(unit)] == [
        ("2025", "2025", "2025", "2025"),
        ("26万", "26,000", "260,000", "26,000"),
        ("3亿", "300 million", "300,000,000", "300,000,000"),
    ]
