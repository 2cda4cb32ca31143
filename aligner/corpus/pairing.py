"""Which of two heaps' documents are translations of each other.

Each candidate pair is weighed by what the two documents share: vectors of the title, the beginning and the whole,
numbers, days, names in Latin letters, the length that a translation has, and words of the file names. What is rare in
the heaps counts more. The weights were fitted by `scripts.training.pairing`. Pairs are then chosen one to one, for the
greatest total.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.neighbours import nearest
from aligner.corpus.assignment import Pair, assign
from aligner.corpus.profile import Profile, profile
from aligner.embedding.encoder import Encoder, Vectors, normalised
from aligner.errors import AlignerError, LanguageError
from aligner.reading import read_document

FEATURES = ("whole", "beginning", "title", "numbers", "dates", "names", "length", "file name")
WEIGHTS = {
    "whole": 2.92,
    "beginning": 8.36,
    "title": 3.46,
    "numbers": 0.76,
    "dates": 2.0,
    "names": 0.59,
    "length": 0.57,
    "file name": 3.0,
}
BIAS = -10.03
CANDIDATES = 30
"""So many nearest documents of the other language are looked at, for each document."""
# English letters for each Chinese character, as a logarithm, and how far it varies from text to text.
_LENGTH, _SPREAD = 1.15, 0.4


@dataclass(frozen=True)
class Paired:
    """Two files, the probability that one is the other's translation, and the features that speak most for it."""

    zh: Path
    en: Path
    confidence: float
    why: tuple[str, ...]


class Pairing(NamedTuple):
    """The pairs, surest first; the files without a partner; those that are pages in both languages; those unreadable.

    The last come with the error.
    """

    pairs: tuple[Paired, ...]
    alone_zh: tuple[Path, ...]
    alone_en: tuple[Path, ...]
    pages: tuple[Path, ...]
    unreadable: tuple[tuple[Path, str], ...]


def pair(
    files: Iterable[Path],
    encoder: Encoder,
    *,
    least: float = 0.5,
    on_file: Callable[[str], None] = lambda name: None,
) -> Pairing:
    """Pair the Chinese files of a heap with the English ones.

    Args:
        files: Files in one language each; what is in both is set apart.
        encoder: Gives vectors.
        least: The least confidence of a pair; what would be less sure is left alone.
        on_file: Told of each file as it is read.
    """
    profiles: list[Profile] = []
    pages, unreadable = [], []
    for path in sorted(set(files)):
        on_file(path.name)
        try:
            profiles.append(profile(path, read_document(path), encoder))
        except LanguageError as error:
            if "both languages" in error.what:
                pages.append(path)
            else:
                unreadable.append((path, str(error)))
        except AlignerError as error:
            unreadable.append((path, str(error)))
    zh = [found for found in profiles if found.language == "zh"]
    en = [found for found in profiles if found.language == "en"]
    features = features_of(zh, en)
    pairs = [
        Paired(zh[i].path, en[j].path, confidence, _why(features[i, j]))
        for (i, j), confidence in matched(features)
        if confidence >= least
    ]
    taken = {path for found in pairs for path in (found.zh, found.en)}
    alone_zh, alone_en = (tuple(found.path for found in side if found.path not in taken) for side in (zh, en))
    ordered = sorted(pairs, key=lambda found: (-found.confidence, found.zh))
    return Pairing(tuple(ordered), alone_zh, alone_en, tuple(pages), tuple(unreadable))


def matched(features: Mapping[Pair, NDArray[np.float64]]) -> list[tuple[Pair, float]]:
    """Choose pairs one to one, each with its confidence: how far it stands out from what either could have instead.

    Args:
        features: What `features_of` gave.
    """
    weights = np.array([WEIGHTS[name] for name in FEATURES])
    logits = {found: BIAS + float(row @ weights) for found, row in features.items()}
    odds = {found: math.exp(min(logit, 50.0)) for found, logit in logits.items()}
    rows: dict[int, float] = defaultdict(lambda: 1.0)  # 1 is what having no partner stands for
    columns: dict[int, float] = defaultdict(lambda: 1.0)
    for (i, j), value in odds.items():
        rows[i] += value
        columns[j] += value
    return [((i, j), round(odds[i, j] / math.sqrt(rows[i] * columns[j]), 4)) for i, j in assign(logits)]


