import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.benchmark import BenchmarkError, app, cases, exponent, measure, pieces, run_once
from scripts.evaluation.ladders import read_ladder


def test_a_process_is_measured_whole() -> None:
    held = run_once([sys.executable, "-c", "x = bytearray(64_000_000)"])
    assert held.seconds > 0
    assert held.processor > 0
    assert held.megabytes > 64


def test_medians_leave_the_first_run_out(tmp_path: Path) -> None:
    log = tmp_path / "log"
    cost = measure([sys.executable, "-c", f"open({str(log)!r}, 'a').write('x')"], 3)
    assert log.read_text(encoding="utf-8") == "xxxx"
    assert all(value > 0 for value in cost)


def test_a_command_that_fails_is_an_error_with_its_last_line() -> None:
    with pytest.raises(BenchmarkError, match="exit code 1: no such page"):
        run_once([sys.executable, "-c", "raise SystemExit('a line\\nno such page')"])


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_law_is_found(power: float) -> None:
    sizes = [100.0, 178.0, 316.0, 562.0, 1000.0]
    assert exponent(sizes, [3e-4 * size**power for size in sizes]) == pytest.approx(power)


def test_pieces_end_where_a_bead_ends(tmp_path: Path) -> None:
    text, out = tmp_path / "text", tmp_path / "out"
    for folder in (text / "gold", text / "zh", text / "en", out):
        folder.mkdir(parents=True)
    (text / "gold/001.align").write_text(
        "[0]:[0, 1]\n[1]:[]\n[2, 3]:[2]\n" + "".join(f"[{k}]:[{k}]\n" for k in range(4, 11))
    )
    (text / "zh/001.txt").write_text("".join(f"{k}\n" for k in range(11)))
    (text / "en/001.txt").write_text("".join(f"{k}\n" for k in range(11)))
    made = list(pieces(text, out))
    assert len(made) == 6
    assert made[0].zh.read_text() == "0\n"
    assert made[0].en.read_text() == "0\n1\n"
    assert made[-1].zh.read_text() == (text / "zh/001.txt").read_text()
    assert [piece.sentences for piece in made] == sorted(piece.sentences for piece in made)


@pytest.mark.shared
def test_the_long_text_has_the_ladder_that_pieces_are_cut_by(shared: Path) -> None:
    beads = read_ladder(shared / "gold/bible-001/gold/001.align")
    lines = (shared / "gold/bible-001/zh/001.txt").read_text(encoding="utf-8").splitlines()
    assert max(index for bead in beads for index in bead.zh) == len(lines) - 1


def test_without_gold_data_help_and_the_sample_are_timed(tmp_path: Path) -> None:
    assert len(cases(tmp_path / "nowhere", tmp_path)) == 2
    result = CliRunner().invoke(app, ["--shared", str(tmp_path / "nowhere"), "--runs", "1"])
    assert result.exit_code == 0, result.output
    rows = [line for line in result.stdout.splitlines() if line.startswith("| aligner")]
    assert len(rows) == 2
