"""Vectors kept on disk to be searched: eight bits a dimension, exhaustively up to a million, by inverted lists above.

The only file that knows FAISS; `neighbours.py` looks once through vectors in memory as they are. A code is a signed
byte, `SCALE` times the component of a normalised vector, so that codes need no training and those of one document never
depend on another. Files are mapped, not read: a search of a million vectors touches 256 MB, and starts at once.

Above `MOST_EXHAUSTIVE` vectors a second file beside the first holds the same codes in inverted lists (Jégou et al.
2011), of which a search looks through `PROBES`.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.neighbours import Neighbours
from aligner.embedding.encoder import Vectors, normalised
from aligner.errors import StoreError
from aligner.workers import available

SCALE = 300.0
"""A component of 0.42 has the largest code; larger ones, which hardly occur, are cut to it."""
MOST_EXHAUSTIVE = 1_000_000
PROBES = 48
_ZERO = 128
_A_PART = 125_000
_TRAINED_A_LIST = 40
_LISTS = ".lists"

Codes = NDArray[np.uint8]
_Part = tuple[Vectors, NDArray[np.int64]]


def coded(vectors: Vectors) -> Codes:
    """The codes of vectors, which need not be normalised, shape (vectors, dimensions)."""
    codes: Codes = (np.clip(np.rint(normalised(vectors) * SCALE), -127, 127) + _ZERO).astype(np.uint8)
    return codes


@dataclass(frozen=True)
class VectorIndex:
    """Kept vectors: FAISS's index of all rows, and of inverted lists, where there are so many."""

    _rows: Any
    _lists: Any | None = None

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """Map the files that `write` made.

        Raises:
            StoreError: A file is missing or damaged.
        """
        import faiss

        lists = path.with_name(path.name + _LISTS)
        try:
            rows = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
            return cls(rows, faiss.read_index(str(lists), faiss.IO_FLAG_MMAP) if lists.exists() else None)
        except RuntimeError as error:
            raise StoreError(
                "the vectors of this store are missing or damaged", where=str(path), do="run `aligner index` again"
            ) from error

    @classmethod
    def of(cls, codes: Codes) -> VectorIndex:
        """An index in memory that is searched by inverted lists, whatever its size."""
        return cls(_exhaustive(codes.shape[1], [codes]), _in_lists(codes.shape[1], codes))

    def __len__(self) -> int:
        return int(self._rows.ntotal)

    def codes(self, start: int, end: int) -> Codes:
        """The codes of rows `start` up to, not including, `end`."""
        import faiss

        width = self._rows.code_size
        found: Codes = faiss.rev_swig_ptr(self._rows.codes.data(), len(self) * width).reshape(-1, width)[start:end]
        return found

    def nearest(self, queries: Vectors, k: int) -> Neighbours:
        """The `k` rows nearest to each query by cosine, which the codes give to about 0.01; fewer if there are fewer.

        Equal ones are ordered by row, and the number of threads changes nothing.
        """
        import faiss

        sought = _values(coded(queries))
        k = min(k, len(self))
        if not k or not len(sought):
            return Neighbours(np.zeros((len(sought), k), np.int64), np.zeros((len(sought), k), np.float32))
        if self._lists is not None:
            parameters = faiss.SearchParametersIVF()
            parameters.nprobe = PROBES
            found: Sequence[_Part] = [self._lists.search(sought, k, params=parameters)]
        else:
            found = self._exhaustively(sought, k)
        products = np.concatenate([part[0] for part in found], axis=1)
        similarities: Vectors = np.round(products / SCALE**2, 4).astype(np.float32)
        rows = np.concatenate([part[1] for part in found], axis=1)
        similarities[rows < 0] = -1
        order = np.lexsort((rows, -similarities), axis=1)[:, :k]
        return Neighbours(np.take_along_axis(rows, order, 1), np.take_along_axis(similarities, order, 1))

    def _exhaustively(self, sought: Vectors, k: int) -> Sequence[_Part]:
        """Parts of the rows on all processors; FAISS itself shares out queries alone."""
        import faiss

        parts = -(-len(self) // _A_PART)  # as many on every machine: which of two equal rows is found may depend on it
        edges = [len(self) * part // parts for part in range(parts + 1)]

        def part(start: int, end: int) -> _Part:
            products, rows = self._range(start, end).search(sought, k)
            rows[rows >= 0] += start
            return products, rows

        if parts == 1:
            return [self._rows.search(sought, k)]
        alone = partial(faiss.omp_set_num_threads, 1)  # in the thread that says so
        with ThreadPoolExecutor(available(), initializer=alone) as pool:
            return list(pool.map(part, edges[:-1], edges[1:]))

    def _range(self, start: int, end: int) -> Any:  # noqa: ANN401  # FAISS has no types
        """An index of some of the rows, which lie where they are; a selector would be asked for all others too."""
        import faiss

        codes, view = self.codes(start, end), cast(Any, faiss.MaybeOwnedVectorUInt8).create_view
        address = faiss.cast_integer_to_void_ptr(codes.ctypes.data)
        index = _exhaustive(codes.shape[1], [])
        index.codes = view(address, codes.size, self._rows.codes.owner)
        index.ntotal = len(codes)
        return index


def write(path: Path, width: int, rows: Sequence[Codes]) -> None:
    """Write codes to a file for `VectorIndex.open`, and inverted lists beside it if there are many.

    Args:
        path: The file, which must not be open.
        width: The dimensions.
        rows: Codes, one piece after the other, each of shape (any, `width`).

    Raises:
        StoreError: The file cannot be written.
    """
    index = _exhaustive(width, rows)
    _put(index, path)
    lists = path.with_name(path.name + _LISTS)
    lists.unlink(missing_ok=True)
    if index.ntotal > MOST_EXHAUSTIVE:
        _put(_in_lists(width, np.concatenate(rows)), lists)


def _exhaustive(width: int, rows: Sequence[Codes]) -> Any:  # noqa: ANN401  # FAISS has no types
    import faiss

    index = faiss.IndexScalarQuantizer(width, faiss.ScalarQuantizer.QT_8bit_direct_signed, faiss.METRIC_INNER_PRODUCT)
    for piece in rows:
        if len(piece):
            index.add_sa_codes(np.ascontiguousarray(piece))
    return index


def _in_lists(width: int, codes: Codes) -> Any:  # noqa: ANN401  # FAISS has no types
    import faiss

    count = max(1, min(int(4 * np.sqrt(len(codes))), len(codes) // _TRAINED_A_LIST))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(width),
        width,
        count,
        faiss.ScalarQuantizer.QT_8bit_direct_signed,
        faiss.METRIC_INNER_PRODUCT,
        False,
    )
    index.own_fields = False
    chosen = codes[:: max(1, len(codes) // (count * _TRAINED_A_LIST))]
    index.train(_values(chosen))
    for start in range(0, len(codes), MOST_EXHAUSTIVE // 10):
        index.add(_values(codes[start : start + MOST_EXHAUSTIVE // 10]))
    return index


def _values(codes: Codes) -> Vectors:
    return codes.astype(np.float32) - _ZERO


def _put(index: Any, path: Path) -> None:  # noqa: ANN401  # FAISS has no types
    import faiss

    beside = path.with_name(path.name + ".part")
    try:
        faiss.write_index(index, str(beside))
        beside.replace(path)
    except (RuntimeError, OSError) as error:
        beside.unlink(missing_ok=True)
        raise StoreError(
            "the vectors cannot be written", where=str(path), do="check its folder, its permissions and its disk"
        ) from error
