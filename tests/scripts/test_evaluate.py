import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scripts.evaluate import app


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_floors_are_asked_for_pinned_and_then_held(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    first = run("golden", "--floors", floors)
    assert first.exit_code == 1
    assert "golden: no floors are pinned" in first.stderr
    assert not floors.exists()

    assert run("golden", "--floors", floors, "--update").exit_code == 0
    held = run("golden", "--floors", floors)
    assert (held.exit_code, held.stderr) == (0, "")
    assert "| golden: F1 " in held.stdout
    assert "commit:" in held.stdout

    pinned = json.loads(floors.read_text(encoding="utf-8"))
    pinned["golden"]["floors"]["F1"] = 1.0
    floors.write_text(json.dumps(pinned), encoding="utf-8")
    for options in ([], ["--update"]):
        fell = run("golden", "--floors", floors, *options)
        assert fell.exit_code == 1
        assert "beyond its floor of 1.0000" in fell.stderr
    assert run("golden", "--floors", floors, "--update", "--allow-regression").exit_code == 0


def test_without_gold_data_the_rest_is_measured_and_the_absence_said(tmp_path: Path) -> None:
    result = run("--shared", tmp_path / "nowhere", "--floors", tmp_path / "floors.json", "--update")
    assert result.exit_code == 0
    assert "without the gold data these are not measured: clauses, beads" in result.stderr
    assert set(json.loads((tmp_path / "floors.json").read_text(encoding="utf-8"))) == {"golden"}


def test_what_needs_the_gold_data_says_so(tmp_path: Path) -> None:
    result = run("beads", "--shared", tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "say where they are with --shared" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"), [(["bead"], "bead"), (["golden", "--allow-regression"], "--allow-regression")]
)
def test_wrong_usage(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
