"""English sentences and clauses.

A sentence ends at . ? ! and … with the quotation marks and brackets that close there, where the next word can begin
one; abbreviations, initials, numbers, labels ("1.", "Article 3.") and what stands in brackets do not end it. Where
clauses begin is read in `english_clauses`.

The rules are our own: of the 54 English and 46 Chinese rows in tests/golden/segmentation/sentences.tsv, pySBD 0.3.4
cuts 41 and 19 as wanted, sentence-splitter 1.4 cuts 33 of the English ones.
"""

from __future__ import annotations

import re

from aligner.document import Span
from aligner.segmentation.cutting import Brackets, label_end, spans_between
from aligner.segmentation.english_clauses import clause_starts
from aligner.segmentation.english_words import words_in

_LIMITS = {"()": 300, "[]": 300}
_BRACKETS = Brackets(_LIMITS)
_BRACKETS_AND_QUOTES = Brackets(_LIMITS | {"“”": 120, '""': 120, "「」": 120, "《》": 120})

_STOP = re.compile(r"""(?P<stop>[.!?…。！？]+)(?P<closers>[)\]”’"'」』）}»]*)""")
_GLUED = re.compile(r"(?<=[a-z]{2})[.!?](?=(?:The|This|These|In|It|He|She|We|They|But|And|If|As|For|At|On|To|A)\s)")
_OPENING = re.compile("[\\s“‘\"'(（\\[「『*_¿¡–—•-]*")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
_ROMAN = re.compile(r"[IVXLC]{2,}\b|[IVX](?=[.,;)]|$)")
_LABEL = re.compile(r"(?:^|[.:;!?。：；)]\s)\s*(?:\d{1,2}|[A-Za-z]|[IVX]{1,4})$")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_SAID = re.compile(
    r"\s*(?:[A-Z][\w’'-]*\s){1,3}(?:\w+ly\s)?"
    "(?:said|asked|replied|answered|cried|shouted|whispered|muttered|added|exclaimed|demanded|inquired|murmured)\\b"
)
_STARTER = re.compile(
    "(?:A|After|All|Also|An|And|Any|As|At|Before|Both|But|By|Each|Every|For|From|He|Her|His|How|However|I|If|In|It|Its|"
    "Many|Most|My|No|Not|Now|On|One|Our|She|Since|So|Some|Such|That|The|Their|Then|There|These|They|This|Those|Thus|To|"
    "Under|We|What|When|Where|While|Who|Why|With|You|Your)\\b(?!\\.)"
)

# Abbreviations by what may follow them within a sentence, in small letters and without their last stop.
_BEFORE_NAMES = words_in(
    "adm ald brig capt cdr col cpl dr fr gen gov hon lt maj messrs mlle mme mr mrs ms mt mx pres prof rep rev sen sgt "
    "sr sra st supt"
)
_BEFORE_NUMBERS = words_in(
    "app approx apps arab art arts c ca cap ch chap chaps cl col cols div ed eq eqs ex fig figs fol gf id l lit ll ln "
    "n nn no nos nr num op p para paras pos pp pt pts q r reg regs rev s sch sec secs sect sects ser sq sub t tab tel "
    "v ver vol vols"
)
_BEFORE_ANYTHING = words_in("al cf e.g eg i.e ie incl resp v viz vs")
_BEFORE_OR_AT_THE_END = words_in(
    "a.d a.m apr assn aug ave b.c blvd bros cent cert co corp d.c dec dept dist e.u est ext feb fri gmbh govt hr hrs "
    "inc intl jan jr jul jun kg km lb llc ltd m.d mar mfg min mins mon natl nov oct oz p.m ph.d plc pty rd rte sat "
    "sec sep sept sr sun thu thur thurs tue tues u.k u.n u.s u.s.a univ wed yr yrs"
)


def cut_sentences(text: str) -> list[Span]:
    """Cut a block into sentences; the spans follow one another and cover all of `text`."""
    enclosed = _BRACKETS.enclosures(text)
    after = label_end(text)
    cuts = {stop.end() for stop in _STOP.finditer(text) if stop.end() > after and _ends_sentence(text, stop)}
    cuts |= {stop.end() for stop in _GLUED.finditer(text)}
    return spans_between([cut for cut in sorted(cuts) if not enclosed.hold(cut)], text)


def cut_clauses(text: str) -> list[Span]:
    """Cut a sentence into clauses; the spans follow one another and cover all of `text`."""
    enclosed = _BRACKETS_AND_QUOTES.enclosures(text)
    after = label_end(text)
    return spans_between([cut for cut in clause_starts(text) if cut > after and not enclosed.hold(cut)], text)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    """Whether the sentence ends with these stops, not only a word."""
    opening = _OPENING.match(text, stop.end())
    following = text[opening.end() : opening.end() + 16] if opening else ""
    if stop["stop"][0] in "。！？" or not following:
        return True
    if not text[stop.end()].isspace():
        return False
    if (following[0].islower() and not _BRAND.match(following)) or following[0] in ",;:，；：、)）]”’.":
        return False
    if stop["closers"]:
        return not (stop["closers"][-1] in "”’\"'」" and _SAID.match(text, stop.end()))
    if stop["stop"][0] == "…" or stop["stop"].startswith(".."):
        return not re.match(r"I\b", following)  # a halting speaker: "Well… I don’t know."
    return stop["stop"] != "." or not _is_abbreviation(text[max(0, stop.start() - 24) : stop.start()], following)


def _is_abbreviation(before: str, following: str) -> bool:
    """Whether a full stop behind `before` belongs to an abbreviation or a label that `following` goes on from."""
    word = re.split(r"[\s(（\[“\"‘/,;]", before)[-1]
    low = word.lower()
    numbered = following[0].isdigit() or _ROMAN.match(following) is not None
    starter = _STARTER.match(following) is not None
    label = _LABEL.search(before)
    if label and before[: label.start()].split(" ")[-1].lower() not in _BEFORE_NUMBERS:
        return True
    if low in _BEFORE_ANYTHING:
        return True
    if low in _BEFORE_NAMES and word[0].isupper():
        return not numbered
    if low in _BEFORE_NUMBERS and (len(word) > 1 or word.islower()) and numbered:
        return True
    if low == "etc":
        return numbered
    initial = len(word) == 1 and word.isupper()
    return not starter and (initial or low in _BEFORE_OR_AT_THE_END or _ACRONYM.fullmatch(word) is not None)
