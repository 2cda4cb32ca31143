"""The built-in model's tokens: its words, their numbers, and where they stand in a text.

The tokenizer is a unigram model over whole words of both languages (see scripts/training/vocabulary.py); it serves
the vectors and the lexical tables alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.document import Span
from aligner.errors import named_model_errors
from aligner.workers import shared_out

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MARK = "▁"
FOLDER = Path(__file__).resolve().parent.parent / "models" / "builtin"
CHUNK = 2048  # texts that are worth a process
LARGEST_CHUNK = 8192  # texts cut at once


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

    with named_model_errors("the model's tokenizer", folder, Exception):  # the library raises the bare Exception
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokens(texts: Sequence[str], tokenizer: Tokenizer, workers: int = 1) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Token numbers of `texts` one after the other, and where each text begins, shapes (tokens,) and (texts + 1,).

    `workers` is the most processes that many texts are shared out to. The last two answers are remembered: the
    sentences of a document are asked for their vectors, and then for their words.
    """
    return _TOKENS.of(tuple(texts), tokenizer, workers)


class _Remembered:
    """The tokens of the texts that were asked for last."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, tuple[str, ...]], tuple[NDArray[np.int32], NDArray[np.int64]]] = {}

    def of(
        self, texts: tuple[str, ...], tokenizer: Tokenizer, workers: int
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        key = id(tokenizer), texts
        if key not in self._known:
            found = _tokens(texts, tokenizer, workers)
            self._known = dict([*self._known.items()][-1:]) | {key: found}
        return self._known[key]


_TOKENS = _Remembered()


def _tokens(texts: Sequence[str], tokenizer: Tokenizer, workers: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    def work(part: Sequence[range]) -> list[tuple[NDArray[np.int32], NDArray[np.int32]]]:
        return [_chunk(texts[span.start : span.stop], tokenizer) for span in part]

    size = min(LARGEST_CHUNK, max(CHUNK, -(-len(texts) // workers)))
    spans = [range(at, min(at + size, len(texts))) for at in range(0, len(texts), size)]
    chunks = shared_out(work, spans, workers, least=1)
    ids = [ids for ids, _ in chunks]
    lengths = [lengths for _, lengths in chunks]
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.concatenate(lengths) if lengths else [], out=starts[1:])
    return np.concatenate(ids) if ids else np.zeros(0, dtype=np.int32), starts


def _chunk(texts: Sequence[str], tokenizer: Tokenizer) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The tokens of texts one after the other, and how many each has.

    The tokenizer looks at what stands between blanks by itself, so that each such piece is cut once however often it
    stands in the texts; an English word costs a tenth of it.
    """
    pieces = [text.split(" ") for text in texts]
    distinct = list(dict.fromkeys(chain.from_iterable(pieces)))
    encoded = tokenizer.encode_batch_fast(distinct, add_special_tokens=False)
    known = {piece: encoding.ids for piece, encoding in zip(distinct, encoded, strict=True)}
    ids = [list(chain.from_iterable(map(known.__getitem__, some))) for some in pieces]
    lengths = np.array([len(one) for one in ids], dtype=np.int32)
    return np.fromiter(chain.from_iterable(ids), dtype=np.int32, count=int(lengths.sum())), lengths


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
