"""The document's own choices: how this translator renders a word, and how often.

A word that the tables do not know in this rendering, but that stands beside the same English word time and again, is
this translator's choice and no error; a place that departs from a choice made elsewhere is worth a look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.atoms import Atoms, Classes, Flags, Floats, Ints
from aligner.auditing.coverage.matching import unlinked
from aligner.auditing.coverage.stack import Stack
from aligner.document import LANGUAGES, Language

SHARE = 0.8  # of a table's strength: what a choice that is made every time counts
_NEAR = 0.35  # how well two leftover words must lie to be taken for a pair
_LEFTOVER = 0.5  # what such a pair counts beside one that is linked
_SEEN = 1.5  # times: from here a pair is a habit
_ANCHOR = 2.5
_EXPECTED, _PRIOR = 0.87, 30  # the share to be expected before any text is seen, and how many words that counts for
_CLASSES = 2**32  # more than there are classes of words


class Usual(NamedTuple):
    """The commonest counterpart of a word in this document, and how often it is seen beside it."""

    partner: int
    times: float


_NONE = Usual(-1, 0.0)


@dataclass(frozen=True, eq=False)
class Habits:
    """Counts over a document, by class of word.

    Attributes:
        occurs: For each language, how often a word occurs.
        covered: How often something is linked with it.
        pairs: For each Chinese word, its English counterparts and how often each stands for it.
        usual: For each language, a word's commonest counterpart.
        content: How many words of meaning there are on both sides.
        linked: How many of them are linked.
    """

    occurs: Mapping[Language, Mapping[int, int]] = field(default_factory=lambda: {"zh": {}, "en": {}})
    covered: Mapping[Language, Mapping[int, int]] = field(default_factory=lambda: {"zh": {}, "en": {}})
    pairs: Mapping[int, Mapping[int, float]] = field(default_factory=dict)
    usual: Mapping[Language, Mapping[int, Usual]] = field(default_factory=lambda: {"zh": {}, "en": {}})
    content: int = 0
    linked: int = 0

    @property
    def closeness(self) -> float:
        """The share of words of meaning, of both sides, that are linked; about what is usual in a short document."""
        return (self.linked + _EXPECTED * _PRIOR) / (self.content + _PRIOR)

    def of(self, language: Language, classes: Classes) -> NDArray[np.float64]:
        """What has been seen of words of these classes, shape (4, words).

        The rows are how often a word occurs, how often it is covered, the class of its usual counterpart (-1 without
        one) and how often that stands for it.
        """
        kinds, rows = self._rows[language]
        place = np.searchsorted(kinds[:-1], classes)
        found: NDArray[np.float64] = rows[:, np.where(kinds[place] == classes, place, -1)]
        return found

    @cached_property
    def _rows(self) -> dict[Language, tuple[Ints, NDArray[np.float64]]]:
        """For each language, the classes that have been seen, in order, and what `of` says of them; -1 for others."""
        tables: dict[Language, tuple[Ints, NDArray[np.float64]]] = {}
        for language in LANGUAGES:
            occurs, covered, usual = self.occurs[language], self.covered[language], self.usual[language]
            kinds = [*sorted(occurs.keys() | usual.keys()), -1]
            columns = zip(*(usual.get(kind, _NONE) for kind in kinds), strict=True)
            seen = ([counts.get(kind, 0) for kind in kinds] for counts in (occurs, covered))
            tables[language] = np.array(kinds), np.array([*seen, *columns], dtype=np.float64)
        return tables

    def strengths(self, stack: Stack) -> Floats:
        """What the document's habits say of each pair, as if the pair at hand had not been seen, shape (p,)."""
        zh, en, pairs = stack.own, stack.opposite, stack.pairs
        told = pairs.of(_anchors(zh))
        told = told[_anchors(en)[pairs.partner[told]]]
        rows, row = np.unique(zh.classes, return_inverse=True)
        columns, column = np.unique(en.classes, return_inverse=True)
        table = np.zeros((len(rows), len(columns)), dtype=np.float32)
        place = {partner: k for k, partner in enumerate(columns.tolist())}
        for k, word in enumerate(rows.tolist()):
            occurs = self.occurs["zh"].get(word, 0)
            for partner, count in self.pairs.get(word, {}).items():
                if partner in place and count >= _SEEN:
                    table[k, place[partner]] = _habit(count - 1, occurs, self.occurs["en"].get(partner, 0))
        found = np.zeros(len(pairs), dtype=np.float32)
        found[told] = table[row[pairs.word[told]], column[pairs.partner[told]]]
        return SHARE * found

    def times(self, zh: Classes, en: Classes) -> NDArray[np.float64]:
        """How often each of some English words stands for the Chinese one beside it, 0 for what is no habit."""
        keys, counts = self._counts
        asked = _CLASSES * zh.astype(np.int64) + en
        place = np.searchsorted(keys[:-1], asked)
        found: NDArray[np.float64] = np.where(keys[place] == asked, counts[place], 0)
        return found

    @cached_property
    def _counts(self) -> tuple[Ints, NDArray[np.float64]]:
        """All `pairs`, each as one number, in order, and how often each is seen; -1 and 0 stand last."""
        seen = sorted((_CLASSES * zh + en, n) for zh, partners in self.pairs.items() for en, n in partners.items())
        keys, counts = zip(*seen, (-1, 0.0), strict=True)
        return np.array(keys, dtype=np.int64), np.array(counts, dtype=np.float64)


