"""What the piece of an English sentence that is being read holds so far."""

from __future__ import annotations

from aligner.segmentation import english_words as lexicon
from aligner.segmentation.english_phrases import Mood, Phrases
from aligner.segmentation.english_words import Form, base_forms, is_control_verb, verb_form


class Piece:
    """The words since the last cut, read one after the other; some memories last for a passage, until a strong mark."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.begin_passage(0)

    def begin_passage(self, at: int) -> None:
        """Begin a piece behind a strong mark."""
        self.mood: Mood = self.phrases.mood(at) if self.phrases.words else "other"
        self.modal = False  # whether the last base form stood behind "will" and the like
        self.base_nested = False  # whether it stood behind "to"
        self.ing_nested = False  # whether the last -ing form stood behind a preposition
        self.listing = False  # whether an item of a list behind "to" was cut off
        self.begin(at)

    def begin(self, at: int) -> None:
        """Begin a piece at the word `at`."""
        self.start = at
        self.opening = self.phrases.core(at) if self.phrases.words else at  # its first word but coordinators, adverbs
        self.controls = 0  # verbs like "encourage" whose infinitive has not come yet
        self.predicate = False  # whether it, or the clause it has opened with "that", has a verb of its own
        self.complete = True  # False in a relative clause whose main clause has no verb yet

    def take(self, at: int) -> None:
        """Note what the word at `at` adds to its piece."""
        text = self.phrases.text(at)
        if is_control_verb(text):
            self.controls += 1
        if text in lexicon.RELATIVES or text in lexicon.SUBORDINATORS or text == "that":
            self.complete = self.predicate or text in lexicon.SUBORDINATORS
            self.predicate = False
        elif self.phrases.is_finite(at) or (self.opening == at and self.verb(at) in ("base", "past", "third")):
            self.complete = self.complete or self.predicate
            self.predicate = True
        if text in lexicon.MODALS:
            self.modal, self.base_nested = True, False
        elif text == "to" and self.phrases.is_infinitive(at):
            catenative = not lexicon.CATENATIVES.isdisjoint(base_forms(self.phrases.text(at - 1)))
            self.base_nested = self.mood != "imperative" and not catenative
        if verb_form(text)[0] == "ing" and self.phrases.text(at - 1) in lexicon.PREPOSITIONS:
            self.ing_nested = True

    def verb(self, at: int) -> Form | None:
        """The form of the verb phrase that begins with the word at `at`, if one seems to."""
        return self.phrases.verb(at, self.mood, self.mood == "imperative" or self.modal)

    def is_adverbial(self) -> bool:
        """Whether the piece, so far, only says when, where or how."""
        opening, after = self.phrases.text(self.opening), self.phrases.next(self.opening)
        if opening in ("about", "around", "over", "under") and after[:1].isdigit():
            return False
        if opening in lexicon.PREPOSITIONS or opening in lexicon.SUBORDINATORS or self.verb(self.opening) == "ing":
            return True
        return any(self.phrases.text(self.start + k) in lexicon.TIMES for k in range(3))
