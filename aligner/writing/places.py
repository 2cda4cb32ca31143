"""In which order links are written, which sentence link a divergence belongs to, and which sentences a span touches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from aligner.bitext import Link
from aligner.divergence import Audit, Divergence
from aligner.document import Document, Span


def text_order(links: Sequence[Link]) -> list[int]:
    """Indices of `links` in order of the Chinese text; one with no Chinese follows what its English follows."""
    followers: dict[int | None, list[int]] = {}
    previous = None
    seen = set()
    for _, index in sorted((span.start, index) for index, link in enumerate(links) for span in link.en):
        if links[index].zh:
            previous = index
        elif index not in seen:
            followers.setdefault(previous, []).append(index)
            seen.add(index)
    order = followers.get(None, [])[:]
    for index in sorted((i for i, link in enumerate(links) if link.zh), key=lambda i: links[i].zh[0].start):
        order += [index, *followers.get(index, ())]
    return order


def by_sentence(audit: Audit) -> dict[str, list[Divergence]]:
    """The divergences of each sentence link, by its identifier; those of its clauses are among them."""
    found: dict[str, list[Divergence]] = {link.id: [] for link in audit.alignment.sentences}
    parent = {clause.id: clause.parent or "" for inner in audit.alignment.clauses for clause in inner}
    for divergence in audit.divergences:
        found[parent.get(divergence.link, divergence.link)].append(divergence)
    return found


class Touched:
    """Finds the sentences of a document that a span shares characters with, as a range of indices."""

    def __init__(self, document: Document) -> None:
        self._starts = [sentence.span.start for sentence in document.sentences]
        self._ends = [sentence.span.end for sentence in document.sentences]

    def __call__(self, span: Span) -> range:
        """Indices of the sentences that `span` touches."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))
