"""Where English clauses begin, at punctuation and without any.

English sets commas inside lists and leaves them out before clauses, so neither tells alone. A sentence is read from
left to right; at each comma, conjunction, infinitive and the like, the words that follow are asked whether a verb
phrase or a clause begins, and the piece so far whether it could end. In doubt a cut is made where both pieces are
long: pieces can be joined later by meaning, a boundary that was not cut is lost.
"""

from __future__ import annotations

from aligner.segmentation import english_words as lexicon
from aligner.segmentation.english_phrases import Phrases, words_of
from aligner.segmentation.english_piece import Piece
from aligner.segmentation.english_words import Form, base_forms, is_plain, verb_form

_SHORT = 4  # words: a phrase below this is no clause of its own inside a list


def clause_starts(text: str) -> list[int]:
    """The places in a sentence where a clause ends and another begins, whatever encloses them, in order."""
    return _Reader(Phrases(words_of(text))).read()


class _Reader:
    """Reads one sentence from left to right and decides at each word whether a clause begins there."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.piece = Piece(phrases)
        self.insertion_end = 0  # where a phrase inserted between a subject and its verb ends

    def read(self) -> list[int]:
        """The places of all cuts."""
        cuts = []
        for at, word in enumerate(self.phrases.words):
            if at > 0 and not word.mark and is_plain(word.text):
                continue
            if at == 0 or word.mark == ";":
                cuts.append(word.cut)
                self.piece.begin_passage(at)
            elif self._begins_clause(at):
                cuts.append(word.cut)
                self.piece.begin(at)
            self.piece.take(at)
        return cuts[1:]

    def _begins_clause(self, at: int) -> bool:
        return self._after_comma(at) if self.phrases.words[at].mark else self._without_mark(at)

    # After a comma

    def _after_comma(self, at: int) -> bool:
        phrases = self.phrases
        if at == self.insertion_end or self._is_speech(at):
            return True
        if self._is_insertion(at):
            return True
        if self._is_introduction(at) or (phrases.text(at).isdecimal() and phrases.text(at - 1).isdecimal()):
            return False  # the second: "on May 3, 2024"
        core, tail = phrases.core(self._behind_insertion(at)), phrases.ends[at] - at
        text, form = phrases.text(core), self.piece.verb(core)
        if form is not None:
            gerund = form == "ing" and phrases.text(core - 1) in ("and", "or") and not self._continues_participles(core)
            shared = self._shares_object(at, form) or phrases.ends[core] - core == 1
            return not shared and not gerund and self._verb_phrase_stands(core, self._list_end(core), form)
        if text in lexicon.SUBORDINATORS or text in lexicon.RELATIVES or phrases.text(core + 1) in lexicon.RELATIVES:
            return True
        if phrases.text(at) in ("but", "so", "yet", "nor") or (text in lexicon.SUBJECTS and tail > 1):
            return True
        if text in lexicon.AUXILIARIES:
            return (
                self.piece.predicate
                or phrases.text(at) in lexicon.COORDINATORS
                or self.piece.verb(self.piece.opening) == "ing"
            )
        if text in lexicon.PREPOSITIONS:
            return self._prepositional_phrase_stands(at, core)
        if text == "that":
            return self.piece.predicate and phrases.has_finite(core, phrases.ends[core])
        return self._noun_phrase_stands(at, core)

    def _is_speech(self, at: int) -> bool:
        """Whether the comma at `at` stands between words spoken and the words that say so: “…,” he said, “…”."""
        word, start = self.phrases.words[at], at if self.phrases.words[at].closes else self.piece.start
        told = any(self.phrases.text(here) in lexicon.SPEECH_VERBS for here in range(start, start + 4))
        return told and (word.closes or word.opens)

    def _is_insertion(self, at: int) -> bool:
        """Whether the phrase at `at` is set between a subject and its verb: "the town, once rich, is poor"."""
        phrases, end = self.phrases, self.phrases.ends[at]
        subject = (
            at - self.piece.start > 1 and not phrases.is_adverb(self.piece.start) and not self.piece.is_adverbial()
        )
        if self.piece.predicate or not subject or end - at < 3 or end == phrases.limits[at]:
            return False
        core = phrases.core(end)
        form, sure = verb_form(phrases.text(core))
        verb = phrases.text(core) in lexicon.AUXILIARIES or (
            form in ("past", "third") and (sure or phrases.has_object(core))
        )
        if not verb or phrases.text(at) in lexicon.COORDINATORS or phrases.text(end) in lexicon.COORDINATORS:
            return False
        self.insertion_end = end
        return True

    def _behind_insertion(self, at: int) -> int:
        """The word behind "therefore," or "and in fact," at `at`: what stands there counts."""
        end = self.phrases.ends[at]
        first = at + (self.phrases.text(at) in lexicon.COORDINATORS)
        words = " ".join(map(self.phrases.text, range(first, min(end, first + 5))))
        single = end - at == 1 and self.phrases.is_adverb(at)
        return end if end < len(self.phrases.words) and (single or words in lexicon.CONNECTIVES) else at

    def _is_introduction(self, at: int) -> bool:
        """Whether the piece before the comma at `at` is a short opening that goes with what follows."""
        words = [self.phrases.text(here) for here in range(self.piece.start, min(at, self.piece.start + 7))]
        if " ".join(words[words[0] in lexicon.COORDINATORS :]) in lexicon.CONNECTIVES:
            return True
        if words[0] in lexicon.CLAUSAL_PREPOSITIONS and words[0] != "as" and len(words) > 1:
            return False
        if len(words) == 2 and words[0] in lexicon.DETERMINERS:
            return False
        if len(words) > 2 or words[-1] in lexicon.TIMES or any(word[0].isdigit() for word in words):
            return False
        return len(words) == 1 or self.piece.verb(self.piece.opening) is None

    def _shares_object(self, at: int, form: Form) -> bool:
        """Whether the verb before `at` waits for the object of the next: "to monitor, manage and control …"."""
        phrases, verb = self.phrases, at - 1
        if verb_form(phrases.text(verb))[0] != form or phrases.text(verb) in lexicon.INTRANSITIVES:
            return False
        first = verb
        while first > 0 and not phrases.words[first].mark and phrases.is_adverb(first - 1):
            first -= 1
        governor = phrases.text(first - 1)
        bound = governor in lexicon.FUNCTION_WORDS or governor in ("", "be", "been", "being")
        return bound or phrases.words[first].mark != ""

    def _continues_participles(self, core: int) -> bool:
        """Whether the -ing form at `core` has an object or another -ing form before it; else it describes a noun."""
        return self.phrases.has_object(core) or self.phrases.has_participle(max(0, core - 20), core - 1)

    def _verb_phrase_stands(self, core: int, end: int, form: Form) -> bool:
        """Whether a verb phrase is a clause of its own, not an item of a list behind "to" or a preposition."""
        if form == "base" and self.piece.base_nested:
            self.piece.listing = self.piece.listing or end - core >= _SHORT
            return self.piece.listing
        return not (form == "ing" and self.piece.ing_nested) or end - core > _SHORT

    def _list_end(self, core: int) -> int:
        """Where the verb phrase at `core` ends; behind "and", the commas inside its object do not end it."""
        phrases, end = self.phrases, self.phrases.ends[core]
        if phrases.text(core - 1) not in lexicon.COORDINATORS:
            return end
        while end < phrases.limits[core]:
            here = phrases.core(end)
            if (
                self.piece.verb(here)
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
        lead, tail = at - self.piece.start, phrases.ends[at] - at
        adverbial = not self.piece.predicate and self.piece.complete and self.piece.is_adverbial()
        if phrases.has_finite(core, phrases.ends[core]):
            return adverbial or (self.piece.predicate and (self.piece.complete or first not in lexicon.COORDINATORS))
        if phrases.text(core) == "including":
            return tail > 6
        if ((self.piece.predicate and self.piece.complete) or adverbial) and self._begins_subjects(at):
            return True
        if first in lexicon.COORDINATORS:
            return False
        if phrases.ends[core] - at == 1:
            return False
        if adverbial and (lead > 2 or phrases.text(at - 1)[0].isdigit()):
            return tail > 3 or first in lexicon.DETERMINERS
        return first in ("a", "an", "the") and tail > _SHORT and not self._is_listed(at)

    def _begins_subjects(self, at: int) -> bool:
        """Whether a list begins at `at` whose last item, behind "and", has the verb: "…, gas, oil and coal are …"."""
        phrases, here = self.phrases, self.phrases.ends[at]
        while here < phrases.limits[at]:
            if phrases.core(here) != here or self.piece.verb(here) or phrases.text(here) in lexicon.PREPOSITIONS:
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
        phrases, text = self.phrases, self.phrases.text(at)
        if text not in lexicon.SIGNS:
            return False
        before = phrases.text(at - 1)
        lead, rest = at - self.piece.start, phrases.limits[at] - at
        if lead < 2 or rest < 3 or before in lexicon.COORDINATORS or phrases.words[at].opens:
            return False
        if text in ("and", "or", "but"):
            return self._after_conjunction(at)
        if text == "to" and lead >= 3 and rest >= _SHORT and phrases.is_infinitive(at):
            return self._is_purpose(at)
        if text == "that":
            return before in lexicon.REPORT_VERBS
        if lead >= 3 and phrases.opens_with(at, lexicon.OPENINGS):
            return True
        if lead < _SHORT:
            return False
        if text in lexicon.SUBORDINATORS or text in lexicon.CLAUSAL_PREPOSITIONS:
            return self._subordinate_clause_stands(at)
        if text in lexicon.PREPOSITIONS and phrases.text(at + 1) in ("which", "whom"):
            return True
        return text == "by" and rest >= _SHORT and self.piece.verb(at + 1) == "ing"

    def _subordinate_clause_stands(self, at: int) -> bool:
        phrases, text, before = self.phrases, self.phrases.text(at), self.phrases.text(at - 1)
        if before in lexicon.FUNCTION_WORDS or before in lexicon.DETERMINERS or text in ("whether", "provided", "lest"):
            return False
        return text not in lexicon.CLAUSAL_PREPOSITIONS or phrases.has_finite(at, phrases.ends[at])

    def _is_purpose(self, at: int) -> bool:
        """Whether the infinitive at `at` says what for, rather than completing the word before it."""
        if self.piece.controls > 0:
            self.piece.controls -= 1
            return False
        last = at - 1
        while last > self.piece.start and self.phrases.is_adverb(last):
            last -= 1
        return self.phrases.text(last) not in lexicon.TO_COMPLETES and lexicon.TO_COMPLETES.isdisjoint(
            base_forms(self.phrases.text(last))
        )

    def _after_conjunction(self, at: int) -> bool:
        phrases, core = self.phrases, self.phrases.core(at)
        text, form, tail = phrases.text(core), self.piece.verb(core), phrases.ends[core] - core
        if form is not None:
            second = (form == "ing" or self.piece.complete or self.piece.modal) and self._is_second_verb(at, core, form)
            return second and self._verb_phrase_stands(core, phrases.ends[core], form)
        if text in lexicon.AUXILIARIES or text in lexicon.SUBORDINATORS or text in lexicon.RELATIVES:
            return phrases.text(at - 1) not in ("all", "nothing", "anything")
        if text == "to" and phrases.is_infinitive(core):
            return tail >= _SHORT
        if text in lexicon.PREPOSITIONS:
            seen = any(phrases.text(here) == text for here in range(self.piece.start, at))
            return seen and at - self.piece.start > _SHORT and tail > _SHORT
        return self.piece.predicate and self.piece.complete and phrases.has_finite(core, phrases.ends[core])

    def _is_second_verb(self, at: int, core: int, form: Form) -> bool:
        """Whether the verb behind the conjunction at `at` has an object of its own and a verb of its form before it."""
        before = self.phrases.text(at - 1)
        if self._shares_object(at, form) or before in lexicon.PREPOSITIONS | {"up", "out", "all", "nothing"}:
            return False
        if self.phrases.has_object(core):
            return True
        if form == "base":
            return self.piece.modal or self.phrases.is_certain_base(core)
        return self.phrases.has_participle(self.piece.start, core - 1) if form == "ing" else self.piece.predicate
