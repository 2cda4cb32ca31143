"""A line that holds both languages: where to cut it.

"中文标题 English title" is two headings and "加快发展 Internet Plus" is one, so a line is cut only where each side says
about as much as the other, and only at a joint: a tab, a bar, wide space, or the end of a sentence. A mere blank is
enough where the English is a phrase of its own, or where the page has many such lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from aligner.chinese_script import HAN
from aligner.document import Language, Span
from aligner.reading.page import Piece
from aligner.reading.script import FUNCTION_WORDS, HAN_A_WORD, LATIN, Evidence, evidence

# A stretch from the first to the last letter of one script, whatever stands between but the other's letters.
_run = re.compile(f"[{HAN}](?:[^{LATIN}]*[{HAN}])?|[{LATIN}](?:[^{HAN}]*[{LATIN}])?")
_tab = re.compile(r"\t")
_bar = re.compile(r"[|｜]|(?<=\s)[/／](?=\s)|[ \xa0]{2,}|\u3000+")
_sentence_end = re.compile(r"(?:[。！？!?]|(?<!\b\w)\.(?!\d)|……)[”’」』）)】\]\"']*\s*(?![,，、;；)）])")
_blank = re.compile(r"\s+")

# English words for each word's worth of Han characters: below or above, one side is a quotation or a term.
_FEWEST, _MOST = 0.3, 2.5
# The least share of one language in a part that is said to be in it.
_PURE = 0.8
# A line that changes its language more often is a text with foreign terms.
_MOST_GAPS = 8


class Part(NamedTuple):
    """A stretch of a line and its language; None where it has no letters."""

    span: Span
    language: Language | None


def at_joints(piece: Piece) -> tuple[Part, ...]:
    """Cut a line at tabs, bars and sentence ends where the language changes; one part if it does not."""
    text = piece.text
    for joints in (_tab, _bar, _sentence_end) if _are_counterparts(piece.evidence) else (_tab,):
        parts = _merged(_cut(text, joints)) if joints.search(text) else ()
        if len(parts) > 1:
            return parts
    return _whole(text)


def at_blank(piece: Piece) -> tuple[Part, ...]:
    """Cut a line in two at the blank between its languages; one part if there is no such blank."""
    text = piece.text
    if not _are_counterparts(piece.evidence):
        return _whole(text)
    gaps = list(islice(_gaps(text), _MOST_GAPS + 1))
    for gap in gaps if len(gaps) <= _MOST_GAPS else ():
        blank = _blank.search(text, *gap)
        if blank:
            parts = (_part(text, Span(0, blank.start())), _part(text, Span(blank.end(), len(text))))
            if {part.language for part in parts} == {"zh", "en"}:
                return parts
    return _whole(text)


def is_phrase(text: str, parts: tuple[Part, ...]) -> bool:
    """Whether the English part is more than a name: three words or more, one of them a function word."""
    english = " ".join(part.span.of(text) for part in parts if part.language == "en")
    return evidence(english).words >= 3 and not FUNCTION_WORDS.isdisjoint(english.lower().split())


def _gaps(text: str) -> Iterator[Span]:
    """What stands between the last letter of one script and the first of the other."""
    return (Span(one.end(), two.start()) for one, two in pairwise(_run.finditer(text)))


def _cut(text: str, joints: re.Pattern[str]) -> Iterator[Part]:
    """Cut at the first joint of each gap, if it has one. A full stop stays with its sentence, a tab or bar goes."""
    start = 0
    for gap in _gaps(text):
        joint = joints.search(text, *gap)
        if joint:
            yield _part(text, Span(start, joint.end() if joints is _sentence_end else joint.start()))
            start = joint.end()
    yield _part(text, Span(start, len(text)))


def _merged(parts: Iterator[Part]) -> tuple[Part, ...]:
    """Join neighbours of one language; what has no letters joins what stands before it, or else after."""
    out: list[Part] = []
    for part in parts:
        if out and (part.language in (out[-1].language, None) or out[-1].language is None):
            last = out.pop()
            part = Part(Span(last.span.start, part.span.end), last.language or part.language)
        out.append(part)
    return tuple(out)


def _whole(text: str) -> tuple[Part, ...]:
    return (Part(Span(0, len(text)), None),)


def _part(text: str, span: Span) -> Part:
    """The part with its language, if it is in one: a mixture stays with what stands before it."""
    found = evidence(span.of(text))
    zh, en = found.han / HAN_A_WORD, found.words
    return Part(span, found.language if max(zh, en) >= _PURE * (zh + en) else None)


def _are_counterparts(found: Evidence) -> bool:
    """Whether the two languages say about as much."""
    worth = found.han / HAN_A_WORD
    return 0 < _FEWEST * worth <= found.words <= _MOST * worth
