"""What the aligner needs of an embedding model, and how one is chosen by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

BUILTIN = "builtin"


class Encoder(Protocol):
    """Turns texts into vectors that may be added up.

    The vector of a concatenation is the sum of its parts' vectors, so a document is encoded once, sentence by
    sentence. Vectors are compared after L2 normalisation. The same text has the same vector, bit for bit, in
    whatever batch it stands.
    """

    @property
    def name(self) -> str:
        """What the user called the model."""
        ...

    def encode(self, texts: Sequence[str], workers: int = 1) -> Vectors:
        """Vectors of `texts`, shape (texts, dimensions); a text of which the model knows nothing is a zero vector.

        `workers` is the most processes that it may take.
        """
        ...


def load_encoder(name: str = BUILTIN) -> Encoder:
    """The built-in model, or any sentence-transformers model by name or path.

    Raises:
        MissingExtraError: another model than the built-in one needs the extra `neural`.
        ModelError: the model cannot be found or loaded.
    """
    if name == BUILTIN:
        from aligner.embedding.builtin import BuiltinEncoder

        return BuiltinEncoder.load()
    from aligner.embedding.neural import NeuralEncoder

    return NeuralEncoder.load(name)


def normalised(vectors: NDArray[np.floating]) -> Vectors:
    """Rows scaled to length 1; a zero row stays zero."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    scaled: Vectors = (vectors / np.maximum(lengths, 1e-12)[:, None]).astype(np.float32)
    return scaled
