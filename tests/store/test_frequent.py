"""Terms whose counts are kept are answered as all others."""

from pathlib import Path

import pytest

from aligner.reading.pairs import Pair
from aligner.store import frequent
from aligner.store.entry import Entry
from aligner.store.frequent import counted
from aligner.store.keeping import links_in, put, remove, settle
from aligner.store.query import chinese, english
from aligner.store.schema import Store
from aligner.store.search import search

PAIRS = [
    ("我的书。", "The book of mine"),
    ("你的书，他的书。", "Your book, of course; the other's THE book"),
    ("的确，能源。", "Energy: a thing of the future"),
    ("好。", "Their theory"),
]
TERMS = ["的", "。", "，", "书", "的书", "The", "of", "the*", "T*", "a", "of the", "book"]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequent, "LEAST", 3)


def memory(name: str, count: int) -> Entry:
    return Entry.of_pairs([Pair(*pair) for pair in PAIRS * count], name)


def answers(store: Store) -> list[object]:
    found = [search(store, term, stems=stems) for term in TERMS for stems in (False, True)]
    assert all(len(one.hits) == one.links for one in found)
    return [(one.links, one.documents) for one in found]


def kept(store: Store) -> dict[tuple[str, str], tuple[int, int]]:
    rows = store.connection.execute("SELECT * FROM counts").fetchall()
    return {(table, match): (links, documents) for table, match, links, documents in rows}


@pytest.mark.usefixtures("few")
def test_counts_are_kept_of_what_many_links_hold_and_change_no_answer(store: Store) -> None:
    put(store, memory("one", 1))
    put(store, memory("two", 2))
    before = answers(store)
    settle(store, links_in(store))
    assert answers(store) == before
    found = kept(store)
    for query in (
        chinese("的"),
        chinese("。"),
        english("THE", "english"),
        english("t*", "english"),
        english("of", "stems"),
    ):
        assert query[:2] in found
    assert found[chinese("的")[:2]] == (9, 2)
    assert all(links >= 3 for links, _ in found.values())


@pytest.mark.usefixtures("few")
def test_a_change_forgets_them_until_they_are_made_again(store: Store) -> None:
    for name in ("one", "two"):
        put(store, memory(name, 2))
    settle(store, links_in(store))
    assert kept(store)
    put(store, memory("two", 2))  # unchanged
    assert kept(store)
    put(store, memory("two", 1))
    assert not kept(store)
    assert counted(store, chinese("的")) == (9, 2)
    settle(store, 1)
    assert kept(store)[chinese("的")[:2]] == (9, 2)
    remove(store, "one")
    assert not kept(store)
    assert counted(store, chinese("的")) == (3, 1)


def test_a_small_store_keeps_none(store: Store, tmp_path: Path) -> None:
    put(store, memory("one", 50))
    settle(store, links_in(store))
    assert not kept(store)


@pytest.mark.parametrize("sizes", [[], [1], [2], [3], [1, 1], [5, 1, 1], [1, 1, 7], [4, 4, 4, 4]])
def test_two_halves_are_counted_as_one_whole(sizes: list[int], store: Store) -> None:
    for number, size in enumerate(sizes):
        put(store, memory(str(number), size))
    for term, links in (("的", 3), ("书", 2), ("的书", 2), ("能", 1), ("无", 0)):
        assert counted(store, chinese(term)) == (links * sum(sizes), len(sizes) if links else 0)
    for term, links in (("the", 3), ("of the f*", 1), ("of", 3), ("nothing", 0)):
        assert counted(store, english(term, "english")) == (links * sum(sizes), len(sizes) if links else 0)
