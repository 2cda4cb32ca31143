import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from tests.cli.conftest import Command

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(run: Command, flag: str) -> None:
    assert run(flag) == (0, f"aligner {metadata.version('zh-en-aligner')}\n", "")


@pytest.mark.parametrize("command", ["align", "beads"])
def test_help_names_every_command_and_explains_every_option(run: Command, command: str) -> None:
    assert f"\n  {command}  " in run("--help").out
    help_text = run(command, "--help").out
    for line in help_text.split("Options:")[1].splitlines():
        if line.startswith("  -"):
            assert len(line.split("  ")) > 2, line  # a name, then what it does


@pytest.mark.parametrize(
    "arguments",
    [(), ("align",), ("translate",), ("align", "page.txt"), ("beads", "one.txt"), ("align", "page.txt", "--colour")],
)
def test_wrong_usage_is_2_with_a_hint(run: Command, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert "--help" in out + err or "-h" in out + err


def test_a_named_error_is_one_line_and_1(run: Command, tmp_path: Path) -> None:
    code, out, err = run("align", tmp_path / "missing.txt", "--out", tmp_path / "out")
    assert (code, out) == (1, "")
    assert err.startswith(f"aligner: {tmp_path / 'missing.txt'}: ")
    assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_interrupt_is_130_and_says_nothing(
    run: Command, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("aligner.api.align_files", interrupted)
    assert run("align", sample, "--out", tmp_path / "out") == (130, "", "")


def test_a_reader_that_leaves_early_causes_no_complaint(tmp_path: Path) -> None:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text("一。\n" * 3, encoding="utf-8")
    en.write_text("One.\n" * 3, encoding="utf-8")
    command = [sys.executable, "-m", "aligner", "beads", str(zh), str(en)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 1
    assert err == b""


def test_help_loads_nothing_heavy() -> None:
    heavy = ("numpy", "faiss", "lxml", "rich", "tokenizers", "jinja2", "trafilatura", "aligner.api")
    code = (
        "import atexit, sys; from aligner.cli import main\n"
        f"atexit.register(lambda: print([name for name in {heavy} if name in sys.modules], file=sys.stderr))\n"
        "main(['align', '--help'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == "[]\n"


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "aligner", "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.startswith("Usage: aligner ")
