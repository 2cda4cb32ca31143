"""The vertical format of corpus managers: NAME.zh.vert and NAME.en.vert, one token a line, and how they are linked.

NAME.zh-en.map is for Sketch Engine and NoSketch Engine: numbers of `s` structures, from 0, a range as "2,4", none as
"-1". NAME.zh-en.beads is for CWB's `cwb-align-import`: identifiers of `s`. The second column of a token is the kind and
severity of the gravest divergence that marks it, or "-".

Tokens are single Han characters, words of other scripts, and single signs; `<g/>` says that two tokens had no blank
between them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from aligner.bitext import Alignment
from aligner.divergence import Audit, Divergence
from aligner.document import LANGUAGES, Document, Language, Span
from aligner.writing.chinese_script import tags
from aligner.writing.marks import Mark, gravest_on
from aligner.writing.markup import element, tag, text
from aligner.writing.origin import Origin, source_name
from aligner.writing.places import Touched, text_order
from aligner.writing.sections import headings
from aligner.writing.settings import WriteSettings
from aligner.writing.tei_text import sentence_id

log = logging.getLogger(__name__)

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = f"(?:(?![{_HAN}])\\w)+"
_TOKEN = re.compile(f"[{_HAN}]|{_WORD}(?:[.,'’-]{_WORD})*|\\S")


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The two texts and the two lists of links."""
    alignment = audit.alignment
    found: dict[str, Iterable[bytes]] = {
        f".{language}.vert": map(str.encode, _text(audit, origin, language)) for language in LANGUAGES
    }
    split = sum(any(map(_is_split, (bead.zh, bead.en))) for bead in alignment.beads)
    if split:
        log.warning(
            "%s.zh-en.map: %d links join sentences that do not follow one another, which no range can say; "
            "they are in %s.zh-en.beads alone",
            origin.name,
            split,
            origin.name,
        )
    found[".zh-en.map"] = map(str.encode, _map(alignment))
    found[".zh-en.beads"] = map(str.encode, _beads(alignment))
    return found


def _text(audit: Audit, origin: Origin, language: Language) -> Iterator[str]:
    document = audit.alignment.document(language)
    links = {
        index: link.id
        for link, bead in zip(audit.alignment.sentences, audit.alignment.beads, strict=True)
        for index in (bead.zh if language == "zh" else bead.en)
    }
    marks = _marks(document, audit.divergences)
    heads = headings(document)
    about = {"id": origin.name, "language": tags(document).script, "source": source_name(document) or None}
    yield tag("doc", about) + "\n"
    block = -1
    for index, sentence in enumerate(document.sentences):
        if sentence.block != block:
            if block >= 0:
                yield "</p>\n"
            block = sentence.block
            given = document.blocks[block]
            kind = "heading" if given in heads else given.kind
            number = given.numbering.label.strip() if given.numbering else None
            yield tag("p", {"id": f"{language}.p{block + 1}", "type": kind, "n": number or None}) + "\n"
        yield tag("s", {"id": sentence_id(document, index), "link": links.get(index)}) + "\n"
        yield _tokens(document, sentence.span, marks.get(index, ()))
        yield "</s>\n"
    if block >= 0:
        yield "</p>\n"
    yield "</doc>\n"


def _tokens(document: Document, sentence: Span, marks: Sequence[Mark]) -> str:
    lines: list[str] = []
    end = sentence.start
    for found in _TOKEN.finditer(document.text, *sentence):
        span = Span(*found.span())
        if lines and span.start == end:
            lines.append(element("g") + "\n")
        mark = gravest_on(span, marks)
        lines.append(f"{text(found[0])}\t{f'{mark.kind}-{mark.severity}' if mark else '-'}\n")
        end = span.end
    return "".join(lines)


def _marks(document: Document, divergences: Iterable[Divergence]) -> Mapping[int, list[Mark]]:
    touched = Touched(document)
    found: dict[int, list[Mark]] = {}
    for divergence in divergences:
        for span in divergence.spans(document.language):
            for index in touched(span):
                found.setdefault(index, []).append((span, divergence))
    return found


def _map(alignment: Alignment) -> Iterator[str]:
    for index in text_order(alignment.sentences):
        bead = alignment.beads[index]
        if not any(map(_is_split, (bead.zh, bead.en))):
            yield f"{_range(bead.zh)}\t{_range(bead.en)}\n"


def _range(sentences: Sequence[int]) -> str:
    if not sentences:
        return "-1"
    return str(sentences[0]) if len(sentences) == 1 else f"{sentences[0]},{sentences[-1]}"


def _is_split(sentences: Sequence[int]) -> bool:
    return any(after != before + 1 for before, after in pairwise(sentences))


def _beads(alignment: Alignment) -> Iterator[str]:
    """The header names the two corpora, the grid and the pattern of its identifiers; a null link has an empty side."""
    yield "ZH\tEN\ts\t{id}\n"
    for index in text_order(alignment.sentences):
        bead = alignment.beads[index]
        sides = ((alignment.zh, bead.zh), (alignment.en, bead.en))
        yield "\t".join(" ".join(sentence_id(document, i) for i in side) for document, side in sides) + "\n"
