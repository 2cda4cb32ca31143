"""A memo of the audit, for reading, mailing and printing: NAME.memo.md, in Markdown.

What was compared, counts, the divergences by section, the grave ones first and each with its quotation, and the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from aligner.bitext import joined
from aligner.divergence import Audit, Divergence, Table
from aligner.document import LANGUAGES
from aligner.writing.markup import legal
from aligner.writing.origin import TOOL, Origin, source_name
from aligner.writing.places import by_sentence, text_order
from aligner.writing.report.summary import Count, summary
from aligner.writing.sections import Section, section_of, sections
from aligner.writing.settings import WriteSettings

_NAMES = {"zh": "Chinese", "en": "English"}
_LONGEST = 200
"""The characters of a quotation; of a longer one the beginning and the end are shown."""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_BREAKS = re.compile(r"\s+")


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The memo."""
    return {".memo.md": [legal("\n".join(_lines(audit, origin)) + "\n").encode()]}


def _lines(audit: Audit, origin: Origin) -> Iterator[str]:
    alignment, counts = audit.alignment, summary(audit)
    yield f"# Audit of {_escaped(origin.name)}"
    yield ""
    for language in LANGUAGES:
        document = alignment.document(language)
        role = "original" if language == alignment.original else "translation"
        source = f", {_escaped(source_name(document))}" if source_name(document) else ""
        yield f"- {_NAMES[language]}, {role}{source}: {len(document.sentences)} sentences"
    yield f"- {counts.links} sentence links, {sum(counts.nulls)} of them without counterpart"
    if origin.date:
        yield f"- {origin.date:%Y-%m-%d}"
    yield f"- {TOOL} {_escaped(origin.version)}, model {_escaped(alignment.model)}, threshold {audit.threshold:.2f}"
    for warning in alignment.warnings:
        yield f"- **Note:** {_escaped(warning)}"
    yield ""
    yield from _counts(counts.divergences, counts.kinds, counts.classes)
    yield from _sections(audit)
    for table in audit.tables:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"## {_escaped(table.title)}"
    yield ""
    yield f"| {' | '.join(map(_escaped, table.columns))} |"
    yield "|" + "---|" * len(table.columns)
    for row in table.rows:
        yield f"| {' | '.join(_escaped(_short(cell)) for cell in row)} |"


def _counts(everything: Count, kinds: Sequence[Count], classes: Sequence[Count]) -> Iterator[str]:
    yield "## Counts"
    yield ""
    yield "| divergences | major | minor | all |"
    yield "|---|---:|---:|---:|"
    for count in (*kinds, *(count for count in classes if count.total), everything):
        yield f"| {count.name} | {count.major} | {count.minor} | {count.total} |"
    yield ""


def _sections(audit: Audit) -> Iterator[str]:
    alignment = audit.alignment
    order = text_order(alignment.sentences)
    found = sections(alignment, order)
    divergences = by_sentence(audit)
    inside: list[list[tuple[int, Divergence]]] = [[] for _ in found]
    for place, index in enumerate(order):
        for divergence in divergences[alignment.sentences[index].id]:
            inside[section_of(found, place)].append((place + 1, divergence))
    for section, members in zip(found, inside, strict=True):
        if members:
            yield f"## {_title(section)}"
            yield ""
            ordered = sorted(members, key=lambda member: (member[1].severity != "major", member[0]))
            for number, divergence in ordered:
                yield from _divergence(audit, number, divergence)
            yield ""
    if not audit.divergences:
        yield f"No divergence reaches the score {audit.threshold:.2f}."


def _title(section: Section) -> str:
    return _escaped(" · ".join(filter(None, (section.zh, section.en))))


def _divergence(audit: Audit, number: int, divergence: Divergence) -> Iterator[str]:
    yield (
        f"- **{divergence.severity} {divergence.kind}** ({divergence.cls}, line {number}, "
        f"score {divergence.score:.2f}): {_escaped(divergence.message)}"
    )
    for language in LANGUAGES:
        if spans := divergence.spans(language):
            yield f"  - {_NAMES[language]}: “{_escaped(_short(joined(audit.alignment.document(language), spans)))}”"


def _short(quotation: str) -> str:
    if len(quotation) <= _LONGEST:
        return quotation
    return f"{quotation[: _LONGEST // 2]} … {quotation[-_LONGEST // 2 :]}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, in one line."""
    return _MARKUP.sub(r"\\\1", _BREAKS.sub(" ", text).strip())
