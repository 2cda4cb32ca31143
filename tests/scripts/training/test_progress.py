from collections.abc import Iterator
from io import StringIO

import pytest
from rich.console import Console

from scripts.training.progress import Progress, silent


def lines(progress_of: Iterator[float], ticks: list[tuple[float, float, str]]) -> list[str]:
    out = StringIO()
    progress = Progress(Console(file=out, width=40), lambda: next(progress_of))
    with progress.stage("vectors") as tick:
        for done, total, note in ticks:
            tick(done, total, note)
    return out.getvalue().splitlines()


def test_elsewhere_than_on_a_terminal_there_is_a_line_now_and_then() -> None:
    clock = iter([0.0, 0.0, 1.0, 20.0, 60.0, 61.0, 150.0, 151.0])
    ticks = [(k, 100.0, f"loss {k}") for k in (0, 10, 40, 41, 100)]
    assert lines(clock, ticks) == [
        "vectors …",
        "vectors 0%, 0:01 elapsed, loss 0",
        "vectors 40%, 1:00 elapsed, 1:30 left, loss 40",
        "vectors 100%, 2:30 elapsed, 0:00 left, loss 100",
        "vectors: done in 2:31",
    ]


def test_a_run_that_goes_on_does_not_count_what_was_done_before() -> None:
    clock = iter([0.0, 0.0, 0.0, 40.0, 41.0])
    assert lines(clock, [(50, 100, ""), (60, 100, "")])[2] == "vectors 60%, 0:40 elapsed, 2:40 left"


def test_on_a_terminal_there_is_a_bar_with_elapsed_and_remaining_time() -> None:
    out = StringIO()
    progress = Progress(Console(file=out, width=120, force_terminal=True, color_system=None))
    with progress.stage("vectors") as tick:
        tick(50, 100, "loss 0.5")
    said = out.getvalue()
    assert "vectors" in said
    assert "50%" in said
    assert "0:00:00" in said
    assert "-:--:--" in said
    assert "loss 0.5" in said


def test_a_stage_that_fails_is_not_called_done() -> None:
    out = StringIO()
    with pytest.raises(ValueError, match="no"), Progress(Console(file=out)).stage("vectors"):
        raise ValueError("no")
    assert out.getvalue() == "vectors …\n"


def test_nobody_hears_a_silent_tick() -> None:
    silent(1, 2, "note")
