"""Good pairs to plant divergences in: prose whose two sides say the same, in documents as their sources have them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from aligner.embedding.builtin import BuiltinEncoder
from aligner.embedding.encoder import normalised
from scripts.training.divergences.settings import Settings
from scripts.training.held_out import is_held_out
from scripts.training.pairs import SOURCES, Pair, Source, read_pairs
from scripts.training.progress import Tick, silent

Documents = list[list[Pair]]


class Part(NamedTuple):
    """Pairs of one source, as a share of all: those whose sides' vectors have a cosine from `least` to `most`."""

    source: str
    share: float
    least: float = 0.0
    most: float = 1.01


_CLOSE, _FREE = (0.9, 1.01), (0.0, 0.85)  # rounding may lead a little beyond 1

PARTS: tuple[Part, ...] = (
    Part("twlaw", 0.2, *_CLOSE),
    Part("twlaw", 0.2, *_FREE),
    Part("lctt", 0.2, *_CLOSE),
    Part("lctt", 0.2, *_FREE),
    Part("tico19", 0.12),
    Part("python-docs", 0.03),
    Part("d2l", 0.03),
    Part("un-sdg", 0.02),
)
"""Where pairs come from: laws and prose, each in documents that are translated closely and in others freely, so that
trees learn what a gap says in either; and a little of everything else in the order of a text."""

LISTED: tuple[Part, ...] = (Part("twlaw", 0.55), Part("lctt", 0.4), Part("tico19", 0.03), Part("python-docs", 0.02))
"""The same for pairs with lists joined by 、, of which the other sources have few."""

_MARK = "、"
_HAN = re.compile("[㐀-鿿]")
_WORD = re.compile(r"[A-Za-z]+")
_MARKUP = re.compile(r"[`{}<>|\\*_#=]|::|https?:")
_LEAST_HAN, _MOST_HAN = 8, 150
_HAN_SHARE = 0.6
_WORDS_A_HAN = (0.3, 1.3)  # a close translation has about 0.6
_TOGETHER = 8192  # sentences that are encoded at once


def is_prose(zh: str, en: str) -> bool:
    """Whether a pair is a sentence of prose on both sides, of about the length that the other side asks for."""
    han, words = len(_HAN.findall(zh)), len(_WORD.findall(en))
    if not _LEAST_HAN <= han <= _MOST_HAN or _MARKUP.search(zh) or _MARKUP.search(en) or _HAN.search(en):
        return False
    low, high = _WORDS_A_HAN
    return han >= _HAN_SHARE * len("".join(zh.split())) and low * han <= words <= high * han


def training_documents(folder: Path, settings: Settings, tick: Tick = silent) -> Documents:
    """Documents of about `settings.pairs` pairs, none of which is held out."""
    return _documents(folder, settings, PARTS, settings.pairs, False, tick)


def listed_documents(folder: Path, settings: Settings, tick: Tick = silent) -> Documents:
    """Documents of about `settings.listed` pairs that hold lists joined by 、, none of which is held out."""
    return _documents(folder, settings, LISTED, settings.listed, False, tick, _MARK)


def held_out_documents(folder: Path, settings: Settings, tick: Tick = silent) -> Documents:
    """Documents of about `settings.held` pairs, all held out: sentences of one source, in its order, with gaps."""
    return _documents(folder, settings, PARTS, settings.held, True, tick)


def _documents(
    folder: Path,
    settings: Settings,
    parts: Sequence[Part],
    wanted: int,
    held: bool,
    tick: Tick,
    holding: str = "",
) -> Documents:
    """Documents of pairs whose Chinese holds something, each of one part: neighbours in their source, with gaps."""
    chosen = {part.source for part in parts}
    sources = [source for source in SOURCES if source.name in chosen]
    found: Documents = []
    for done, source in enumerate(sources):
        tick(done, len(sources), source.name)
        pairs = [pair for pair in sentence_pairs(folder, source, settings.one_in, held) if holding in pair[0]]
        cosines = likeness(pairs)
        for part in parts:
            if part.source != source.name:
                continue
            rng = random.Random(f"{settings.seed} {part.source} {part.least} {held}")
            least, left = max(part.least, settings.alike), round(part.share * wanted)
            kept = [pair for pair, cosine in zip(pairs, cosines, strict=True) if least <= cosine <= part.most]
            cut = list(_cut(kept, settings.lengths, rng))
            for run in rng.sample(cut, len(cut)):
                document = list(run[:left])
                left -= len(document)
                if document:
                    found.append(document)
    return found


def sentence_pairs(folder: Path, source: Source, one_in: int, held: bool) -> Iterator[Pair]:
    """A source's pairs of prose, each Chinese text once: those that are held out, or those that are not."""
    seen: set[str] = set()
    for zh, en in read_pairs(folder, source):
        if zh not in seen and is_prose(zh, en) and is_held_out(zh, one_in) == held:
            seen.add(zh)
            yield zh, en


def likeness(pairs: Sequence[Pair]) -> list[float]:
    """The cosine of the vectors of each pair's sides."""
    encoder, found = BuiltinEncoder.load(), []
    for start in range(0, len(pairs), _TOGETHER):
        some = pairs[start : start + _TOGETHER]
        zh, en = (normalised(encoder.encode([pair[side] for pair in some])) for side in (0, 1))
        found += np.einsum("ij,ij->i", zh, en).tolist()
    return found


def alike(pairs: Sequence[Pair], least: float) -> list[Pair]:
    """Those whose sides' vectors have a cosine of at least `least`."""
    return [pair for pair, cosine in zip(pairs, likeness(pairs), strict=True) if cosine >= least]


def _cut(pairs: Sequence[Pair], lengths: Sequence[int], rng: random.Random) -> Iterable[Sequence[Pair]]:
    at = 0
    while at < len(pairs):
        length = rng.choice(lengths)
        yield pairs[at : at + length]
        at += length