def features_of(zh: Sequence[Profile], en: Sequence[Profile]) -> dict[Pair, NDArray[np.float64]]:
    """The features of each pair that may be one, by the indices of the two; see `FEATURES`."""
    if not zh or not en:
        return {}
    views = [
        (_centred([getattr(p, name) for p in zh]), _centred([getattr(p, name) for p in en]))
        for name in ("whole", "beginning", "title")
    ]
    rarity = [_Rarity([getattr(p, name) for p in (*zh, *en)]) for name in ("numbers", "dates", "names", "file_words")]
    found = {}
    for i, j in _candidates(views, zh, en):
        a, b = zh[i], en[j]
        likeness = [float(x[i] @ y[j]) for x, y in views]
        shared = [
            rarity[0].share(a.numbers, b.numbers),
            rarity[1].share(a.dates, b.dates) + _numbered(a, b),
            rarity[2].share(a.names, b.names),
        ]
        z = (math.log(max(b.length, 1) / max(a.length, 1)) - _LENGTH) / _SPREAD
        row = [*likeness, *shared, -min(z * z / 2, 20.0), rarity[3].share(a.file_words, b.file_words)]
        found[i, j] = np.round(np.array(row), 4)
    return found


class _Rarity:
    """How much each thing tells: the logarithm of the share of documents that do not have it."""

    def __init__(self, sets: Sequence[Collection[str]]) -> None:
        counts = Counter(thing for things in sets for thing in things)
        self._worth: Mapping[str, float] = {thing: math.log((1 + len(sets)) / count) for thing, count in counts.items()}

    def share(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share of what both have in what either has, by worth, times the logarithm of how many these are.

        Many numbers that agree say more than one that does, and where there is none nothing is said.
        """
        both = math.fsum(sorted(self._worth[thing] for thing in one & other))
        either = math.fsum(sorted(self._worth[thing] for thing in one | other))
        return math.log1p(len(one & other)) * both / either if either else 0.0


def _numbered(zh: Profile, en: Profile) -> float:
    """1 if the English text names the Chinese one's document number among its numbers."""
    return float(zh.own_number is not None and set(zh.own_number) <= en.numbers)


def _centred(rows: Sequence[Vectors]) -> Vectors:
    """Unit rows without what all documents of a language have in common; the more there are, the better it is known."""
    stacked = np.stack(rows)
    known = len(rows) / (len(rows) + 5)
    return normalised(stacked - known * stacked.mean(axis=0))


def _candidates(views: Sequence[tuple[Vectors, Vectors]], zh: Sequence[Profile], en: Sequence[Profile]) -> list[Pair]:
    found: set[Pair] = set()
    for x, y in views:
        found |= {(i, int(j)) for i, row in enumerate(nearest(x, y, CANDIDATES).rows) for j in row}
        found |= {(int(i), j) for j, row in enumerate(nearest(y, x, CANDIDATES).rows) for i in row}
    by_name: dict[frozenset[str], list[int]] = {}
    for j, profiled in enumerate(en):
        by_name.setdefault(profiled.file_words, []).append(j)
    found |= {(i, j) for i, profiled in enumerate(zh) for j in by_name.get(profiled.file_words, [])}
    return sorted(found)


def _why(row: NDArray[np.float64]) -> tuple[str, ...]:
    """The three features that speak most for a pair."""
    parts = sorted(zip(FEATURES, (float(value) for value in row), strict=True), key=lambda p: -WEIGHTS[p[0]] * p[1])
    return tuple(f"{name} {value:.2f}" for name, value in parts[:3] if value > 0)
