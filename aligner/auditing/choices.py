"""What a translator calls the terms of a glossary throughout a text, gathered in a first pass."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from aligner.auditing.coverage.matching import Matching
from aligner.auditing.terms import Rendered, Use, occurrences, told
from aligner.auditing.unit import Unit
from aligner.glossary import Glossary


@dataclass(frozen=True)
class Choices:
    """For each term, by its Chinese, how often the text renders it in each way.

    A rendering is one of the glossary, or else the English words that are linked with the term, "" for none. `places`
    says where, by section and link, each rendering stands first.
    """

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def usual(self, zh: str) -> tuple[str, int, int]:
        """The commonest rendering of a term, how often it stands for it, and how often the term occurs."""
        counts = self.counts.get(zh, {})
        if not counts:
            return "", 0, 0
        best = max(counts, key=lambda said: (counts[said], said))
        return best, counts[best], sum(counts.values())

    def shared(self, glossary: Glossary) -> dict[str, list[str]]:
        """Renderings that stand for several terms, for at least one of them without being accepted; and the terms."""
        by_words: dict[frozenset[str], dict[str, str]] = defaultdict(dict)
        for zh, counts in self.counts.items():
            for said in counts:
                if said:
                    by_words[frozenset(told(said))].setdefault(zh, said)
        return {
            next(iter(terms.values())): sorted(terms)
            for words, terms in by_words.items()
            if len(terms) > 1 and not all(accepts(glossary, zh, words) for zh in terms)
        }


def accepts(glossary: Glossary, zh: str, words: frozenset[str]) -> bool:
    """Whether a glossary has these words, as `told` gives them, as a rendering of a term."""
    return any(frozenset(told(rendering)) == words for rendering in glossary.terms[zh].renderings)


class ChoiceObserver:
    """Gathers the choices of a text, unit by unit."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._places: dict[tuple[str, str], str] = {}

    def see(self, unit: Unit, glossary: Glossary, matching: Matching) -> None:
        """Count the terms of one unit; `matching` is the first look at it."""
        for use, found in occurrences(unit, glossary, matching):
            said = choice(found)
            self._counts.setdefault(use.term.zh, Counter())[said] += 1
            if (use.term.zh, said) not in self._places:
                self._places[use.term.zh, said] = place(unit, use)

    def add(self, other: ChoiceObserver) -> None:
        """Take over what was seen of the text that follows."""
        for zh, counts in other._counts.items():
            self._counts.setdefault(zh, Counter()).update(counts)
        self._places = other._places | self._places

    def choices(self) -> Choices:
        """What has been seen."""
        return Choices(self._counts, self._places)


def choice(found: Rendered) -> str:
    """How a rendering is counted: as the glossary writes it, or in the words of the text."""
    return found.accepted if found.accepted is not None else found.said


def place(unit: Unit, use: Use) -> str:
    """Where a term stands, for a person: the section, and the identifier of the link."""
    start = unit.zh.span(*use.spans[0])
    clause = unit.clause_at(start, "zh")
    return " ".join(filter(None, (unit.section, clause.id if clause is not None else unit.link.id)))
