"""The whole command on the small language."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aligner.auditing import list_features
from aligner.auditing.coverage.features import NAMES
from aligner.auditing.coverage.trees import load_trees
from scripts.train_audit import app
from scripts.training.divergences.settings import DEFAULTS
from tests.scripts.training import grammar

WORDS = ["lost", "changed", "swapped", "added"]
STAGES = ["documents", "rows", *(f"trees-{name}" for name in WORDS), "lists", "items", "trees-items", "audit"]


def train(desk: Path, out: str, *options: str) -> Result:
    places = ["--data", str(desk / "data"), "--out", str(desk / out), "--work", str(desk / "work")]
    return CliRunner().invoke(app, [*places, "--pairs", "1500", "--held", "250", "--trees", "8", *options])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which trees were learnt once."""
    folder = tmp_path_factory.mktemp("desk")
    grammar.write_data(folder / "data", grammar.listings(150) + grammar.sentences(1250))
    done = train(folder, "out")
    assert done.exit_code == 0, done.stderr
    (folder / "first.txt").write_text(done.stdout, encoding="utf-8")
    return folder


def model(desk: Path, out: str) -> bytes:
    return (desk / out / "audit/coverage.json").read_bytes()


def test_the_model_that_the_audit_reads_comes_out_and_what_it_is_worth_is_told(desk: Path) -> None:
    trees = load_trees(desk / "out/audit/coverage.json")
    told = (desk / "first.txt").read_text(encoding="utf-8").splitlines()
    assert list(trees) == WORDS
    assert [line.partition(":")[0] for line in told] == [*WORDS, "items"]
    items = load_trees(desk / "out/audit/lists.json")["lost"]
    assert items.features.shape == (DEFAULTS.items.trees, 4)
    assert items.features.max() < len(list_features.NAMES)
    for learnt in trees.values():
        assert learnt.features.shape == (8, 4)
        assert learnt.features.max() < len(NAMES)
    precision, chance = [float(word.strip(",")) for word in told[1].split() if word.startswith("0.")][:2]
    assert precision > chance > 0


def test_a_second_run_does_nothing_again(desk: Path) -> None:
    done = train(desk, "again")
    assert done.stderr.splitlines() == [f"{stage}: done before" for stage in STAGES]
    assert done.stdout == (desk / "first.txt").read_text(encoding="utf-8")
    assert model(desk, "again") == model(desk, "out")


def test_a_fresh_run_gives_the_same_bytes_and_one_that_was_stopped_goes_on(desk: Path) -> None:
    (rows,) = (desk / "work").glob("rows-*")
    (desk / "fresh").mkdir()
    part = desk / "fresh" / f"{rows.name}.part"
    (part / "training").mkdir(parents=True)
    kept = sorted((rows / "training").iterdir())[0]
    (part / "training" / kept.name).write_bytes(kept.read_bytes())
    stamp = 1_000_000_000
    os.utime(part / "training" / kept.name, (stamp, stamp))
    done = train(desk, "fresh-out", "--work", str(desk / "fresh"))
    assert done.exit_code == 0, done.stderr
    assert model(desk, "fresh-out") == model(desk, "out")
    assert (desk / "fresh" / rows.name / "training" / kept.name).stat().st_mtime == stamp  # it was not made again


def test_other_settings_do_again_only_what_depends_on_them(desk: Path) -> None:
    done = train(desk, "other", "--trees", "4")
    assert [line.partition(":")[0] for line in done.stderr.splitlines() if line.endswith("done before")] == [
        *("documents", "rows", "lists", "items", "trees-items")
    ]


def test_missing_data_are_a_named_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--data", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no such file; say where it is with --data" in result.stderr
    assert not (tmp_path / "out").exists()


def test_data_without_prose_are_a_named_error(tmp_path: Path) -> None:
    grammar.write_data(tmp_path / "data", [("好", "Good")] * 4)
    result = train(tmp_path, "out")
    assert result.exit_code == 1
    assert "no pairs of prose to train on; give another --data" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("options", [["--trees", "0"], ["--pairs", "0"], ["--tree", "1"]])
def test_wrong_usage(options: list[str]) -> None:
    assert CliRunner().invoke(app, options).exit_code == 2
