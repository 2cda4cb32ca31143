"""Each rule against its table of sentences that must be flagged, and of sentences that must not."""

from __future__ import annotations

import pytest

from aligner.auditing.registry import RULES
from aligner.auditing.rule import Rule
from aligner.divergence import DEFAULT_THRESHOLD
from tests.auditing.build import Row, alignment, flags, rows

# How sure a dropped qualifier, item or rendering is depends on how close the whole translation is.
THRESHOLDS = {"qualifiers": 0.0, "terminology": 0.3, "lists": 0.3}

CASES = [(rule, row) for rule in RULES for row in rows(rule.name)]


@pytest.mark.parametrize(
    ("rule", "row"), [pytest.param(*case, id=f"{case[0].name}: {case[1].label}") for case in CASES]
)
def test_rule_flags_what_its_table_says_and_nothing_else(rule: Rule, row: Row) -> None:
    threshold = THRESHOLDS.get(rule.name, DEFAULT_THRESHOLD)
    assert flags(rule, alignment(row.pairs), threshold) == row.expected


def test_every_rule_has_rows_that_flag_and_rows_that_do_not() -> None:
    for rule in RULES:
        found = [bool(row.expected) for row in rows(rule.name)]
        assert found.count(True) >= 8, rule.name
        assert found.count(False) >= 8, rule.name
