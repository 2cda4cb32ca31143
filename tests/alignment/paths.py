"""Every way through a small programme, one after the other: slow and plain, to hold the fast one against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from aligner.alignment.programme import MOST, NEVER, Programme, Window
from aligner.alignment.solving import solve
from aligner.bitext import Bead

Corner = tuple[int, int]
Path = tuple[Corner, ...]


@dataclass(frozen=True)
class Problem:
    """A programme with its scores as one table, `scores[i, j, a - 1, b - 1]` of the bead that ends at (i, j)."""

    scores: NDArray[np.int32]
    zh_null: NDArray[np.int32]
    en_null: NDArray[np.int32]
    windows: tuple[Window, ...]
    temperature: float

    @property
    def size(self) -> Corner:
        return len(self.zh_null), len(self.en_null)

    def programme(self) -> Programme:
        return Programme(self.windows, self._window, self.zh_null, self.en_null, self.temperature)

    def solved(self) -> list[Bead]:
        return solve([self.programme()])[0].beads()

    def _window(self, window: Window) -> NDArray[np.int32]:
        rows = slice(window.top + 1, window.bottom + 1)
        some = self.scores[rows, window.left : window.right + 1].transpose(0, 2, 3, 1).copy()
        for r, i in enumerate(range(window.top + 1, window.bottom + 1)):
            for c, j in enumerate(range(window.left, window.right + 1)):
                some[r, i:, :, c] = some[r, :, j:, c] = NEVER
        return some

    def step(self, start: Corner, end: Corner) -> int:
        """What going from one corner to the next scores."""
        (i, j), (k, m) = start, end
        if i == k:
            return int(self.en_null[j])
        if j == m:
            return int(self.zh_null[i])
        return int(self.scores[k, m, k - i - 1, m - j - 1])

    def score(self, path: Sequence[Corner]) -> int:
        return sum(self.step(start, end) for start, end in pairwise(path))

    def open(self, corner: Corner) -> bool:
        """Whether a corner lies in the window of its row; the first row is as wide as the first window."""
        i, j = corner
        window = next(w for w in self.windows if w.top < i <= w.bottom or i == w.top == 0)
        return (window.left if i else 0) <= j <= window.right

    def paths(self, at: Corner = (0, 0)) -> Iterator[Path]:
        """Every path from a corner to the end."""
        if at == self.size:
            yield (at,)
            return
        i, j = at
        (n, m) = self.size
        beads = [(i + a, j + b) for a in range(1, min(MOST, n - i) + 1) for b in range(1, min(MOST, m - j) + 1)]
        for end in [(i + 1, j), (i, j + 1), *beads]:
            if end[0] <= n and end[1] <= m and self.open(end):
                yield from ((at, *rest) for rest in self.paths(end))


def corners(beads: Sequence[Bead]) -> Path:
    """The corners that a sequence of beads goes through."""
    at, found = (0, 0), [(0, 0)]
    for bead in beads:
        at = at[0] + len(bead.zh), at[1] + len(bead.en)
        found.append(at)
    return tuple(found)


@st.composite
def problems(draw: st.DrawFn, most: int = 4) -> Problem:
    """Small programmes with any scores, whole or searched in windows only."""
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    spread = draw(st.sampled_from([2, 100, 6000]))  # 2: many ties
    scores = random.integers(-spread, spread, size=(n + 1, m + 1, MOST, MOST), dtype=np.int32)
    nulls = [random.integers(-spread, spread // 2 + 1, size=k, dtype=np.int32) for k in (n, m)]
    windows = [Window(0, n, 0, m)]
    if draw(st.booleans()):
        cuts = [0, *sorted(draw(st.sets(st.integers(1, n), max_size=2)) - {n}), n]
        inner = draw(st.lists(st.integers(0, m), min_size=len(cuts) - 2, max_size=len(cuts) - 2))
        right = [*sorted(inner), m]
        left = [0, *(draw(st.integers(0, r)) for r in right[:-1])]
        left = np.maximum.accumulate(left).tolist()
        windows = [Window(*cut, a, b) for cut, a, b in zip(pairwise(cuts), left, right, strict=True)]
    return Problem(scores, *nulls, tuple(windows), draw(st.sampled_from([1.0, 50.0, 500.0, 5000.0])))
