"""XLIFF 2.0 for review in a CAT tool: NAME.xlf, one unit a link, in order of the Chinese text.

    file
    ├── notes      warnings about the whole text
    └── unit       metadata (bead, score), a note a divergence, and one segment, which may not be cut anew

A link without a counterpart has no target, or an empty source. Segments with a divergence are `translated` with the
sub-state `aligner:needs-review`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aligner.divergence import Audit, Divergence
from aligner.document import LANGUAGES, Language, other
from aligner.writing.chinese_script import tags
from aligner.writing.markup import DECLARATION, element, tag, text
from aligner.writing.origin import TOOL, Origin, rounded, source_name
from aligner.writing.settings import WriteSettings
from aligner.writing.units import Unit, units

_NAMESPACES = 'xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0"'
_PRIORITIES = {"major": "1", "minor": "5"}


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The one XLIFF file."""
    return {".xlf": map(str.encode, _lines(audit, origin, settings))}


def _lines(audit: Audit, origin: Origin, settings: WriteSettings) -> Iterator[str]:
    alignment = audit.alignment
    source: Language = alignment.original
    locales = {language: tags(alignment.document(language)).region for language in LANGUAGES}
    yield DECLARATION
    yield f'<xliff {_NAMESPACES} version="2.0" srcLang="{locales[source]}" trgLang="{locales[other(source)]}">\n'
    yield tag("file", {"id": "f1", "original": source_name(alignment.document(source)) or origin.name}) + "\n"
    if alignment.warnings:
        yield element("notes", "".join(element("note", text(warning)) for warning in alignment.warnings)) + "\n"
    for unit in units(audit, settings.units):
        yield _unit(unit, source)
    yield "</file>\n</xliff>\n"


def _unit(unit: Unit, source: Language) -> str:
    content = _metadata(unit)
    if unit.divergences:
        content += element("notes", "".join(_note(divergence, source) for divergence in unit.divergences)) + "\n"
    sides = element("source", text(unit.text(source)), {"xml:space": "preserve"})
    if unit.text(other(source)):
        sides += element("target", text(unit.text(other(source))), {"xml:space": "preserve"})
    content += element("segment", sides, {"id": "1", **_state(unit)}) + "\n"
    return element("unit", "\n" + content, {"id": unit.id, "canResegment": "no"}) + "\n"


def _metadata(unit: Unit) -> str:
    values = (("bead", unit.type), ("score", rounded(unit.score)))
    group = "".join(element("mda:meta", text(value), {"type": name}) for name, value in values)
    return element("mda:metadata", element("mda:metaGroup", group, {"category": TOOL})) + "\n"


def _state(unit: Unit) -> dict[str, str]:
    if unit.is_null:
        return {"state": "initial"}
    return {"state": "translated", "subState": "aligner:needs-review"} if unit.divergences else {"state": "translated"}


def _note(divergence: Divergence, source: Language) -> str:
    attributes = {
        "id": divergence.id,
        "appliesTo": "source" if divergence.spans(source) else "target",
        "category": f"{divergence.kind}:{divergence.cls}:{rounded(divergence.score)}",
        "priority": _PRIORITIES[divergence.severity],
    }
    return element("note", text(divergence.message), attributes)
