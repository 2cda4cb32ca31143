"""The scorers beside the gold data, each run as the program it is, so that every figure is theirs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from aligner.errors import AlignerError
from scripts.evaluation.bench import Bench


class ScorerError(AlignerError):
    """A scorer refused what it was given."""


def score(bench: Bench, scorer: str, gold: Path, output: Path, *options: str) -> dict[str, Any]:
    """What `eval/score_SCORER.py GOLD OUTPUT` prints.

    Raises:
        ScorerError: The scorer ended with an error; the message is its last line.
    """
    program = bench.gold(f"eval/score_{scorer}.py")
    command = [sys.executable, str(program), str(gold), str(output), *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no message"]
        raise ScorerError(f"{program.name} failed: {said[-1]}", where=str(output))
    result: dict[str, Any] = json.loads(done.stdout)
    return result
