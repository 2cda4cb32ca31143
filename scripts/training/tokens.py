"""The training pairs as token numbers, kept in flat arrays so that 1.7 million pairs fit in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from scripts.training.pairs import Reader, Source
from scripts.training.progress import Tick, silent
from scripts.training.vocabulary import MARK, pieces

CHUNK = 20_000
LONGEST = 110


@dataclass(frozen=True)
class Tokens:
    """Sentences as one array of token numbers: sentence i is `ids[starts[i]:starts[i + 1]]`."""

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Tokens in each sentence."""
        return np.diff(self.starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def gather(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The tokens of `rows` one after the other, and where each row begins, shape (rows,)."""
        lengths = self.lengths[rows]
        begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        flat = np.arange(lengths.sum()) - np.repeat(begins, lengths) + np.repeat(self.starts[rows], lengths)
        return self.ids[flat], begins


@dataclass(frozen=True)
class TokenPairs:
    """Pairs of sentences as tokens; `source[i]` is the index of pair i's source, `texts` are not kept."""

    zh: Tokens
    en: Tokens
    source: NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.source)

    def save(self, path: Path) -> None:
        """Write to an .npz file."""
        np.savez(
            path, zh=self.zh.ids, zh_starts=self.zh.starts, en=self.en.ids, en_starts=self.en.starts, source=self.source
        )

    @classmethod
    def load(cls, path: Path) -> TokenPairs:
        """Read what `save` wrote."""
        with np.load(path) as f:
            return cls(Tokens(f["zh"], f["zh_starts"]), Tokens(f["en"], f["en_starts"]), f["source"])


def tokenize(texts: list[str], tokenizer: Tokenizer, mark: int) -> list[NDArray[np.int32]]:
    """Token numbers of each text, without the bare word marks."""
    out = []
    for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
        ids = np.asarray(encoding.ids, dtype=np.int32)
        out.append(ids[ids != mark])
    return out


def encode_sources(read: Reader, sources: Sequence[Source], tokenizer: Tokenizer, tick: Tick = silent) -> TokenPairs:
    """Encode all pairs whose sides both have between 1 and `LONGEST` tokens; dictionaries count as pairs too."""
    mark = pieces(tokenizer).index(MARK)
    sides: dict[str, list[NDArray[np.int32]]] = {"zh": [], "en": []}
    lengths: dict[str, list[int]] = {"zh": [], "en": []}
    origin: list[int] = []
    for index, source in enumerate(sources):
        pairs = iter(read(source))
        while chunk := list(islice(pairs, CHUNK)):
            zh = tokenize([z for z, _ in chunk], tokenizer, mark)
            en = tokenize([e for _, e in chunk], tokenizer, mark)
            keep = [k for k in range(len(zh)) if 0 < len(zh[k]) <= LONGEST and 0 < len(en[k]) <= LONGEST]
            for name, side in (("zh", zh), ("en", en)):
                lengths[name] += [len(side[k]) for k in keep]
                sides[name].append(np.concatenate([side[k] for k in keep]) if keep else np.zeros(0, np.int32))
            origin += [index] * len(keep)
            tick(index, len(sources), f"{len(origin):,} pairs")
    made = {
        name: Tokens(np.concatenate(sides[name]), np.concatenate([[0], np.cumsum(lengths[name])]).astype(np.int64))
        for name in sides
    }
    return TokenPairs(made["zh"], made["en"], np.asarray(origin, dtype=np.int16))
