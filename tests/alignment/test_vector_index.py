from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment import vector_index
from aligner.alignment.neighbours import nearest
from aligner.alignment.vector_index import VectorIndex, coded, write
from aligner.embedding.encoder import Vectors, normalised
from aligner.errors import StoreError

WIDTH = 32


def vectors(rows: int, seed: int) -> Vectors:
    return np.random.default_rng(seed).normal(size=(rows, WIDTH)).astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


def kept(rows: Vectors, folder: Path) -> VectorIndex:
    path = folder / f"{len(list(folder.iterdir()))}.faiss"
    write(path, WIDTH, [coded(rows[:3]), coded(rows[3:])])
    return VectorIndex.open(path)


@settings(max_examples=30)
@given(st.integers(0, 60), st.integers(0, 5), st.integers(1, 8), st.integers(0, 1000))
def test_they_are_nearly_those_of_an_exact_search(folder: Path, n: int, queries: int, k: int, seed: int) -> None:
    rows, sought = vectors(n, seed), vectors(queries, seed + 1)
    index = kept(rows, folder)
    found = index.nearest(sought, k)
    exact = nearest(normalised(sought), normalised(rows), k)
    assert found.rows.shape == exact.rows.shape
    assert len(index) == n
    # A code may be half a step off, and components of such narrow vectors may be beyond the largest code.
    assert np.abs(found.similarities - exact.similarities).max(initial=0) < 0.25


def test_of_the_width_of_the_built_in_model_they_are_near(tmp_path: Path) -> None:
    rows = np.random.default_rng(1).normal(size=(2000, 256)).astype(np.float32)
    write(tmp_path / "rows.faiss", 256, [coded(rows)])
    found = VectorIndex.open(tmp_path / "rows.faiss").nearest(rows[:50], 5)
    exact = nearest(normalised(rows[:50]), normalised(rows), 5)
    assert np.abs(found.similarities - exact.similarities).max() < 0.01
    assert found.rows[:, 0].tolist() == list(range(50))


def test_threads_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.repeat(vectors(300, 1), 3, axis=0)
    index = kept(rows, tmp_path)
    monkeypatch.setattr(vector_index, "_A_PART", 100)
    monkeypatch.setattr(vector_index, "available", lambda: 1)
    alone = index.nearest(rows[:9], 7)
    monkeypatch.setattr(vector_index, "available", lambda: 4)
    shared = index.nearest(rows[:9], 7)
    assert (alone.rows == shared.rows).all()
    assert (alone.similarities == shared.similarities).all()


def test_codes_can_be_had_back(tmp_path: Path) -> None:
    rows = vectors(20, 2)
    assert (kept(rows, tmp_path).codes(5, 12) == coded(rows[5:12])).all()


def test_many_are_kept_in_lists_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_index, "MOST_EXHAUSTIVE", 1000)
    rows = vectors(1500, 3)
    index = kept(rows, tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".faiss", ".lists"]
    found = index.nearest(rows[:100], 3)
    assert found.rows[:, 0].tolist() == list(range(100))
    write(next(tmp_path.glob("*.faiss")), WIDTH, [coded(rows[:10])])
    assert not list(tmp_path.glob("*.lists"))


def test_a_file_that_is_missing_or_damaged_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing or damaged"):
        VectorIndex.open(tmp_path / "none")
    (tmp_path / "damaged").write_bytes(b"x" * 100)
    with pytest.raises(StoreError, match="missing or damaged"):
        VectorIndex.open(tmp_path / "damaged")


@pytest.mark.parametrize("size", [3, 50, 299])
def test_parts_give_what_the_whole_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    index, sought = kept(vectors(300, 2), tmp_path), vectors(4, 3)
    whole = index.nearest(sought, 20)
    monkeypatch.setattr(vector_index, "_A_PART", size)
    parts = index.nearest(sought, 20)
    assert np.array_equal(parts.similarities, whole.similarities)
    assert np.array_equal(parts.rows[:, :15], whole.rows[:, :15])
