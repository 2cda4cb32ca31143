"""The bodies of the State Council: a table of their Chinese and English names, and where a text names one.

A mention is exact when it is a name, variant or abbreviation of the table. `nearest` finds the body that a freer
English name means by the words they share: "Ministry of Industry and Informatization" is the 工业和信息化部. The kind
of body counts: a "Ministry of Energy" shares its word with the National Energy Administration and is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files
from operator import add, attrgetter
from typing import NamedTuple

from aligner.document import Span

# Bodies of one rank are named by any of these words; a ministry is no administration.
RANKS: tuple[frozenset[str], ...] = (
    frozenset({"ministry", "department"}),
    frozenset({"commission", "committee", "council"}),
    frozenset({"administration", "bureau", "agency", "authority", "office"}),
    frozenset({"academy", "institute"}),
    frozenset({"bank"}),
    frozenset({"federation", "association", "union"}),
    frozenset({"court"}),
    frozenset({"procuratorate"}),
)
HEADS = "|".join(sorted(word.capitalize() for rank in RANKS for word in rank))

_MIXED_CASE = frozenset({"MoST", "PBoC", "MoE", "MoF", "MoA", "MoT", "MoJ", "MoC"})

# Abbreviations that are English words: written small they do not name the body.
COMMON_WORDS = frozenset({"most", "sat", "safe", "cast", "gas", "mot"})

_WORD = re.compile("[A-Za-z]+")
_GOES_ON = frozenset("门件队署长委级位")  # after a Chinese name these make another word of it (财政部门, 公安部队)

# Words that do not tell one body from another.
_UNTOLD = frozenset(
    re.findall(
        "[a-z]+",
        "the of for and on to a an s in state national china chinese general people peoples central office ministry "
        "department commission committee council administration bureau agency authority",
    )
)


class Agency(NamedTuple):
    """One body under one name; the full Chinese name `zh` is its key. `until` is the year in which the name ended."""

    zh: str
    short: tuple[str, ...]
    en: str
    variants: tuple[str, ...]
    abbreviations: tuple[str, ...]
    since: int
    until: int | None
    origin: str

    @property
    def names(self) -> tuple[str, ...]:
        """The official English name and its variants."""
        return (self.en, *self.variants)


class Mention(NamedTuple):
    """A place where a text names a body, and the keys of the agencies that it can mean."""

    span: Span
    text: str
    keys: tuple[str, ...]


class Guess(NamedTuple):
    """The body whose name is nearest: its key, the share of words in common, and whether the rank is the same."""

    key: str
    likeness: float
    same_rank: bool


@cache
def agencies() -> dict[str, Agency]:
    """The table, by full Chinese name."""
    text = files("aligner.auditing").joinpath("agencies.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")][1:]
    return {agency.zh: agency for agency in map(_parse, lines)}


def _parse(line: str) -> Agency:
    zh, short, en, variants, abbreviations, since, until, origin = line.split("\t")
    several = (tuple(filter(None, cell.split(";"))) for cell in (short, variants, abbreviations))
    short_names, other_names, letters = several
    return Agency(zh, short_names, en, other_names, letters, int(since), int(until) if until else None, origin)


@lru_cache(maxsize=4096)
def chinese_mentions(text: str) -> tuple[Mention, ...]:
    """Bodies named in Chinese text, full or short."""
    names, keys = _chinese()
    found, end = [], 0
    for at, beginning in enumerate(map(add, text, text[1:])):
        if at >= end and beginning in names:
            known = (name for name in names[beginning] if text.startswith(name, at))
            name = next((name for name in known if text[at + len(name) : at + len(name) + 1] not in _GOES_ON), None)
            if name is not None:
                end = at + len(name)
                found.append(Mention(Span(at, end), name, keys[name]))
    return tuple(found)


@lru_cache(maxsize=4096)
def english_mentions(text: str) -> tuple[Mention, ...]:
    """Bodies named in English text by a name of the table, in any case, or an abbreviation in capitals."""
    names, keys = _english()
    words = _WORD.findall(text)
    firsts = names.keys() & map(str.lower, words)
    plain = _key(text) if firsts else ""
    said = {first: [_spelled(name) for key, name in names[first] if key in plain] for first in firsts}
    if not any(said.values()) and keys.keys().isdisjoint(words) and _MIXED_CASE.isdisjoint(words):
        return ()
    found, at = [], 0
    for word in _WORD.finditer(text):
        if word.start() < at:
            continue
        spelled = (pattern.match(text, word.start()) for pattern in said.get(word[0].lower(), ()))
        match = next(filter(None, spelled), None)
        if match is not None:
            found.append(Mention(Span(*match.span()), match[0], keys[_key(match[0])]))
            at = match.end()
        elif word[0] in keys or word[0] in _MIXED_CASE:
            found.append(Mention(Span(*word.span()), word[0], keys[word[0].upper()]))
    return tuple(found)


def abbreviated(word: str) -> tuple[str, ...]:
    """The keys of the bodies that `word` abbreviates, in either case; none if it is no abbreviation."""
    return _english()[1].get(word.upper(), ())


def nearest(name: str, among: Collection[str] | None = None) -> Guess | None:
    """The body, of those with the keys `among` or of all, whose English name has most words in common with `name`."""
    words, rank = _content(name), _rank(name)
    sharing = {place for word in words for place in _by_word().get(word, ())}
    guesses = (
        Guess(key, _likeness(words, _content(other)), rank is None or _rank(other) in {None, rank})
        for _, key, other in sorted(sharing)
        if among is None or key in among
    )
    return max(guesses, key=attrgetter("likeness", "same_rank"), default=None)


def _likeness(words: frozenset[str], others: frozenset[str]) -> float:
    """The share of words in common; a name that leaves words out, but not all save one, is nearly the same."""
    common = len(words & others)
    dice = 2 * common / (len(words) + len(others))
    return max(dice, 0.8) if common > 1 and words <= others else dice


@cache
def _chinese() -> tuple[dict[str, list[str]], dict[str, tuple[str, ...]]]:
    """Names by their first two characters, the longest first; and the keys of names."""
    keys: dict[str, tuple[str, ...]] = {}
    for agency in agencies().values():
        for name in (agency.zh, *agency.short):
            keys[name] = (*keys.get(name, ()), agency.zh)
    by_beginning: dict[str, list[str]] = {}
    for name in sorted(keys, key=len, reverse=True):
        by_beginning.setdefault(name[:2], []).append(name)
    return by_beginning, keys


@cache
def _english() -> tuple[dict[str, list[tuple[str, str]]], dict[str, tuple[str, ...]]]:
    """For each word that names begin with, those names with their keys, the longest first; and what the keys mean."""
    keys: dict[str, tuple[str, ...]] = {}
    by_first: dict[str, list[tuple[str, str]]] = {}
    for agency in agencies().values():
        for name in agency.names:
            key = _key(name)
            keys[key] = tuple(dict.fromkeys((*keys.get(key, ()), agency.zh)))
            by_first.setdefault(re.split(r"\W", name.lower())[0], []).append((key, name))
        for short in agency.abbreviations:
            keys[short] = (*keys.get(short, ()), agency.zh)
    return {first: sorted(names, key=lambda pair: -len(pair[1])) for first, names in by_first.items()}, keys


@cache
def _spelled(name: str) -> re.Pattern[str]:
    """A pattern for a name: any white space, "&" for "and", a comma more or less before it, either apostrophe."""
    pattern = re.escape(name).replace(r",\ ", r",?\s+").replace(r"\ and\ ", r",?\s+(?:and|&)\s+").replace(r"\ ", r"\s+")
    return re.compile(pattern.replace("'", "['’]?").replace(r"\-", "[-‑ ]") + r"\b", re.IGNORECASE)


@cache
def _by_word() -> dict[str, list[tuple[int, str, str]]]:
    """For each word that tells bodies apart, the names that have it: their places in the table, keys and letters."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    named = ((agency.zh, name) for agency in agencies().values() for name in agency.names)
    for place, (key, name) in enumerate(named):
        for word in _content(name):
            found.setdefault(word, []).append((place, key, name))
    return found


def _key(name: str) -> str:
    plain = name.lower().replace("’", "'").replace("&", "and").replace("'", "")
    return " ".join(re.findall(r"[\w]+", plain))


@cache
def _content(name: str) -> frozenset[str]:
    """The first six letters of each word that tells bodies apart."""
    return frozenset(word[:6] for word in re.findall(r"[a-z]+", name.lower().replace("’", "'")) if word not in _UNTOLD)


@cache
def _rank(name: str) -> int | None:
    """Which of RANKS the last word for a kind of body belongs to; None where the name has none."""
    own = re.sub(r"\b(?:of )?(?:the )?(?:state council|cpc central committee)\b", "", name.lower())
    words = re.findall("[a-z]+", own)
    ranks = [index for word in words for index, rank in enumerate(RANKS) if word in rank]
    return (ranks[0] if words and words[0] in RANKS[0] | RANKS[2] else ranks[-1]) if ranks else None
