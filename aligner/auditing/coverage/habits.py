"""The document's own choices: how this translator renders a word, and how often.

A word that the tables do not know in this rendering, but that stands beside the same English word time and again, is
this translator's choice and no error; a place that departs from a choice made elsewhere is worth a look.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from aligner.auditing.coverage.atoms import Atoms, Floats, Ints
from aligner.auditing.coverage.matching import Matching, unlinked
from aligner.document import LANGUAGES, Language

SHARE = 0.8  # of a table's strength: what a choice that is made every time counts
_NEAR = 0.35  # how well two leftover words must lie to be taken for a pair
_LEFTOVER = 0.5  # what such a pair counts beside one that is linked
_SEEN = 1.5  # times: from here a pair is a habit
_ANCHOR = 2.5


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
        """The share of words of meaning, of both sides, that are linked; 1 in a document without any."""
        return self.linked / self.content if self.content else 1.0

    def of(self, language: Language, classes: Ints) -> Floats:
        """What has been seen of words of these classes, shape (4, words).

        The rows are how often a word occurs, how often it is covered, the class of its usual counterpart (-1 without
        one) and how often that stands for it.
        """
        kinds, place = np.unique(classes, return_inverse=True)
        occurs, covered, usual = self.occurs[language], self.covered[language], self.usual[language]
        rows = [(occurs.get(k, 0), covered.get(k, 0), *usual.get(k, _NONE)) for k in kinds.tolist()]
        table: Floats = np.array(rows).reshape(-1, 4).T[:, place]
        return table

    def strengths(self, zh: Atoms, en: Atoms) -> Floats:
        """What the document's habits say of each pair, as if the pair at hand had not been seen, shape (zh, en)."""
        table = np.zeros((len(zh), len(en)), dtype=np.float32)
        places: dict[int, list[int]] = defaultdict(list)
        for j in _anchors(en):
            places[en.classes[j]].append(j)
        for i in _anchors(zh):
            word = zh.classes[i]
            occurs, partners = self.occurs["zh"].get(word, 0), self.pairs.get(word, {})
            for partner in partners.keys() & places.keys():
                count = partners[partner]
                if count >= _SEEN:
                    table[i, places[partner]] = _habit(count - 1, occurs, self.occurs["en"].get(partner, 0))
        return SHARE * table


def _anchors(side: Atoms) -> list[int]:
    """The words that habits are told by."""
    return np.flatnonzero(side.speaks & (side.salience > _ANCHOR)).tolist()


def _habit(others: float, occurs: int, partner_occurs: int) -> float:
    """How strong a habit is that is kept at `others` places besides this one."""
    share, partner_share = others / (occurs + 1), min(1.0, others / (partner_occurs + 1))
    return float(share * others / (others + 1) * partner_share**0.25)


class Observer:
    """Gathers the habits of a document, unit by unit."""

    def __init__(self) -> None:
        self._occurs: dict[Language, Counter[int]] = {language: Counter() for language in LANGUAGES}
        self._covered: dict[Language, Counter[int]] = {language: Counter() for language in LANGUAGES}
        self._pairs: dict[int, dict[int, float]] = {}
        self._content = self._linked = 0

    def see(self, matching: Matching) -> None:
        """Count the words and links of one unit."""
        sides: tuple[tuple[Language, Atoms, Ints], ...] = (
            ("zh", matching.zh, matching.zh_link),
            ("en", matching.en, matching.en_link),
        )
        for language, side, link in sides:
            known = side.classes
            self._occurs[language].update([known[k] for k in np.flatnonzero(side.speaks).tolist()])
            self._covered[language].update([known[k] for k in np.flatnonzero(side.speaks & (link >= 0)).tolist()])
            self._content += int(side.content.sum())
            self._linked += int((side.content & (link >= 0)).sum())
        zh_classes, en_classes = matching.zh.classes, matching.en.classes
        link = matching.zh_link.tolist()
        for i in _anchors(matching.zh):
            if link[i] >= 0:
                self._pair(zh_classes[i], en_classes[link[i]], 1)
        lost, left = unlinked(matching.zh, matching.zh_link), unlinked(matching.en, matching.en_link)
        lost_places, left_places = np.flatnonzero(lost), np.flatnonzero(left)
        near = matching.near[np.ix_(lost_places, left_places)] > _NEAR
        for i, j in zip(*np.nonzero(near), strict=True):
            self._pair(zh_classes[lost_places[i]], en_classes[left_places[j]], _LEFTOVER)

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
