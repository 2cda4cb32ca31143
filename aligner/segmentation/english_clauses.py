"""Where English clauses begin, at punctuation and without any.

English sets commas inside lists and leaves them out before clauses, so neither tells alone. A sentence is read from
left to right; at each comma, conjunction, infinitive and the like, the words that follow are asked whether a verb
phrase or a clause begins, and the piece so far whether it could end. In doubt a cut is made where both pieces are
long: pieces can be joined later by meaning, a boundary that was not cut is lost.
"""

from __future__ import annotations

from aligner.segmentation import english_words as lexicon
from aligner.segmentation.english_phrases import Mood, Phrases, words_of
from aligner.segmentation.english_words import Form, base_forms, verb_form

_SHORT = 4  # words: a phrase below this is no clause of its own inside a list


def clause_starts(text: str) -> list[int]:
    """The places in a sentence where a clause ends and another begins, whatever encloses them, in order."""
    return _Reader(Phrases(words_of(text))).read()


class _Reader:
    """Reads one sentence from left to right and remembers what the piece so far holds."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.start = 0  # of the piece
        self.predicate = False  # whether the piece has a verb of its own
        self.mood: Mood = "other"
        self.modal = False  # whether the last base form stood behind "will" and the like
        self.base_nested = False  # whether it stood behind "to"
        self.ing_nested = False  # whether the last -ing form stood behind a preposition
        self.controls = 0  # verbs like "encourage" whose infinitive has not come yet

    def read(self) -> list[int]:
        """The places of all cuts."""
        cuts = []
        for at, word in enumerate(self.phrases.words):
            if at == 0 or self._begins_clause(at):
                cuts.append(word.cut)
                self.start, self.controls, self.predicate = at, 0, False
            if at == 0 or word.mark == ";":
                self.mood = self.phrases.mood(at)
                self.modal = self.base_nested = self.ing_nested = False
            self._take(at)
        return cuts[1:]

    def _take(self, at: int) -> None:
        """Note what the word at `at` adds to its piece."""
        text = self.phrases.text(at)
        if not lexicon.CONTROL_VERBS.isdisjoint(base_forms(text)):
            self.controls += 1
        if text in lexicon.RELATIVES or text in lexicon.SUBORDINATORS or text == "that":
            self.predicate = False  # the clause that begins here has its own
        elif self.phrases.is_finite(at) or (self._opening == at and self._verb(at) in ("base", "past", "third")):
            self.predicate = True
        if text in lexicon.MODALS:
            self.modal, self.base_nested = True, False
        elif text == "to" and self.phrases.is_infinitive(at):
            self.base_nested = self.mood != "imperative"
        if verb_form(text)[0] == "ing" and self.phrases.text(at - 1) in lexicon.PREPOSITIONS:
            self.ing_nested = True

    @property
    def _opening(self) -> int:
        """The first word of the piece that is no coordinator and no adverb."""
        return self.phrases.core(self.start)

    def _verb(self, at: int) -> Form | None:
        return self.phrases.verb(at, self.mood, self.mood == "imperative" or self.modal)

    def _begins_clause(self, at: int) -> bool:
        mark = self.phrases.words[at].mark
        if mark == ";":
            return True
        return self._after_comma(at) if mark == "," else self._without_mark(at)

    # After a comma

    def _after_comma(self, at: int) -> bool:
        phrases = self.phrases
        if phrases.words[at].closes and any(phrases.text(at + k) in lexicon.SPEECH_VERBS for k in range(4)):
            return True
        if self._is_introduction(at):
            return False
        core, tail = phrases.core(at), phrases.ends[at] - at
        if tail == 1 and phrases.is_adverb(at) and at + 1 < len(phrases.words):
            core = phrases.core(at + 1)  # "…, therefore, …": what stands behind the second comma counts
        text, form = phrases.text(core), self._verb(core)
        if form is not None:
            shared = self._shares_object(at, form) or phrases.ends[core] - core == 1
            return not shared and self._verb_phrase_stands(core, self._list_end(core), form)
        if text in lexicon.SUBORDINATORS or text in lexicon.RELATIVES or phrases.text(core + 1) in lexicon.RELATIVES:
            return True
        if phrases.text(at) in ("but", "so", "yet", "nor") or (text in lexicon.SUBJECTS and tail > 1):
            return True
        if text in lexicon.AUXILIARIES:
            return self.predicate or phrases.text(at) in lexicon.COORDINATORS or self._verb(self._opening) == "ing"
        if text in lexicon.PREPOSITIONS:
            return self._prepositional_phrase_stands(at, core)
        return phrases.ends[core] - at > 1 and text != "that" and self._noun_phrase_stands(at, core)

    def _is_introduction(self, at: int) -> bool:
        """Whether the piece before the comma at `at` is a short opening that goes with what follows."""
        words = [self.phrases.text(here) for here in range(self.start, min(at, self.start + 7))]
        if " ".join(words) in lexicon.CONNECTIVES:
            return True
        if len(words) > 2 or words[-1] in lexicon.TIMES or any(word[0].isdigit() for word in words):
            return False
        return len(words) == 1 or self._verb(self._opening) is None

    def _shares_object(self, at: int, form: Form) -> bool:
        """Whether the verb before the comma at `at` waits for the object of the next: "to monitor, manage and …"."""
        before, sure = verb_form(self.phrases.text(at - 1))
        alone = at < 2 or self.phrases.words[at - 1].mark != "" or self.phrases.is_adverb(at - 2)
        return before == form and (sure or alone)

    def _verb_phrase_stands(self, core: int, end: int, form: Form) -> bool:
        """Whether a verb phrase is a clause of its own, not an item of a list behind "to" or a preposition."""
        if form == "base" and self.base_nested:
            return end - core >= _SHORT
        return not (form == "ing" and self.ing_nested) or end - core > _SHORT

    def _list_end(self, core: int) -> int:
        """Where the verb phrase at `core` ends; behind "and", the commas inside its object do not end it."""
        phrases, end = self.phrases, self.phrases.ends[core]
        if phrases.text(core - 1) not in lexicon.COORDINATORS:
            return end
        while end < phrases.limits[core]:
            here = phrases.core(end)
            if (
                self._verb(here)
                or phrases.text(here) in lexicon.AUXILIARIES
                or phrases.has_finite(here, phrases.ends[here])
            ):
                break
            end = phrases.ends[end]
        return end

    def _prepositional_phrase_stands(self, at: int, core: int) -> bool:
        phrases = self.phrases
        text, end = phrases.text(core), phrases.ends[core]
        if text == "to" and phrases.is_infinitive(core):
            return end - core >= _SHORT
        if text == "as" and phrases.text(core + 1) == "well":
            return verb_form(phrases.text(core + 3))[0] == "ing"
        if text == "with" and phrases.has_participle(core + 2, end):
            return True
        return end - core > _SHORT and phrases.text(at - 1) != "etc"

    def _noun_phrase_stands(self, at: int, core: int) -> bool:
        """Whether a noun phrase after a comma begins a clause, not the next item of a list."""
        phrases, first = self.phrases, self.phrases.text(at)
        lead, tail = at - self.start, phrases.ends[at] - at
        adverbial = not self.predicate and self._is_adverbial()
        if phrases.has_finite(core, phrases.ends[core]):
            return self.predicate or adverbial
        if phrases.text(core) == "including":
            return tail > 6
        if first in lexicon.COORDINATORS:
            return False
        if adverbial and (lead > 2 or phrases.text(at - 1)[0].isdigit()):
            return tail > 3 or first in lexicon.DETERMINERS
        if self.predicate and self._begins_subjects(at):
            return True
        return first in ("a", "an", "the") and tail > _SHORT and not self._is_listed(at)

    def _is_adverbial(self) -> bool:
        """Whether the piece, so far, only says when, where or how."""
        opening = self.phrases.text(self._opening)
        if opening in lexicon.PREPOSITIONS or opening in lexicon.SUBORDINATORS or self._verb(self._opening) == "ing":
            return True
        return any(self.phrases.text(self.start + k) in lexicon.TIMES for k in range(3))

    def _begins_subjects(self, at: int) -> bool:
        """Whether a list begins at `at` whose last item, behind "and", has the verb: "…, gas, oil and coal are …"."""
        phrases, here = self.phrases, self.phrases.ends[at]
        while here < phrases.limits[at]:
            if phrases.core(here) != here or self._verb(here) or phrases.text(here) in lexicon.PREPOSITIONS:
                return False
            end = phrases.ends[here]
            if phrases.has_finite(here, end):
                joint = next((k for k in range(here, end) if phrases.text(k) == "and"), end)
                return joint < end and not phrases.has_finite(here, joint)
            here = end
        return False

    def _is_listed(self, at: int) -> bool:
        """Whether the noun phrase at `at` is followed by another with "and" or "etc."."""
        words = self.phrases.words[at : self.phrases.limits[at]]
        return any(word.text == "etc" or (word.mark == "," and word.text in ("and", "or")) for word in words)

    # Without a mark

    def _without_mark(self, at: int) -> bool:
        phrases, text, before = self.phrases, self.phrases.text(at), self.phrases.text(at - 1)
        lead, rest = at - self.start, phrases.limits[at] - at
        if lead < 2 or rest < 3 or before in lexicon.COORDINATORS:
            return False
        if text in ("and", "or", "but"):
            return self._after_conjunction(at)
        if text == "to" and lead >= 3 and rest >= _SHORT and phrases.is_infinitive(at):
            return self._is_purpose(at)
        if lead < _SHORT:
            return False
        if text in lexicon.SUBORDINATORS:
            loose = before in lexicon.PREPOSITIONS | lexicon.AUXILIARIES | lexicon.DETERMINERS
            return not loose and text not in ("whether", "once", "since", "provided", "lest")
        if phrases.opens_with(at, lexicon.OPENINGS):
            return True
        return text == "by" and rest >= _SHORT and verb_form(phrases.text(at + 1)) == ("ing", True)

    def _is_purpose(self, at: int) -> bool:
        """Whether the infinitive at `at` says what for, rather than completing the word before it."""
        if self.controls > 0:
            self.controls -= 1
            return False
        return self.phrases.text(at - 1) not in lexicon.TO_COMPLETES

    def _after_conjunction(self, at: int) -> bool:
        phrases, core = self.phrases, self.phrases.core(at)
        text, form, tail = phrases.text(core), self._verb(core), phrases.ends[core] - core
        if form is not None:
            second = self._is_second_verb(core, form, phrases.text(at - 1))
            return second and self._verb_phrase_stands(core, phrases.ends[core], form)
        if text in lexicon.AUXILIARIES or text in lexicon.SUBORDINATORS or text in lexicon.RELATIVES:
            return phrases.text(at - 1) not in ("all", "nothing", "anything")
        if text == "to" and phrases.is_infinitive(core):
            return tail >= _SHORT
        if text in lexicon.PREPOSITIONS:
            seen = any(phrases.text(here) == text for here in range(self.start, at))
            return seen and at - self.start > _SHORT and tail > _SHORT
        return self.predicate and phrases.has_finite(core, phrases.ends[core])

    def _is_second_verb(self, core: int, form: Form, before: str) -> bool:
        """Whether a verb behind a conjunction has an object of its own and a verb of the same form before it."""
        if verb_form(before)[0] == form or before in lexicon.PREPOSITIONS | {"up", "out", "all", "nothing"}:
            return False
        if self.phrases.has_object(core):
            return True
        if form == "base":
            return verb_form(self.phrases.text(core))[1]
        return self.phrases.has_participle(self.start, core - 1) if form == "ing" else self.predicate
