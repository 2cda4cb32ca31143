from dataclasses import fields
from pathlib import Path

import pytest

from aligner.alignment.weights import Weights
from aligner.errors import ModelError


def test_what_makes_a_bead_better_counts_for_it_and_what_makes_it_worse_against_it() -> None:
    weights = Weights.load()
    good = ("alike", "surplus", "zh_words", "en_words", "idle", "ends", "bead", "lost")
    assert all(getattr(weights, field.name) > 0 for field in fields(weights) if field.name in good)
    assert all(getattr(weights, field.name) < 0 for field in fields(weights) if field.name not in good)


def test_damaged_weights_are_a_named_error(tmp_path: Path) -> None:
    for text in ("", "[]", '{"alike": 1}'):
        path = tmp_path / f"{len(text)}.json"
        path.write_text(text)
        with pytest.raises(ModelError, match="reinstall zh-en-aligner"):
            Weights.load(path)
