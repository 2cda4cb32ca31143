"""Lexical tables: how often a Chinese word is rendered by an English one, learnt from word-aligned pairs.

eflomal (Östling and Tiedemann 2016) aligns the words of the training pairs in both directions; links found by both
count once, links found by one count half. English words count by their stem, so that 发展 has one entry for develop,
developing and development.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from scripts.training.pairs import SOURCES
from scripts.training.tokens import TokenPairs
from scripts.training.vocabulary import MARK, pieces

LONGEST = 70
SHARE_OF_UNORDERED = 0.55
KEEP = 32
LEAST_SHARE = 0.002
LEAST_COUNT = 1.5


@dataclass(frozen=True)
class Lexicon:
    """The tables.

    `classes[token]` is the class of a token (its stem's first token, or itself). The renderings of
    Chinese class z are `keys[starts[z]:starts[z + 1]]` with the shares `forward` (of z's occurrences) and `backward`
    (of the rendering's); `linked[class]` is the share of a class's occurrences that were linked at all.
    """

    classes: NDArray[np.int32]
    starts: NDArray[np.int32]
    keys: NDArray[np.int32]
    forward: NDArray[np.float32]
    backward: NDArray[np.float32]
    linked: NDArray[np.float32]

    def save(self, path: Path, frequencies: NDArray[np.float64]) -> None:
        """Write as safetensors; shares become bytes on a logarithmic scale, 0 = 1/1000 and 255 = 1.

        Those of `frequencies`, each class's, begin with 1 = a billionth; 0 is none.
        """
        save_file(
            {
                "classes": self.classes,
                "starts": self.starts,
                "keys": self.keys,
                "forward": to_bytes(self.forward),
                "backward": to_bytes(self.backward),
                "linked": np.round(self.linked * 255).astype(np.uint8),
                "frequency": np.where(frequencies > 0, np.maximum(to_bytes(frequencies, 9), 1), 0).astype(np.uint8),
            },
            path,
        )


def to_bytes(shares: NDArray[np.floating], decades: int = 3) -> NDArray[np.uint8]:
    """Shares in [0.001, 1], or other decades up to 1, to bytes, evenly on a logarithmic scale."""
    least = 10.0**-decades
    return np.round(255 * (np.log10(np.clip(shares, least, 1)) + decades) / decades).astype(np.uint8)


def class_frequencies(tokenizer: Tokenizer, classes: NDArray[np.int32]) -> NDArray[np.float64]:
    """The share of each class among all words, as the tokenizer has it; 0 for what is no word."""
    scores = json.loads(tokenizer.to_str())["model"]["vocab"]
    shares = np.exp([score for _, score in scores]) * speaking(tokenizer)
    return np.bincount(classes, weights=shares / shares.sum(), minlength=len(classes))


def stem_classes(tokenizer: Tokenizer) -> NDArray[np.int32]:
    """The class of each token: English words that share a Snowball stem share the number of the commonest of them."""
    import snowballstemmer

    stemmer = snowballstemmer.stemmer("english")
    known = pieces(tokenizer)
    classes = np.arange(len(known), dtype=np.int32)
    first: dict[str, int] = {}
    for token, piece in enumerate(known):
        if piece.startswith(MARK) and piece[1:].isalpha() and piece[1:].isascii():
            classes[token] = first.setdefault(stemmer.stemWord(piece[1:]), token)
    return classes


def speaking(tokenizer: Tokenizer) -> NDArray[np.bool_]:
    """Whether a token has a letter or a digit; the rest is not aligned."""
    speaks = np.array([any(c.isalnum() for c in piece) for piece in pieces(tokenizer)])
    speaks[0] = False  # unknown
    return speaks


def chosen(pairs: TokenPairs, seed: int = 1) -> NDArray[np.int64]:
    """The pairs to align: all but names and long ones, and a share of the sentences that stand in no document."""
    names = {k for k, s in enumerate(SOURCES) if s.weight < 0.1}
    free = np.array([s.kind == "pairs" and not s.ordered for s in SOURCES])[pairs.source]
    keep = ~np.isin(pairs.source, list(names)) & (pairs.zh.lengths <= LONGEST) & (pairs.en.lengths <= LONGEST)
    keep &= ~free | (np.random.default_rng(seed).random(len(pairs)) < SHARE_OF_UNORDERED)
    return np.flatnonzero(keep)


def word_links(
    pairs: TokenPairs, rows: NDArray[np.int64], classes: NDArray[np.int32], speaks: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], set[tuple[int, int]], set[tuple[int, int]]]]:
    """Align with eflomal; yield each pair's classes and its links, forward and reverse."""
    import eflomal

    sides = []
    for side in (pairs.zh, pairs.en):
        sides.append([classes[t[speaks[t]]] for t in (side.ids[side.starts[r] : side.starts[r + 1]] for r in rows)])
    full = [k for k in range(len(rows)) if len(sides[0][k]) and len(sides[1][k])]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("forward", "reverse")]
        lines = [[" ".join(map(str, side[k])) + "\n" for k in full] for side in sides]
        eflomal.Aligner().align(
            lines[0], lines[1], links_filename_fwd=str(paths[0]), links_filename_rev=str(paths[1]), quiet=True
        )
        with paths[0].open() as forward, paths[1].open() as reverse:
            for k, ahead, back in zip(full, forward, reverse, strict=True):
                yield sides[0][k], sides[1][k], _parse(ahead), _parse(back)


def _parse(line: str) -> set[tuple[int, int]]:
    return {(int(a), int(b)) for a, b in (link.split("-") for link in line.split())}


def count_links(
    aligned: Iterator[tuple[NDArray[np.int32], NDArray[np.int32], set[tuple[int, int]], set[tuple[int, int]]]],
    classes: NDArray[np.int32],
) -> Lexicon:
    """Count links into tables and prune them."""
    size = len(classes)
    occurs, linked = np.zeros(size), np.zeros(size)
    codes, weights = [], []
    for zh, en, ahead, back in aligned:
        np.add.at(occurs, zh, 1)
        np.add.at(occurs, en, 1)
        both = ahead | back
        for i, j in both:
            codes.append(int(zh[i]) * size + int(en[j]))
            weights.append(1.0 if (i, j) in ahead and (i, j) in back else 0.5)
        np.add.at(linked, zh[list({i for i, _ in both})], 1)
        np.add.at(linked, en[list({j for _, j in both})], 1)
    unique, inverse = np.unique(np.asarray(codes, dtype=np.int64), return_inverse=True)
    counts = np.bincount(inverse, weights=np.asarray(weights))
    zh_key, en_key = unique // size, unique % size
    forward = counts / np.maximum(occurs[zh_key], 1)
    backward = counts / np.maximum(occurs[en_key], 1)
    good = (counts >= LEAST_COUNT) & (np.maximum(forward, backward) >= LEAST_SHARE * 5) & (forward >= LEAST_SHARE / 2)
    strength = np.sqrt(forward * backward)
    order = np.lexsort((-strength, zh_key))
    order = order[good[order]]
    rank = np.arange(len(order)) - np.searchsorted(zh_key[order], zh_key[order], side="left")
    order = order[rank < KEEP]
    starts = np.searchsorted(zh_key[order], np.arange(size + 1)).astype(np.int32)
    return Lexicon(
        classes,
        starts,
        en_key[order].astype(np.int32),
        forward[order].astype(np.float32),
        backward[order].astype(np.float32),
        (linked / np.maximum(occurs, 1)).astype(np.float32),
    )
