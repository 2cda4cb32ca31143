from pathlib import Path

import pytest

from aligner.errors import OutputError
from scripts.training.placing import place


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_files_take_their_places_together_beside_what_was_there(tmp_path: Path) -> None:
    made, out = tmp_path / "made", tmp_path / "out"
    for folder in (made / "builtin", out / "builtin"):
        folder.mkdir(parents=True)
        (folder / "model.safetensors").write_text(str(folder.parent.name))
    (out / "README.md").write_text("card")
    place([made / "builtin"], out)
    assert files(out) == {"README.md", "builtin/model.safetensors"}
    assert (out / "builtin/model.safetensors").read_text() == "made"


def test_what_cannot_be_placed_leaves_the_old_model_whole(tmp_path: Path) -> None:
    made, out = tmp_path / "made/builtin", tmp_path / "out"
    made.mkdir(parents=True)
    (made / "a").write_text("new")
    (made / "b").mkdir()  # no file: it cannot be copied as one
    (out / "builtin").mkdir(parents=True)
    (out / "builtin/a").write_text("old")
    with pytest.raises(OutputError, match="give another --out"):
        place([made], out)
    assert files(out) == {"builtin/a"}
    assert (out / "builtin/a").read_text() == "old"
