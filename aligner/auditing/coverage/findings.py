"""From doubts about single words to findings that a person can look at: spans, what kind of fault, how grave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from aligner.auditing.coverage.atoms import Atoms, Flags, Floats
from aligner.auditing.coverage.features import features
from aligner.auditing.coverage.habits import Habits
from aligner.auditing.coverage.linking import mirrored
from aligner.auditing.coverage.matching import Matching, unlinked
from aligner.auditing.coverage.stack import Stack
from aligner.auditing.coverage.trees import Trees
from aligner.divergence import Kind, Severity

LEAST = 0.03  # the doubt from which a word is a candidate at all
_BESIDE = 0.5  # of the doubt about a word: from here the word beside it belongs to the same finding
_NEAR = 0.3  # how well an English word must lie to stand in a Chinese word's place
_RELATED = 0.6  # the cosine from which words mean much the same: so have nine in ten of which the tables are sure
_TERM = 4  # characters: a word in doubt is shown with the word it makes a term with, up to so many
SHIFT = 1.45  # of the logarithm of the odds: divergences are commoner in real translations than where they are planted
CLOSE, FREE = 0.87, 14.0  # the closeness of a document below which doubts weigh less, and how fast
_JOINS = frozenset("、")
_HYPHENS = frozenset("-‐‑")
_SUFFIXES = frozenset("化性型式率度级")  # make another word of the one before them
# Words of little meaning (要, 能, 其中) that nothing is linked with are no finding by themselves, but likelier lost
# than a word that is linked, and the more they mean the likelier. Below the first number are 的, 了 and the like.
_SMALLEST, _SMALL = 1.0, 0.005


@dataclass(frozen=True)
class Doubts:
    """The chance of each Chinese atom to be lost or changed, and of each English one to be in its place, or added."""

    lost: Floats
    changed: Floats
    swapped: Floats
    added: Floats

    @property
    def zh(self) -> Floats:
        """The chance that anything happened to each Chinese atom."""
        return 1 - (1 - self.lost) * (1 - self.changed)


class Finding(NamedTuple):
    """What is found: atoms of both sides, the kind and severity, and the chance that it is so."""

    zh: tuple[int, ...]
    en: tuple[int, ...]
    kind: Kind
    severity: Severity
    chance: float


def doubts(stack: Stack, habits: Habits, trees: dict[str, Trees]) -> list[Doubts]:
    """Weigh every word of some units, each with words on both sides, seen from the Chinese.

    The freer a translation is, the less a word without counterpart says.
    """
    shift = SHIFT - FREE * max(0.0, CLOSE - habits.closeness)
    other = mirrored(stack)
    zh_rows, en_rows = features(stack, habits, "zh"), features(other, habits, "en")
    lost, changed = (_chances(trees[name], zh_rows, stack, shift) for name in ("lost", "changed"))
    swapped, added = (_chances(trees[name], en_rows, other, shift) for name in ("swapped", "added"))
    return [Doubts(*some) for some in zip(lost, changed, swapped, added, strict=True)]


def _chances(trees: Trees, rows: Floats, stack: Stack, shift: float) -> list[Floats]:
    """The chance of each atom of each unit; of those without meaning nothing is asked."""
    chances = np.zeros(len(stack.own), dtype=np.float32)
    chances[stack.own.content] = 1 / (1 + np.exp(-(trees.log_odds(rows) + shift)))
    return np.split(chances, stack.pairs.starts[1:])


def findings(matching: Matching, doubt: Doubts) -> Iterator[Finding]:
    """What the doubts about single words amount to."""
    taken: set[int] = set()
    found: set[int] = set()
    both, lost, changed = doubt.zh.tolist(), doubt.lost.tolist(), doubt.changed.tolist()
    standing = ((0.3 + doubt.swapped) * matching.en.content).tolist()
    left = np.flatnonzero(unlinked(matching.en, matching.en_link)).tolist()
    for group in _groups(matching.zh, both):
        chance = max([both[k] for k in group])
        group = [*group, *_suffixes(matching, group[-1] + 1)]
        found.update(group)
        # One word left over cannot stand for several items of a list.
        listed = not _JOINS.isdisjoint([matching.zh.texts[k] for k in group])
        replaced = max([changed[k] for k in group]) >= 0.5 * max([lost[k] for k in group])
        partner = _partner(matching, standing, left, group, taken) if replaced and not listed else None
        if partner is not None:
            taken.add(partner)
            zh, en = _term(matching, group, partner)
            yield Finding(zh, en, "mistranslation", _grave(matching, group, partner), chance)
        else:
            yield Finding(tuple(group), (), "omission", _heavy(matching.zh, group), chance)
    for i in np.flatnonzero(_small(matching)).tolist():
        if i not in found:
            yield Finding((i,), (), "omission", "minor", LEAST + _SMALL * float(matching.zh.salience[i]))
    for j in np.flatnonzero(doubt.added >= LEAST).tolist():
        if j not in taken:
            yield Finding((), (j,), "addition", "minor", float(doubt.added[j]))


def _suffixes(matching: Matching, start: int) -> list[int]:
    """The suffixes from a place on that nothing is linked with: they are part of the word before (精准 → 精准化)."""
    end = start
    while end < len(matching.zh) and matching.zh.texts[end] in _SUFFIXES and matching.zh_links[end] < 0:
        end += 1
    return list(range(start, end))


def _small(matching: Matching) -> Flags:
    """The words of little meaning that nothing is linked with."""
    side = matching.zh
    left: Flags = side.speaks & ~side.content & (matching.zh_link < 0) & (side.salience > _SMALLEST)
    return left


def _groups(side: Atoms, doubt: Sequence[float]) -> Iterator[list[int]]:
    """Runs of doubtful words around each one that is in doubt most, across 、 too."""
    free = list(doubt)
    for seed in sorted((k for k in range(len(free)) if free[k] >= LEAST), key=lambda k: -doubt[k]):
        if free[seed] < LEAST:
            continue
        least = max(_BESIDE * doubt[seed], LEAST)
        first = last = seed
        while (step := _step(side, free, last, 1, least)) is not None:
            last = step
        while (step := _step(side, free, first, -1, least)) is not None:
            first = step
        free[first : last + 1] = [0.0] * (last + 1 - first)
        yield list(range(first, last + 1))


def _step(side: Atoms, doubt: Sequence[float], at: int, by: int, least: float) -> int | None:
    """The next word in doubt beside one, with nothing but 、 between."""
    after = at + by
    if 0 <= after < len(doubt) and side.texts[after] in _JOINS:
        after += by
    return after if 0 <= after < len(doubt) and doubt[after] >= least else None


def _partner(
    matching: Matching, standing: Sequence[float], left: Sequence[int], group: Sequence[int], taken: set[int]
) -> int | None:
    """The English word that stands in the place of the group's words: one of those left over, or of their links.

    `standing` is how likely each English word stands in any place.
    """
    near, likeness = _best(matching.near, group).tolist(), _best(matching.cosines, group).tolist()
    worth = {j: near[j] * (standing[j] + max(likeness[j], 0.0)) for j in left if near[j] >= _NEAR}
    for i in group:
        j = matching.zh_links[i]
        if j >= 0 and matching.zh.means[i]:
            worth[j] = standing[j]
    best = max((j for j in worth if j not in taken), key=lambda j: (worth[j], -j), default=None)
    return best if best is not None and worth[best] > 0 else None


def _best(pairs: Floats, group: Sequence[int]) -> Floats:
    """The greatest of what some words have with each word opposite."""
    best: Floats = pairs[group[0]] if len(group) == 1 else pairs[group].max(axis=0)
    return best


def _term(matching: Matching, group: Sequence[int], partner: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A short word with the one it makes a term with, where their renderings stand together too."""
    zh, en = list(group), [partner]
    for i in (group[-1] + 1, group[0] - 1):
        written = sum(len(matching.zh.texts[k]) for k in zh)
        if not (0 <= i < len(matching.zh)) or written >= _TERM or not matching.zh.means[i]:
            continue
        j = matching.zh_links[i]
        if j >= 0 and _together(matching.en, j, partner) and written + len(matching.zh.texts[i]) <= 6:
            zh.append(i)
            en.append(j)
    return tuple(sorted(zh)), tuple(sorted(en))


def _together(side: Atoms, one: int, other: int) -> bool:
    """Whether two words of meaning have none between them, and no mark ("protection of grasslands", "self-made")."""
    first, last = sorted((one, other))
    parted = (side.means[k] or not (side.speaks[k] or side.texts[k] in _HYPHENS) for k in range(first + 1, last))
    return side.means[one] and not any(parted)


def _grave(matching: Matching, group: Sequence[int], partner: int) -> Severity:
    alike = max([float(matching.cosines[k, partner]) for k in group])
    return "minor" if alike > _RELATED else "major"


def _heavy(side: Atoms, group: Sequence[int]) -> Severity:
    """An item of a list that is lost is missed; a word that only describes the next one less so."""
    after = group[-1] + 1
    described = after < len(side) and side.content[after]
    return "minor" if described else "major"
