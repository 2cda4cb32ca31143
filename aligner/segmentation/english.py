"""English sentences and clauses (first version)."""

from __future__ import annotations

import re

from aligner.document import Span
from aligner.segmentation.english_clauses import clause_starts
from aligner.segmentation.cutting import Enclosures, label_end, spans_between

_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[!-~]*[\w/]|&#?\w{1,8};|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_BRACKETS = {"()": 300, "[]": 300, "（）": 200}
_QUOTES = {"“”": 120, '""': 120, "‘’": 60}
_STOP = re.compile(r"""[.!?…。！？]+[)\]”’"'」』）}»]*(?=\s|$)|[。！？；][”’」』）]*""")
_ABBREVIATION = re.compile(r"(?:\b(?:No|Nos|Art|Arts|Mr|Mrs|Ms|Dr|Prof|vol|p|pp|e\.g|i\.e|cf|vs|Fig|St|[A-Z]|U\.S))\.$")
_PAUSE = re.compile(r"[,;:—][)\]”’\"']*(?=\s)|—|\s(?=(?:and|while|which|to)\s)")


def cut_sentences(text: str) -> list[Span]:
    """Cut a block into sentences; the spans follow one another and cover all of `text`."""
    enclosed = Enclosures(text, _BRACKETS, _ADDRESS)
    after = label_end(text)
    cuts = []
    for match in _STOP.finditer(text):
        following = text[match.end() : match.end() + 3].strip()
        abbreviation = _ABBREVIATION.search(text, max(0, match.start() - 8), match.end())
        if match.end() <= after or following[:1].islower() or abbreviation:
            continue
        cuts.append(match.end())
    return spans_between([cut for cut in cuts if not enclosed.hold(cut)], text)


def cut_clauses(text: str) -> list[Span]:
    """Cut a sentence into clauses; the spans follow one another and cover all of `text`."""
    enclosed = Enclosures(text, _BRACKETS | _QUOTES, _ADDRESS)
    after = label_end(text)
    return spans_between([cut for cut in clause_starts(text) if cut > after and not enclosed.hold(cut)], text)
