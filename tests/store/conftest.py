"""Stores made of a few pairs, or of the files of a small audit."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from aligner.divergence import Audit
from aligner.reading.pairs import Pair
from aligner.store.entry import Entry
from aligner.store.keeping import put
from aligner.store.schema import Store
from tests.writing import build

StoreOf = Callable[..., Store]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "corpus.sqlite") as made:
        yield made


@pytest.fixture
def store_of(store: Store) -> StoreOf:
    """Puts pairs of texts into the store, as one document."""

    def made(pairs: Sequence[tuple[str, str]], name: str = "memory") -> Store:
        put(store, Entry.of_pairs([Pair(*pair) for pair in pairs], name))
        return store

    return made


@pytest.fixture
def audit() -> Audit:
    """Two sections, a link of two spans, a null link and a divergence."""
    zh = build.document(
        "zh",
        build.Para([["一、总体要求"]], label="一、"),
        [["发展新业态，", "推动能源产业升级。"], ["加强监管。"]],
        build.Para([["二、组织实施"]], label="二、"),
        [["各地区要抓好落实。"]],
    )
    en = build.document(
        "en",
        build.Para([["I. General requirements"]], label="I."),
        [["Foster new forms of business"], ["and upgrade the energy industry."], ["Strengthen supervision."]],
        build.Para([["II. Organization"]], label="II."),
    )
    beads = [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,)), ((3,), (4,)), ((4,), ())]
    aligned = build.alignment(zh, en, [build.Bead(*bead, 0.9) for bead in beads])
    return build.audit(aligned, build.mark(aligned, "omission", zh="升级"))
