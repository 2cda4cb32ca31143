import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from aligner.embedding.builtin import BuiltinEncoder
from aligner.embedding.encoder import normalised
from scripts.training.export import export, quantise
from scripts.training.vocabulary import MARK, pieces
from tests.scripts.training.conftest import Tiny

TEXTS = ["昨天老师在北京购买汽车。", "Yesterday the teacher", "𓂀", "", "。"]


def rows(tiny: Tiny) -> NDArray[np.float32]:
    return np.random.default_rng(1).normal(size=(tiny.tokenizer.get_vocab_size(), 16)).astype(np.float32)


@pytest.fixture
def folder(tiny: Tiny, tmp_path: Path) -> Path:
    silent = np.zeros(tiny.tokenizer.get_vocab_size(), dtype=bool)
    silent[[0, pieces(tiny.tokenizer).index(MARK)]] = True
    export(tmp_path / "model", rows(tiny), tiny.tokenizer, silent)
    return tmp_path / "model"


@pytest.mark.parametrize("seed", range(5))
def test_a_row_loses_at_most_half_a_step(seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = (random.normal(size=(50, 16)) * random.lognormal(0, 3, size=(50, 1))).astype(np.float32)
    vectors[7] = 0
    whole, scales = quantise(vectors)
    assert np.abs(whole[scales > 0]).max(axis=1).min() == 127
    assert (np.abs(whole * scales[:, None] - vectors) <= scales[:, None] * 0.501).all()
    assert not whole[7].any()


def test_the_folder_has_what_the_libraries_look_for(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "config.json",
        "model.safetensors",
        "modules.json",
        "tokenizer.json",
    }
    assert json.loads((folder / "config.json").read_text(encoding="utf-8"))["hidden_dim"] == 16


def test_our_encoder_opens_it_and_silent_tokens_count_nothing(folder: Path, tiny: Tiny) -> None:
    encoder = BuiltinEncoder.load(folder)
    made = encoder.encode(TEXTS)
    assert made.shape == (len(TEXTS), 16)
    assert not made[2].any()
    assert not made[3].any()
    mark = pieces(tiny.tokenizer).index(MARK)
    ids = [k for k in tiny.tokenizer.encode(TEXTS[0], add_special_tokens=False).ids if k != mark]
    assert made[0] == pytest.approx(rows(tiny)[ids].sum(axis=0), abs=0.02 * len(ids))


def test_model2vec_opens_it_with_the_same_vectors(folder: Path) -> None:
    model2vec = pytest.importorskip("model2vec", reason="model2vec is not installed")
    ours = normalised(BuiltinEncoder.load(folder).encode(TEXTS))
    assert np.abs(model2vec.StaticModel.from_pretrained(folder).encode(TEXTS) - ours).max() < 1e-5


def test_sentence_transformers_opens_it_with_the_same_vectors(folder: Path) -> None:
    library = pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
    ours = normalised(BuiltinEncoder.load(folder).encode(TEXTS))
    assert np.abs(library.SentenceTransformer(str(folder), device="cpu").encode(TEXTS) - ours).max() < 1e-5
