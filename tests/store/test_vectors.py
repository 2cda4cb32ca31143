from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from aligner.embedding.encoder import Vectors, load_encoder
from aligner.errors import InputError, StoreError
from aligner.reading.pairs import Pair
from aligner.store.entry import Entry
from aligner.store.keeping import put, remove
from aligner.store.schema import Store
from aligner.store.vectors import similar, update

WEATHER = [
    ("今天天气很好。", "The weather is fine today."),
    ("明天会下雨。", "It will rain tomorrow."),
    ("", "Only."),
]
TRADE = [("进口关税降低了。", "Import duties were lowered."), ("能源价格上涨。", "Energy prices rose.")]


class Counting:
    """The built-in model, which counts what it encodes."""

    name = "builtin"

    def __init__(self) -> None:
        self.count = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.count += len(texts)
        return load_encoder().encode(texts)


def entry(pairs: Sequence[tuple[str, str]], name: str) -> Entry:
    return Entry.of_pairs([Pair(*pair) for pair in pairs], name)


def files(store: Store) -> list[Path]:
    return sorted(store.path.parent.glob("*.vectors-*"))


@pytest.fixture
def filled(store: Store) -> Store:
    put(store, entry(WEATHER, "weather"))
    put(store, entry(TRADE, "trade"))
    update(store, load_encoder())
    return store


def test_what_says_the_same_comes_first(filled: Store) -> None:
    first, *_ = similar(filled, "明天可能有雨", languages=["zh"], limit=2)
    assert (first.document, first.zh, first.language) == ("weather", "明天会下雨。", "zh")
    first, *_ = similar(filled, "明天可能有雨", languages=["en"])
    assert (first.en, first.language) == ("It will rain tomorrow.", "en")
    same, *_ = similar(filled, "Energy prices rose.")
    assert (same.zh, same.similarity) == ("能源价格上涨。", 1.0)


def test_best_first_each_link_once_and_no_more_than_wanted(filled: Store) -> None:
    hits = similar(filled, "Energy and weather")
    assert len({hit.link for hit in hits}) == len(hits) <= 5
    likeness = [hit.similarity or 0 for hit in hits]
    assert likeness == sorted(likeness, reverse=True)
    assert min(likeness) > 0
    assert len(similar(filled, "Energy and weather", limit=1)) == 1


def test_only_what_changed_is_encoded(filled: Store) -> None:
    before = files(filled)
    encoder = Counting()
    update(filled, encoder)
    assert (encoder.count, files(filled)) == (0, before)
    put(filled, entry([*WEATHER, ("刮风了。", "It is windy.")], "weather"))
    update(filled, encoder)
    assert encoder.count - 1 == 2 * 4  # and one to know how wide vectors are
    assert len(files(filled)) == 2
    assert not set(files(filled)) & set(before)
    assert similar(filled, "It is windy.")[0].zh == "刮风了。"
    assert similar(filled, "Energy prices rose.")[0].zh == "能源价格上涨。"


def test_the_same_documents_have_the_same_vectors(filled: Store, tmp_path: Path) -> None:
    remove(filled, "weather")
    update(filled, load_encoder())
    put(filled, entry(WEATHER, "weather"))
    update(filled, load_encoder())
    (tmp_path / "fresh").mkdir()
    with Store.create(tmp_path / "fresh/corpus.sqlite") as fresh:
        put(fresh, entry(TRADE, "trade"))
        put(fresh, entry(WEATHER, "weather"))
        update(fresh, load_encoder())
        assert [hit.zh for hit in similar(fresh, "天气")] == [hit.zh for hit in similar(filled, "天气")]


def test_files_that_are_gone_are_made_again(filled: Store) -> None:
    for file in files(filled):
        file.unlink()
    with pytest.raises(StoreError, match="missing"):
        similar(filled, "天气")
    update(filled, load_encoder())
    assert similar(filled, "天气")


def test_vectors_that_are_older_than_the_documents_are_not_asked(filled: Store) -> None:
    put(filled, entry(TRADE[:1], "trade"))
    with pytest.raises(StoreError, match="not those of its documents"):
        similar(filled, "天气")


def test_another_model_makes_all_anew(filled: Store) -> None:
    class Narrow(Counting):
        name = "narrow"

        def encode(self, texts: Sequence[str]) -> Vectors:
            return np.ascontiguousarray(super().encode(texts)[:, :64])

    encoder = Narrow()
    update(filled, encoder)
    assert encoder.count - 1 == 2 * 5


def test_what_the_model_does_not_know_is_an_error(filled: Store) -> None:
    with pytest.raises(InputError, match="knows no word"):
        similar(filled, "\u2063")


def test_an_empty_store_has_nothing_similar(store: Store) -> None:
    update(store, load_encoder())
    assert similar(store, "天气") == []
