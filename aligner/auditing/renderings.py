"""Words that qualify what is said (充分, 逐步, 基本, 等), and whether the English renders each.

Each Chinese word needs an English one of its own: two words that "fully" could render are not both rendered by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligner.auditing.unit import Unit
from aligner.document import Span

REMEMBERED = 4096  # texts; both passes read the same units


class Qualifier(NamedTuple):
    """A place where the Chinese qualifies something: its span in the unit, its entry in the table."""

    span: Span
    text: str
    entry: int


class Entry(NamedTuple):
    """One line of the table: a pattern, the English words as they are listed, and the first of these for a message."""

    chinese: re.Pattern[str]
    english: str
    renderings: str


@cache
def table() -> tuple[Entry, ...]:
    """The words and their renderings."""
    text = files("aligner.auditing").joinpath("qualifiers.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return tuple(Entry(re.compile(zh), renderings, _listed(renderings)) for zh, renderings in lines)


@lru_cache(maxsize=REMEMBERED)
def qualifiers(text: str) -> tuple[Qualifier, ...]:
    """The qualifying words of a Chinese text, in order."""
    found = (
        Qualifier(Span(*match.span()), match[0], index)
        for index, entry in enumerate(table())
        for match in entry.chinese.finditer(text)
    )
    return tuple(sorted(found))


def unrendered(unit: Unit) -> tuple[list[Qualifier], int]:
    """The qualifiers of a unit that no English word renders, and the number of all."""
    found = qualifiers(unit.zh.text)
    options = [_options(unit, qualifier) for qualifier in found]
    taken: dict[Span, int] = {}
    missed = [found[k] for k in range(len(found)) if not _assign(k, options, taken, set())]
    return missed, len(found)


def _options(unit: Unit, qualifier: Qualifier) -> list[Span]:
    """The English words that could render it, those of its own clause first."""
    spans = _renderings(qualifier.entry, unit.en.text)
    clause = unit.clause_at(unit.zh.span(*qualifier.span), "zh")
    here = clause.en if clause is not None else ()
    return sorted(spans, key=lambda span: not any(s.start <= span.start + unit.en.start < s.end for s in here))


@lru_cache(maxsize=REMEMBERED)
def _renderings(entry: int, text: str) -> tuple[Span, ...]:
    """Where an English text has words that could render one of the table."""
    return tuple(Span(*match.span()) for match in _english(table()[entry].english).finditer(text))


def _assign(k: int, options: Sequence[Sequence[Span]], taken: dict[Span, int], tried: set[Span]) -> bool:
    """Give qualifier `k` a word, moving others to another word of theirs where need be (Kuhn 1955)."""
    for span in options[k]:
        if span in tried:
            continue
        tried.add(span)
        if span not in taken or _assign(taken[span], options, taken, tried):
            taken[span] = k
            return True
    return False


@cache
def _english(renderings: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\*", r"\w*").replace("_", r"\s+") for word in renderings.split())
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _listed(renderings: str) -> str:
    """The first renderings, for a message."""
    return ", ".join(word.rstrip("*").replace("_", " ") for word in renderings.split()[:4])
