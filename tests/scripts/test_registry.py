import hashlib
from pathlib import Path

import pytest

from scripts.evaluation.bench import ROOT, Bench, digests
from scripts.evaluation.registry import GROUPS, measure


def test_names_are_distinct() -> None:
    assert len({group.name for group in GROUPS}) == len(GROUPS)


@pytest.mark.shared
def test_gold_is_where_the_groups_say(shared: Path) -> None:
    for group in GROUPS:
        assert all((shared / path).exists() for path in group.gold)


def test_the_golden_table_is_measured_anywhere(tmp_path: Path) -> None:
    [golden] = [group for group in GROUPS if not group.gold]
    measured = measure(Bench(None, tmp_path), golden)
    assert list(measured.gold) == ["tests/golden/clauses.json"]
    [figure] = measured.figures
    assert figure.baseline is not None
    assert 0 < figure.baseline < figure.value <= 1


def test_digests_name_files_below_the_root_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    found = digests([tmp_path / "b", tmp_path / "a.txt"], tmp_path)
    assert list(found) == ["a.txt", "b/1.txt", "b/2.txt"]
    assert found["a.txt"] == hashlib.sha256(b"a.txt").hexdigest()


def test_the_root_is_the_project() -> None:
    assert (ROOT / "pyproject.toml").is_file()
