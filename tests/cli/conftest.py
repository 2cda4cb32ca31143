"""Runs the command line inside the test's process."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from aligner.cli import main


class Run(NamedTuple):
    """What one run left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Command:
    """Call `main` with arguments, and catch its exit code and both streams."""

    def command(*arguments: str | Path) -> Run:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        code = left.value.code
        return Run(0 if code is None else int(code), captured.out, captured.err)

    return command


@pytest.fixture
def sample() -> Path:
    """The sample page."""
    return Path(__file__).resolve().parents[2] / "corpus/sample/page.txt"
