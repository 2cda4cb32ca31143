"""Renderings written by hand, for words of policy that the training pairs hardly show in this sense."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from scripts.training.lexicon import Lexicon
from scripts.training.vocabulary import MARK

FILE = Path(__file__).with_name("renderings.tsv")
SHARE = 0.15  # of a word's occurrences that such a rendering counts for at least
UNSEEN = 0.001  # of the rendering's occurrences, where the pairs show none: the least that the tables can say


def read_renderings(tokenizer: Tokenizer, path: Path = FILE) -> NDArray[np.int32]:
    """The token of each Chinese word with that of each of its renderings, shape (renderings, 2).

    A word that the vocabulary does not hold as one token is left out.
    """
    found = [(_token(tokenizer, zh), _token(tokenizer, en)) for zh, en in written(path)]
    return np.array([pair for pair in found if None not in pair], dtype=np.int32).reshape(-1, 2)


def written(path: Path = FILE) -> list[tuple[str, str]]:
    """Each Chinese word with each of its renderings."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = (line.split("\t") for line in lines[1:])
    return [(zh, en) for zh, renderings in rows for en in renderings.split(" ")]


def _token(tokenizer: Tokenizer, word: str) -> int | None:
    encoding = tokenizer.encode(word, add_special_tokens=False)
    found = [key for key, token in zip(encoding.ids, encoding.tokens, strict=True) if token != MARK]
    return found[0] if len(found) == 1 else None


def with_renderings(lexicon: Lexicon, tokens: NDArray[np.int32]) -> Lexicon:
    """The tables in which each of some renderings, tokens of shape (renderings, 2), counts for at least `SHARE`."""
    size = len(lexicon.classes)
    known = np.repeat(np.arange(size), np.diff(lexicon.starts)) * size + lexicon.keys
    given = np.unique(lexicon.classes[tokens[:, 0]].astype(np.int64) * size + lexicon.classes[tokens[:, 1]])
    new = given[~np.isin(given, known)]
    pairs = np.concatenate([known, new])
    forward = np.concatenate([lexicon.forward, np.zeros(len(new), dtype=np.float32)])
    backward = np.concatenate([lexicon.backward, np.full(len(new), UNSEEN, dtype=np.float32)])
    weak = np.isin(pairs, given) & (forward + backward - forward * backward < SHARE)
    forward[weak] = SHARE
    order = np.lexsort((-np.sqrt(forward * backward), pairs // size))
    return replace(
        lexicon,
        starts=np.searchsorted(pairs[order] // size, np.arange(size + 1)).astype(np.int32),
        keys=(pairs[order] % size).astype(np.int32),
        forward=forward[order],
        backward=backward[order],
    )
