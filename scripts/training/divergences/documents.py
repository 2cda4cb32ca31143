"""Documents with planted divergences, and what the audit knows of their words."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.atoms import Atoms, atoms
from aligner.auditing.coverage.features import features
from aligner.auditing.coverage.habits import Habits, Observer
from aligner.auditing.coverage.linking import match, mirrored, rematch
from aligner.auditing.coverage.stack import Stack
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.unit import Passage
from aligner.document import LANGUAGES, Language, Span
from scripts.training.divergences.forgetting import forget
from scripts.training.divergences.planting import Fate, Place, Plant, apart, apply, plant, rendered, wrong_rendering
from scripts.training.divergences.wordstock import Wordstock

Pair = tuple[str, str]
FATES: tuple[Fate, ...] = ("lost", "changed", "added")
WORDS_A_PLANT = 30  # words of meaning; a close translation of policy text has about so many to a divergence
_TRIES = 10
_SAME_FAULT = 3  # places from which a wrong rendering may be kept through a document
_FAULTS = 2  # of that kind a document
_KEPT = 0.8  # of the places of such a word


class Rows(NamedTuple):
    """Words of meaning as rows: features, and the index in `FATES` + 1 of what happened to each, 0 for nothing."""

    features: NDArray[np.float32]
    fates: NDArray[np.int8]


def matched(first: Stack) -> tuple[Stack, Habits]:
    """A document at the audit's second look, and its habits."""
    observer = Observer()
    observer.see(first)
    habits = observer.habits()
    return rematch(first, habits.strengths(first)), habits


def first_look(pairs: Sequence[Pair], tables: Tables) -> Stack:
    """The pairs of a document, at least one, as the audit matches them at first."""
    zh, en = ([Passage(text, 0) for text in side] for side in zip(*pairs, strict=True))
    return match(atoms(zh, "zh", tables), atoms(en, "en", tables), tables)


def planted(
    pairs: Sequence[Pair], tables: Tables, stock: Wordstock, rng: random.Random
) -> Iterator[tuple[Pair, Plant]]:
    """The pairs of a document, changed, each with all its changes as one plant."""
    stack, _ = matched(first_look(pairs, tables))
    places = [Place(*pair, matching, stock, rng) for pair, matching in zip(pairs, stack.matchings, strict=True)]
    plants: list[list[Plant]] = [[] for _ in pairs]
    for index, found in _kept_faults(places, rng):
        if apart(plants[index], found):
            plants[index].append(found)
    for index, place in enumerate(places):
        wanted = int(rng.random() + place.matching.zh.content.sum() / WORDS_A_PLANT)
        for _ in range(wanted * _TRIES):
            if len(plants[index]) >= wanted:
                break
            found = plant(place)
            if found is not None and apart(plants[index], found):
                plants[index].append(found)
    for pair, several in zip(pairs, plants, strict=True):
        yield pair, Plant(tuple(c for p in several for c in p.zh), tuple(c for p in several for c in p.en))


def rows(
    pairs: Sequence[Pair], tables: Tables, stock: Wordstock, rng: random.Random, unknown: float = 0.0
) -> dict[Language, Rows]:
    """Plant divergences in a document and describe its words.

    Args:
        pairs: The document.
        tables: What is known of words.
        stock: What to plant.
        rng: For the places and what is planted there.
        unknown: Up to what share of its renderings may be unknown to the tables where the words are described.
    """
    changed: list[Pair] = []
    marks: dict[Language, list[list[tuple[Span, Fate]]]] = {language: [] for language in LANGUAGES}
    for (zh, en), found in planted(pairs, tables, stock, rng):
        texts = []
        for language, text, changes in (("zh", zh, found.zh), ("en", en, found.en)):
            new, fates = apply(text, changes)
            texts.append(new)
            marks[language].append(fates)  # type: ignore[index]  # "zh" and "en" are languages
        changed.append((texts[0], texts[1]))
    share, seed = unknown * rng.random(), rng.getrandbits(32)
    stack, habits = matched(forget(first_look(changed, tables), share, seed))
    kept = [k for k, matching in enumerate(stack.matchings) if matching.comparable]
    if len(kept) < len(changed):
        first = forget(first_look([changed[k] for k in kept], tables), share, seed)
        stack = rematch(first, habits.strengths(first))
    out: dict[Language, Rows] = {}
    for language, seen in zip(LANGUAGES, (stack, mirrored(stack)), strict=True):
        words = zip(kept, seen.own.passages, strict=True)
        fates = [_fates(side, marks[language][k])[side.content] for k, side in words]
        out[language] = Rows(features(seen, habits, language), np.concatenate(fates))
    return out


def _kept_faults(places: Sequence[Place], rng: random.Random) -> Iterator[tuple[int, Plant]]:
    """A wrong rendering that is kept through the document, so that it looks like the translator's choice."""
    by_word: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for index, place in enumerate(places):
        for i, j in place.links():
            by_word[int(place.matching.zh.keys[i]), int(place.matching.en.classes[j])].append((index, i, j))
    common = [found for found in by_word.values() if _SAME_FAULT <= len(found) <= 3 * _SAME_FAULT]
    for found in rng.sample(common, min(_FAULTS, len(common))):
        index, i, j = found[0]
        rendering = wrong_rendering(places[index], i, j)
        if rendering is not None:
            for index, i, j in found:
                if rng.random() < _KEPT:
                    yield index, rendered(places[index], i, j, rendering)


def _fates(side: Atoms, fates: Sequence[tuple[Span, Fate]]) -> NDArray[np.int8]:
    out = np.zeros(len(side), dtype=np.int8)
    for span, fate in fates:
        for k, own in enumerate(side.spans):
            if own.start < span.end and span.start < own.end:
                out[k] = FATES.index(fate) + 1
    return out
