"""The gate: every figure is measured anew and held against its floor in floors.json.

`python -m scripts.evaluate --update` pins the floors; see scripts/README.md.
"""

from pathlib import Path

import pytest

from scripts.evaluation.bench import SHARED, Bench
from scripts.evaluation.floors import FLOORS, check, read_floors
from scripts.evaluation.registry import GROUPS, Group, measure


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """One bench for all groups, so that a document is aligned once."""
    return Bench(SHARED if SHARED.is_dir() else None, tmp_path_factory.mktemp("bench"))


@pytest.mark.parametrize("group", [group for group in GROUPS if not group.gold], ids=lambda group: group.name)
def test_figures_on_our_own_gold(group: Group, bench: Bench) -> None:
    assert check({group.name: measure(bench, group)}, read_floors(FLOORS)) == []


@pytest.mark.shared
@pytest.mark.parametrize("group", [group for group in GROUPS if group.gold], ids=lambda group: group.name)
def test_figures_on_shared_gold(group: Group, bench: Bench, shared: Path) -> None:
    assert bench.shared == shared
    assert check({group.name: measure(bench, group)}, read_floors(FLOORS)) == []


def test_every_group_is_pinned_and_no_other() -> None:
    assert set(read_floors(FLOORS)) == {group.name for group in GROUPS}
