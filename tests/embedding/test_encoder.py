import numpy as np
import pytest

from aligner.embedding import Encoder, load_encoder
from aligner.embedding.encoder import normalised


def test_the_builtin_model_needs_no_name() -> None:
    encoder: Encoder = load_encoder()
    assert encoder.name == "builtin"
    assert load_encoder("builtin") is encoder


@pytest.mark.parametrize(
    ("rows", "scaled"),
    [
        ([[3, 4]], [[0.6, 0.8]]),
        ([[0, 0], [0, -2]], [[0, 0], [0, -1]]),
        ([[1e-30, 0]], [[1e-18, 0]]),  # as good as nothing: no direction is made of it
        (np.zeros((0, 2)), np.zeros((0, 2))),
    ],
)
def test_rows_are_scaled_to_length_one(rows: list[list[float]], scaled: list[list[float]]) -> None:
    found = normalised(np.asarray(rows, dtype=np.float64))
    assert found == pytest.approx(np.asarray(scaled))
    assert found.dtype == np.float32
