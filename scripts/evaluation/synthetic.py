"""Faults planted in pairs that the training of the audit has not seen, found by the whole audit or not.

F1 is over planted places: a place is found by a flag that marks it as the scorer of the annotated page would have it
(half of its letters, and at most twice as many and a few), and each place is found once. Precision is over all flags of
the plant's class in the pairs that have such a plant, so that what else is wrong with a pair counts against us. Pairs
without a plant stand between them, for the audit to learn from how words are usually rendered.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from aligner.alignment.given import align_pairs
from aligner.auditing import audit
from aligner.divergence import Divergence
from aligner.document import Span
from aligner.reading.pairs import Pair
from scripts.evaluation.bench import Bench
from scripts.evaluation.figures import Figure, f1, slack_for
from scripts.evaluation.letters import lettered
from scripts.evaluation.parallel import each
from scripts.evaluation.plants import Planted, Way, changed_number, dropped_item, swapped_body, swapped_in_list
from scripts.training.divergences.choosing import alike, sentence_pairs
from scripts.training.divergences.settings import DEFAULTS
from scripts.training.pairs import SOURCES, file_of

NAMES = ("twlaw", "lctt", "python-docs", "tico19", "un-sdg", "tatoeba")
DATA = tuple(f"data/train/{name}.tsv.xz" for name in NAMES)
TARGET = 0.85
WAYS: Mapping[str, Way] = {
    "dropped list items": dropped_item,
    "swapped agencies in lists": swapped_in_list,
    "swapped agencies in running text": swapped_body,
    "changed numbers": changed_number,
}
MOST = 60  # plants of one kind a source
_UNTOUCHED = 1  # pairs without a plant for each one with
_SLACK = (2, 8)  # letters by which a flag may be longer than twice the place, Chinese and English
_SEED = 1


class Unit(NamedTuple):
    """A pair as the audit sees it, and the name of what is planted there; an untouched pair has neither."""

    zh: str
    en: str
    way: str = ""
    planted: Planted | None = None


class Tally(NamedTuple):
    """Planted places, those found, and flags of the plants' class in the same pairs."""

    planted: int
    found: int
    flags: int


def measure_synthetic(bench: Bench) -> tuple[Figure, ...]:
    """F1 for each kind of plant."""
    tallies = each(partial(tally_source, bench), NAMES)
    figures = []
    for way in WAYS:
        planted, found, flags = (sum(column) for column in zip(*(t[way] for t in tallies if way in t), strict=True))
        figures += [
            Figure(f"{way} F1", f1(found, flags, planted), target=TARGET, slack=slack_for(planted)),
            Figure(f"{way} precision", found / max(1, flags), None),
            Figure(f"{way} recall", found / planted, None),
            Figure(f"{way} planted", planted, None),
        ]
    return tuple(figures)


def tally_source(bench: Bench, name: str) -> dict[str, Tally]:
    """Plant in the held-out pairs of a source, audit them as one document, and count by kind of plant."""
    source = next(source for source in SOURCES if source.name == name)
    folder = bench.gold("data/train")
    pairs = list(sentence_pairs(folder, source, DEFAULTS.one_in, True)) if file_of(folder, source).is_file() else []
    return tally(audited(list(units(alike(pairs, DEFAULTS.alike), random.Random(f"{_SEED} {name}")))))


def units(pairs: Sequence[tuple[str, str]], rng: random.Random) -> Iterator[Unit]:
    """The pairs of a source, planted in where that can be done, up to `MOST` times a kind, and as many untouched."""
    counts, spare = dict.fromkeys(WAYS, 0), 0
    for zh, en in pairs:
        open_ways = sorted((way for way in WAYS if counts[way] < MOST), key=lambda way: counts[way])
        made = next(((way, found) for way in open_ways if (found := WAYS[way](zh, en, rng)) is not None), None)
        if made is not None:
            way, found = made
            counts[way] += 1
            spare += _UNTOUCHED
            yield Unit(found.zh, found.en, way, found)
        elif spare:
            spare -= 1
            yield Unit(zh, en)


def audited(planted: Sequence[Unit]) -> list[tuple[Unit, list[Divergence], Span, Span]]:
    """Each unit with its flags and the spans of its two texts, of the whole audit at its default threshold."""
    if not planted:
        return []
    alignment = align_pairs([Pair(unit.zh, unit.en) for unit in planted])
    flags = audit(alignment).divergences
    parents = {clause.id: clause.parent for clauses in alignment.clauses for clause in clauses}
    by_link: dict[str, list[Divergence]] = {}
    for flag in flags:
        by_link.setdefault(parents.get(flag.link) or flag.link, []).append(flag)
    spans = [(Span(k.zh[0].start, k.zh[-1].end), Span(k.en[0].start, k.en[-1].end)) for k in alignment.sentences]
    return [
        (unit, by_link.get(link.id, []), *place)
        for unit, link, place in zip(planted, alignment.sentences, spans, strict=True)
    ]


def tally(seen: Sequence[tuple[Unit, list[Divergence], Span, Span]]) -> dict[str, Tally]:
    """Count plants, those found, and flags, by kind of plant."""
    counted: dict[str, Tally] = {}
    for unit, flags, zh, en in seen:
        if unit.planted is None:
            continue
        own = [flag for flag in flags if is_of_class(flag, unit.way)]
        found = any(hits(flag, unit, zh.start, en.start) for flag in own)
        before = counted.get(unit.way, Tally(0, 0, 0))
        counted[unit.way] = Tally(before.planted + 1, before.found + found, before.flags + len(own))
    return counted


def is_of_class(flag: Divergence, way: str) -> bool:
    """Whether a flag says what a kind of plant is: an omission that is no number and no body, a number, a body."""
    if way == "dropped list items":
        return flag.kind == "omission" and flag.cls not in {"number", "entity", "language"}
    return flag.cls == ("number" if way == "changed numbers" else "entity")


def hits(flag: Divergence, unit: Unit, zh_start: int, en_start: int) -> bool:
    """Whether a flag marks the planted place on either side."""
    if unit.planted is None:
        return False
    sides = (
        (unit.zh, unit.planted.zh_place, flag.zh, zh_start, _SLACK[0]),
        (unit.en, unit.planted.en_place, flag.en, en_start, _SLACK[1]),
    )
    return any(
        place is not None and _fits(text, place, [span.shift(-start) for span in spans], slack)
        for text, place, spans, start, slack in sides
    )


def _fits(text: str, place: Span, spans: Sequence[Span], slack: int) -> bool:
    flagged, wanted = lettered(text, spans), lettered(text, [place])
    if len(flagged & wanted) * 2 < len(wanted) or not flagged:
        return False
    extent = lettered(text, [Span(min(flagged), max(flagged) + 1)])
    return len(extent) <= 2 * len(wanted) + slack
