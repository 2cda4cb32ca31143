"""The lexical tables as their file has them, read once for all that look at them: word links and explanations."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.errors import named_model_errors

Floats = NDArray[np.float32]

FOLDER = Path(__file__).resolve().parent.parent / "models" / "lexicon"


class LexicalTables(NamedTuple):
    """Classes of words and their renderings.

    `classes[t]` is the class of token t. The renderings of Chinese class z are the English classes
    `keys[starts[z]:starts[z + 1]]`, with the shares `forward` of z's occurrences and `backward` of theirs. The share
    `linked[c]` of a class's occurrences had a counterpart in the training pairs; the class makes up the share
    `frequency[c]` of all words, 0 if it is none but punctuation.
    """

    classes: NDArray[np.int32]
    starts: NDArray[np.int32]
    keys: NDArray[np.int32]
    forward: Floats
    backward: Floats
    linked: Floats
    frequency: Floats


@cache
def load_tables(folder: Path = FOLDER) -> LexicalTables:
    """Open the tables of a model folder, once a process.

    Raises:
        ModelError: a file is missing or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    with named_model_errors("the lexical tables", folder, SafetensorError):
        read = load_file(folder / "lexicon.safetensors")
        return LexicalTables(
            read["classes"],
            read["starts"],
            read["keys"],
            _from_bytes(read["forward"], 3),
            _from_bytes(read["backward"], 3),
            (read["linked"] / 255).astype(np.float32),
            np.where(read["frequency"] > 0, _from_bytes(read["frequency"], 9), np.float32(0)),
        )


def _from_bytes(codes: NDArray[np.uint8], decades: int) -> Floats:
    """Shares from their logarithmic bytes; see scripts/training/lexicon.py."""
    shares: Floats = (10.0 ** (codes.astype(np.float32) * decades / 255 - decades)).astype(np.float32)
    return shares
