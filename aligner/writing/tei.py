"""TEI P5: NAME.tei.xml, both texts with their structure, and the alignment and divergences as stand-off.

    TEI
    ├── teiHeader   where it comes from; the taxonomy that @ana points into
    ├── text        one text a language: div, head, p, list, table; in them s and cl
    └── standOff    linkGrp: sentence links, then clause links; listAnnotation: divergences; spanGrp: their characters

The characters of each block are the document's. Numbering stays among them and is repeated as @n. A link with a null
side is a `ptr`, for `link` needs two targets. Spans are `string-range(SENTENCE,OFFSET,LENGTH)`, and count characters
from the start of the `s`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from aligner.bitext import Alignment, Bead, Link
from aligner.divergence import Audit, Divergence
from aligner.document import LANGUAGES, Document
from aligner.writing.markup import DECLARATION, Attributes, element, tag, text
from aligner.writing.origin import TOOL, Origin, rounded, source_name
from aligner.writing.places import Touched, text_order
from aligner.writing.tei_text import LANGUAGE_TAGS, body, clause_id, ranges, sentence_id

_NAMES = {"zh": "Chinese", "en": "English"}
_TAXONOMIES = {
    "kind": {
        "omission": "Something of the original is missing from the translation.",
        "addition": "The translation says something that the original does not.",
        "mistranslation": "The translation says something else than the original.",
    },
    "class": {
        "content": "What is said.",
        "entity": "The name of a body, place, person or document.",
        "number": "A number, quantity or date.",
        "structure": "Numbering, headings or the order of parts.",
        "terminology": "A term that has a settled rendering.",
        "language": "A fault of one text alone.",
    },
    "severity": {
        "major": "A reader of the translation is misled, or misses something that matters.",
        "minor": "A reader of the translation is hardly misled.",
    },
}


def files(audit: Audit, origin: Origin) -> dict[str, bytes]:
    """The one TEI document."""
    return {".tei.xml": "".join(_lines(audit, origin)).encode()}


def _lines(audit: Audit, origin: Origin) -> Iterator[str]:
    alignment = audit.alignment
    yield DECLARATION
    yield '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">\n'
    yield from _header(alignment, origin)
    yield "<text>\n<group>\n"
    for language in LANGUAGES:
        role = "original" if language == alignment.original else "translation"
        yield tag("text", {"xml:id": language, "xml:lang": LANGUAGE_TAGS[language], "type": role}) + "\n"
        yield from body(alignment.document(language))
        yield "</text>\n"
    yield "</group>\n</text>\n"
    yield from _group("standOff", (*_links(alignment), *_annotations(audit)))
    yield "</TEI>\n"


def _header(alignment: Alignment, origin: Origin) -> Iterator[str]:
    yield "<teiHeader>\n<fileDesc>\n"
    yield element("titleStmt", element("title", text(origin.name))) + "\n"
    yield element("publicationStmt", element("p", "Made by a program from the texts named below.")) + "\n"
    if alignment.warnings:
        yield element("notesStmt", "".join(element("note", text(warning)) for warning in alignment.warnings)) + "\n"
    sources = (f"{_NAMES[lang]}: {source_name(alignment.document(lang)) or 'not named'}" for lang in LANGUAGES)
    yield element("sourceDesc", "".join(element("p", text(source)) for source in sources)) + "\n"
    yield "</fileDesc>\n<encodingDesc>\n"
    version = re.match(r"\d+(\.\d+){0,2}", origin.version)  # TEI allows no "0.1.0.dev3"
    application = {
        "ident": TOOL,
        "version": version.group() if version else "0",
        "xml:id": "aligner",
        "when": f"{origin.date:%Y-%m-%dT%H:%M:%SZ}" if origin.date else None,
    }
    label = element("label", text(f"{TOOL} {origin.version}, model {alignment.model}"))
    yield element("appInfo", element("application", label, application)) + "\n"
    yield "<classDecl>\n"
    for taxonomy, categories in _TAXONOMIES.items():
        yield tag("taxonomy", {"xml:id": taxonomy}) + "\n"
        for name, description in categories.items():
            yield element("category", element("catDesc", description), {"xml:id": f"{taxonomy}.{name}"}) + "\n"
        yield "</taxonomy>\n"
    yield "</classDecl>\n</encodingDesc>\n<profileDesc>\n"
    names = (element("language", _NAMES[lang], {"ident": LANGUAGE_TAGS[lang]}) for lang in LANGUAGES)
    yield element("langUsage", "".join(names)) + "\n</profileDesc>\n</teiHeader>\n"


def _links(alignment: Alignment) -> Iterator[str]:
    order = text_order(alignment.sentences)
    sentences = (_link(alignment, alignment.sentences[i], alignment.beads[i], sentence_id) for i in order)
    clauses = (
        _link(alignment, alignment.clauses[i][k], alignment.clause_beads[i][k], clause_id)
        for i in order
        for k in text_order(alignment.clauses[i])
    )
    yield from _group("linkGrp", sentences, {"type": "alignment", "subtype": "sentence", "targFunc": "zh en"})
    yield from _group("linkGrp", clauses, {"type": "alignment", "subtype": "clause", "targFunc": "zh en"})


def _link(alignment: Alignment, link: Link, bead: Bead, identifier: Callable[[Document, int], str]) -> str:
    sides = ((alignment.zh, bead.zh), (alignment.en, bead.en))
    attributes = {
        "xml:id": link.id,
        "type": bead.type,
        "cert": rounded(link.score),
        "corresp": f"#{link.parent}" if link.parent else None,
        "target": " ".join(f"#{identifier(document, index)}" for document, side in sides for index in side),
    }
    return element("ptr" if bead.is_null else "link", attributes=attributes) + "\n"


def _annotations(audit: Audit) -> Iterator[str]:
    annotations = (_annotation(divergence) for divergence in audit.divergences)
    yield from _group("listAnnotation", annotations, {"type": "divergence"})
    sides = [(document, Touched(document)) for document in (audit.alignment.zh, audit.alignment.en)]
    spans = (span for divergence in audit.divergences for span in _spans(divergence, sides))
    yield from _group("spanGrp", spans, {"type": "divergence"})


def _annotation(divergence: Divergence) -> str:
    rules = "".join(
        element("respStmt", element("resp", "rule") + element("name", text(rule))) for rule in divergence.rules
    )
    notes = element("note", text(divergence.message), {"type": "message"})
    if divergence.evidence:
        evidence = json.dumps(dict(divergence.evidence), ensure_ascii=False)
        notes += element("note", text(evidence), {"type": "evidence"})
    attributes = {
        "xml:id": divergence.id,
        "motivation": "assessing",
        "target": f"#{divergence.link}",
        "ana": f"#kind.{divergence.kind} #class.{divergence.cls} #severity.{divergence.severity}",
        "cert": rounded(divergence.score),
        "resp": "#aligner",
    }
    return element("annotation", rules + notes, attributes) + "\n"


def _spans(divergence: Divergence, sides: Iterable[tuple[Document, Touched]]) -> Iterator[str]:
    for document, touched in sides:
        for pointer in ranges(document, touched, divergence.spans(document.language)):
            attributes = {"from": pointer, "corresp": f"#{divergence.id}", "ana": f"#kind.{divergence.kind}"}
            yield element("span", attributes=attributes) + "\n"


def _group(name: str, members: Iterable[str], attributes: Attributes | None = None) -> Iterator[str]:
    """An element around `members`, if there are any: TEI allows no empty group."""
    content = "".join(members)
    if content:
        yield element(name, "\n" + content, attributes) + "\n"
