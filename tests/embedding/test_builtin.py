import importlib
import json
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

from aligner.embedding.builtin import BuiltinEncoder
from aligner.embedding.encoder import normalised
from aligner.embedding.vocabulary import FOLDER, load_tokenizer
from aligner.errors import ModelError

TEXTS = [
    "到二〇二五年，以太阳能、风能等可再生能源为主体的多能互补体系基本形成。",
    "By 2025, a complementary system with solar and wind energy at its core will be basically in place.",
    "国发〔2015〕40号  GDP增长6.9%",
    "It's “Internet Plus”, isn't it?",
    "繁體中文也認得一些。",
    "𓂀 ﷽",
    "",
    " \n\t",
    "能源" * 1500,
]
MEGABYTE = 1_000_000


def library(name: str, extra: str) -> ModuleType:
    return pytest.importorskip(name, reason=f"{name}, of the extra `{extra}`, is not installed")


def test_it_weighs_what_the_wheel_can_bear() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= 40 * MEGABYTE
    tables = FOLDER.parent / "lexicon"
    assert sum(path.stat().st_size for path in tables.rglob("*") if path.is_file()) <= 30 * MEGABYTE


def test_its_parts_fit_together() -> None:
    tensors = load_file(FOLDER / "model.safetensors")
    size = load_tokenizer().get_vocab_size()
    config = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))
    assert tensors["embeddings"].shape == (size, config["hidden_dim"])
    assert (tensors["embeddings"].dtype, tensors["weights"].dtype) == (np.int8, np.float32)
    assert np.array_equal(tensors["mapping"], np.arange(size))


def test_what_is_unknown_counts_nothing() -> None:
    encoder = BuiltinEncoder.load()
    assert encoder.tokenizer.id_to_token(0) == "<unk>"
    assert not encoder.rows[0].any()
    assert not encoder.encode(["𓂀", "", "  "]).any()


def test_model2vec_gives_the_same_vectors() -> None:
    model = library("model2vec", "test").StaticModel.from_pretrained(FOLDER)
    theirs = model.encode(TEXTS, max_length=None)
    assert np.abs(theirs - normalised(BuiltinEncoder.load().encode(TEXTS))).max() < 1e-5


def test_sentence_transformers_gives_the_same_vectors() -> None:
    model = library("sentence_transformers", "neural").SentenceTransformer(str(FOLDER), device="cpu")
    theirs = model.encode(TEXTS)
    assert np.abs(theirs - normalised(BuiltinEncoder.load().encode(TEXTS))).max() < 1e-5


def test_the_vector_of_a_concatenation_is_the_sum_of_its_parts() -> None:
    encoder = BuiltinEncoder.load()
    parts = encoder.encode(TEXTS[:4])
    for zh, en in ((0, 1), (1, 3), (2, 0)):
        whole = encoder.encode([f"{TEXTS[zh]} {TEXTS[en]}"])[0]
        assert whole == pytest.approx(parts[zh] + parts[en], rel=1e-4, abs=1e-4)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(TEXTS[:8]), max_size=12), st.integers(1, 5))
def test_a_text_has_the_same_vector_in_every_batch(texts: list[str], size: int) -> None:
    encoder = BuiltinEncoder.load()
    whole = encoder.encode(texts)
    assert whole.shape == (len(texts), encoder.rows.shape[1])
    pieces = [encoder.encode(texts[at : at + size]) for at in range(0, len(texts), size)]
    assert not texts or np.array_equal(np.concatenate(pieces), whole)


def test_batches_of_its_own_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = BuiltinEncoder.load()
    whole = encoder.encode(TEXTS * 5)
    for module, chunk in (("builtin", 3), ("vocabulary", 2)):
        monkeypatch.setattr(importlib.import_module(f"aligner.embedding.{module}"), "CHUNK", chunk)
        assert np.array_equal(encoder.encode(TEXTS * 5), whole)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_a_vector(text: str) -> None:
    vector = BuiltinEncoder.load().encode([text])
    assert vector.shape == (1, 256)
    assert np.isfinite(vector).all()


@pytest.mark.parametrize(
    ("zh", "near", "far"),
    [
        ("鼓励发展分布式光伏。", "Distributed solar power is encouraged.", "Schools will open in September."),
        ("门开了，外面下着雨。", "The door opened; it was raining outside.", "The price of grain fell."),
        ("医院里的病人很多。", "There are many patients in the hospital.", "There are many trees in the garden."),
    ],
)
def test_a_translation_is_nearer_than_another_sentence(zh: str, near: str, far: str) -> None:
    vectors = normalised(BuiltinEncoder.load().encode([zh, near, far]))
    near_by, far_off = vectors[1:] @ vectors[0]
    assert near_by > far_off + 0.2


def test_salience_is_what_a_token_adds_to_a_sum() -> None:
    encoder = BuiltinEncoder.load()
    words = {"solar": 0.0, "the": 0.0, "。": 0.0}
    for word in words:
        ids = encoder.tokenizer.encode(word, add_special_tokens=False).ids
        words[word] = float(encoder.salience[ids[-1]])
        assert words[word] == pytest.approx(float(np.linalg.norm(encoder.encode([word]))), rel=1e-4)
    assert words["solar"] > 3 * words["the"]
    assert words["solar"] > 2 * words["。"]


def damaged(folder: Path, what: str) -> None:
    tensors = load_file(FOLDER / "model.safetensors")
    (folder / "tokenizer.json").write_bytes((FOLDER / "tokenizer.json").read_bytes())
    if what == "cut short":
        (folder / "model.safetensors").write_bytes((FOLDER / "model.safetensors").read_bytes()[:1000])
    elif what == "no weights":
        save_file({"embeddings": tensors["embeddings"][:10]}, folder / "model.safetensors")
    elif what == "no tokenizer":
        save_file({name: tensor[:10] for name, tensor in tensors.items()}, folder / "model.safetensors")
        (folder / "tokenizer.json").unlink()
    elif what == "a tokenizer that is none":
        save_file({name: tensor[:10] for name, tensor in tensors.items()}, folder / "model.safetensors")
        (folder / "tokenizer.json").write_text("{}")


@pytest.mark.parametrize("what", ["nothing", "cut short", "no weights", "no tokenizer", "a tokenizer that is none"])
def test_a_damaged_model_is_a_named_error(what: str, tmp_path: Path) -> None:
    damaged(tmp_path, what)
    with pytest.raises(ModelError, match="reinstall zh-en-aligner") as raised:
        BuiltinEncoder.load(tmp_path)
    assert str(tmp_path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_several_processes_give_the_same_vectors() -> None:
    encoder = BuiltinEncoder.load()
    texts = TEXTS * 150
    assert np.array_equal(encoder.encode(texts, workers=3), encoder.encode(texts))
