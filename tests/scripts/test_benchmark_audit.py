"""What the audit's benchmark measures and prints; no times are asserted."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

import aligner
from scripts.benchmark_audit import LIKE, SAMPLE, Cost, Costs, app, measure, median, page_like_the_real_one


def test_a_page_is_measured_in_two_stages() -> None:
    costs = measure(SAMPLE, 1)
    assert all(seconds > 0 for cost in costs for seconds in cost)


def test_the_sample_grows_to_the_size_of_the_real_page_and_is_still_read(tmp_path: Path) -> None:
    made = page_like_the_real_one(tmp_path)
    assert LIKE * 0.8 < made.stat().st_size < LIKE * 1.5
    one, many = aligner.read(SAMPLE), aligner.read(made)
    assert len(many.zh.blocks) > 5 * len(one.zh.blocks)
    assert len(many.en.blocks) > 5 * len(one.en.blocks)


def test_medians_are_taken_each_for_itself() -> None:
    runs = [Costs(Cost(a, b), Cost(c, d)) for a, b, c, d in ((1, 5, 2, 1), (2, 4, 9, 3), (3, 3, 1, 2))]
    assert median(runs) == Costs(Cost(2, 4), Cost(2, 2))


def test_a_page_that_is_not_there_is_a_named_error(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [str(tmp_path / "none.txt"), "--runs", "1"])
    assert done.exit_code == 1
    assert "none.txt" in done.stderr
