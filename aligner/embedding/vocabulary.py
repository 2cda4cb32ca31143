"""The built-in model's tokens: its words, their numbers, and where they stand in a text.

The tokenizer is a unigram model over whole words of both languages (see scripts/training/vocabulary.py); it serves
the vectors and the lexical tables alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.document import Span
from aligner.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MARK = "▁"
FOLDER = Path(__file__).resolve().parent.parent / "models" / "builtin"
CHUNK = 4096


class Word(NamedTuple):
    """A token where it stands: its span in the document, its number in the vocabulary."""

    span: Span
    key: int


def load_tokenizer(folder: Path = FOLDER) -> Tokenizer:
    """The tokenizer of a model folder, read once a process.

    Raises:
        ModelError: the file is missing or damaged.
    """
    return _open(folder)


@cache
def _open(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the library raises the bare Exception
        raise ModelError(
            f"the model's tokenizer cannot be read ({error})", where=str(folder), do="reinstall zh-en-aligner"
        ) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokens(texts: Sequence[str], tokenizer: Tokenizer) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token numbers of `texts` one after the other, and where each text begins, shapes (tokens,) and (texts + 1,)."""
    return _tokens(tuple(texts), tokenizer)


@lru_cache(maxsize=2)  # the two sides of a text are asked for their vectors, and then for their words
def _tokens(texts: tuple[str, ...], tokenizer: Tokenizer) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    ids: list[NDArray[np.int64]] = []
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    for at in range(0, len(texts), CHUNK):
        for k, encoding in enumerate(tokenizer.encode_batch_fast(texts[at : at + CHUNK], add_special_tokens=False), at):
            found = encoding.ids
            ids.append(np.asarray(found, dtype=np.int64))
            starts[k + 1] = starts[k] + len(found)
    return np.concatenate(ids) if ids else np.zeros(0, dtype=np.int64), starts


def words(texts: Sequence[tuple[str, int]], tokenizer: Tokenizer) -> list[list[Word]]:
    """The words of each (text, offset), with spans moved by the offset; bare word marks are left out."""
    mark = tokenizer.token_to_id(MARK)
    out: list[list[Word]] = []
    for at in range(0, len(texts), CHUNK):
        chunk = texts[at : at + CHUNK]
        encoded = tokenizer.encode_batch([text for text, _ in chunk], add_special_tokens=False)
        for (_, offset), encoding in zip(chunk, encoded, strict=True):
            out.append(
                [
                    Word(Span(start + offset, end + offset), key)
                    for key, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
                    if key != mark and start < end
                ]
            )
    return out