def _anchors(side: Atoms) -> Flags:
    """The words that habits are told by."""
    anchors: Flags = side.speaks & (side.salience > _ANCHOR)
    return anchors


def _habit(others: float, occurs: int, partner_occurs: int) -> float:
    """How strong a habit is that is kept at `others` places besides this one."""
    share, partner_share = others / (occurs + 1), min(1.0, others / (partner_occurs + 1))
    return float(share * others / (others + 1) * partner_share**0.25)


class Observer:
    """Gathers the habits of a document, some units at a time."""

    def __init__(self) -> None:
        self._occurs: dict[Language, Counter[int]] = {language: Counter() for language in LANGUAGES}
        self._covered: dict[Language, Counter[int]] = {language: Counter() for language in LANGUAGES}
        self._pairs: dict[int, dict[int, float]] = {}
        self._content = self._linked = 0

    def see(self, stack: Stack) -> None:
        """Count the words and links of some units, seen from the Chinese."""
        zh, en, pairs = stack.own, stack.opposite, stack.pairs
        sides: tuple[tuple[Language, Atoms, Ints], ...] = (("zh", zh, stack.link), ("en", en, stack.opposite_link))
        for language, side, link in sides:
            self._occurs[language].update(side.classes[side.speaks].tolist())
            self._covered[language].update(side.classes[side.speaks & (link >= 0)].tolist())
            self._content += int(np.count_nonzero(side.content))
            self._linked += int(np.count_nonzero(side.content & (link >= 0)))
        linked = np.flatnonzero(_anchors(zh) & stack.linked)
        lost, left = unlinked(zh, stack.link), stack.free
        beside = pairs.of(lost)
        beside = beside[left[pairs.partner[beside]] & (stack.near[beside] > _NEAR)]
        words = np.concatenate([linked, pairs.word[beside]])
        partners = np.concatenate(
            [pairs.opposite_starts[pairs.unit[linked]] + stack.link[linked], pairs.partner[beside]]
        )
        counts = np.repeat([1.0, _LEFTOVER], [len(linked), len(beside)])
        in_order = np.argsort(pairs.unit[words], kind="stable")
        seen = zh.classes[words], en.classes[partners], counts
        for word, partner, count in zip(*(some[in_order].tolist() for some in seen), strict=True):
            self._pair(word, partner, count)

    def add(self, other: Observer) -> None:
        """Take over what was seen of the text that follows."""
        for language in LANGUAGES:
            self._occurs[language].update(other._occurs[language])
            self._covered[language].update(other._covered[language])
        for zh, partners in other._pairs.items():
            for en, count in partners.items():
                self._pair(zh, en, count)
        self._content += other._content
        self._linked += other._linked

    def _pair(self, zh: int, en: int, count: float) -> None:
        partners = self._pairs.setdefault(zh, {})
        partners[en] = partners.get(en, 0.0) + count

    def habits(self) -> Habits:
        """What has been seen; pairs seen once are no habit and are left out."""
        usual: dict[Language, dict[int, Usual]] = {"zh": {}, "en": {}}
        for zh, partners in self._pairs.items():
            for en, count in partners.items():
                _keep(usual["zh"], zh, Usual(en, count))
                _keep(usual["en"], en, Usual(zh, count))
        pairs = {zh: {en: n for en, n in found.items() if n >= _SEEN} for zh, found in self._pairs.items()}
        kept = {zh: found for zh, found in pairs.items() if found}
        return Habits(self._occurs, self._covered, kept, usual, self._content, self._linked)


def _keep(usual: dict[int, Usual], word: int, found: Usual) -> None:
    if word not in usual or found.times > usual[word].times:
        usual[word] = found
