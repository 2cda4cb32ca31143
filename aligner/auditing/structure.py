"""Numbering that disagrees between the two texts, numbers repeated or skipped, and whole sentences lost or added.

Numbering is compared for blocks that are aligned. A number that does not follow from the one before it is the
translation's fault only where the original's own sequence is whole; where the original itself repeats or skips a
number, that is a fault of one text.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.auditing import sections
from aligner.auditing.numerals import english_quantities
from aligner.auditing.rule import Rule, Tabulation
from aligner.auditing.statistics import Statistics, Step
from aligner.auditing.unit import Passage, Unit
from aligner.divergence import Candidate, DivergenceClass, Kind, Severity
from aligner.document import Numbering, Span

NAME = "structure"

DISAGREES, BREAKS, LABEL_LOST, LABEL_ADDED = 0.95, 0.7, 0.35, 0.3
SENTENCE_LOST, SENTENCE_ADDED = 0.85, 0.75
CLAUSE_LOST, CLAUSE_ADDED = 0.65, 0.45
_MISLINKED = 0.5  # of the strength where both texts have something left over in one place: they may belong together
_SHORTEST = 4  # letters; what is shorter is a mark or a stray number rather than a sentence


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Structure faults of one sentence link."""
    if not unit.link.zh or not unit.link.en:
        yield from _one_sided(unit)
        return
    yield from _one_sided_clauses(unit)
    pairs, lost, added = _paired(_valued(unit.zh), _valued(unit.en))
    for zh, en in pairs:
        yield from _compared(unit, zh, en, zh.span.start in statistics.steps.get("zh", {}))
    for numbering in lost:
        if not _said(numbering, unit.en.text):
            message = f"the number {numbering.label.strip()} is left out of the English"
            yield _candidate(unit, "omission", "structure", "minor", LABEL_LOST, numbering.span, None, message)
    for numbering in added:
        yield _added(unit, numbering, statistics.steps.get("en", {}).get(numbering.span.start))
    for numbering in unit.zh.numbering:
        step = statistics.steps.get("zh", {}).get(numbering.span.start)
        if step is not None:
            message = f"{numbering.label.strip()} follows {step.after.strip()} in the Chinese itself"
            yield _candidate(unit, "mistranslation", "language", "minor", BREAKS, numbering.span, None, message)


def _paired(
    zh: list[Numbering], en: list[Numbering]
) -> tuple[list[tuple[Numbering, Numbering]], list[Numbering], list[Numbering]]:
    """The labels of both sides in order; where one side has more of them, those of equal value stand together."""
    if len(zh) == len(en):
        return list(zip(zh, en, strict=True)), [], []
    pairs, left = [], list(en)
    for numbering in zh:
        partner = next((other for other in left if other.value == numbering.value), None)
        if partner is not None:
            left.remove(partner)
            pairs.append((numbering, partner))
    paired = [a for a, _ in pairs]
    return pairs, [a for a in zh if a not in paired], left


def _compared(unit: Unit, zh: Numbering, en: Numbering, mended: bool) -> Iterator[Candidate]:
    """Two labels that should agree; where the Chinese breaks its own sequence, the English may have mended it."""
    if zh.value != en.value:
        strength = DISAGREES * (0.5 if mended else 1)
        message = f"{zh.label.strip()} of the Chinese is numbered {en.label.strip()} in the English"
        yield _candidate(unit, "mistranslation", "structure", "major", strength, zh.span, en.span, message)


def _added(unit: Unit, numbering: Numbering, step: Step | None) -> Candidate:
    label = numbering.label.strip()
    if step is None:
        message = f"the number {label} is not in the Chinese"
        return _candidate(unit, "addition", "structure", "minor", LABEL_ADDED, None, numbering.span, message)
    message = f"{label} follows {step.after.strip()} in the English; the next number would be {step.expected}"
    return _candidate(unit, "addition", "structure", "minor", BREAKS, None, numbering.span, message)


def _one_sided(unit: Unit) -> Iterator[Candidate]:
    """A sentence without counterpart."""
    opposite = any(bool(zh) != bool(en) and bool(zh) != bool(unit.link.zh) for zh, en in unit.near)
    # A doubtful null link is in doubt against joining the sentence to its neighbour, where it would be lost too.
    trust = (1 + unit.link.score) / 2 * (_MISLINKED if opposite else 1)
    if unit.link.zh and _letters(unit.zh.text) >= _SHORTEST:
        span = _trimmed(unit.zh)
        strength = SENTENCE_LOST * trust
        message = "no part of the English corresponds to this sentence"
        yield _candidate(unit, "omission", "content", "major", strength, span, None, message)
    elif unit.link.en and _letters(unit.en.text) >= 3 * _SHORTEST:
        span = _trimmed(unit.en)
        strength = SENTENCE_ADDED * trust
        message = "no part of the Chinese corresponds to this sentence"
        yield _candidate(unit, "addition", "content", "major", strength, None, span, message)


def _one_sided_clauses(unit: Unit) -> Iterator[Candidate]:
    """Clauses that the alignment leaves without counterpart inside a sentence that has one."""
    kinds = {bool(clause.zh) for clause in unit.clauses if not (clause.zh and clause.en)}
    for clause in unit.clauses:
        trust = clause.score * (_MISLINKED if len(kinds) > 1 else 1)
        text = "".join((unit.en if clause.en else unit.zh).of(clause.en or clause.zh))
        if clause.zh and not clause.en and _letters(text) >= _SHORTEST:
            message = "no part of the English corresponds to this clause"
            span = Span(clause.zh[0].start, clause.zh[-1].end)
            yield _candidate(unit, "omission", "content", "major", CLAUSE_LOST * trust, span, None, message)
        elif clause.en and not clause.zh and _letters(text) >= 3 * _SHORTEST:
            message = "no part of the Chinese corresponds to this clause"
            span = Span(clause.en[0].start, clause.en[-1].end)
            yield _candidate(unit, "addition", "content", "minor", CLAUSE_ADDED * trust, None, span, message)


def _valued(passage: Passage) -> list[Numbering]:
    return [numbering for numbering in passage.numbering if numbering.value is not None]


def _said(numbering: Numbering, english: str) -> bool:
    """Whether the English opens with the number in words ("Second, …") or digits."""
    return any(numbering.value in quantity.readings for quantity in english_quantities(english[:60]))


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _trimmed(passage: Passage) -> Span:
    text = passage.text
    return passage.span(len(text) - len(text.lstrip()), len(text.rstrip()))


def _candidate(
    unit: Unit,
    kind: Kind,
    cls: DivergenceClass,
    severity: Severity,
    strength: float,
    zh: Span | None,
    en: Span | None,
    message: str,
) -> Candidate:
    zh_spans, en_spans = (zh,) if zh else (), (en,) if en else ()
    place = unit.place(zh_spans, en_spans)
    return Candidate(NAME, kind, cls, severity, strength, place, zh_spans, en_spans, message)


RULE = Rule(NAME, find, (Tabulation("Coverage by section", sections.COLUMNS, of_text=sections.rows),))
