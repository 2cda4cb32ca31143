import io
import json
from pathlib import Path

import pytest

from aligner.api import Outcome, align_files
from aligner.cli.summary import rows, show


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    page = Path(__file__).resolve().parents[2] / "corpus/sample/page.txt"
    return align_files(page, out=tmp_path_factory.mktemp("out"), formats=("jsonl",))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_rows_count_what_the_files_hold(outcome: Outcome) -> None:
    written = {path.name: path.read_text(encoding="utf-8").splitlines() for path in outcome.files}
    levels = [json.loads(line)["level"] for line in written["page.links.jsonl"]]
    severities = [json.loads(line)["severity"] for line in written["page.divergences.jsonl"]]
    table = dict(rows(outcome))
    assert table["sentence links"].startswith(f"{levels.count('sentence')} (")
    assert table["clause links"].startswith(f"{levels.count('clause')} (")
    assert table["divergences"] == (
        f"{len(severities)}: {severities.count('major')} major, {severities.count('minor')} minor"
    )
    assert table["files"].split() == list(written)


def test_a_terminal_gets_rules_and_a_file_does_not(outcome: Outcome) -> None:
    terminal, file = Terminal(), io.StringIO()
    show(outcome, terminal)
    show(outcome, file)
    assert "│" in terminal.getvalue()
    assert file.getvalue().splitlines()[0].startswith("sentences ")
    assert "│" not in file.getvalue()
