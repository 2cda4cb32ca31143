from pathlib import Path

import numpy as np
import pytest

from aligner.embedding.cache import AT_ONCE, VectorCache, cache_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def opened(model: str = "m") -> VectorCache:
    cache = VectorCache.open(model)
    assert cache is not None
    return cache


def test_where_it_lies(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder() == folder
    monkeypatch.delenv("ALIGNER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg/zh-en-aligner"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home/.cache/zh-en-aligner"


def test_what_was_put_is_found_in_the_next_run_bit_for_bit() -> None:
    vectors = np.random.default_rng(1).normal(size=(3, 5)).astype(np.float32)
    opened().put(["一", "two", ""], vectors)
    found = opened().get(["two", "", "三", "一"])
    assert set(found) == {"一", "two", ""}
    assert all(np.array_equal(found[text], row) for text, row in zip(["一", "two", ""], vectors, strict=True))


def test_many_texts_are_found() -> None:
    texts = [str(k) for k in range(2 * AT_ONCE + 3)]
    opened().put(texts, np.arange(len(texts), dtype=np.float32)[:, None])
    assert {text: float(row[0]) for text, row in opened().get(texts).items()} == {text: float(text) for text in texts}


def test_models_do_not_share_vectors() -> None:
    opened("a").put(["text"], np.ones((1, 2), np.float32))
    assert opened("b").get(["text"]) == {}
    assert opened("a\x00te").get(["xt"]) == {}


def test_the_first_vector_stays() -> None:
    for value in (1, 2):
        opened().put(["text"], np.full((1, 2), value, np.float32))
    assert opened().get(["text"])["text"].tolist() == [1, 1]


def test_a_folder_that_cannot_be_made_is_no_cache(folder: Path) -> None:
    folder.write_text("a file stands in the way")
    assert VectorCache.open("m") is None


def test_a_damaged_file_is_no_cache(folder: Path) -> None:
    folder.mkdir()
    (folder / "vectors.sqlite").write_bytes(b"no database, " * 200)
    assert VectorCache.open("m") is None


def test_a_file_that_is_damaged_later_gives_nothing_and_takes_nothing(folder: Path) -> None:
    cache = opened()
    (folder / "vectors.sqlite").write_bytes(b"no database, " * 200)
    cache.put(["text"], np.ones((1, 2), np.float32))
    assert cache.get(["text"]) == {}
