"""What links a Chinese text to an English one.

A bead names sentences (or clauses) by index; a link is a bead put in its place: an identifier made from its content,
spans into both texts, and a probability. Sentence links cover every sentence of both sides exactly once, in order;
clause links do the same for the clauses inside one sentence link, and may cross and be non-contiguous there.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from aligner.document import Document, Language, Span

Level = Literal["sentence", "clause"]


class Bead(NamedTuple):
    """Indices of the units that belong together, and the probability that they do. An empty side is a null link."""

    zh: tuple[int, ...]
    en: tuple[int, ...]
    score: float = 1.0

    @property
    def is_null(self) -> bool:
        """Whether one side has no counterpart."""
        return not self.zh or not self.en

    @property
    def type(self) -> str:
        """The bead's type as the field writes it, Chinese first: "1-2"."""
        return f"{len(self.zh)}-{len(self.en)}"


@dataclass(frozen=True, slots=True)
class Link:
    """A bead in its place. `zh` and `en` are spans of the two documents' texts; `score` is in [0, 1]."""

    id: str
    level: Level
    zh: tuple[Span, ...]
    en: tuple[Span, ...]
    score: float
    parent: str | None = None

    def spans(self, language: Language) -> tuple[Span, ...]:
        """The spans of one side."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Alignment:
    """Two documents and their links.

    `beads[i]` gives the sentence indices of `sentences[i]`, and `clause_beads[i]` those of the clauses of
    `clauses[i]`, a tuple a sentence link. `original` says which side is the original, and `model` which encoder
    was used. `warnings` are sentences for the user ("the two texts have little in common").
    """

    zh: Document
    en: Document
    beads: tuple[Bead, ...]
    clause_beads: tuple[tuple[Bead, ...], ...]
    sentences: tuple[Link, ...]
    clauses: tuple[tuple[Link, ...], ...]
    original: Language = "zh"
    model: str = "builtin"
    warnings: tuple[str, ...] = ()

    def document(self, language: Language) -> Document:
        """One side."""
        return self.zh if language == "zh" else self.en

    def texts(self, link: Link) -> tuple[str, str]:
        """The Chinese and English text of a link; see `joined`."""
        return joined(self.zh, link.zh), joined(self.en, link.en)


def joined(document: Document, spans: Sequence[Span]) -> str:
    """The text of `spans`; spans that follow one another in the text keep what stands between them if it is blank.

    Elsewhere, pieces are joined by a space in English and by nothing in Chinese.
    """
    out, last = "", None
    for span in spans:
        if last is not None:
            gap = document.text[last : span.start] if last <= span.start else ""
            glue = " " if document.language == "en" else ""
            out += glue if gap.strip() or "\n" in gap or (not gap and document.language == "en") else gap
        out += span.of(document.text)
        last = span.end
    return out


def place_beads(
    zh: Document, en: Document, beads: Sequence[Bead], clause_beads: Sequence[Sequence[Bead]]
) -> tuple[tuple[Link, ...], tuple[tuple[Link, ...], ...]]:
    """Turn beads into links with spans and identifiers.

    A sentence link's identifier is a digest of its two texts and of its place among links with the same texts; a
    clause link's is its parent's with its place inside it. Both are the same in the next run, whatever else changed.
    """
    sentences, clauses = [], []
    seen: Counter[tuple[str, str]] = Counter()
    for bead, inner in zip(beads, clause_beads, strict=True):
        zh_spans = tuple(zh.sentences[i].span for i in bead.zh)
        en_spans = tuple(en.sentences[i].span for i in bead.en)
        texts = joined(zh, zh_spans), joined(en, en_spans)
        identifier = "s" + digest(*texts, str(seen[texts]))
        seen[texts] += 1
        sentences.append(Link(identifier, "sentence", zh_spans, en_spans, bead.score))
        clauses.append(
            tuple(
                Link(
                    f"{identifier}.c{k}",
                    "clause",
                    tuple(zh.clauses[i].span for i in clause.zh),
                    tuple(en.clauses[i].span for i in clause.en),
                    clause.score,
                    identifier,
                )
                for k, clause in enumerate(inner, 1)
            )
        )
    return tuple(sentences), tuple(clauses)


def digest(*parts: str) -> str:
    """Ten hexadecimal digits that depend on every part; enough to tell the links of one document apart."""
    joined_parts = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined_parts, digest_size=5).hexdigest()
