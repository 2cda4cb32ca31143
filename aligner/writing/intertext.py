"""InterText, the editor of aligned texts: NAME.zh.xml and NAME.en.xml, and NAME.zh.en.xml, which links them.

Sentences are `s` in `p`, with the identifiers that the editor asks for: "12:3", the third sentence of the twelfth
paragraph. A link names its targets as "TO;FROM", English before Chinese, and so does its type. The format knows
sentences and links alone: scores, clauses and divergences are in the other files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aligner.bitext import Alignment
from aligner.divergence import Audit
from aligner.document import LANGUAGES, Document
from aligner.writing.chinese_script import tags
from aligner.writing.markup import DECLARATION, element, tag, text
from aligner.writing.origin import Origin
from aligner.writing.places import text_order
from aligner.writing.settings import WriteSettings


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The two texts and their links."""
    alignment = audit.alignment
    found: dict[str, Iterable[bytes]] = {
        f".{language}.xml": map(str.encode, _text(alignment.document(language))) for language in LANGUAGES
    }
    found[".zh.en.xml"] = map(str.encode, _links(alignment, origin))
    return found


def _text(document: Document) -> Iterator[str]:
    names = sentence_names(document)
    inside: list[list[int]] = [[] for _ in document.blocks]
    for index, sentence in enumerate(document.sentences):
        inside[sentence.block].append(index)
    yield DECLARATION
    yield "<text>\n" + tag("body", {"xml:lang": tags(document).script}) + "\n"
    for number, sentences in enumerate(inside, 1):
        yield tag("p", {"id": str(number)}) + "\n"
        for index in sentences:
            yield element("s", text(document.sentences[index].span.of(document.text)), {"id": names[index]}) + "\n"
        yield "</p>\n"
    yield "</body>\n</text>\n"


def sentence_names(document: Document) -> list[str]:
    """The identifier of each sentence: "12:3", both numbers from 1."""
    names: list[str] = []
    block, number = -1, 0
    for sentence in document.sentences:
        number = number + 1 if sentence.block == block else 1
        block = sentence.block
        names.append(f"{block + 1}:{number}")
    return names


def _links(alignment: Alignment, origin: Origin) -> Iterator[str]:
    names = {language: sentence_names(alignment.document(language)) for language in LANGUAGES}
    yield DECLARATION
    yield tag("linkGrp", {"toDoc": f"{origin.name}.en.xml", "fromDoc": f"{origin.name}.zh.xml"}) + "\n"
    for index in text_order(alignment.sentences):
        bead = alignment.beads[index]
        to = " ".join(names["en"][i] for i in bead.en)
        source = " ".join(names["zh"][i] for i in bead.zh)
        attributes = {"type": f"{len(bead.en)}-{len(bead.zh)}", "xtargets": f"{to};{source}", "status": "auto"}
        yield element("link", attributes=attributes) + "\n"
    yield "</linkGrp>\n"
