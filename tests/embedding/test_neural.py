"""`--model`, with a sentence-transformers model that is made here: a word and its translation have the same vector."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import aligner
from aligner.api import align_lines
from aligner.embedding import load_encoder
from aligner.embedding.cache import VectorCache
from aligner.embedding.encoder import normalised
from aligner.embedding.neural import NeuralEncoder
from aligner.errors import MissingExtraError, ModelError
from scripts.training.vocabulary import MARK, build_tokenizer

WORDS = {"老师": "teacher", "学生": "student", "茶": "tea", "雨": "rain", "门": "door", "书": "book", "桌子": "table"}
ZH = ["老师开门。", "门外有雨。", "桌子上有茶和书。", "学生来了。"]
EN = ["The teacher opens the door.", "Behind the door, rain.", "On the table, tea.", "And a book.", "A student comes."]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip(
        "sentence_transformers", reason="sentence-transformers, of the extra `neural`, is not installed"
    )
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    pieces = ["<unk>", MARK, *WORDS, *(MARK + word for word in WORDS.values())]
    vectors = np.random.default_rng(1).normal(size=(len(WORDS), 24))
    weights = np.concatenate([np.zeros((2, 24)), vectors, vectors]).astype(np.float32)
    tokenizer = build_tokenizer([(piece, -float(k > 0)) for k, piece in enumerate(pieces)])
    path = tmp_path_factory.mktemp("models") / "tiny"
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu")
    model.save(str(path), create_model_card=False)
    return path


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ALIGNER_DEVICE", "cpu")
    return tmp_path / "cache"


def without_model(encoder: NeuralEncoder) -> NeuralEncoder:
    """The same, with nothing to encode with: what it still gives comes from the cache."""
    return NeuralEncoder(encoder.name, None, encoder.cache)


def test_a_model_is_opened_by_path_and_keeps_its_name(folder: Path) -> None:
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, NeuralEncoder)
    assert encoder.name == str(folder)
    vectors = encoder.encode(["老师", "teacher", "student"])
    assert (vectors.shape, vectors.dtype) == ((3, 24), np.float32)
    near = normalised(vectors)
    assert near[0] == pytest.approx(near[1], abs=1e-6)
    assert near[0] @ near[2] < 0.9


def test_a_text_counts_as_the_square_root_of_its_characters(folder: Path) -> None:
    one, four = load_encoder(str(folder)).encode(["茶", "茶茶茶茶"])
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-6)
    assert np.linalg.norm(four) == pytest.approx(2, abs=1e-6)


@pytest.mark.parametrize("texts", [[], [""], [" \n"], ["", "茶"], ["茶", "茶"]])
def test_a_blank_text_is_a_zero_vector(texts: list[str], folder: Path) -> None:
    vectors = load_encoder(str(folder)).encode(texts)
    assert len(vectors) == len(texts)
    assert vectors.any(axis=1).tolist() == [bool(text.strip()) for text in texts]


def test_what_was_encoded_once_is_taken_from_the_cache(folder: Path, cache: Path) -> None:
    encoder = NeuralEncoder.load(str(folder))
    first = encoder.encode([*ZH, *ZH[:2]])
    assert (cache / "vectors.sqlite").is_file()
    assert np.array_equal(without_model(encoder).encode([*ZH, *ZH[:2]]), first)
    assert np.array_equal(without_model(NeuralEncoder.load(str(folder))).encode(ZH[::-1]), first[3::-1])
    with pytest.raises(AttributeError):
        without_model(encoder).encode([*ZH, "茶"])


def test_the_state_of_the_cache_makes_no_difference(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = NeuralEncoder.load(str(folder))
    encoder.encode(ZH[1:3])
    alone = NeuralEncoder(encoder.name, encoder.model, None)
    assert np.array_equal(encoder.encode(ZH), alone.encode(ZH))
    monkeypatch.setattr("aligner.embedding.neural.BATCH", 1)
    assert np.array_equal(encoder.encode(ZH), alone.encode(ZH))


def test_a_model_that_was_changed_has_a_cache_of_its_own(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in folder.rglob("*"):
        if path.is_file():
            (copy / path.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            (copy / path.relative_to(folder)).write_bytes(path.read_bytes())
    before = NeuralEncoder.load(str(copy))
    before.encode(ZH)
    (copy / "note.txt").write_text("trained on")
    after = NeuralEncoder.load(str(copy))
    assert isinstance(before.cache, VectorCache)
    assert isinstance(after.cache, VectorCache)
    assert before.cache.get(ZH)
    assert not after.cache.get(ZH)


def test_without_a_cache_it_works_too(folder: Path, cache: Path) -> None:
    cache.write_text("a file stands in the way")
    encoder = NeuralEncoder.load(str(folder))
    assert encoder.cache is None
    assert encoder.encode(ZH).any(axis=1).all()


def test_beads_are_made_with_it(folder: Path, tmp_path: Path) -> None:
    for name, lines in (("zh", ZH), ("en", EN)):
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    beads = align_lines(tmp_path / "zh", tmp_path / "en", model=str(folder))
    assert [(bead.zh, bead.en) for bead in beads] == [((0,), (0,)), ((1,), (1,)), ((2,), (2, 3)), ((3,), (4,))]


def test_an_alignment_says_which_model_made_it(folder: Path) -> None:
    documents = [
        aligner.Document.from_blocks(language, [(text, "paragraph", None) for text in texts])
        for language, texts in (("zh", ZH), ("en", EN))
    ]
    alignment = aligner.align(*documents, encoder=load_encoder(str(folder)))
    assert alignment.model == str(folder)
    assert [bead.type for bead in alignment.beads] == ["1-1", "1-1", "1-2", "1-1"]


def test_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'zh-en-aligner\[neural\]'") as raised:
        load_encoder("LaBSE")
    assert "the model 'LaBSE' needs the package sentence-transformers" in str(raised.value)


def no_model(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("text")
    return {"an empty folder": tmp_path / "empty", "a file": tmp_path / "file", "no such thing": "no-such/model-at-all"}


@pytest.mark.parametrize("what", ["an empty folder", "a file", "no such thing"])
def test_a_bad_name_is_a_named_error(what: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    name = str(no_model(tmp_path)[what])
    with pytest.raises(ModelError, match="check the name or give the path") as raised:
        load_encoder(name)
    assert str(raised.value).startswith(f"{name}: the model cannot be loaded (")
    assert "\n" not in str(raised.value)
