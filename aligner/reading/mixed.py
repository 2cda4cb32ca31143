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

from aligner.document import Language, Span
from aligner.reading.script import HAN, HAN_A_WORD, LATIN, evidence

_switch = re.compile(
    f"(?P<left>[{HAN}])(?P<zh_en>[^{HAN}{LATIN}]*)(?=[{LATIN}])|(?P<right>[{LATIN}])(?P<en_zh>[^{HAN}{LATIN}]*)(?=[{HAN}])"
)
_tab = re.compile(r"\s*\t\s*")
_bar = re.compile(r"\s*[|｜]\s*|\s+[/／]\s+|[ \xa0]{2,}|\u3000+")
_sentence_end = re.compile(r"(?:[。！？!?]|(?<!\b\w)\.|……)[”’」』）)】\]\"']*\s*(?![,，、;；)）])")
_blank = re.compile(r"\s+")
_phrase = re.compile(r"\b(?:of|the|on|and|to|for|in|a|an|by|with|from|at|is|are)\b", re.IGNORECASE)

# English words for each word's worth of Han characters: below or above, one side is a quotation or a term.
_FEWEST, _MOST = 0.3, 2.5
# The least share of one language in a part that is said to be in it.
_PURE = 0.8
# A line that changes its language more often is a text with foreign terms.
_MOST_SWITCHES = 8


class Part(NamedTuple):
    """A stretch of a line and its language; None where it has no letters."""

    span: Span
    language: Language | None


def at_joints(text: str) -> tuple[Part, ...]:
    """Cut a line at tabs, bars and sentence ends where the language changes; one part if it does not."""
    for joints in (_tab, _bar, _sentence_end):
        parts = _merged(text, _cut(text, joints))
        if len(parts) > 1 and (joints is _tab or _are_counterparts(text, parts)):
            return parts
    return (_part(text, Span(0, len(text))),)


def at_blank(text: str) -> tuple[Part, ...]:
    """Cut a line in two at the blank between its languages; one part if there is no such blank."""
    switches = list(islice(_switch.finditer(text), _MOST_SWITCHES + 1))
    for switch in switches if len(switches) <= _MOST_SWITCHES else ():
        group = "zh_en" if switch["zh_en"] is not None else "en_zh"
        gap = _blank.search(text, *switch.span(group))
        if gap is None:
            continue
        parts = (_part(text, Span(0, gap.start())), _part(text, Span(gap.end(), len(text))))
        if {part.language for part in parts} == {"zh", "en"} and _are_counterparts(text, parts):
            return parts
    return (_part(text, Span(0, len(text))),)


def is_phrase(text: str, parts: tuple[Part, ...]) -> bool:
    """Whether the English part is more than a name: three words or more, one of them a function word."""
    english = " ".join(part.span.of(text) for part in parts if part.language == "en")
    return evidence(english).words >= 3 and _phrase.search(english) is not None


def _cut(text: str, joints: re.Pattern[str]) -> Iterator[Part]:
    ends = [found.span() for found in joints.finditer(text)]
    edges = [(0, 0), *ends, (len(text), len(text))]
    for (_, start), (cut, after) in pairwise(edges):
        # A sentence keeps its full stop; a tab belongs to neither side.
        end = after if joints is _sentence_end else cut
        if text[start:end].strip():
            yield _part(text, Span(start, end))


def _merged(text: str, parts: Iterator[Part]) -> tuple[Part, ...]:
    """Join neighbours of one language; what has no letters joins what stands before it, or else after."""
    out: list[Part] = []
    for part in parts:
        if out and (part.language in (out[-1].language, None) or out[-1].language is None):
            last = out.pop()
            part = Part(Span(last.span.start, part.span.end), last.language or part.language)
        out.append(part)
    return tuple(out)


def _part(text: str, span: Span) -> Part:
    """The part with its language, if it is in one: a mixture stays with what stands before it."""
    found = evidence(span.of(text))
    zh, en = found.han / HAN_A_WORD, found.words
    return Part(span, found.language if max(zh, en) >= _PURE * (zh + en) else None)


def _are_counterparts(text: str, parts: tuple[Part, ...]) -> bool:
    """Whether the two languages say about as much."""
    found = [evidence(part.span.of(text)) for part in parts]
    words = sum(item.words for item in found)
    worth = sum(item.han for item in found) / HAN_A_WORD
    return _FEWEST * worth <= words <= _MOST * worth
