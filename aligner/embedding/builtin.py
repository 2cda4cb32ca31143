"""The model that ships with the package: static bilingual vectors, one a token, added up.

It is a model2vec folder: int8 `embeddings` (tokens, 256), a float32 `weights` value a token (the row's scale times
what the token counts) and a `mapping`; model2vec and sentence-transformers open it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from mmap import mmap
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.embedding.encoder import BUILTIN, Vectors
from aligner.embedding.vocabulary import FOLDER, load_tokenizer, tokens
from aligner.errors import named_model_errors
from aligner.workers import shared_out

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CHUNK = 512  # texts whose vectors are worth a process
TOGETHER = 32  # texts added up at once: their tokens' vectors stay in the cache of a core


@dataclass(frozen=True)
class BuiltinEncoder:
    """Static vectors: `rows` int8 (tokens, dimensions), `weights` float32 (tokens,)."""

    tokenizer: Tokenizer
    rows: NDArray[np.int8]
    weights: NDArray[np.float32]
    name: str = BUILTIN

    @classmethod
    @cache
    def load(cls, folder: Path = FOLDER) -> BuiltinEncoder:
        """Open a model folder, once a process.

        Raises:
            ModelError: a file is missing or damaged.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        with named_model_errors("the built-in model", folder, SafetensorError):
            tensors = load_file(folder / "model.safetensors")
            rows, weights = tensors["embeddings"], tensors["weights"].astype(np.float32)
        return cls(load_tokenizer(folder), rows, weights)

    @cached_property
    def salience(self) -> NDArray[np.float32]:
        """What each token counts in a sum: the length of its vector, shape (tokens,)."""
        squares = np.einsum("ij,ij->i", self.rows, self.rows, dtype=np.float32)
        lengths: NDArray[np.float32] = (np.sqrt(squares) * self.weights).astype(np.float32)
        return lengths

    def encode(self, texts: Sequence[str], workers: int = 1) -> Vectors:
        """Sums of token vectors, shape (texts, dimensions); see `Encoder`."""
        ids, starts = tokens(texts, self.tokenizer, workers)
        shape = len(texts), self.rows.shape[1]
        if workers == 1 or len(texts) <= CHUNK:
            out: Vectors = np.zeros(shape, dtype=np.float32)
        else:  # pages that all processes write to, so that no vector is sent
            out = np.frombuffer(mmap(-1, shape[0] * shape[1] * 4), dtype=np.float32).reshape(shape)

        def work(part: Sequence[range]) -> list[None]:
            for span in part:
                self._add_up(ids, starts[span.start : span.stop + 1], out[span.start : span.stop])
            return [None] * len(part)

        spans = [range(at, min(at + CHUNK, len(texts))) for at in range(0, len(texts), CHUNK)]
        shared_out(work, spans, workers, least=1)
        return out

    def _add_up(self, ids: NDArray[np.int32], starts: NDArray[np.int64], out: Vectors) -> None:
        """Write the sums of the tokens between `starts` to rows of zeros."""
        for at in range(0, len(starts) - 1, TOGETHER):
            edges = starts[at : at + TOGETHER + 1]
            filled = np.flatnonzero(np.diff(edges))
            if len(filled):
                some = ids[edges[0] : edges[-1]]
                weighted = self.rows[some] * self.weights[some, None]
                out[at + filled] = np.add.reduceat(weighted, edges[filled] - edges[0], axis=0)
