"""The values that the report's template shows, taken from an audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from aligner.bitext import Alignment, Link, joined
from aligner.divergence import Audit, Divergence
from aligner.document import LANGUAGES, Block, Language
from aligner.writing.origin import Origin
from aligner.writing.places import text_order
from aligner.writing.report.chart import Chart, chart
from aligner.writing.report.runs import Mark, Part, marks_by_sentence, parts
from aligner.writing.report.summary import Count, Summary, count, summary
from aligner.writing.sections import Section, headings, section_of, sections

LOW_SCORE = 0.5
"""A sentence link whose score is lower is marked as doubtful."""


class ClauseLink(NamedTuple):
    """A clause's link: its place among those of its sentence link, from 1, its score, and whether it has one side."""

    place: int
    score: float
    is_null: bool

    @property
    def is_doubtful(self) -> bool:
        """Whether the link is more likely wrong than right."""
        return self.score < LOW_SCORE


class Side(NamedTuple):
    """One text of a row.

    `clauses` gives the link of each clause, by its index in the document; `headings` are blocks that head a section.
    """

    language: Language
    parts: Sequence[Part]
    clauses: Mapping[int, ClauseLink]
    headings: Collection[Block]


class Row(NamedTuple):
    """A sentence link, its bead's type, its number in the text from 1, its section's index, and its two sides."""

    link: Link
    type: str
    number: int
    section: int
    sides: tuple[Side, Side]

    @property
    def is_null(self) -> bool:
        """Whether one side has no counterpart."""
        return not (self.link.zh and self.link.en)

    @property
    def is_doubtful(self) -> bool:
        """Whether the link is more likely wrong than right."""
        return self.link.score < LOW_SCORE

    @property
    def is_heading(self) -> bool:
        """Whether all of it is headings."""
        return all(part.block in side.headings for side in self.sides for part in side.parts)


class Finding(NamedTuple):
    """A divergence with its two texts, its row, and the place of its clause link there; 0 if it has none."""

    divergence: Divergence
    zh: str
    en: str
    row: Row
    clause: int


class Page(NamedTuple):
    """Everything the template shows; `section_counts` are those of `sections`, what lies inside them included."""

    origin: Origin
    audit: Audit
    summary: Summary
    sections: Sequence[Section]
    section_counts: Sequence[Count]
    rows: Sequence[Row]
    findings: Sequence[Finding]
    chart: Chart

    @property
    def alignment(self) -> Alignment:
        """What was audited."""
        return self.audit.alignment

    @property
    def strip(self) -> list[Section]:
        """The sections named under the chart: those of the outermost depth that has several."""
        depths = Counter(section.depth for section in self.sections)
        depth = min((depth for depth, number in depths.items() if number > 1), default=0)
        return [section for section in self.sections if section.depth == depth and self.rows]


def page(audit: Audit, origin: Origin) -> Page:
    """Bring an audit into the order of the text."""
    order = text_order(audit.alignment.sentences)
    found_sections = sections(audit.alignment, order)
    rows = list(_rows(audit, order, found_sections))
    findings = sorted(_findings(audit, rows), key=lambda finding: finding.row.number)
    return Page(
        origin,
        audit,
        summary(audit),
        found_sections,
        [
            count(section.zh, [f.divergence for f in findings if section.first < f.row.number <= section.end])
            for section in found_sections
        ],
        rows,
        findings,
        chart(len(rows), ((f.row.number - 1, f.divergence.severity) for f in findings)),
    )


def _rows(audit: Audit, order: Sequence[int], found: Sequence[Section]) -> Iterator[Row]:
    alignment = audit.alignment
    marks = {lang: marks_by_sentence(alignment.document(lang), audit.divergences) for lang in LANGUAGES}
    heads = {lang: headings(alignment.document(lang)) for lang in LANGUAGES}
    for place, index in enumerate(order):
        zh, en = (_side(alignment, index, language, marks[language], heads[language]) for language in LANGUAGES)
        section = section_of(found, place)
        yield Row(alignment.sentences[index], alignment.beads[index].type, place + 1, section, (zh, en))


def _side(
    alignment: Alignment,
    index: int,
    language: Language,
    marks: Mapping[int, Sequence[Mark]],
    heads: Collection[Block],
) -> Side:
    bead = alignment.beads[index]
    links = {
        clause: ClauseLink(place, link.score, inner.is_null)
        for place, (inner, link) in enumerate(
            zip(alignment.clause_beads[index], alignment.clauses[index], strict=True), 1
        )
        for clause in (inner.zh if language == "zh" else inner.en)
    }
    sentences = bead.zh if language == "zh" else bead.en
    return Side(language, parts(alignment.document(language), sentences, marks), links, heads)


def _findings(audit: Audit, rows: Sequence[Row]) -> Iterator[Finding]:
    alignment = audit.alignment
    row_of = {row.link.id: (row, 0) for row in rows}
    for sentence, clauses in zip(alignment.sentences, alignment.clauses, strict=True):
        row_of |= {clause.id: (row_of[sentence.id][0], place) for place, clause in enumerate(clauses, 1)}
    for divergence in audit.divergences:
        row, clause = row_of[divergence.link]
        zh, en = joined(alignment.zh, divergence.zh), joined(alignment.en, divergence.en)
        yield Finding(divergence, zh, en, row, clause)
