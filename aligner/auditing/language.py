"""Faults of one text alone: repeated words, misplaced and doubled marks, unclosed brackets and quotes, likely typos.

They say nothing about the other language. Their class is "language", so that they are shown and left out of scores;
their kind is "mistranslation", with the marked text on one side only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from aligner.auditing.brackets import MARKS
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics
from aligner.auditing.typos import typos
from aligner.auditing.unit import Unit
from aligner.divergence import Candidate
from aligner.document import LANGUAGES, Language, Span

NAME = "language"

STRENGTH, TYPO = 0.8, 0.7


class Fault(NamedTuple):
    """A fault and where it stands in the text that was read."""

    span: Span
    message: str


_DOUBLED_WELL = "had|that|very|many|so|no|bye|ha|long|far|yes|there|had|is"
_DOUBLED = "the punctuation mark is doubled"
_TWICE = r"\b(?=([A-Za-z]{2,}+|[Aa])\s+(?i:\1)\b)"
_REPEATED_EN = rf"{_TWICE}(?i:(?!(?:{_DOUBLED_WELL})\b)\1(?:\s+\1\b)+)(?!['’-])(?<![-'’]\b)"
_REPEATED_ZH = "(?<!目)的的|了了(?![解然结却事])|(?<!和)和和(?![美睦气])|(?<!实)在在|与与|(?<!于)是是(?!非)"
_PATTERNS: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": (
        (re.compile(_REPEATED_EN), "the word is repeated"),
        (re.compile(r"(?<=[\w)”’\"])[ \t\u00a0]+[,;:.!?](?![.\d\w])"), "a space stands before the punctuation mark"),
        (re.compile(r",(?:\s*,)+|;(?:\s*;)+|:(?:\s*:)+|,\s*[.;](?![.\w])|(?<!\.)\.\.(?!\.)"), _DOUBLED),
    ),
    "zh": (
        (re.compile("([，。；：、！？])\\1+|[，、；：][，。；：、]"), _DOUBLED),
        (re.compile(_REPEATED_ZH), "the character is repeated"),
    ),
}


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Faults of each text of one sentence link."""
    for fault in faults(unit.zh.text, "zh"):
        yield _candidate(unit, (unit.zh.span(*fault.span),), (), fault.message)
    for fault in faults(unit.en.text, "en"):
        yield _candidate(unit, (), (unit.en.span(*fault.span),), fault.message)
    for typo in typos(unit.en.text, unit.zh.text):
        written = typo.span.of(unit.en.text)
        message = f"“{written}” is likely a typo for “{typo.meant}”"
        yield replace(_candidate(unit, (), (unit.en.span(*typo.span),), message), strength=TYPO)
    for language in LANGUAGES:
        passage, unbalanced = unit.passage(language), statistics.unbalanced.get(language, {})
        for mark in MARKS.finditer(passage.text):
            span = passage.span(*mark.span())
            if span.start in unbalanced:
                zh, en = ((span,), ()) if language == "zh" else ((), (span,))
                yield _candidate(unit, zh, en, unbalanced[span.start])


def faults(text: str, language: Language) -> Iterator[Fault]:
    """The repeated words and misplaced marks of a text, without regard to any other."""
    for pattern, message in _PATTERNS[language]:
        for match in pattern.finditer(text):
            yield Fault(Span(*match.span()), f"{message}: “{match[0].strip()}”")


def _candidate(unit: Unit, zh: tuple[Span, ...], en: tuple[Span, ...], message: str) -> Candidate:
    return Candidate(NAME, "mistranslation", "language", "minor", STRENGTH, unit.place(zh, en), zh, en, message)


RULE = Rule(NAME, find)
