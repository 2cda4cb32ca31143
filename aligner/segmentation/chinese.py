"""Chinese sentences and clauses.

A sentence ends at 。！？；…… and their half-width forms, together with the quotation marks and brackets that close
there; a clause ends at ，：； as well. Nothing is cut inside brackets and book-title marks, numbers, times and
addresses; clauses are not cut inside short quotations either. A list with 、 is never cut.
"""

from __future__ import annotations

import re

from aligner.document import Span
from aligner.segmentation.cutting import Brackets, is_han, label_end, spans_between

_CLOSERS = "[”’\"'」』）)】〕》〉］\\]｝}]"
_STOP = re.compile(f"(?:[。｡！？；]|[!?;](?![A-Za-z0-9=])|…+|\\.{{3,}}|\\.(?=\\s|$|{_CLOSERS}))+{_CLOSERS}*")
_PAUSE = re.compile(f"(?:[，：；]|[,:;](?!//|\\\\))+{_CLOSERS}*")
_JOINS_ON = re.compile(r"\s*[，、：,:]|(?<=[”’」』》])(?:的|等|之类|这[个种类句]|和|与|或)")

_LIMITS = {"()": 200, "[]": 80, "《》": 80, "〈〉": 80, "【】": 80, "〔〕": 80}
_BRACKETS = Brackets(_LIMITS)
_BRACKETS_AND_QUOTES = Brackets(_LIMITS | {"“”": 40, "‘’": 40, "「」": 40, "『』": 40, '""': 40})

# He said: what may stand between a closing quotation mark and the end of the sentence.
_SAID = re.compile(
    '\\s*[^，。！？…：；,!?:;\\s“”「」"]{0,10}?'
    "(?:[说问答喊叫嚷骂吼叹写]|(?<![知难街通轨渠频赛大味])道|回答|表示|解释|补充|自语)[着了]?(?=[，。！？…；,!?;\\s]|$)"
)
_HESITATION = 6  # a speaker's "我……" is no sentence: fewer characters than this between punctuation and "……"


def cut_sentences(text: str) -> list[Span]:
    """Cut a block into sentences; the spans follow one another and cover all of `text`."""
    enclosed = _BRACKETS.enclosures(text)
    after = label_end(text)
    cuts = (stop.end() for stop in _STOP.finditer(text) if not _goes_on(text, stop))
    return spans_between([cut for cut in cuts if cut > after and not enclosed.hold(cut)], text)


def cut_clauses(text: str) -> list[Span]:
    """Cut a sentence into clauses; the spans follow one another and cover all of `text`."""
    enclosed = _BRACKETS_AND_QUOTES.enclosures(text)
    stops = {
        stop.end()
        for stop in _STOP.finditer(text)
        if not _is_within_sentence(text, stop) and not _JOINS_ON.match(text, stop.end())
    }
    pauses = {pause.end() for pause in _PAUSE.finditer(text) if not _is_inside_number_or_word(text, pause)}
    after = label_end(text)
    return spans_between([cut for cut in sorted(stops | pauses) if cut > after and not enclosed.hold(cut)], text)


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Whether the sentence goes on after these stops."""
    if _JOINS_ON.match(text, stop.end()) or _is_within_sentence(text, stop) or "》" in stop[0]:
        return True
    return stop[0][-1] in "”’\"'」』" and _SAID.match(text, stop.end()) is not None


def _is_within_sentence(text: str, stop: re.Match[str]) -> bool:
    """Whether the stops are a Latin word's full stop, or dots between two halves of a halting sentence."""
    if stop[0][0] == "." and stop[0][1:2] != ".":
        before = text[max(0, stop.start() - 1) : stop.start()]
        return before == "" or not (is_han(before) or before in "”」』）)》")
    if stop[0].strip("….") or not text[stop.end() : stop.end() + 1].strip():
        return False
    before = text[max(0, stop.start() - _HESITATION) : stop.start()]
    return len(before) < _HESITATION or not all(character.isalnum() for character in before)


def _is_inside_number_or_word(text: str, pause: re.Match[str]) -> bool:
    """Whether the mark stands between two digits (10:30; 1,000) or, half-width, between two Latin letters."""
    before, after = text[max(0, pause.start() - 1) : pause.start()], text[pause.end() : pause.end() + 1]
    if len(pause[0]) != 1 or not before.isascii() or not after.isascii():
        return False
    return (before.isdigit() and after.isdigit()) or (pause[0] in ",:;" and before.isalnum() and after.isalnum())
