from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from scripts.training.progress import Progress, Tick
from scripts.training.stages import Stages, of_code, of_file


class Baker:
    """Makes a result and counts how often it had to."""

    def __init__(self, folder: Path) -> None:
        self.times = 0
        self.said = StringIO()
        self.stages = Stages(folder, Progress(Console(file=self.said)))

    def bake(self, *inputs: str) -> Path:
        return self.stages.keep("bread", inputs, self._make).folder

    def _make(self, folder: Path, tick: Tick) -> None:
        self.times += 1
        (folder / "loaf").write_text(str(self.times))


def test_what_was_done_is_not_done_again_unless_an_input_changes(tmp_path: Path) -> None:
    baker = Baker(tmp_path)
    first = baker.bake("flour", "water")
    assert baker.bake("flour", "water") == first
    assert (first / "loaf").read_text() == "1"
    assert "bread: done before" in baker.said.getvalue()
    for other in (("flour", "milk"), ("water", "flour"), ("flourwater",), ("flour",)):
        assert baker.bake(*other) != first
    assert baker.times == 5
    assert Baker(tmp_path).bake("flour", "water") == first


def test_a_stage_that_fails_goes_on_where_it_was(tmp_path: Path) -> None:
    def fails(folder: Path, tick: Tick) -> None:
        (folder / "half").write_text("a")
        raise KeyboardInterrupt

    def goes_on(folder: Path, tick: Tick) -> None:
        (folder / "whole").write_text((folder / "half").read_text() + "b")

    stages = Stages(tmp_path, Progress(Console(file=StringIO())))
    with pytest.raises(KeyboardInterrupt):
        stages.keep("bread", ["flour"], fails)
    assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
    kept = stages.keep("bread", ["flour"], goes_on)
    assert (kept.folder / "whole").read_text() == "ab"
    assert list(tmp_path.iterdir()) == [kept.folder]


def test_a_result_is_known_by_all_it_depends_on(tmp_path: Path) -> None:
    stages = Stages(tmp_path, Progress(Console(file=StringIO())))
    digests = {stages.keep(name, inputs, lambda folder, tick: None).digest for name in "ab" for inputs in ("c", "d")}
    assert len(digests) == 4


def test_digests_are_of_content(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("x")
    two.write_text("x")
    assert of_file(one) == of_file(two)
    two.write_text("y")
    assert of_file(one) != of_file(two)


def test_the_code_of_a_module_is_read_without_importing_it() -> None:
    assert of_code("scripts.training.vectors") == of_file(Path(__file__).parents[3] / "scripts/training/vectors.py")
    assert of_code("scripts.training.vectors", "scripts.training.tokens") != of_code("scripts.training.vectors")
