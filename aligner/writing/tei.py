"""TEI P5: NAME.tei.xml, both texts with their structure, and the alignment and divergences as stand-off.

    TEI                                     teiCorpus
    ├── teiHeader                           ├── teiHeader   where it comes from; the taxonomy that @ana points into
    ├── text                                ├── standOff    linkGrp: sentence links, then clause links;
    │   └── group                           │               listAnnotation: divergences; spanGrp: their characters
    │       └── text, one a language        └── TEI, one a language
    └── standOff                                └── text    div, head, p, list, table; in them s and cl

The characters of each block are the document's. Numbering stays among them and is repeated as @n. A link with a null
side is a `ptr`, for `link` needs two targets. Spans are `string-range(SENTENCE,OFFSET,LENGTH)`, and count characters
from the start of the `s`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from aligner.bitext import Alignment, Bead, Link
from aligner.divergence import Audit, Divergence
from aligner.document import LANGUAGES, Document, Language
from aligner.writing.chinese_script import tags
from aligner.writing.markup import DECLARATION, Attributes, element, tag, text
from aligner.writing.origin import TOOL, Origin, rounded, source_name
from aligner.writing.places import Touched, text_order
from aligner.writing.settings import WriteSettings
from aligner.writing.tei_text import body, clause_id, ranges, sentence_id

_NAMESPACE = 'xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"'
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


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The one TEI file."""
    lines = _corpus if settings.tei_corpus else _group_of_texts
    return {".tei.xml": map(str.encode, lines(audit, origin))}


def _group_of_texts(audit: Audit, origin: Origin) -> Iterator[str]:
    alignment = audit.alignment
    yield DECLARATION
    yield f"<TEI {_NAMESPACE}>\n"
    yield from _header(alignment, origin)
    yield "<text>\n<group>\n"
    for language in LANGUAGES:
        yield from _text(alignment, language)
    yield "</group>\n</text>\n"
    yield from _stand_off(audit)
    yield "</TEI>\n"


def _corpus(audit: Audit, origin: Origin) -> Iterator[str]:
    alignment = audit.alignment
    yield DECLARATION
    yield f"<teiCorpus {_NAMESPACE}>\n"
    yield from _header(alignment, origin)
    yield from _stand_off(audit)
    for language in LANGUAGES:
        yield "<TEI>\n<teiHeader>\n<fileDesc>\n"
        yield from _statements(f"{origin.name}, {_NAMES[language]}", (), [_source(alignment, language)])
        yield "</fileDesc>\n</teiHeader>\n"
        yield from _text(alignment, language)
        yield "</TEI>\n"
    yield "</teiCorpus>\n"


def _text(alignment: Alignment, language: Language) -> Iterator[str]:
    role = "original" if language == alignment.original else "translation"
    document = alignment.document(language)
    yield tag("text", {"xml:id": language, "xml:lang": tags(document).script, "type": role}) + "\n"
    yield from body(document)
    yield "</text>\n"


def _stand_off(audit: Audit) -> Iterator[str]:
    yield from _group("standOff", (*_links(audit.alignment), *_annotations(audit)))


def _header(alignment: Alignment, origin: Origin) -> Iterator[str]:
    yield "<teiHeader>\n<fileDesc>\n"
    yield from _statements(origin.name, alignment.warnings, [_source(alignment, language) for language in LANGUAGES])
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
    names = (
        element("language", _NAMES[language], {"ident": tags(alignment.document(language)).script})
        for language in LANGUAGES
    )
    yield element("langUsage", "".join(names)) + "\n</profileDesc>\n</teiHeader>\n"


def _statements(title: str, notes: Sequence[str], sources: Sequence[str]) -> Iterator[str]:
    yield element("titleStmt", element("title", text(title))) + "\n"
    yield element("publicationStmt", element("p", "Made by a program from the texts named below.")) + "\n"
    if notes:
        yield element("notesStmt", "".join(element("note", text(note)) for note in notes)) + "\n"
    yield element("sourceDesc", "".join(element("p", text(source)) for source in sources)) + "\n"


def _source(alignment: Alignment, language: Language) -> str:
    return f"{_NAMES[language]}: {source_name(alignment.document(language)) or 'not named'}"


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
