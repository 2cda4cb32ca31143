"""What the documentation shows is run: its commands on the sample, its Python too, and its links are followed."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "corpus").rglob("*.md")])
ALIGNER = (sys.executable, "-m", "aligner")


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[str]:
    return [line[2:] for block in blocks(page, "console") for line in block.splitlines() if line.startswith("$ ")]


SHOWN = [(page, command) for page in PAGES for command in commands(page)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the documentation speaks of, made from the sample."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    shutil.copy(ROOT / "corpus/sample/page.txt", folder / "my-page.txt")
    subprocess.run([*ALIGNER, "align", "my-page.txt", "-o", ".", "--format", "tmx", "-q"], cwd=folder, check=True)
    (folder / "memory.tmx").write_bytes((folder / "my-page.tmx").read_bytes())
    beads = [*ALIGNER, "beads", "my-page.zh.txt", "my-page.en.txt", "--scores"]
    ladder = subprocess.run(beads, cwd=folder, check=True, capture_output=True, text=True).stdout
    for name in ("gold.align", "auto.align"):
        (folder / name).write_text(ladder, encoding="utf-8")
    (folder / "glossary.csv").write_text("zh,en\n太阳能,solar power\n风能,wind power\n", encoding="utf-8")
    for language in ("zh", "en"):
        shutil.copy(folder / f"my-page.{language}.txt", folder / f"chapter.{language}.txt")
        shutil.copy(folder / f"my-page.{language}.txt", folder / f"sentences.{language}.txt")
        (folder / "documents").mkdir(exist_ok=True)
        shutil.copy(folder / f"my-page.{language}.txt", folder / f"documents/page.{language}.txt")
        (folder / "heap").mkdir(exist_ok=True)
        shutil.copy(folder / f"my-page.{language}.txt", folder / f"heap/{'one' if language == 'zh' else 'two'}.txt")
    for arguments in (("align", "my-page.txt", "-o", "out", "-q"), ("index", "out", "-q")):
        subprocess.run([*ALIGNER, *arguments], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize(("page", "command"), SHOWN, ids=[f"{page.stem}: {command}" for page, command in SHOWN])
def test_a_command_that_is_shown_works(page: Path, command: str, desk: Path) -> None:
    program, *arguments = shlex.split(command)
    if program == "make":
        assert re.search(rf"^{arguments[0]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        return
    assert program in ("aligner", ".venv/bin/aligner"), f"{page.name} shows a command that no test can run: {command}"
    done = subprocess.run([*ALIGNER, *arguments], cwd=desk, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    if "--out" in arguments:
        out = desk / arguments[arguments.index("--out") + 1]
        assert out.is_file() or any(out.iterdir())


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.stem)
def test_python_that_is_shown_works(page: Path, desk: Path) -> None:
    code = "\n".join(blocks(page, "python"))
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=desk, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_files_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_first_commands_of_the_readme_are_the_two_that_set_up() -> None:
    assert commands(ROOT / "README.md")[:2] == ["make demo", "make test"]


def test_the_changelog_speaks_of_this_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert f"## {version[1]} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_option_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
    for command in ("align", "audit", "batch", "beads", "index", "search", "mine", "terms", "tm lookup"):
        shown = subprocess.run(
            [*ALIGNER, *command.split(), "--help"], capture_output=True, text=True, check=True
        ).stdout
        for option in re.findall(r"--[a-z-]+", shown.split("Options:")[1]):
            assert option == "--help" or f"`{option}" in text, option
