from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.anchors import ALL_PAIRS, LEAST_MARGIN, WIDEST, Anchor, find_anchors, search_windows
from aligner.embedding.encoder import Vectors, normalised


def translated(order: list[int], margins: list[float]) -> tuple[Vectors, Vectors]:
    """Sentences of which Chinese i belongs to English order[i] alone, as surely as margins[i] says."""
    n = len(order)
    zh = np.eye(n, 2 * n, dtype=np.float32)
    en = np.zeros((n, 2 * n), dtype=np.float32)
    for i, (j, margin) in enumerate(zip(order, margins, strict=True)):
        en[j, i], en[j, n + i] = margin, np.sqrt(1 - margin**2)
    return zh, en


@settings(deadline=None, max_examples=50)
@given(st.permutations(range(6)), st.lists(st.integers(2, 10), min_size=6, max_size=6))
def test_the_chain_increases_and_none_is_heavier(order: list[int], tenths: list[int]) -> None:
    margins = [tenth / 10 for tenth in tenths]
    chain = find_anchors(*translated(order, margins))
    assert all(one.zh < two.zh and one.en < two.en for one, two in pairwise(chain))
    assert all(anchor.en == order[anchor.zh] for anchor in chain)
    rising = (
        sum(margins[i] for i in some)
        for size in range(1, 7)
        for some in combinations(range(6), size)
        if all(order[i] < order[k] for i, k in pairwise(some))
    )
    assert sum(anchor.margin for anchor in chain) == pytest.approx(max(rising), abs=1e-3)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 1000))
def test_any_vectors_give_a_chain_that_increases(n: int, m: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    zh, en = (normalised(random.normal(size=(size, 5))) for size in (n, m))
    chain = find_anchors(zh, en)
    assert all(one.zh < two.zh and one.en < two.en for one, two in pairwise(chain))
    assert all(0 <= a.zh < n and 0 <= a.en < m and a.margin >= LEAST_MARGIN for a in chain)


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 1000))
def test_a_long_text_is_searched_along_its_guides(seed: int) -> None:
    random = np.random.default_rng(seed)
    kept = np.flatnonzero(random.random(3000) > 0.1)
    en = random.normal(size=(3000, 24)).astype(np.float32)
    en[1000:1400] = random.normal(size=(400, 24))  # what the translation adds
    zh = en[kept] + random.normal(size=(len(kept), 24)).astype(np.float32) / 4
    zh = np.delete(zh, np.flatnonzero((kept >= 1000) & (kept < 1400)), axis=0)
    kept = kept[(kept < 1000) | (kept >= 1400)]
    chain = find_anchors(zh, en)
    assert zh.shape[0] * en.shape[0] > ALL_PAIRS
    assert all(one.zh < two.zh and one.en < two.en for one, two in pairwise(chain))
    assert np.mean([anchor.en == kept[anchor.zh] for anchor in chain]) > 0.99
    assert len(chain) > 0.95 * len(kept)


@settings(deadline=None, max_examples=5)
@given(st.integers(0, 1000))
def test_a_long_text_without_guides_has_no_anchors(seed: int) -> None:
    random = np.random.default_rng(seed)
    zh, en = (np.repeat(random.normal(size=(1, 5)), size, axis=0).astype(np.float32) for size in (2500, 2000))
    assert find_anchors(zh, en) == []


def test_a_sentence_that_stands_twice_stands_out_less() -> None:
    zh, en = translated([0, 1, 2], [0.9, 0.9, 0.9])
    assert [(a.zh, a.en) for a in find_anchors(zh, en)] == [(0, 0), (1, 1), (2, 2)]
    margins = {a.zh: a.margin for a in find_anchors(zh, np.concatenate([en, en[1:2]]))}
    assert margins.keys() >= {0, 2}
    assert margins.get(1, 0.0) < margins[0]


def test_a_sentence_without_a_vector_is_no_anchor() -> None:
    zh, en = translated([0, 1, 2], [0.9, 0.9, 0.9])
    zh[1] = en[1] = 0
    assert [(a.zh, a.en) for a in find_anchors(zh, en)] == [(0, 0), (2, 2)]


@st.composite
def ways(draw: st.DrawFn) -> list[tuple[int, int]]:
    """The corners of a path through two texts; beads are small, but for a gap here and there."""
    sizes = st.one_of(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 150))
    steps = draw(st.lists(st.tuples(sizes, sizes).filter(any), min_size=1, max_size=60))
    corners = [(0, 0)]
    for a, b in steps:
        corners.append((corners[-1][0] + a, corners[-1][1] + b))
    return corners


@settings(deadline=None)
@given(ways(), st.integers(1, 9))
def test_windows_cover_every_row_and_the_way_through_the_anchors(way: list[tuple[int, int]], every: int) -> None:
    n, m = way[-1]
    ones = [start for start, end in pairwise(way) if (end[0] - start[0], end[1] - start[1]) == (1, 1)]
    windows = search_windows([Anchor(i, j, 0.5) for i, j in ones[::every]], n, m)
    if not n:
        assert windows == []
        return
    assert (windows[0].top, windows[0].left) == (0, 0)
    assert (windows[-1].bottom, windows[-1].right) == (n, m)
    assert all(w.top < w.bottom and 0 <= w.left <= w.right <= m for w in windows)
    assert all(
        one.bottom == two.top and two.left <= one.right and one.left <= two.left for one, two in pairwise(windows)
    )
    fixed = [(0, 0), *((i + 1, j + 1) for i, j in ones[::every]), (n, m)]
    if all(two[1] - one[1] <= WIDEST for one, two in pairwise(fixed)):
        for i, j in way:
            row = next(w for w in windows if w.top < i <= w.bottom or i == w.top == 0)
            assert row.left <= j <= row.right


@pytest.mark.parametrize(("n", "m"), [(1, 1), (1, 500), (500, 1), (3000, 5000), (5000, 3000), (40, 4000)])
def test_without_anchors_the_diagonal_is_searched(n: int, m: int) -> None:
    windows = search_windows([], n, m)
    assert windows[0].left == 0
    assert windows[-1].right == m
    assert all(two.left <= one.right for one, two in pairwise(windows))
    assert sum((w.bottom - w.top) * (w.right - w.left + 1) for w in windows) <= 1000 * (n + m)
    for i in range(1, n + 1, max(1, n // 50)):
        row = next(w for w in windows if w.top < i <= w.bottom)
        assert row.left <= i * m // n <= row.right
