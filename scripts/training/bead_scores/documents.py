"""Documents whose beads are known, made of training pairs.

A run of neighbouring pairs is cut into sentences by our segmenter. Pairs that have one sentence on a side are beads as
they are. Of those that have one on both, some are changed as translators do: a sentence becomes two at a clause that
both sides have, two become one, a clause moves into the sentence before it, a sentence or a clause is lost. Words are
left out at random on both sides, each document its own share of them, because a free translation renders fewer words
than the pairs that the tables and vectors were learnt from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np

from aligner.bitext import Bead
from aligner.document import Document, Language
from aligner.embedding.encoder import Encoder, Vectors, normalised
from aligner.embedding.vocabulary import load_tokenizer
from aligner.errors import ReadError
from aligner.segmentation import segment
from scripts.training.pairs import SOURCES, Pair, file_of, read_pairs

SHARES = {"lctt": 0.45, "jiyu-sentences": 0.45, "d2l": 0.06, "tico19": 0.04}
UNITS = 90  # beads of a document, about
FEWEST_UNITS = 20
LARGEST_UNIT = 6  # sentences of a pair that is taken as one bead
LEAST_ALIKE = 0.42  # cosine of a pair that is taken for good
LEAST_ADDED = 0.01  # how much each sentence of a side must add to the cosine
LEAST_CUT = 0.9  # how much more alike the halves must be with their own than with each other's
FEWEST_HAN, FEWEST_LATIN = 3, 6
LEAST_ZH_CLAUSE, LEAST_EN_CLAUSE = 5, 14  # characters

_HAN = re.compile("[\u3400-\u9fff]")
_ZH_CLAUSE = re.compile("[，；;,]")
_EN_CLAUSE = re.compile(
    "[,;—] ?| (?=(?:and|but|which|because|when|while|as|so|if|that|to|with|for) )"  # a comma, or a word that opens one
)
_AND = (", and ", ", ", "; ", ", while ", ", but ")


class Unit(NamedTuple):
    """The sentences of a bead."""

    zh: tuple[str, ...]
    en: tuple[str, ...]

    @property
    def is_single(self) -> bool:
        """Whether it has one sentence on both sides."""
        return len(self.zh) == len(self.en) == 1


@dataclass(frozen=True)
class Style:
    """What the translator of a document does, as shares of the beads with one sentence on both sides.

    Attributes:
        cut: a sentence becomes two, or a clause moves or is lost.
        join: two sentences become one.
        more_en: of both, where it is the English that has more sentences in the end.
        gone: a bead of which one side is lost.
    """

    cut: float
    join: float
    more_en: float
    gone: float


STYLES = (
    Style(cut=0.50, join=0.15, more_en=0.60, gone=0.02),
    Style(cut=0.25, join=0.08, more_en=0.60, gone=0.02),
    Style(cut=0.80, join=0.22, more_en=0.88, gone=0.03),
    Style(cut=0.80, join=0.22, more_en=0.88, gone=0.01),
    Style(cut=0.30, join=0.15, more_en=0.20, gone=0.02),
    Style(cut=0.40, join=0.10, more_en=0.60, gone=0.06),
)
DROPPED = 0.36  # the most words that a document loses


@dataclass
class Text:
    """A document as it is made: its sentences and its beads."""

    zh: list[str] = field(default_factory=list)
    en: list[str] = field(default_factory=list)
    beads: list[Bead] = field(default_factory=list)

    def add(self, zh: Sequence[str], en: Sequence[str]) -> None:
        """Put a bead at the end."""
        rows, columns = (range(len(side), len(side) + len(some)) for side, some in ((self.zh, zh), (self.en, en)))
        self.beads.append(Bead(tuple(rows), tuple(columns)))
        self.zh += zh
        self.en += en

    def take(self) -> Unit:
        """Take the last bead away."""
        bead = self.beads.pop()
        zh, en = self.zh[len(self.zh) - len(bead.zh) :], self.en[len(self.en) - len(bead.en) :]
        del self.zh[len(self.zh) - len(bead.zh) :], self.en[len(self.en) - len(bead.en) :]
        return Unit(tuple(zh), tuple(en))


def texts(data: Path, seed: int, encoder: Encoder) -> Iterator[Text]:
    """Documents made of stretches of the pairs in a folder, one after the other, without end.

    Raises:
        ReadError: a file of pairs is missing.
    """
    chosen = {source.name: source for source in SOURCES if source.name in SHARES}
    for source in chosen.values():
        if not file_of(data, source).is_file():
            raise ReadError("there is no such file", where=str(file_of(data, source)), do="say where it is with --data")
    pairs = {name: list(read_pairs(data, source)) for name, source in chosen.items()}
    random = Random(seed)
    while True:
        pool = pairs[random.choices(list(SHARES), list(SHARES.values()))[0]]
        start = random.randrange(max(1, len(pool) - 2 * UNITS))
        some = units(pool[start : start + 2 * UNITS], encoder)[:UNITS]
        if len(some) >= min(FEWEST_UNITS, len(pool)):
            yield make(some, random, encoder)


def units(pairs: Sequence[Pair], encoder: Encoder) -> list[Unit]:
    """The pairs that are sure to be one bead each, cut into sentences."""
    zh, en = (_cut(language, [pair[side] for pair in pairs]) for side, language in ((0, "zh"), (1, "en")))
    found = [
        Unit(z, e)
        for z, e in zip(zh, en, strict=True)
        if z and e and min(len(z), len(e)) == 1 and len(z) + len(e) <= LARGEST_UNIT
    ]
    found = [u for u in found if len(_HAN.findall("".join(u.zh))) >= FEWEST_HAN and len(" ".join(u.en)) >= FEWEST_LATIN]
    return [unit for unit in found if _is_sound(unit, encoder)]


def _cut(language: Language, lines: Sequence[str]) -> list[tuple[str, ...]]:
    document = segment(Document.from_blocks(language, [(line, "paragraph", None) for line in lines]))
    out: list[list[str]] = [[] for _ in lines]
    for sentence in document.sentences:
        out[sentence.block].append(sentence.span.of(document.text))
    return [tuple(sentences) for sentences in out]


def _is_sound(unit: Unit, encoder: Encoder) -> bool:
    """Whether the sides are alike, and more so than without any of their sentences."""
    zh, en = encoder.encode(unit.zh), encoder.encode(unit.en)
    whole = _cosine(zh.sum(axis=0), en.sum(axis=0))
    less = [_cosine(np.delete(zh, k, axis=0).sum(axis=0), en.sum(axis=0)) for k in range(len(zh)) if len(zh) > 1]
    less += [_cosine(zh.sum(axis=0), np.delete(en, k, axis=0).sum(axis=0)) for k in range(len(en)) if len(en) > 1]
    return whole >= LEAST_ALIKE and all(whole >= part + LEAST_ADDED for part in less)


def _cosine(a: Vectors, b: Vectors) -> float:
    one, two = normalised(np.stack([a, b]))
    return float(one @ two)


def make(some: Sequence[Unit], random: Random, encoder: Encoder) -> Text:
    """A document of these units, in a style and with a share of lost words that are drawn."""
    style, dropped = random.choice(STYLES), random.random() * DROPPED
    text = Text()
    rest = list(reversed(some))
    while rest:
        unit, drawn = rest.pop(), random.random()
        if drawn < style.gone:
            _lose(text, unit, random)
        elif not unit.is_single:
            text.add(unit.zh, unit.en)
        elif drawn > 1 - style.join and rest and rest[-1].is_single:
            _join(text, unit, rest.pop(), random, style)
        elif random.random() >= style.cut or not _part(text, unit, random, style, encoder):
            text.add(unit.zh, unit.en)
    text.zh = [_without_words(sentence, dropped, random) for sentence in text.zh]
    text.en = [_without_words(sentence, dropped, random) for sentence in text.en]
    return text


def _lose(text: Text, unit: Unit, random: Random) -> None:
    """Only one side of the unit is there."""
    for sentence in unit.zh if random.random() < 0.5 else ():
        text.add([sentence], [])
        unit = Unit((), ())
    for sentence in unit.en:
        text.add([], [sentence])


def _join(text: Text, one: Unit, two: Unit, random: Random, style: Style) -> None:
    """Two sentences of one side, or of both, become one."""
    zh = re.sub("[。；.]$", "，", one.zh[0].strip()) + two.zh[0]
    en = re.sub("[.;]$", "", one.en[0].strip()) + random.choice(_AND) + two.en[0][:1].lower() + two.en[0][1:]
    if random.random() < 0.08:
        text.add([zh], [en])
    elif random.random() < style.more_en:
        text.add([zh], [*one.en, *two.en])
    else:
        text.add([*one.zh, *two.zh], [en])


def _part(text: Text, unit: Unit, random: Random, style: Style, encoder: Encoder) -> bool:
    """Change a unit at a clause that both sides have; False if there is none."""
    found = clause_cut(unit.zh[0], unit.en[0], encoder)
    if found is None:
        return False
    (z1, z2), (e1, e2) = found
    zh, en = (_ended_zh(z1), z2), (_ended_en(e1), _begun_en(e2))
    drawn, follows = random.random(), bool(text.beads) and text.beads[-1].type == "1-1"
    if drawn < 0.6:
        if random.random() < style.more_en:
            again = clause_cut(z2, e2, encoder) if random.random() < 0.5 else None
            more = (en[0], _ended_en(again[1][0]), _begun_en(again[1][1])) if again else en
            text.add(unit.zh, more)
        else:
            text.add(zh, unit.en)
    elif drawn < 0.72 or not follows:
        text.add(zh[:1], en[:1])
        text.add(zh[1:], en[1:])
    elif drawn < 0.84:
        last = text.take()
        joined = re.sub("[.;]$", "", last.en[0].strip()) + random.choice(_AND) + e1[:1].lower() + e1[1:]
        text.add([*last.zh, *unit.zh], [_ended_en(joined), en[1]])
    elif drawn < 0.92:
        last = text.take()
        text.add([re.sub("[。；.]$", "，", last.zh[0].strip()) + zh[0], zh[1]], [*last.en, *unit.en])
    elif drawn < 0.96:
        text.add(unit.zh, en[:1])
    else:
        text.add(zh[:1], unit.en)
    return True


def clause_cut(zh: str, en: str, encoder: Encoder) -> tuple[Pair, Pair] | None:
    """The place where two sentences are best cut in two, each half for the other's; None if no place is good."""
    zh_ends = [m.end() for m in _ZH_CLAUSE.finditer(zh) if LEAST_ZH_CLAUSE <= m.end() <= len(zh) - LEAST_ZH_CLAUSE]
    en_ends = [m.end() for m in _EN_CLAUSE.finditer(en) if LEAST_EN_CLAUSE <= m.end() <= len(en) - LEAST_EN_CLAUSE]
    if not zh_ends or not en_ends:
        return None
    halves = [half for text, ends in ((zh, zh_ends), (en, en_ends)) for k in ends for half in (text[:k], text[k:])]
    vectors = normalised(encoder.encode(halves))
    alike = vectors[: 2 * len(zh_ends)] @ vectors[2 * len(zh_ends) :].T
    worth = alike[0::2, 0::2] + alike[1::2, 1::2] - alike[0::2, 1::2] - alike[1::2, 0::2]
    i, j = np.unravel_index(int(worth.argmax()), worth.shape)
    if worth[i, j] < LEAST_CUT:
        return None
    return (zh[: zh_ends[i]], zh[zh_ends[i] :]), (en[: en_ends[j]].strip(), en[en_ends[j] :].strip())


def _ended_zh(clause: str) -> str:
    return re.sub("[，；：,;:、]$", "", clause.strip()) + "。"


def _ended_en(clause: str) -> str:
    bare = re.sub("[,;:—]$", "", clause.strip())
    return bare if bare.endswith((".", "?", "!")) else bare + "."


def _begun_en(clause: str) -> str:
    return clause[:1].upper() + clause[1:]


def _without_words(sentence: str, share: float, random: Random) -> str:
    """The sentence with about so many of its words left out; as it was if next to nothing would be left."""
    kept, last = [], 0
    for start, end in load_tokenizer().encode(sentence, add_special_tokens=False).offsets:
        if random.random() < share and any(c.isalnum() for c in sentence[start:end]):
            kept.append(sentence[last:start])
            last = end
    shorter = "".join([*kept, sentence[last:]])
    return shorter if len(shorter.strip()) > 2 else sentence
