"""TMX 1.4, the translation memory that CAT tools exchange: NAME.tmx, one unit a sentence link.

What tools refuse shapes the file: no default namespace and no DOCTYPE (a parser would look for the DTD), version
exactly "1.4", languages with a region, the source language literally the same in header and units, notes and
properties on the unit (OmegaT ignores those on its variants), no half-empty unit. A link with a null side is left
out and counted in the header.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from aligner.bitext import Alignment, Bead, Link, joined
from aligner.divergence import Audit, Divergence
from aligner.document import LANGUAGES, Language, other
from aligner.writing.markup import DECLARATION, Attributes, element, tag, text, without_illegal
from aligner.writing.origin import TOOL, Origin, rounded, source_name
from aligner.writing.places import by_sentence, text_order

log = logging.getLogger(__name__)

LOCALES = {"zh": "zh-CN", "en": "en-US"}


def files(audit: Audit, origin: Origin) -> dict[str, bytes]:
    """The memory."""
    return {".tmx": "".join(_lines(audit, origin)).encode()}


def _lines(audit: Audit, origin: Origin) -> Iterator[str]:
    alignment = audit.alignment
    units = [(link, bead) for link, bead in zip(alignment.sentences, alignment.beads, strict=True)]
    order = [i for i in text_order(alignment.sentences) if all(map(str.strip, _segments(alignment, units[i][0])))]
    left_out = len(units) - len(order)
    if left_out:
        log.info("%s.tmx: left out %d of %d links, which have text on one side only", origin.name, left_out, len(units))
    yield DECLARATION
    yield '<tmx version="1.4">\n'
    yield from _header(alignment, origin, len(units), left_out)
    yield "<body>\n"
    divergences = by_sentence(audit)
    context = _context(alignment)
    for index in order:
        link, bead = units[index]
        yield from _unit(alignment, link, bead, divergences[link.id], context[link.id], origin)
    yield "</body>\n</tmx>\n"


def _segments(alignment: Alignment, link: Link) -> tuple[str, str]:
    zh, en = alignment.texts(link)
    return without_illegal(zh), without_illegal(en)


def _header(alignment: Alignment, origin: Origin, links: int, left_out: int) -> Iterator[str]:
    attributes = {
        "creationtool": TOOL,
        "creationtoolversion": origin.version,
        "segtype": "sentence",
        "o-tmf": TOOL,
        "adminlang": "en",
        "srclang": LOCALES[alignment.original],
        "datatype": "plaintext",
        "creationdate": _date(origin),
    }
    yield tag("header", attributes) + "\n"
    if left_out:
        yield _line("note", f"{left_out} of {links} links have text on one side only and are left out.")
    for warning in alignment.warnings:
        yield _line("note", warning)
    yield _prop("document", origin.name)
    for language in LANGUAGES:
        if source := source_name(alignment.document(language)):
            yield _prop(f"source-{language}", source)
    yield _prop("model", alignment.model)
    yield _prop("null-beads", str(left_out))
    yield "</header>\n"


def _unit(
    alignment: Alignment,
    link: Link,
    bead: Bead,
    divergences: list[Divergence],
    context: tuple[str, str],
    origin: Origin,
) -> Iterator[str]:
    yield tag("tu", {"tuid": f"{origin.name}-{link.id}", "creationdate": _date(origin)}) + "\n"
    # OmegaT shows a unit's last note alone, so the gravest divergence comes last.
    for divergence in sorted(divergences, key=lambda d: (d.severity == "major", d.score)):
        yield _line("note", f"{divergence.severity} {divergence.kind} ({divergence.cls}): {divergence.message}")
    yield _prop("document", origin.name)
    yield _prop("bead", bead.type)
    yield _prop("score", rounded(link.score))
    yield _prop("status", "needs-review" if divergences else "auto")
    for divergence in divergences:
        yield _prop("divergence", f"{divergence.kind}:{rounded(divergence.score)}")
    for place, neighbour in zip(("pre", "post"), context, strict=True):
        if neighbour:
            yield _prop(f"context-{place}", neighbour)
    segments = dict(zip(LANGUAGES, _segments(alignment, link), strict=True))
    for language in (alignment.original, other(alignment.original)):
        segment = element("seg", text(segments[language].strip()))
        yield element("tuv", segment, {"xml:lang": LOCALES[language]}) + "\n"
    yield "</tu>\n"


def _context(alignment: Alignment) -> dict[str, tuple[str, str]]:
    """The source text before and after each link, units that are left out included: it is what a reader saw there."""
    original: Language = alignment.original
    links = [link for link in alignment.sentences if link.spans(original)]
    links.sort(key=lambda link: link.spans(original))
    texts = ["", *(joined(alignment.document(original), link.spans(original)) for link in links), ""]
    return {link.id: (texts[i], texts[i + 2]) for i, link in enumerate(links)}


def _prop(name: str, value: str) -> str:
    return _line("prop", value, {"type": f"x-{name}"})


def _line(name: str, content: str, attributes: Attributes | None = None) -> str:
    return element(name, text(without_illegal(content)), attributes) + "\n"


def _date(origin: Origin) -> str | None:
    return f"{origin.date:%Y%m%dT%H%M%SZ}" if origin.date else None
