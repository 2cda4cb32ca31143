"""The whole command on the small language, in processes of its own: it starts others, and loads what warns."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from typer.testing import CliRunner

from scripts.train_model import NEEDED, app
from tests.scripts.training import grammar

ROOT = Path(__file__).resolve().parents[2]
MISSING = [package for package in NEEDED if importlib.util.find_spec(package) is None]
FILES = {
    "builtin/config.json",
    "builtin/model.safetensors",
    "builtin/modules.json",
    "builtin/tokenizer.json",
    "lexicon/lexicon.safetensors",
}

trains = pytest.mark.skipif(bool(MISSING), reason=f"not installed, of the extra `train`: {', '.join(MISSING)}")


def train(desk: Path, out: str, *options: str) -> subprocess.CompletedProcess[str]:
    arguments = ["--data", "data", "--out", out, "--work", "work", "--dimensions", "16", "--batch", "64", *options]
    return subprocess.run(
        [sys.executable, "-m", "scripts.train_model", *arguments],
        cwd=desk,
        env={"PYTHONPATH": ":".join([str(ROOT), *sys.path]), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a model was trained once."""
    folder = tmp_path_factory.mktemp("desk")
    grammar.write_data(folder / "data", grammar.sentences(800))
    done = train(folder, "out", "--one-in", "10")
    assert done.returncode == 0, done.stderr
    (folder / "first.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    return folder


@trains
def test_a_model_comes_out_and_the_figure_is_told_at_the_end(desk: Path) -> None:
    assert files(desk / "out") == FILES
    said = (desk / "first.txt").read_text(encoding="utf-8")
    figure, *talk = said.splitlines()
    held, ahead, back = (float(word.strip(",:")) for word in figure.split() if word[0].isdigit())
    assert 40 < held < 120
    assert min(ahead, back) > 0.5
    assert [line for line in talk if line.startswith("vectors: done in ")]
    assert all(
        line.partition(":")[0].split()[0] in {"words", "tokenizer", "tokens", "vectors", "model", "lexicon"}
        for line in talk
    )


@trains
def test_a_second_run_does_nothing_again(desk: Path) -> None:
    done = train(desk, "again", "--one-in", "10")
    stages = ["words", "tokenizer", "tokens", "vectors", "model", "lexicon"]
    assert done.stderr.splitlines() == [f"{stage}: done before" for stage in stages]
    assert done.stdout == (desk / "first.txt").read_text(encoding="utf-8").splitlines(keepends=True)[0]
    assert all((desk / "again" / name).read_bytes() == (desk / "out" / name).read_bytes() for name in FILES)


@trains
def test_other_settings_do_again_only_what_depends_on_them(desk: Path) -> None:
    done = train(desk, "other", "--one-in", "10", "--epochs", "1")
    before = {line.partition(":")[0] for line in done.stderr.splitlines() if line.endswith("done before")}
    assert before == {"words", "tokenizer", "tokens", "lexicon"}
    tables = [load_file(desk / out / "builtin/model.safetensors")["embeddings"] for out in ("out", "other")]
    assert not np.array_equal(*tables)


@trains
def test_a_fresh_run_gives_the_same_vectors(desk: Path) -> None:
    done = train(desk, "fresh", "--one-in", "10", "--work", "fresh-work")
    assert done.returncode == 0, done.stderr
    same = FILES - {"lexicon/lexicon.safetensors"}
    assert all((desk / "fresh" / name).read_bytes() == (desk / "out" / name).read_bytes() for name in same)


@trains
def test_a_missing_file_is_a_named_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--data", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "beijing-terms.tsv.xz: there is no such file; say where it is with --data" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("package", NEEDED)
def test_a_missing_package_is_a_named_error(package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {name: object() for name in NEEDED if name != package}
    monkeypatch.setattr("scripts.train_model.find_spec", found.get)
    result = CliRunner().invoke(app, ["--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert f"training needs the package {package}" in result.stderr
    assert "zh-en-aligner[train]" in result.stderr


@pytest.mark.parametrize("options", [["--epochs", "0"], ["--batch", "3"], ["--one-in", "1"], ["--epoch", "1"]])
def test_wrong_usage(options: list[str]) -> None:
    assert CliRunner().invoke(app, options).exit_code == 2
