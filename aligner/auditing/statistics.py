"""What a first pass over the text gathers, for rules that cannot judge a place by itself.

The value is small, so that the second pass can stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from aligner.auditing.brackets import Waiting, scan
from aligner.auditing.choices import ChoiceObserver, Choices
from aligner.auditing.coverage.habits import Habits, Observer
from aligner.auditing.coverage.observing import Look, Looks, looks, observe, stretches
from aligner.auditing.outline import Outline, enter
from aligner.auditing.renderings import unrendered
from aligner.auditing.sections import Covered, SectionObserver
from aligner.auditing.unit import Passage, Unit
from aligner.document import LANGUAGES, Language, Numbering
from aligner.glossary import NO_TERMS, Glossary


class Step(NamedTuple):
    """A number that does not follow from the one before it in its list: `after` it stood, `expected` was due."""

    after: str
    expected: int


@dataclass(frozen=True)
class Statistics:
    """What is known of the whole text.

    Attributes:
        steps: For each language, the numbers that break the sequence of their list, by the offset of the label.
        unbalanced: For each language, the brackets and quotation marks that have no partner, by offset, and why.
        qualified: How many Chinese words qualify what is said.
        rendered: How many of them the English renders.
        habits: How the translation renders its words.
        choices: How it renders the terms of the glossary.
        glossary: The terms to look for.
        looks: The looks at the units at hand.
        sections: How much of each section is rendered.
    """

    steps: Mapping[Language, Mapping[int, Step]] = field(default_factory=dict)
    unbalanced: Mapping[Language, Mapping[int, str]] = field(default_factory=dict)
    qualified: int = 0
    rendered: int = 0
    habits: Habits = field(default_factory=Habits)
    choices: Choices = field(default_factory=Choices)
    glossary: Glossary = NO_TERMS
    looks: Looks = field(default_factory=dict)
    sections: Mapping[str, Covered] = field(default_factory=dict)

    def look(self, unit: Unit) -> Look | None:
        """The looks at a unit, one of those at hand or another; None where a side is missing."""
        pair = unit.zh, unit.en
        return (self.looks if pair in self.looks else looks([unit], self.habits)).get(pair)


@dataclass(frozen=True)
class Noted:
    """What can be counted in a part of the text without the rest of it, and added up."""

    qualified: int
    rendered: int
    observer: Observer
    chooser: ChoiceObserver
    sections: SectionObserver


def gather(units: Iterable[Unit], glossary: Glossary = NO_TERMS) -> Statistics:
    """One pass over the units, in which the terms of a glossary are looked for."""
    kept = list(units)
    return replace(put_together(kept, [note(kept, glossary)]), glossary=glossary)


def note(units: Sequence[Unit], glossary: Glossary = NO_TERMS) -> Noted:
    """Count what is in one part of the text."""
    qualified = rendered = 0
    observer, chooser, sections = Observer(), ChoiceObserver(), SectionObserver()
    for stretch in stretches(units):
        first = observe(stretch, observer)
        for unit in stretch:
            matching = first.get((unit.zh, unit.en))
            sections.see(unit, matching)
            if matching is not None:
                missed, count = unrendered(unit)
                qualified += count
                rendered += count - len(missed)
                chooser.see(unit, glossary, matching)
    return Noted(qualified, rendered, observer, chooser, sections)


def put_together(units: Iterable[Unit], parts: Sequence[Noted]) -> Statistics:
    """The statistics of a text: what was noted of its parts, in order, and what runs through the whole of it."""
    sides = {language: _Side() for language in LANGUAGES}
    for unit in units:
        for language, side in sides.items():
            side.read(unit.passage(language))
    for side in sides.values():
        side.close_paragraph()
    observer, chooser, sections = Observer(), ChoiceObserver(), SectionObserver()
    for part in parts:
        observer.add(part.observer)
        chooser.add(part.chooser)
        sections.add(part.sections)
    return Statistics(
        {language: side.steps for language, side in sides.items()},
        {language: side.unbalanced for language, side in sides.items()},
        sum(part.qualified for part in parts),
        sum(part.rendered for part in parts),
        observer.habits(),
        chooser.choices(),
        sections=sections.covered,
    )


class _Side:
    """What has been gathered of one language."""

    def __init__(self) -> None:
        self.steps: dict[int, Step] = {}
        self.unbalanced: dict[int, str] = {}
        self._outline: Outline = ()
        self._waiting: tuple[Waiting, ...] = ()

    def read(self, passage: Passage) -> None:
        """Take the next passage of the text."""
        for numbering in passage.numbering:
            self._outline, last = enter(self._outline, numbering)
            step = _step(last, numbering)
            if step is not None:
                self.steps[numbering.span.start] = step
        at = passage.start
        for index, paragraph in enumerate(passage.text.split("\n")):
            if index or passage.opens_block:
                self.close_paragraph()
            self._waiting, stray = scan(paragraph, at, self._waiting)
            self.unbalanced |= dict.fromkeys(stray, "the mark closes nothing that was opened")
            at += len(paragraph) + 1

    def close_paragraph(self) -> None:
        """What is open at the end of a paragraph is not closed any more."""
        self.unbalanced |= {entry.offset: f"“{entry.mark}” is not closed" for entry in self._waiting}
        self._waiting = ()


def _step(last: Numbering | None, numbering: Numbering) -> Step | None:
    """What is wrong with a number after the one before it in its list; to begin again at 1 is no fault."""
    if last is None or last.value is None or numbering.value is None or numbering.value in {last.value + 1, 1}:
        return None
    return Step(last.label, last.value + 1)
