from pathlib import Path

import pytest

from aligner.errors import InputError
from scripts.evaluation.bench import Bench
from scripts.evaluation.scorers import ScorerError, score


def bench_with(tmp_path: Path, program: str) -> Bench:
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval/score_beads.py").write_text(program, encoding="utf-8")
    return Bench(tmp_path, tmp_path)


def test_a_scorer_is_run_as_a_program_and_its_json_read(tmp_path: Path) -> None:
    bench = bench_with(tmp_path, "import json, sys\nprint(json.dumps({'given': sys.argv[1:]}))")
    assert score(bench, "beads", Path("gold"), Path("auto"), "--list") == {"given": ["gold", "auto", "--list"]}


def test_a_scorer_that_refuses_is_an_error_with_its_last_line(tmp_path: Path) -> None:
    bench = bench_with(tmp_path, "raise SystemExit('every index exactly once')")
    with pytest.raises(ScorerError, match=r"score_beads.*failed: every index exactly once"):
        score(bench, "beads", Path("gold"), Path("auto"))


def test_without_gold_data_there_is_no_scorer(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="say where they are with --shared"):
        score(Bench(None, tmp_path), "beads", Path("gold"), Path("auto"))
