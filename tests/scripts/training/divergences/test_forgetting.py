import numpy as np
import pytest

from aligner.auditing.coverage.stack import Stack
from aligner.auditing.coverage.tables import Tables
from scripts.training.divergences.documents import first_look
from scripts.training.divergences.forgetting import forget
from scripts.training.pairs import Pair


@pytest.fixture(scope="module")
def first(pairs: list[Pair]) -> Stack:
    return first_look(pairs, Tables.load())


def test_so_many_renderings_are_forgotten_by_the_tables_and_in_part_by_the_vectors(first: Stack) -> None:
    fates = _fates(first, forget(first, 0.3, seed=1))
    assert 0.15 < np.mean([True in fate for fate in fates.values()]) < 0.45


def test_a_rendering_is_forgotten_throughout_a_document_or_nowhere(first: Stack) -> None:
    fates = _fates(first, forget(first, 0.3, seed=1))
    assert all(len(fate) == 1 for fate in fates.values())


def test_the_vectors_keep_half_of_what_they_knew_or_more(first: Stack) -> None:
    found = forget(first, 0.3, seed=1)
    less = found.cosines != first.cosines
    share = found.cosines[less] / first.cosines[less]
    assert 0.499 <= share.min() < share.max() <= 0.851
    assert np.array_equal(found.tables[~less & (first.cosines > 0.3)], first.tables[~less & (first.cosines > 0.3)])


def test_what_is_forgotten_depends_on_the_seed_alone(first: Stack, pairs: list[Pair]) -> None:
    one, again, other = (forget(first, 0.3, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.strengths, again.strengths)
    assert not np.array_equal(one.strengths, other.strengths)
    part = forget(first_look(pairs[:10], Tables.load()), 0.3, seed=1)
    assert np.array_equal(part.tables, one.tables[: len(part.tables)])


def test_without_a_share_nothing_is_forgotten(first: Stack) -> None:
    found = forget(first, 0.0, seed=1)
    assert np.array_equal(found.tables, first.tables)
    assert np.array_equal(found.cosines, first.cosines)
    assert np.allclose(found.strengths, first.strengths)


def _fates(first: Stack, found: Stack) -> dict[tuple[int, int], set[bool]]:
    """Whether each rendering that the tables know is forgotten, at all its places."""
    fates: dict[tuple[int, int], set[bool]] = {}
    zh, en = first.own.classes[first.pairs.word].tolist(), first.opposite.classes[first.pairs.partner].tolist()
    for k in np.flatnonzero(first.tables > 0).tolist():
        fates.setdefault((zh[k], en[k]), set()).add(bool(found.tables[k] == 0))
    return fates
