"""Terms of policy: rendered otherwise than is accepted, wrongly, or otherwise than elsewhere in the same text.

A glossary cannot list every good rendering, and a free translation uses many more than a close one. What a term
without an accepted rendering says therefore follows from how closely the whole text is translated, from whether the
words of the term are linked with any others, and from whether the translator renders it so each time: a term rendered
the same way time and again is a choice, and no error. Terms that the user gives are binding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aligner.auditing.choices import Choices, accepts, choice
from aligner.auditing.closeness import closeness
from aligner.auditing.rule import Rule, Tabulation
from aligner.auditing.statistics import Statistics
from aligner.auditing.terms import Rendered, Use, occurrences, rendered_in, said_exactly, told
from aligner.auditing.unit import Unit
from aligner.divergence import Candidate, Kind
from aligner.document import Span

NAME = "terminology"

FORBIDDEN, BINDING = 0.8, 0.7
UNLINKED, PARTLY, OTHERWISE = 0.62, 0.5, 0.45  # no accepted rendering: none at all, of some of its words, another
DEPARTS = 0.12
_PART = 2  # characters: what is shorter is no word that a reader could miss by itself
_CHOSEN = 0.3  # of the strength, where the translator renders the term so each time
_OFTEN = 3  # times: from here a rendering is a choice
_SHARE = 0.75  # of the times: from here a choice is consistent


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Terms of one sentence link that are not rendered as they should be."""
    look = statistics.look(unit)
    if look is None:
        return
    for use, found in occurrences(unit, statistics.glossary, look.first):
        if found.accepted is not None:
            yield from _departing(unit, use, found, statistics.choices)
        else:
            yield _unaccepted(unit, use, found, statistics)


def _unaccepted(unit: Unit, use: Use, found: Rendered, statistics: Statistics) -> Candidate:
    """A term that no accepted rendering stands for: a forbidden one, another one, or none."""
    term = use.term
    accepted = ", ".join(term.renderings[:3])
    for wrong in term.forbidden:
        span = said_exactly(unit.en.text, wrong)
        if span is not None:
            said = span.of(unit.en.text)
            message = f"{term.zh} is “{accepted}”, and “{said}” is not to be used for it"
            return _candidate(unit, use, "mistranslation", FORBIDDEN, (span,), message, statistics.choices)
    usual, times, occurs = statistics.choices.usual(term.zh)
    part = found.lost if found.share and found.lost and not found.replaced else None
    if part is not None and part.end - part.start < _PART:
        part = None
    elsewhere = rendered_in(term, unit.near_texts("en"))
    if part is not None:
        lost = part.of(unit.zh.text)
        strength, message = PARTLY, f"of {term.zh} ({accepted}), {lost} is not in “{found.said}”"
    elif found.said:
        strength = OTHERWISE if found.share == 1 else PARTLY if found.share else UNLINKED
        message = f"“{found.said}” stands for {term.zh}, which is “{accepted}”"
    else:
        strength, message = UNLINKED, f"no word of the English renders {term.zh} ({accepted})"
    if usual and usual != choice(found):
        message += f"; elsewhere it is “{usual}”"
    if term.binding:
        strength = BINDING
    else:
        strength *= closeness(statistics.habits) * (0.5 if elsewhere else 1)
        if usual == choice(found) and times >= _OFTEN and times >= _SHARE * occurs:
            strength *= _CHOSEN
    if part is not None and not term.binding:
        use = use._replace(spans=(part,))
    kind: Kind = "mistranslation" if found.said and (part is None or term.binding) else "omission"
    return _candidate(unit, use, kind, strength, found.spans, message, statistics.choices)


def _departing(unit: Unit, use: Use, found: Rendered, choices: Choices) -> Iterator[Candidate]:
    """An accepted rendering that is not the one that this translator uses otherwise."""
    usual, times, occurs = choices.usual(use.term.zh)
    if usual and usual != found.accepted and times >= _OFTEN and times >= _SHARE * occurs:
        message = f"{use.term.zh} is “{found.said}” here and “{usual}” in {times} of {occurs} places"
        yield _candidate(unit, use, "mistranslation", DEPARTS, found.spans, message, choices)


def rows(statistics: Statistics) -> Iterator[tuple[str, ...]]:
    """For the report: each term with all its renderings, those of the glossary first, how often, and where first."""
    choices = statistics.choices
    for zh in sorted(choices.counts, key=lambda zh: (-sum(choices.counts[zh].values()), zh)):
        counts, term = choices.counts[zh], statistics.glossary.terms[zh]
        for said in sorted(counts, key=lambda said: (-counts[said], said)):
            verdict = "" if said in term.renderings else "not in the glossary" if said else "not rendered"
            yield zh, said, str(counts[said]), choices.places[zh, said], verdict, term.origin


def shared_rows(statistics: Statistics) -> Iterator[tuple[str, ...]]:
    """For the report: English words that stand for several terms."""
    for said, terms in sorted(statistics.choices.shared(statistics.glossary).items()):
        words = frozenset(told(said))
        for zh in terms:
            accepted = accepts(statistics.glossary, zh, words)
            yield said, zh, "" if accepted else "not in the glossary"


def _candidate(
    unit: Unit,
    use: Use,
    kind: Kind,
    strength: float,
    en: tuple[Span, ...],
    message: str,
    choices: Choices,
) -> Candidate:
    zh_spans = (unit.zh.span(*use.spans[0]),)
    en_spans = tuple(unit.en.span(*span) for span in en) if kind != "omission" else ()
    term = use.term
    evidence: dict[str, Any] = {"accepted": list(term.renderings), "origin": term.origin}
    others = {said: count for said, count in choices.counts.get(term.zh, {}).items() if said}
    if others:
        evidence["in_this_text"] = others
    place = unit.place(zh_spans, en_spans)
    return Candidate(
        NAME, kind, "terminology", "minor", round(strength, 4), place, zh_spans, en_spans, message, evidence
    )


RULE = Rule(
    NAME,
    find,
    (
        Tabulation("Terms", ("Chinese", "English", "Times", "First in", "Finding", "Origin of the term"), of_text=rows),
        Tabulation("One rendering for several terms", ("English", "Chinese", "Finding"), of_text=shared_rows),
    ),
)
