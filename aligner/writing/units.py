"""Units: what is left of a link when its two texts are all that a format holds. TMX, XLIFF and Moses are made of them.

units(audit, level) ──► choose(units, settings) ──► Choice: those to write, and what became of the others
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import chain
from typing import NamedTuple

from aligner.bitext import Alignment, Bead, Level, Link
from aligner.divergence import Audit, Divergence
from aligner.document import LANGUAGES, Language
from aligner.writing.places import by_sentence, text_order
from aligner.writing.settings import WriteSettings


class Unit(NamedTuple):
    """Two texts that were linked.

    `type` is the bead's ("1-2"), `before` and `after` are the original's texts around it, and `links` says how many
    links of the same two texts it stands for.
    """

    id: str
    zh: str
    en: str
    type: str
    score: float
    divergences: tuple[Divergence, ...] = ()
    before: str = ""
    after: str = ""
    links: int = 1

    def text(self, language: Language) -> str:
        """One side."""
        return self.zh if language == "zh" else self.en

    @property
    def is_null(self) -> bool:
        """Whether one side is blank, or both are."""
        return not self.zh.strip() or not self.en.strip()

    @property
    def is_divergent(self) -> bool:
        """Whether a divergence in it is major."""
        return any(divergence.severity == "major" for divergence in self.divergences)


@dataclass(frozen=True)
class LeftOut:
    """How many links of a `total` are not written as units, by the reason, and how many were merged."""

    total: int = 0
    null: int = 0
    divergent: int = 0
    doubtful: int = 0
    merged: int = 0

    def __add__(self, other: LeftOut) -> LeftOut:
        return LeftOut(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    @property
    def sentences(self) -> list[str]:
        """What a user should know of it."""
        reasons = {
            "have text on one side only": self.null,
            "have a major divergence": self.divergent,
            "have a low score": self.doubtful,
        }
        found = [f"{n} of {self.total} links {why} and are left out." for why, n in reasons.items() if n]
        if self.merged:
            found.append(f"{self.merged} of {self.total} links repeat the two texts of another and are merged with it.")
        return found


@dataclass(frozen=True)
class Choice:
    """Units that are written, and those that are not, by the reason; each is in exactly one of them."""

    units: Sequence[Unit]
    null: Sequence[Unit] = ()
    divergent: Sequence[Unit] = ()
    doubtful: Sequence[Unit] = ()
    merged: int = 0
    """How many units were merged into an earlier one of the same two texts."""

    @property
    def left_out(self) -> LeftOut:
        """In numbers."""
        null, divergent, doubtful = len(self.null), len(self.divergent), len(self.doubtful)
        written = sum(unit.links for unit in self.units)
        return LeftOut(written + null + divergent + doubtful, null, divergent, doubtful, self.merged)


def units(audit: Audit, level: Level) -> list[Unit]:
    """The units of an audit's links, in order of the Chinese text, null links included."""
    alignment = audit.alignment
    pairs = list(_links(alignment, level))
    found = by_sentence(audit) if level == "sentence" else _by_clause(audit)
    texts = {link.id: alignment.texts(link) for link, _ in pairs}
    around = _context(alignment, [link for link, _ in pairs], texts)
    return [
        Unit(link.id, *texts[link.id], bead.type, link.score, tuple(found.get(link.id, ())), *around.get(link.id, ()))
        for link, bead in pairs
    ]


def choose(given: Iterable[Unit], settings: WriteSettings) -> Choice:
    """Part units into those that a memory takes and those that are left out."""
    kept: list[Unit] = []
    null: list[Unit] = []
    divergent: list[Unit] = []
    doubtful: list[Unit] = []
    for unit in given:
        if unit.is_null:
            null.append(unit)
        elif settings.clean and unit.is_divergent:
            divergent.append(unit)
        elif settings.clean and unit.score < settings.least_score:
            doubtful.append(unit)
        else:
            kept.append(unit)
    written = list(merge(kept)) if settings.merge_duplicates else kept
    return Choice(written, null, divergent, doubtful, len(kept) - len(written))


def merge(given: Iterable[Unit]) -> Iterator[Unit]:
    """Units of the same two texts become the first of them, with the best score, all divergences, and their number."""
    groups: dict[tuple[str, str], list[Unit]] = {}
    for unit in given:
        groups.setdefault((unit.zh, unit.en), []).append(unit)
    for first, *others in groups.values():
        if others:
            yield first._replace(
                score=max(unit.score for unit in (first, *others)),
                divergences=tuple(chain(first.divergences, *(unit.divergences for unit in others))),
                links=sum(unit.links for unit in (first, *others)),
            )
        else:
            yield first


def _links(alignment: Alignment, level: Level) -> Iterator[tuple[Link, Bead]]:
    for index in text_order(alignment.sentences):
        if level == "sentence":
            yield alignment.sentences[index], alignment.beads[index]
        else:
            clauses = alignment.clauses[index]
            yield from ((clauses[i], alignment.clause_beads[index][i]) for i in text_order(clauses))


def _by_clause(audit: Audit) -> dict[str, list[Divergence]]:
    """The divergences of each clause link; one found in a sentence link goes to the first clause that it touches."""
    found: dict[str, list[Divergence]] = {}
    inside = {
        sentence.id: clauses
        for sentence, clauses in zip(audit.alignment.sentences, audit.alignment.clauses, strict=True)
    }
    for divergence in audit.divergences:
        clauses = inside.get(divergence.link, ())
        touched = (clause.id for clause in clauses if _touch(clause, divergence))
        found.setdefault(next(touched, clauses[0].id if clauses else divergence.link), []).append(divergence)
    return found


def _touch(link: Link, divergence: Divergence) -> bool:
    return any(
        inner.start < span.end and span.start < inner.end
        for language in LANGUAGES
        for span in divergence.spans(language)
        for inner in link.spans(language)
    )


def _context(
    alignment: Alignment, links: Iterable[Link], texts: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """The original's text before and after each link, null links included: it is what a reader saw there."""
    original = alignment.original
    side = LANGUAGES.index(original)
    ordered = sorted((link for link in links if link.spans(original)), key=lambda link: link.spans(original))
    neighbours = ["", *(texts[link.id][side] for link in ordered), ""]
    return {link.id: (neighbours[i], neighbours[i + 2]) for i, link in enumerate(ordered)}
