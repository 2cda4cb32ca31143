"""Words that nothing on the other side renders: lost, added, or with something else in their place.

Every word of meaning gets a chance from learnt trees, which weigh how well it is linked, what is left over opposite,
and how the document renders it elsewhere. What other rules look after (numbers, agencies, numbering) is left to them,
and so is a term of the glossary that has an accepted rendering.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from aligner.auditing.agency_lists import Reading, read_chinese, read_english
from aligner.auditing.coverage.atoms import Atoms
from aligner.auditing.coverage.findings import Finding, findings
from aligner.auditing.coverage.habits import Habits
from aligner.auditing.coverage.matching import Matching
from aligner.auditing.document_numbers import document_numbers
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics
from aligner.auditing.terms import accepted, uses
from aligner.auditing.unit import Passage, Unit
from aligner.divergence import Candidate
from aligner.document import Language, Span
from aligner.embedding.vocabulary import MARK, load_tokenizer
from aligner.glossary import Glossary, Term

NAME = "coverage"

_RENDERINGS = 3  # that a message names


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Uncovered words of one sentence link."""
    look = statistics.look(unit)
    if look is None or not look.matching.comparable:
        return
    matching, habits = look.matching, statistics.habits
    zh_owned = _owned(unit.zh, "zh", read_chinese(unit.zh.text))
    en_owned = _owned(unit.en, "en", read_english(unit.en.text))
    terms = _terms(unit, statistics.glossary)
    for finding in findings(matching, look.doubts):
        zh, en = _span(matching.zh, finding.zh), _span(matching.en, finding.en)
        owned = _within(zh, zh_owned) or (not zh and _within(en, en_owned))
        if not owned and not any(_inside(zh, span) and accepted(unit.en.text, term) for span, term in terms):
            yield _candidate(unit, finding, zh, en, habits, matching)


def _terms(unit: Unit, glossary: Glossary) -> list[tuple[Span, Term]]:
    """The terms of a unit whose single words do not matter where an accepted rendering stands for the whole.

    网络安全 is "cybersecurity". Of a term that is used several times, one rendering does not say which place it is for.
    """
    found = uses(unit.zh.text, glossary)
    return [(unit.zh.span(*use.spans[0]), use.term) for use in found if len(use.spans) == 1]


def _inside(spans: Sequence[Span], whole: Span) -> bool:
    return any(whole.start <= span.start and span.end <= whole.end for span in spans)


def _owned(passage: Passage, language: Language, reading: Reading) -> list[Span]:
    """The spans of other rules: lists of agencies, bodies named in the text, numbers of documents, numbering."""
    spans = [*reading.lists, *(mention.span for mention in reading.running)]
    spans += document_numbers(passage.text, language)
    return [passage.span(*span) for span in spans] + [numbering.span for numbering in passage.numbering]


def _within(spans: Sequence[Span], owned: Sequence[Span]) -> bool:
    return any(span.start < whole.end and whole.start < span.end for span in spans for whole in owned)


def _span(side: Atoms, indices: Sequence[int]) -> tuple[Span, ...]:
    return (side.span(indices[0], indices[-1]),) if indices else ()


def _candidate(
    unit: Unit, finding: Finding, zh: tuple[Span, ...], en: tuple[Span, ...], habits: Habits, matching: Matching
) -> Candidate:
    zh_text, en_text = "".join(unit.zh.of(zh)), " ".join(unit.en.of(en))
    usual = _usual(matching.zh, finding.zh, habits)
    elsewhere = f" (elsewhere: {', '.join(usual)})" if usual else ""
    if finding.kind == "omission":
        message = f"no word of the English renders {zh_text}{elsewhere}"
    elif finding.kind == "addition":
        message = f"no word of the Chinese stands behind “{en_text}”"
    else:
        message = f"“{en_text}” stands where {zh_text} should be rendered{elsewhere}"
    evidence: dict[str, Any] = {"rendered_elsewhere": usual} if usual else {}
    place = unit.place(zh, en)
    return Candidate(
        NAME, finding.kind, "content", finding.severity, round(finding.chance, 4), place, zh, en, message, evidence
    )


def _usual(side: Atoms, indices: Sequence[int], habits: Habits) -> list[str]:
    """How the document renders the words elsewhere, the commonest renderings first."""
    counts: dict[int, float] = {}
    for i in indices:
        counts |= habits.pairs.get(int(side.classes[i]), {})
    best = sorted(counts, key=lambda kind: (-counts[kind], kind))[:_RENDERINGS]
    return [_written(kind) for kind in best]


@cache
def _written(kind: int) -> str:
    return str(load_tokenizer().id_to_token(kind)).removeprefix(MARK)


RULE = Rule(NAME, find)
