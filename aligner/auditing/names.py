"""Titles in 《》, quoted words, and Latin abbreviations (GDP, 5G, WTO): kept, lost or changed.

A title may be translated in many ways; it is lost where hardly any of its words has a counterpart. An abbreviation
stands in the English as it is or written out; one of the same make in its place ("4G" for 5G) is a mistranslation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from aligner.auditing.closeness import closeness
from aligner.auditing.coverage.matching import Matching
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics
from aligner.auditing.unit import Unit
from aligner.divergence import Candidate, DivergenceClass, Kind, Severity
from aligner.document import Span

NAME = "names"

TITLE_LOST, QUOTATION_LOST = 0.75, 0.35
ABBREVIATION_LOST, ABBREVIATION_CHANGED = 0.65, 0.85
_HARDLY = 0.25  # of the words of a title: if no more have a counterpart, it is lost
_LEAST_WORDS = 2  # of meaning; whether a shorter title is lost cannot be told by its words

_TITLE = re.compile("《([^《》]+)》")
_QUOTATION = re.compile("[“「]([^“”「」]{2,12})[”」]")
_MARKED = re.compile("[“‘\"'«『「《]")
_LATIN = re.compile(r"(?<![A-Za-z0-9./@:_-])(?:\d{0,2}[A-Za-z][A-Za-z0-9&]*(?:\.\d+)?)(?![A-Za-z0-9@/_]|\.[A-Za-z])")
_ABBREVIATION = re.compile(r"(?=.*[A-Z])(?=..)[A-Za-z0-9&.]{2,8}")
_UNITS = frozenset(["kg", "km", "cm", "mm", "ml", "mg", "kw", "mw", "gw", "kb", "mb", "gb", "tb", "kv", "ha", "ph"])
_RATES = re.compile("[kmg]?(?:bps|hz|pa|wh)")
_ORDINARY = frozenset(["II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"])


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Titles, quotations and abbreviations of one sentence link that are not kept."""
    look = statistics.look(unit)
    if look is None:
        return
    yield from _abbreviations(unit)
    if "《" in unit.zh.text:
        for title in _TITLE.finditer(unit.zh.text):
            if _share(look.first, unit.zh.span(*title.span(1))) <= _HARDLY:
                message = f"the title {title[0]} is not to be found in the English"
                yield _candidate(unit, "omission", "entity", "major", TITLE_LOST, Span(*title.span()), None, message)
    if not _MARKED.search(unit.en.text):
        for quoted in _QUOTATION.finditer(unit.zh.text):
            if _share(look.first, unit.zh.span(*quoted.span(1))) == 0:
                message = f"the English has neither the quotation {quoted[0]} nor words for it"
                span = Span(*quoted.span(1))
                strength = QUOTATION_LOST * closeness(statistics.habits)
                yield _candidate(unit, "omission", "content", "major", strength, span, None, message)


def _share(matching: Matching, span: Span) -> float:
    """The share of words of meaning that are linked; 1 where there are too few of them to tell."""
    inside = [
        i
        for i, own in enumerate(matching.zh.spans)
        if span.start <= own.start and own.end <= span.end and matching.zh.content[i]
    ]
    if len(inside) < _LEAST_WORDS:
        return 1.0
    return sum(int(matching.zh_link[i]) >= 0 for i in inside) / len(inside)


def _abbreviations(unit: Unit) -> Iterator[Candidate]:
    """Latin abbreviations of the Chinese that the English, and the sentences beside it, do not have."""
    missed = [(span, word) for span, word in abbreviations(unit.zh.text) if not _kept(word, unit)]
    if not missed:
        return
    meant = {word.upper() for _, word in abbreviations(unit.zh.text)}
    others = [(span, word) for span, word in abbreviations(unit.en.text) if word.upper() not in meant]
    for span, word in missed:
        changed = next((other for other in others if _make(other[1]) == _make(word)), None)
        if changed is not None:
            others.remove(changed)
            message = f"{word} of the Chinese is “{changed[1]}” in the English"
            yield _candidate(unit, "mistranslation", "entity", "major", ABBREVIATION_CHANGED, span, changed[0], message)
        else:
            written = written_out().get(word.upper(), ())
            message = f"{word} is not in the English" + (f", nor “{written[0]}”" if written else "")
            yield _candidate(unit, "omission", "entity", "minor", ABBREVIATION_LOST, span, None, message)


def abbreviations(text: str) -> list[tuple[Span, str]]:
    """The Latin abbreviations of a text of either language, and where they stand."""
    return [
        (Span(*match.span()), match[0])
        for match in _LATIN.finditer(text)
        if _ABBREVIATION.fullmatch(match[0])
        and not (match[0].isalpha() and not match[0].isupper() and len(match[0]) > 4)
        and not match[0][1:].islower()
        and not _is_unit(match[0].lstrip("0123456789").lower())
        and match[0] not in _ORDINARY
    ]


def _is_unit(word: str) -> bool:
    return word in _UNITS or _RATES.fullmatch(word) is not None


def _kept(word: str, unit: Unit) -> bool:
    """Whether a text beside or opposite has an abbreviation, plural or hyphenated, or its words."""
    said = re.compile(rf"(?<![A-Za-z0-9]){'-?'.join(map(re.escape, word))}s?(?![A-Za-z0-9])", re.IGNORECASE)
    words = written_out().get(word.upper(), ())
    return any(
        said.search(text) or any(written.lower() in text.lower() for written in words)
        for text in (unit.en.text, *unit.near_texts("en"))
    )


def _make(word: str) -> str:
    """What an abbreviation is made of: digits as 0, letters as they are where there are digits, else their number."""
    if any(character.isdigit() for character in word):
        return re.sub(r"\d+(?:\.\d+)?", "0", word.upper())
    return "A" * len(word)


@cache
def written_out() -> dict[str, tuple[str, ...]]:
    """The table of abbreviations in capitals, with their words."""
    text = files("aligner.auditing").joinpath("abbreviations.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return {short: tuple(words.split(";")) for short, words in lines}


def _candidate(
    unit: Unit,
    kind: Kind,
    cls: DivergenceClass,
    severity: Severity,
    strength: float,
    zh: Span,
    en: Span | None,
    message: str,
) -> Candidate:
    zh_spans = (unit.zh.span(*zh),)
    en_spans = (unit.en.span(*en),) if en is not None else ()
    place = unit.place(zh_spans, en_spans)
    return Candidate(NAME, kind, cls, severity, strength, place, zh_spans, en_spans, message)


RULE = Rule(NAME, find)
