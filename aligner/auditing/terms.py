"""Where a text uses the terms of a glossary, and how the English renders them.

Renderings are compared by words: case, hyphens, inflection and the usual endings of derived words do not matter
("industrialised" is "industrialization"), nor do articles and prepositions, nor a word or two between ("mass
entrepreneurship and innovation" has "mass innovation"). A forbidden rendering must stand as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from operator import add
from typing import NamedTuple

import numpy as np

from aligner.auditing.coverage.matching import Matching, unlinked
from aligner.auditing.unit import Unit
from aligner.document import Span
from aligner.glossary import Glossary, Term

REMEMBERED = 4096  # texts, and terms of them; both passes read the same units

_WORD = re.compile(r"[A-Za-z0-9]+")
_LETTERS = 6  # of a word that tell it from others, endings apart
_APART = 6  # English words between the renderings of two words of one term, at most
_BESIDE = 2  # English words between a rendering and what stands for the rest of its term
_NEAR = 0.3  # how well a word left over must lie to stand in a term's place
_BETWEEN = 5  # words that may stand between those of a rendering
_SMALL = frozenset(["of", "the", "and", "in", "to", "for", "a", "an", "with", "on", "by", "at", "s", "from", "its"])
_ENDINGS = (("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))

_WHOLE = frozenset({"news", "this", "always", "perhaps", "whereas", "series", "species"})
_BRITISH = (("our", "or"), ("tre", "ter"), ("nce", "nse"))


class Use(NamedTuple):
    """A term and where the Chinese of a unit uses it; offsets count from the unit."""

    term: Term
    spans: tuple[Span, ...]


class Rendered(NamedTuple):
    """How the English of a unit renders a term.

    `accepted` is the rendering of the glossary that is found, or None; `said` the English words that stand for the
    term, "" for none; `spans` where they stand, counted from the unit; `share` how much of the term is linked with
    any word, in [0, 1]; `lost` the part of it that is not, and `replaced` whether some other word stands in its place.
    """

    accepted: str | None
    said: str
    spans: tuple[Span, ...]
    share: float
    lost: Span | None = None
    replaced: bool = False


def built_in() -> Glossary:
    """The glossary of policy terms that ships with the package."""
    return _built_in()


@cache
def _built_in() -> Glossary:
    text = files("aligner.auditing").joinpath("glossary.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return Glossary.of(
        Term(zh, tuple(renderings.split(";")), tuple(filter(None, forbidden.split(";"))), origin)
        for zh, renderings, forbidden, origin in lines
    )


@lru_cache(maxsize=REMEMBERED)
def uses(text: str, glossary: Glossary) -> tuple[Use, ...]:
    """The terms that a Chinese text uses, each with all its places; of terms in one another, the longest."""
    buckets, found, end = glossary.by_beginning, dict[str, list[Span]](), 0
    for at in [at for at, beginning in enumerate(map(add, text, text[1:] + " ")) if beginning in buckets]:
        if at < end:
            continue
        term = next((zh for zh in buckets[text[at : at + 2]] if text.startswith(zh, at)), None)
        if term is not None:
            end = at + len(term)
            found.setdefault(term, []).append(Span(at, end))
    return tuple(Use(glossary.terms[zh], tuple(spans)) for zh, spans in found.items())


def rendered(unit: Unit, use: Use, matching: Matching) -> Rendered:
    """How a unit renders a term: by an accepted rendering, or by the words that are linked with it."""
    found = accepted(unit.en.text, use.term)
    if found is not None:
        rendering, span = found
        return Rendered(rendering, span.of(unit.en.text), (span,), 1.0)
    return _by_links(unit, use.spans[0], matching)


@lru_cache(maxsize=REMEMBERED)
def accepted(text: str, term: Term) -> tuple[str, Span] | None:
    """The accepted rendering of a term that an English text has, and where it stands."""
    english = _english(text)
    written = _as_written(english.small, term)
    if written is not None:
        index, span = written
        return term.renderings[index], span
    found = ((rendering, english.find(rendering)) for rendering in term.renderings)
    return next(((rendering, span) for rendering, span in found if span is not None), None)


def _as_written(small: str, term: Term) -> tuple[int, Span] | None:
    """The first rendering that stands as it is written, by its index, and where: most do, and are found quickly."""
    for index, written in enumerate(_small(term)):
        at = small.find(written) if len(written) >= _LETTERS else -1
        if at >= 0 and not small[at - 1 : at].isalpha():
            return index, Span(at, at + len(written))
    return None


def rendered_in(term: Term, texts: Iterable[str]) -> bool:
    """Whether an accepted rendering of a term stands in one of several texts."""
    return any(_english(text).find(rendering) is not None for text in texts for rendering in term.renderings)


def said_exactly(text: str, phrase: str) -> Span | None:
    """Where a text has the words of a phrase one after the other, inflection apart."""
    return _english(text).find_exactly(phrase)


def _by_links(unit: Unit, place: Span, matching: Matching) -> Rendered:
    """The English words that are linked with those of a term, and what is left over where its other words should be."""
    span = unit.zh.span(*place)
    own = [i for i, s in enumerate(matching.zh.spans) if s.start < span.end and span.start < s.end]
    content = [i for i in own if matching.zh.content[i]] or own
    links = _together(matching, content)
    lost = [i for i in content if i not in links]
    words = set(links.values()) | _left_over(matching, lost, links)
    spans = [matching.en.spans[j].shift(-unit.en.start) for j in sorted(words)]
    said = " … ".join(s.of(unit.en.text) for s in spans).lower()
    missing = matching.zh.span(lost[0], lost[-1]) if lost else None
    replaced = len(words) > len(set(links.values()))
    share = len(links) / len(content) if content else 0.0
    return Rendered(None, said, tuple(spans), share, missing.shift(-unit.zh.start) if missing else None, replaced)


def _together(matching: Matching, content: Sequence[int]) -> dict[int, int]:
    """The links of a term's words, those far from the strongest of them apart: words of a term stand together."""
    links = {i: int(matching.zh_link[i]) for i in content if matching.zh_link[i] >= 0}
    if not links:
        return {}
    surest = max(links, key=lambda i: (float(matching.strengths[i, links[i]]), -i))
    return {i: j for i, j in links.items() if abs(j - links[surest]) <= _APART}


