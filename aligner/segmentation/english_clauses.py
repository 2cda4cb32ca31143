"""Where English clauses begin, at punctuation and without any.

English sets commas inside lists and leaves them out before clauses, so neither tells alone. A sentence is read from
left to right; at each comma, conjunction, infinitive and the like, the words that follow are asked whether a verb
phrase or a clause begins, and the piece so far whether it could end. In doubt a cut is made where both pieces are
long: pieces can be joined later by meaning, a boundary that was not cut is lost.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from aligner.segmentation.english_words import (
    ADJECTIVES_IN_ING, ADVERBS, AUXILIARIES, CONNECTIVES, CONTRACTIONS, CONTROL_VERBS, COORDINATORS, DETERMINERS,
    MODALS, NO_ADVERBS, NOUNS_FIRST, OPENINGS, PREPOSITIONS, RELATIVES, SUBJECTS, SUBORDINATORS, TIMES, TO_COMPLETES,
    Form, base_forms, verb_form,
)  # fmt: skip

_WORD = re.compile(r"\d+(?:[.,:/]\d+)+(?:-\w+)*|\w+(?:[-’'&./]\w+)*")
_STRONG = re.compile(r"[;；]|[:：](?=\s|[“‘\"']|$)|—|\s(?:–|--?)\s|[!?！？。]|[.…][”’\"]")
_OPENING = re.compile(r"[“‘(（\[{《「『\"'$€£¥#+~-]*$")
_REACH = 40  # words to look ahead: keeps the work linear where a text has no punctuation
_SHORT = 4  # words: a phrase below this is no clause of its own inside a list

Mark = Literal["", ",", ";"]
Mood = Literal["imperative", "gerund", "past", "other"]


class Word(NamedTuple):
    """A word in small letters, the place where a cut before it would fall, and the mark that stands there.

    The mark is a comma, a semicolon for whatever parts more strongly, or none.
    """

    text: str
    cut: int
    mark: Mark
    quoted: bool


_NOTHING = Word("", 0, ";", False)


def clause_starts(text: str) -> list[int]:
    """The places in a sentence where a clause ends and another begins, whatever encloses them, in order."""
    return _Reader(_words(text)).read()


def _words(text: str) -> list[Word]:
    words, last = [], 0
    for match in _WORD.finditer(text):
        gap = text[last : match.start()]
        opening = _OPENING.search(gap)
        attached = len(opening[0]) if opening else 0
        mark: Mark = ";" if _STRONG.search(gap) else "," if "," in gap or "，" in gap else ""
        words.append(Word(match[0].lower(), match.start() - attached, mark, attached > 0))
        last = match.end()
    return words


class _Reader:
    """Reads one sentence from left to right and remembers what the piece so far holds."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.ends = self._ends({",", ";"})  # for each word, where its stretch without a mark ends
        self.limits = self._ends({";"})
        self.start = 0  # of the piece
        self.predicate = False  # whether the piece has a verb of its own
        self.mood: Mood = "other"
        self.base_nested = False  # whether the last base form stood behind "to"
        self.ing_nested = False  # whether the last -ing form stood behind a preposition
        self.controls = 0  # verbs like "encourage" whose infinitive has not come yet

    def read(self) -> list[int]:
        """The places of all cuts."""
        cuts = []
        for at, word in enumerate(self.words):
            begins = at == 0 or self._begins_clause(at)
            if begins:
                cuts.append(word.cut)
                self.start, self.controls, self.predicate = at, 0, False
            if at == 0 or word.mark == ";":
                self.mood = self._mood(at)
                self.base_nested = self.ing_nested = False
            self._take(at)
        return cuts[1:]

    def _ends(self, marks: set[str]) -> list[int]:
        """For each word, the index of the first word behind one of `marks` after it."""
        ends, end = [0] * len(self.words), len(self.words)
        for at in range(len(self.words) - 1, -1, -1):
            ends[at] = min(end, at + _REACH)
            if self.words[at].mark in marks:
                end = at
        return ends

    # What the words are

    def _text(self, at: int) -> str:
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def _next(self, at: int) -> str:
        """The word after `at` in the same stretch, or ""."""
        return self._text(at + 1) if at + 1 < self.ends[at] else ""

    def _is_adverb(self, at: int) -> bool:
        text = self._text(at)
        return text in ADVERBS or (text.endswith("ly") and len(text) > 4 and text not in NO_ADVERBS)

    def _core(self, at: int) -> int:
        """The first word from `at` on that is no coordinator and no adverb."""
        while at < self.ends[at] - 1 and (self._text(at) in COORDINATORS or self._is_adverb(at)):
            at += 1
        return at

    def _has_object(self, at: int) -> bool:
        """Whether what a verb at `at` acts on follows it, beyond doubt."""
        after = self._next(at)
        return bool(after) and (after in DETERMINERS or after[0].isdigit() or self.words[at + 1].quoted)

    def _verb(self, at: int) -> Form | None:
        """The form of the verb phrase that begins with the word at `at`, if one seems to."""
        form, sure = verb_form(self._text(at))
        after = self._next(at)
        if form is None or after == "of" or (form != "base" and not after):
            return None
        if self._has_object(at):
            return form
        if after in COORDINATORS:
            return form if verb_form(self._next(at + 1))[0] == form or (form == "base" and sure) else None
        stands = {
            "base": sure or self._is_imperative(at),
            "ing": sure and self._text(at) not in ADJECTIVES_IN_ING,
            "past": self.mood == "past" or (after in PREPOSITIONS and after != "by"),
            "third": sure and after not in AUXILIARIES,
        }
        return form if stands[form] else None

    def _is_imperative(self, at: int) -> bool:
        """Whether a word that may be a noun or a verb is a verb here, in a list of tasks."""
        after = self._next(at)
        listed = self.mood == "imperative" and self._text(at) not in NOUNS_FIRST
        return listed and after != "" and after not in PREPOSITIONS | AUXILIARIES

    def _is_finite(self, at: int) -> bool:
        """Whether the word at `at`, within a stretch, is a finite verb."""
        text = self._text(at)
        if text in AUXILIARIES or text.endswith(CONTRACTIONS):
            return True
        form, sure = verb_form(text)
        subject = at - 1
        while subject > 0 and self._is_adverb(subject):
            subject -= 1
        before, after = self._text(subject), self._next(at)
        if form == "base":
            return self._has_object(at) and (before in SUBJECTS or (before[-1:] == "s" and before[-2:] not in ("ss", "us")))
        if form not in ("past", "third") or not sure or before in DETERMINERS | PREPOSITIONS | COORDINATORS:
            return False
        adverbial = (after in PREPOSITIONS and after not in ("by", "of")) or self._is_adverb(at + 1)
        return not after or self._has_object(at) or adverbial

    def _has_finite(self, at: int, end: int) -> bool:
        """Whether the words after `at`, up to `end`, have a finite verb that belongs to no relative clause."""
        relatives = 0
        for here in range(at + 1, end):
            text = self._text(here)
            if text in RELATIVES or text in ("that", "where"):
                relatives += 1
            elif self._is_finite(here):
                if not relatives:
                    return True
                if not self._is_finite(here + 1):
                    relatives -= 1
        return False

    def _mood(self, at: int) -> Mood:
        """What the first verb from `at` on is."""
        first = self._core(at)
        form, sure = verb_form(self._text(first))
        after = self._next(first)
        if form == "base" and (sure or after not in PREPOSITIONS | AUXILIARIES | COORDINATORS):
            return "imperative"
        if form == "ing" and sure:
            return "gerund"
        for here in range(first, self.limits[at]):
            text = self._text(here)
            if text in ("have", "has", "had", "was", "were"):
                return "past"
            if text in AUXILIARIES:
                return "other"
            form, sure = verb_form(text)
            if self.words[here].mark == "," and form == "base" and sure:
                return "imperative"
            if form == "past" and self._is_finite(here):
                return "past"
        return "other"

    # What the piece so far holds

    def _take(self, at: int) -> None:
        """Note what the word at `at` adds to its piece."""
        text, before = self._text(at), self._text(at - 1)
        form, _ = verb_form(text)
        if not CONTROL_VERBS.isdisjoint(base_forms(text)):
            self.controls += 1
        if text in RELATIVES or text in SUBORDINATORS or text == "that":
            self.predicate = False  # the clause that begins here has its own
        elif self._is_finite(at) or (self._core(self.start) == at and self._verb(at) in ("base", "past", "third")):
            self.predicate = True
        if text == "to" and self._infinitive(at):
            self.base_nested = self.mood != "imperative"
        elif text in MODALS:
            self.base_nested = False
        if form == "ing" and before in PREPOSITIONS:
            self.ing_nested = True

    def _infinitive(self, at: int) -> bool:
        """Whether "to" at `at` is followed by a verb, adverbs between them aside."""
        core = self._core(at + 1) if at + 1 < self.ends[at] else at
        form, sure = verb_form(self._text(core))
        return core > at and form == "base" and (sure or self._next(core) not in PREPOSITIONS)

    # Whether a clause begins

    def _begins_clause(self, at: int) -> bool:
        mark = self.words[at].mark
        if mark == ";":
            return True
        return self._after_comma(at) if mark == "," else self._without_mark(at)

    def _after_comma(self, at: int) -> bool:
        if self._is_introduction(at):
            return False
        core, tail = self._core(at), self.ends[at] - at
        if tail == 1 and self._is_adverb(at) and at + 1 < len(self.words):
            core = self._core(at + 1)  # "…, therefore, …": what stands behind the second comma counts
        text = self._text(core)
        form = self._verb(core)
        if form is not None:
            return not self._shares_object(at, form) and self._verb_phrase_stands(core, form)
        if text in SUBORDINATORS or text in RELATIVES or self._text(core + 1) in RELATIVES:
            return True
        if self._text(at) in ("but", "so", "yet", "nor") or (text in SUBJECTS and tail > 1):
            return True
        if text in AUXILIARIES:
            return self.predicate or self._text(at) in COORDINATORS or self._opens_with_participle()
        if text in PREPOSITIONS:
            return self._prepositional_phrase_stands(at, core)
        return self.ends[core] - at > 1 and text != "that" and self._noun_phrase_stands(at, core)

    def _is_introduction(self, at: int) -> bool:
        """Whether the piece before the comma at `at` is a short opening that goes with what follows."""
        words = [self._text(here) for here in range(self.start, min(at, self.start + 7))]
        if " ".join(words) in CONNECTIVES:
            return True
        if len(words) > 2 or words[-1] in TIMES or any(word[0].isdigit() for word in words):
            return False
        return len(words) == 1 or self._verb(self._core(self.start)) is None

    def _opens_with_participle(self) -> bool:
        return self._verb(self._core(self.start)) == "ing"

    def _shares_object(self, at: int, form: Form) -> bool:
        """Whether the verb before the comma at `at` waits for the object of the next: "to monitor, manage and …"."""
        before, sure = verb_form(self._text(at - 1))
        alone = at < 2 or self.words[at - 1].mark != "" or self._is_adverb(at - 2)
        return before == form and (sure or alone)

    def _verb_phrase_stands(self, core: int, form: Form) -> bool:
        """Whether a verb phrase is a clause of its own, not an item of a list behind "to" or a preposition."""
        tail = self.ends[core] - core
        if form == "base" and self.base_nested:
            return tail >= _SHORT
        return not (form == "ing" and self.ing_nested) or tail > _SHORT

    def _prepositional_phrase_stands(self, at: int, core: int) -> bool:
        text, tail = self._text(core), self.ends[core] - core
        if text == "to" and self._infinitive(core):
            return tail >= _SHORT
        if text in ("as", "such", "like") and self._text(core + 1) in ("well", "as"):
            return verb_form(self._text(core + 3))[0] == "ing"
        if text == "with" and any(verb_form(self._text(here))[0] == "ing" for here in range(core + 2, self.ends[core])):
            return True
        return tail > _SHORT and self._text(at - 1) != "etc"

    def _noun_phrase_stands(self, at: int, core: int) -> bool:
        """Whether a noun phrase after a comma begins a clause, not the next item of a list."""
        lead, tail = at - self.start, self.ends[at] - at
        opening = self._text(self._core(self.start))
        adverbial = not self.predicate and (
            opening in PREPOSITIONS or opening in SUBORDINATORS or self._opens_with_participle()
        )
        if self._has_finite(core, self.ends[core]):
            return self.predicate or adverbial
        if self._text(core) == "including":
            return tail > 6
        if self._text(at) in COORDINATORS:
            return False
        if adverbial and (lead > 2 or self._text(at - 1)[0].isdigit()):
            return tail > 3 or self._text(at) in DETERMINERS
        if self.predicate and self._begins_subjects(at):
            return True
        apposition = self._text(at) in ("a", "an", "the") and tail > _SHORT
        return apposition and not self._is_listed(at)

    def _begins_subjects(self, at: int) -> bool:
        """Whether a list begins at `at` whose last item, behind "and", has the verb: "…, gas, oil and coal are …"."""
        here = self.ends[at]
        while here < self.limits[at]:
            if self._core(here) != here or self._verb(here) is not None or self._text(here) in PREPOSITIONS:
                return False
            if self._has_finite(here, self.ends[here]):
                words = [self._text(k) for k in range(here, self.ends[here])]
                return "and" in words and not self._has_finite(here, here + words.index("and"))
            here = self.ends[here]
        return False

    def _is_listed(self, at: int) -> bool:
        """Whether the noun phrase at `at` is followed by another with "and" or "etc."."""
        return any(
            self._text(here) == "etc" or (self.words[here].mark == "," and self._text(here) in ("and", "or"))
            for here in range(at, self.limits[at])
        )

    def _without_mark(self, at: int) -> bool:
        text, lead, rest = self._text(at), at - self.start, self.limits[at] - at
        if lead < 2 or rest < 3:
            return False
        if text in ("and", "or", "but"):
            return self._after_conjunction(at)
        if lead < _SHORT:
            return False
        if text in SUBORDINATORS:
            loose = self._text(at - 1) in PREPOSITIONS | COORDINATORS | AUXILIARIES
            return not loose and text not in ("whether", "once", "since", "provided", "lest")
        if any(all(self._text(at + k) == word for k, word in enumerate(words)) for words in OPENINGS):
            return True
        if text == "to" and rest >= _SHORT and self._infinitive(at):
            return self._is_purpose(at)
        return text == "by" and rest >= _SHORT and verb_form(self._text(at + 1)) == ("ing", True)

    def _is_purpose(self, at: int) -> bool:
        """Whether the infinitive at `at` says what for, rather than completing the word before it."""
        if self.controls > 0:
            self.controls -= 1
            return False
        return self._text(at - 1) not in TO_COMPLETES

    def _after_conjunction(self, at: int) -> bool:
        core, before = self._core(at), self._text(at - 1)
        text, form, tail = self._text(core), self._verb(core), self.ends[core] - core
        if form is not None:
            return self._is_second_verb(core, form, before) and self._verb_phrase_stands(core, form)
        if text in AUXILIARIES or text in SUBORDINATORS or text in RELATIVES:
            return True
        if text in PREPOSITIONS:
            seen = any(self._text(here) == text for here in range(self.start, at))
            return seen and at - self.start > _SHORT and tail > _SHORT
        return self.predicate and self._has_finite(core, self.ends[core])

    def _is_second_verb(self, core: int, form: Form, before: str) -> bool:
        """Whether a verb behind a conjunction has an object of its own and a verb of the same form before it."""
        if verb_form(before)[0] == form or before in PREPOSITIONS or before in ("up", "out", "down", "off", "away"):
            return False
        if self._has_object(core):
            return True
        if form == "base":
            return verb_form(self._text(core))[1]
        parallel = any(verb_form(self._text(here))[0] == form for here in range(self.start, core - 1))
        return parallel or (form != "ing" and self.predicate)
