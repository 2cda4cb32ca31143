"""XLIFF 2.0 of a text to be translated, with what a memory holds of it (its module Translation Candidates).

A unit is a sentence. A sentence that the memory holds as it is has a target; what is only like it is a candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aligner.writing.markup import DECLARATION, element, tag, text

_NAMESPACES = 'xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"'
EXACT = 100


class Candidate(NamedTuple):
    """A unit of a memory: how like the sentence its source is, in per cent, its texts, and where it stands."""

    similarity: int
    source: str
    target: str
    origin: str


def encoded(
    sentences: Iterable[tuple[str, Sequence[Candidate]]], *, original: str, source: str, target: str
) -> Iterator[bytes]:
    """A whole file, in pieces.

    Args:
        sentences: The sentences in order, each with its candidates, best first.
        original: The name of the file that they are from.
        source: The language tag of the sentences.
        target: That of their translation.
    """
    opening = f'<xliff {_NAMESPACES} version="2.0" srcLang="{source}" trgLang="{target}">\n'
    yield (DECLARATION + opening + tag("file", {"id": "f1", "original": original}) + "\n").encode()
    for number, (sentence, candidates) in enumerate(sentences, 1):
        yield _unit(number, sentence, candidates).encode()
    yield b"</file>\n</xliff>\n"


def _unit(number: int, sentence: str, candidates: Sequence[Candidate]) -> str:
    content = ""
    shown = text(sentence)
    if candidates:
        content = element("mtc:matches", "".join(map(_match, candidates))) + "\n"
        shown = element("mrk", shown, {"id": "m1", "type": "mtc:match"})
    sides = element("source", shown, {"xml:space": "preserve"})
    state = "initial"
    if candidates and candidates[0].similarity == EXACT:
        sides += element("target", text(candidates[0].target), {"xml:space": "preserve"})
        state = "translated"
    content += element("segment", sides, {"id": "1", "state": state}) + "\n"
    return element("unit", "\n" + content, {"id": f"u{number}", "canResegment": "no"}) + "\n"


def _match(candidate: Candidate) -> str:
    sides = element("source", text(candidate.source)) + element("target", text(candidate.target))
    attributes = {"ref": "#m1", "type": "tm", "similarity": f"{candidate.similarity}.0", "origin": candidate.origin}
    return element("mtc:match", sides, attributes)
