"""What phrase seems to begin at a word of an English sentence, judged by the word and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Literal, NamedTuple

from aligner.segmentation import english_words as lexicon
from aligner.segmentation.english_words import Form, is_adverb, is_auxiliary, verb_form

_WORD = re.compile(r"\d+(?:[.,:/]\d+)+(?:-\w+)*|\w+(?:[-’'&./]\w+)*")
_STRONG = re.compile(r"[;；]|[:：](?=\s|[“‘\"']|$)|—|\s(?:–|--?)\s|[!?！？。•▪]|[.…][”’\"]")
_QUOTE_ENDS = re.compile(r"[,，][”’\"']")
_OPENING = re.compile(r"(?:[•▪]\s*)?[“‘(（\[{《「『\"'$€£¥#+~-]*$")
_PADDING = ("",) * 8
_REACH = 40  # words to look ahead: keeps the work linear where a text has no punctuation

Mark = Literal["", ",", ";"]
Mood = Literal["imperative", "gerund", "past", "other"]


class Word(NamedTuple):
    """A word in small letters, the place where a cut before it would fall, and the mark that stands there.

    The mark is a comma, a semicolon for whatever parts more strongly, or none. `opens` tells whether a quotation mark
    or bracket stands right before the word, `closes` whether a quotation ends before it.
    """

    text: str
    cut: int
    mark: Mark
    opens: bool
    closes: bool


def words_of(text: str) -> list[Word]:
    """The words of a sentence, with the marks between them."""
    words, last = [], 0
    for match in _WORD.finditer(text):
        start = match.start()
        gap = text[last:start]
        words.append(Word(match[0].lower(), start, "", False, False) if gap == " " else _behind(gap, match))
        last = match.end()
    return words


def _behind(gap: str, match: re.Match[str]) -> Word:
    opening = _OPENING.search(gap)
    attached = len(opening[0]) if opening else 0
    mark: Mark = ";" if _STRONG.search(gap) else "," if "," in gap or "，" in gap else ""
    closes = _QUOTE_ENDS.search(gap) is not None
    return Word(match[0].lower(), match.start() - attached, mark, attached > 0, closes)


class Phrases:
    """Answers questions about the phrases of one sentence; words are given by index.

    A stretch runs from one mark to the next, a passage from one strong mark to the next.
    """

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self._texts = [*(word.text for word in words), *_PADDING]  # so that a look a few words ahead is no error
        self.ends = self._ends({",", ";"})  # for each word, where its stretch ends
        self.limits = self._ends({";"})  # for each word, where its passage ends

    def _ends(self, marks: Container[str]) -> list[int]:
        ends, end = [0] * len(self.words), len(self.words)
        for at in range(len(self.words) - 1, -1, -1):
            ends[at] = min(end, at + _REACH)
            if self.words[at].mark in marks:
                end = at
        return ends

    def text(self, at: int) -> str:
        """The word, or "" outside the sentence."""
        return self._texts[at] if at >= 0 else ""

    def next(self, at: int) -> str:
        """The word behind `at` in the same stretch, or ""."""
        return self._texts[at + 1] if at + 1 < len(self.words) and at + 1 < self.ends[at] else ""

    def is_adverb(self, at: int) -> bool:
        """Whether the word is an adverb that may stand before a verb."""
        return is_adverb(self.text(at))

    def core(self, at: int) -> int:
        """The first word from `at` on, in its stretch, that is no coordinator and no adverb."""
        while at < self.ends[at] - 1 and (self.text(at) in lexicon.COORDINATORS or self.is_adverb(at)):
            at += 1
        return at

    def has_object(self, at: int) -> bool:
        """Whether what a verb at `at` acts on follows it, beyond doubt."""
        after = self.next(at)
        return bool(after) and (after in lexicon.DETERMINERS or after[0].isdigit() or self.words[at + 1].opens)

    def verb(self, at: int, mood: Mood, listing: bool) -> Form | None:
        """The form of the verb phrase that begins with the word at `at`, if one seems to.

        Args:
            at: The word.
            mood: What the passage's first verb is.
            listing: Whether base forms are to be expected, in a list of tasks.
        """
        form, sure = verb_form(self.text(at))
        after = self.next(at)
        if listing and self.text(at) in lexicon.UNCHANGING:
            form, sure = "base", True
        if form is None or after == "of" or (form != "base" and not after):
            return None
        if self.has_object(at):
            return form
        if after in lexicon.COORDINATORS:
            return form if verb_form(self.next(at + 1))[0] == form or (form == "base" and sure) else None
        stands = {
            "base": self.is_certain_base(at) or (listing and self._is_listed_base(at)),
            "ing": sure and self.text(at) not in lexicon.ADJECTIVES_IN_ING,
            "past": mood == "past" or after in lexicon.PREPOSITIONS,
            "third": sure and after not in lexicon.AUXILIARIES,
        }
        return form if stands[form] else None

    def is_certain_base(self, at: int) -> bool:
        """Whether a base form can be nothing but a verb, for what it is or for what follows it."""
        after = self.next(at)
        followed = after in lexicon.PARTICLES or (after == "to" and self.is_infinitive(at + 1))
        return followed or verb_form(self.text(at))[1] or self.has_object(at)

    def _is_listed_base(self, at: int) -> bool:
        """Whether a word that may be a noun or a verb is a verb in a list of tasks."""
        text, after = self.text(at), self.next(at)
        if after in lexicon.PREPOSITIONS:
            return text in lexicon.INTRANSITIVES
        return after != "" and text not in lexicon.NOUNS_FIRST and after not in lexicon.AUXILIARIES

    def is_infinitive(self, at: int) -> bool:
        """Whether "to" at `at` is followed by a verb, adverbs between them aside."""
        core = self.core(at + 1) if at + 1 < self.ends[at] else at
        form, sure = verb_form(self.text(core))
        after = self.next(core)
        noun = after in lexicon.FUNCTION_WORDS or not after
        return core > at and ((form == "base" and (sure or not noun)) or self.text(core) in lexicon.UNCHANGING)

    def is_finite(self, at: int) -> bool:
        """Whether the word is a finite verb with its subject before it."""
        text = self.text(at)
        if is_auxiliary(text):
            return True
        form, sure = verb_form(text)
        if form is None or form == "ing":
            known = text in lexicon.FUNCTION_WORDS or text in lexicon.DETERMINERS or self.is_adverb(at)
            return form is None and not known and self.text(at - 1) in lexicon.PRONOUNS
        subject = at - 1
        while subject > 0 and self.is_adverb(subject):
            subject -= 1
        before, after = self.text(subject), self.next(at)
        plural = before in lexicon.PLURALS or (before[-1:] == "s" and before[-2:] not in ("ss", "us", "is", "’s", "'s"))
        if form == "base" and (before in lexicon.RELATIVES or before == "that"):
            return sure or self.has_object(at)
        if form == "base":
            apart = (
                sure and subject < at - 1 and before not in lexicon.NO_SUBJECTS and before not in lexicon.AUXILIARIES
            )
            return apart or (self.has_object(at) and (plural or before in lexicon.SUBJECTS))
        if before in lexicon.SUBJECTS or (before in lexicon.RELATIVES and form == "third"):
            return True
        if before in lexicon.NO_SUBJECTS or after == "of":
            return False
        if form == "third":
            particle = after in lexicon.PARTICLES or (after in lexicon.PREPOSITIONS and not self.next(at + 1))
            return sure or particle or self.has_object(at)
        if not sure or text in lexicon.FINITE_ALONE:
            return sure
        adverbial = after in lexicon.PREPOSITIONS or self.is_adverb(at + 1)
        return after != "by" and (plural or not after or self.has_object(at) or adverbial)

    def has_finite(self, at: int, end: int) -> bool:
        """Whether the words behind `at`, up to `end`, have a finite verb that belongs to no relative clause."""
        relatives = 0
        for here in range(at + 1, end):
            if self.text(here) in lexicon.RELATIVES or self.text(here) in ("that", "where"):
                relatives += 1
            elif self.is_finite(here):
                if not relatives:
                    return True
                if not self.is_finite(here + 1):
                    relatives -= 1
        return False

    def has_participle(self, at: int, end: int) -> bool:
        """Whether one of the words from `at` to `end` ends in -ing as a verb does."""
        return any(verb_form(self.text(here))[0] == "ing" for here in range(at, end))

    def opens_with(self, at: int, openings: Container[str]) -> bool:
        """Whether the words from `at` on begin with one of `openings`, of two to four words."""
        return any(" ".join(map(self.text, range(at, at + length))) in openings for length in (2, 3, 4))

    def mood(self, at: int) -> Mood:
        """What the first verb of the passage from `at` on is: the mood of the text's lists of tasks, among others."""
        first = self.core(at)
        form, sure = verb_form(self.text(first))
        after = self.next(first)
        noun = self.text(first) in lexicon.NOUNS_FIRST or after in lexicon.FUNCTION_WORDS
        if form == "base" and (self.is_certain_base(first) or not noun):
            return "imperative"
        if form == "ing" and sure:
            return "gerund"
        infinitive = False
        for here in range(first, self.limits[at]):
            text = self.text(here)
            if text in ("have", "has", "had", "was", "were"):
                return "past"
            if text in lexicon.AUXILIARIES:
                return "other"
            form, _ = verb_form(text)
            if self.words[here].mark == "," and form == "base" and self.is_certain_base(here) and not infinitive:
                return "imperative"
            infinitive = infinitive or text == "to"
            if form == "past" and self.is_finite(here):
                return "past"
        return "other"
