"""What must, may and must not be done: an obligation made a choice, a prohibition lost or turned round.

Judged clause by clause, since one sentence often has several. Official Chinese says most of its obligations in bare
verbs and English in imperatives, so that a dropped 应当 alone is nothing; what counts is the opposite in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics
from aligner.auditing.unit import Unit
from aligner.divergence import Candidate, Kind
from aligner.document import Span

NAME = "modality"

TURNED, WEAKENED, TIGHTENED, LOST = 0.8, 0.75, 0.65, 0.6

_FORBIDDEN = re.compile("不得(?!不|已|了|体|力|而)|严禁|禁止|不准(?!确)|不许|不允许|不应(?!有|当有)")
_OBLIGED = re.compile("应当|必须|务必|不得不")
_ALLOWED = re.compile("可以(?!预|说|看|肯定)|(?<!不)(?:允许|准许)|有权(?!威)")
_ENCOURAGED = re.compile("鼓励|提倡")
# The least that each of these has: most sentences have none.
_ANY = re.compile("不[得准许允应]|严禁|禁止|应当|必须|务必|可以|允许|准许|有权|鼓励|提倡")
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nobody|nothing|without|cannot|prohibit\w*|forbid\w*|forbade|ban|bans|banned|"
    r"banning|barr?ed|bars|disallow\w*|refrain\w*|avoid\w*|prevent\w*|stop\w*|ceas\w*|refus\w*|reject\w*|il+egal\w*|"
    r"unlawful\w*|impermissible|outlaw\w*|off-limits|instead of|rather than|zero)\b|n['’]t\b",
    re.IGNORECASE,
)
_NEGATED = re.compile("[不未无非没](?!得|断|仅|同)")
_URGING = re.compile(
    r"\b(?:encourag|support|promot|welcom|urg|stimulat|motivat|incentiv|advocat|invit|guid|foster)", re.I
)
_RIGHT = re.compile(r"\b(?:allow|permit|right|entitle|abl|enabl)", re.IGNORECASE)
_MAY = re.compile(r"\b(?:may|can|could|might|optional(?:ly)?|(?:is|are|be) (?:allowed|permitted|free) to)\b")
_MUST = re.compile(
    r"\b(?:must|shall|should|ought|ha(?:s|ve) to|needs? to|required?|requires|mandatory|compulsory|obliged?|obligat\w*|"
    r"is to|are to|be to|will|make sure|ensur\w*|imperative)\b",
    re.IGNORECASE,
)


_STRICTLY = re.compile(r"\b(?:must|shall|ha(?:s|ve) to|required|mandatory|compulsory|obliged)\b", re.IGNORECASE)


class Part(NamedTuple):
    """A clause link, or a whole unit without clauses: pieces of both texts and where they stand in the unit."""

    zh: list[Span]
    en: list[Span]


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Modality of one sentence link that is not kept."""
    if not (unit.link.zh and unit.link.en and _ANY.search(unit.zh.text)):
        return
    for part in _parts(unit):
        meant = [_first(pattern, unit.zh.text, part.zh) for pattern in (_FORBIDDEN, _OBLIGED, _ALLOWED, _ENCOURAGED)]
        if not any(meant):
            continue
        forbidden, obliged, allowed, encouraged = meant
        may, must, strictly = (_first(pattern, unit.en.text, part.en) for pattern in (_MAY, _MUST, _STRICTLY))
        if forbidden is not None:
            if _first(_NEGATIVE, unit.en.text, part.en) is None and not _negative_left(unit):
                yield _forbidden(unit, forbidden, may or must)
            continue
        if obliged is not None and allowed is None and may is not None and must is None:
            yield _opposed(unit, WEAKENED, obliged, may, "an obligation", "a choice")
        elif allowed is not None and obliged is None and strictly is not None and may is None and not _right(unit):
            yield _opposed(unit, TIGHTENED, allowed, strictly, "a permission", "an obligation")
        elif encouraged is not None and obliged is None and strictly is not None and not _urging(unit):
            yield _opposed(unit, TIGHTENED, encouraged, strictly, "an encouragement", "an obligation")


def _parts(unit: Unit) -> Iterator[Part]:
    if not unit.clauses:
        yield Part([Span(0, len(unit.zh.text))], [Span(0, len(unit.en.text))])
    for clause in unit.clauses:
        zh, en = ([s.shift(-side.start) for s in spans] for spans, side in ((clause.zh, unit.zh), (clause.en, unit.en)))
        if zh and en:
            yield Part(zh, en)


def _first(pattern: re.Pattern[str], text: str, spans: Sequence[Span]) -> Span | None:
    """The first match inside one of the spans."""
    for span in spans:
        match = pattern.search(text, span.start, span.end)
        if match is not None:
            return Span(*match.span())
    return None


def _negative_left(unit: Unit) -> bool:
    """Whether the sentence has as many English negatives as Chinese ones: one of them may be this one's."""
    said, meant = len(_NEGATIVE.findall(unit.en.text)), len(_FORBIDDEN.findall(unit.zh.text))
    return said >= meant + len(_NEGATED.findall(unit.zh.text)) / 2


def _urging(unit: Unit) -> bool:
    """Whether the sentence encourages something in other words."""
    return _URGING.search(unit.en.text) is not None


def _right(unit: Unit) -> bool:
    """Whether the sentence speaks of a right, or of what is made possible, in other words."""
    return _RIGHT.search(unit.en.text) is not None


def _forbidden(unit: Unit, zh: Span, modal: Span | None) -> Candidate:
    word = zh.of(unit.zh.text)
    if modal is None:
        return _candidate(unit, "omission", LOST, zh, None, f"the English does not forbid what {word} forbids")
    message = f"{word} forbids, and the English says “{modal.of(unit.en.text)}” without a negative"
    return _candidate(unit, "mistranslation", TURNED, zh, modal, message)


def _opposed(unit: Unit, strength: float, zh: Span, en: Span, meant: str, said: str) -> Candidate:
    message = f"{zh.of(unit.zh.text)} is {meant}, and “{en.of(unit.en.text)}” makes it {said}"
    return _candidate(unit, "mistranslation", strength, zh, en, message)


def _candidate(unit: Unit, kind: Kind, strength: float, zh: Span, en: Span | None, message: str) -> Candidate:
    zh_spans = (unit.zh.span(*zh),)
    en_spans = (unit.en.span(*en),) if en is not None else ()
    place = unit.place(zh_spans, en_spans)
    return Candidate(NAME, kind, "content", "major", strength, place, zh_spans, en_spans, message)


RULE = Rule(NAME, find)
