"""In which order links are written, and which sentence link a divergence belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.bitext import Link
from aligner.divergence import Audit, Divergence


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
