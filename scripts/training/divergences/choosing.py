"""Good pairs to plant divergences in: prose whose two sides say the same, in documents as their sources have them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np

from aligner.embedding.builtin import BuiltinEncoder
from aligner.embedding.encoder import normalised
from scripts.training.divergences.settings import Settings
from scripts.training.held_out import is_held_out
from scripts.training.pairs import SOURCES, Pair, Source, read_pairs
from scripts.training.progress import Tick, silent

Documents = list[list[Pair]]

SHARES: Mapping[str, float] = MappingProxyType(
    {"twlaw": 0.35, "lctt": 0.35, "tico19": 0.1, "python-docs": 0.08, "d2l": 0.05, "un-sdg": 0.02, "react-docs": 0.05}
)
"""What share of the pairs comes from where: laws and prose, and a little of everything else in the order of a text."""

LISTED: Mapping[str, float] = MappingProxyType({"twlaw": 0.55, "lctt": 0.4, "tico19": 0.03, "python-docs": 0.02})
"""The same for pairs with lists joined by 、, of which the other sources have few."""

_MARK = "、"
_HAN = re.compile("[㐀-鿿]")
_WORD = re.compile(r"[A-Za-z]+")
_MARKUP = re.compile(r"[`{}<>|\\*_#=]|::|https?:")
_LEAST_HAN, _MOST_HAN = 8, 150
_HAN_SHARE = 0.6
_WORDS_A_HAN = (0.3, 1.3)  # a close translation has about 0.6


def is_prose(zh: str, en: str) -> bool:
    """Whether a pair is a sentence of prose on both sides, of about the length that the other side asks for."""
    han, words = len(_HAN.findall(zh)), len(_WORD.findall(en))
    if not _LEAST_HAN <= han <= _MOST_HAN or _MARKUP.search(zh) or _MARKUP.search(en) or _HAN.search(en):
        return False
    low, high = _WORDS_A_HAN
    return han >= _HAN_SHARE * len("".join(zh.split())) and low * han <= words <= high * han


def training_documents(folder: Path, settings: Settings, tick: Tick = silent) -> Documents:
    """Documents of about `settings.pairs` pairs, none of which is held out."""
    return _documents(folder, settings, SHARES, settings.pairs, False, tick)


def listed_documents(folder: Path, settings: Settings, tick: Tick = silent) -> Documents:
    """Documents of about `settings.listed` pairs that hold lists joined by 、, none of which is held out."""
    return _documents(folder, settings, LISTED, settings.listed, False, tick, _MARK)


def held_out_documents(folder: Path, settings: Settings, tick: Tick = silent) -> Documents:
    """Documents of about `settings.held` pairs, all held out: sentences of one source, in its order, with gaps."""
    return _documents(folder, settings, SHARES, settings.held, True, tick)


def _documents(
    folder: Path,
    settings: Settings,
    shares: Mapping[str, float],
    wanted: int,
    held: bool,
    tick: Tick,
    holding: str = "",
) -> Documents:
    """Documents of pairs whose Chinese holds something, from sources in given shares."""
    sources = [source for source in SOURCES if source.name in shares]
    found: Documents = []
    for done, source in enumerate(sources):
        tick(done, len(sources), source.name)
        pairs = [pair for pair in sentence_pairs(folder, source, settings.one_in, held) if holding in pair[0]]
        rng = random.Random(f"{settings.seed} {source.name} {held}")
        cut = list(_cut(pairs, settings.lengths, rng))
        left = round(shares[source.name] * wanted)
        for run in rng.sample(cut, len(cut)):
            document = alike(run, settings.alike)[:left]
            left -= len(document)
            if document:
                found.append(document)
            if not left:
                break
    return found


def sentence_pairs(folder: Path, source: Source, one_in: int, held: bool) -> Iterator[Pair]:
    """A source's pairs of prose, each Chinese text once: those that are held out, or those that are not."""
    seen: set[str] = set()
    for zh, en in read_pairs(folder, source):
        if zh not in seen and is_prose(zh, en) and is_held_out(zh, one_in) == held:
            seen.add(zh)
            yield zh, en


def alike(pairs: Sequence[Pair], least: float) -> list[Pair]:
    """Those whose sides' vectors have a cosine of at least `least`."""
    if not pairs:
        return []
    encoder = BuiltinEncoder.load()
    zh, en = (normalised(encoder.encode([pair[side] for pair in pairs])) for side in (0, 1))
    cosines = np.einsum("ij,ij->i", zh, en)
    return [pair for pair, cosine in zip(pairs, cosines.tolist(), strict=True) if cosine >= least]


def _cut(pairs: Sequence[Pair], lengths: Sequence[int], rng: random.Random) -> Iterable[Sequence[Pair]]:
    at = 0
    while at < len(pairs):
        length = rng.choice(lengths)
        yield pairs[at : at + length]
        at += length