def _left_over(matching: Matching, lost: Sequence[int], links: Mapping[int, int]) -> set[int]:
    """The word that stands for the lost ones: the nearest left over, or one beside the words that are linked."""
    left = np.flatnonzero(unlinked(matching.en, matching.en_link))
    if not lost or not len(left):
        return set()
    if not links:
        near = matching.near[np.ix_(np.array(lost), left)].max(axis=0)
        return {int(left[near.argmax()])} if near.max() > _NEAR else set()
    beside = [int(j) for j in left if any(abs(int(j) - k) <= _BESIDE for k in links.values())]
    # What a linked word explains better ("savings" of 节能) does not stand for the lost one.
    known = {j: max(float(matching.strengths[i, j]) for i in links) for j in beside}
    free = [j for j in beside if known[j] <= max(float(matching.strengths[i, j]) for i in lost)]
    if not free:
        return set()
    side = lost[0] > min(links)  # the parts of a term mostly keep their order
    return {min(free, key=lambda j: ((j > min(links.values())) != side, min(abs(j - k) for k in links.values())))}


@dataclass(frozen=True, eq=False)
class _English:
    """The words of an English text: for each word that counts, what tells it from others; and where they stand."""

    text: str

    @cached_property
    def small(self) -> str:
        small = self.text.lower()
        return small if len(small) == len(self.text) else ""  # of some letters two are made

    @cached_property
    def found(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(stem(word[0]) for word in self.found)

    def span(self, first: int, last: int) -> Span:
        """From the beginning of one word to the end of another."""
        return Span(self.found[first].start(), self.found[last].end())

    @cached_property
    def places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            places.setdefault(word[:_LETTERS], []).append(index)
        return places

    def find(self, phrase: str) -> Span | None:
        """Where all words of a phrase stand near one another, in any order."""
        places = self.places
        wanted = told(phrase)
        if not all(word in places for word in wanted):
            return None
        _, start, end = min(self._extent(first, [places[word] for word in wanted]) for first in places[wanted[0]])
        if end - start >= len(wanted) + _BETWEEN:
            return None
        return self.span(start, end)

    @staticmethod
    def _extent(first: int, places: Sequence[Sequence[int]]) -> tuple[int, int, int]:
        """How far apart the words of a phrase stand that are nearest to one of them, and the first and the last."""
        chosen = [min(own, key=lambda k: abs(k - first)) for own in places]
        return max(chosen) - min(chosen), min(chosen), max(chosen)

    def find_exactly(self, phrase: str) -> Span | None:
        wanted = tuple(map(stem, _WORD.findall(phrase)))
        if not wanted or wanted[0][:_LETTERS] not in self.places:
            return None
        for start in self.places[wanted[0][:_LETTERS]]:
            if self.words[start : start + len(wanted)] == wanted:
                return self.span(start, start + len(wanted) - 1)
        return None


@lru_cache(maxsize=REMEMBERED)
def _english(text: str) -> _English:
    return _English(text)


@cache
def _small(term: Term) -> tuple[str, ...]:
    return tuple(rendering.lower() for rendering in term.renderings)


@cache
def told(phrase: str) -> tuple[str, ...]:
    """What tells the words of a rendering from others; of one of small words alone, all of them."""
    words = _WORD.findall(phrase)
    counting: Sequence[str] = [word for word in words if word.lower() not in _SMALL] or words
    return tuple(dict.fromkeys(stem(word)[:_LETTERS] for word in counting))


@cache
def stem(word: str) -> str:
    """A word without its inflection, British spelling made American: "centres" as "center"."""
    word = word.lower()
    if word in _WHOLE:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sle":
        word = word[:-1]
    for british, american in _BRITISH:
        if word.endswith(british):
            word = word[: -len(british)] + american
    return word.removesuffix("e") if len(word) > 3 else word


def occurrences(unit: Unit, glossary: Glossary, matching: Matching) -> Iterator[tuple[Use, Rendered]]:
    """Each term of a unit and how it is rendered there; `matching` is the first look at it."""
    for use in uses(unit.zh.text, glossary):
        yield use, rendered(unit, use, matching)
