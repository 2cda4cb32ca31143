"""What a store already holds of a new text: exact and fuzzy matches of its sentences, as memories give them.

The similarity of two sentences is 1 - d / n: d the least number of units to be inserted, removed or replaced
(Levenshtein), n the units of the longer one; a unit is a character of Chinese, or a word or mark of English, width,
case and blanks apart. It is given in whole per cent, rounded down. 100 is kept for the same text, whatever its width,
case and blanks; what differs beyond these has 99 at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from aligner.document import Document, Language, Span
from aligner.store.folding import fold, key_of
from aligner.store.schema import Store, named_errors
from aligner.store.search import Hit, links_at
from aligner.store.vectors import Vectors

LEAST = 70
_CANDIDATES = 40
_BATCH = 64
_units = re.compile(r"\w+|[^\w\s]")


class Match(NamedTuple):
    """A link whose source side is like a sentence: the similarity in per cent, its texts, and where it stands."""

    similarity: int
    source: str
    target: str
    document: str
    link: str
    flagged: bool
    """Whether the audit found a major divergence in it."""


class Segment(NamedTuple):
    """A sentence of the new text, and its matches, best first."""

    span: Span
    text: str
    matches: tuple[Match, ...]


def similarity(one: str, two: str, language: Language) -> int:
    """How alike two texts are, in per cent; see the top of this file."""
    from rapidfuzz.distance import Levenshtein

    first, second = fold(one).strip(), fold(two).strip()
    if first == second:
        return 100
    units = [_cut(text, language) for text in (first, second)]
    return min(int(100 * Levenshtein.normalized_similarity(*units) + 1e-9), 99)


def lookup(
    store: Store,
    document: Document,
    *,
    least: int = LEAST,
    most: int = 3,
    on_step: Callable[[str], None] = lambda step: None,
) -> list[Segment]:
    """Look the sentences of a document up in a store.

    Args:
        store: Where.
        document: A segmented document in the language to translate from.
        least: The least similarity of a match, in per cent.
        most: The most matches of a sentence.
        on_step: Called with what is being done.

    Returns:
        A segment a sentence, in order. Matches come by similarity, those without a major divergence first, then by
        the score of the link; of links with the same two texts the first alone is given.

    Raises:
        StoreError: The store has no vectors, or they are older than its documents.
    """
    vectors = Vectors.open(store)
    spans = [sentence.span for sentence in document.sentences]
    made: list[Segment] = []
    for at in range(0, len(spans), _BATCH):
        some = [(span, span.of(document.text)) for span in spans[at : at + _BATCH]]
        near = vectors.nearest(document.language, vectors.encode([text for _, text in some]), _CANDIDATES)
        for (span, text), numbers in zip(some, near, strict=True):
            wanted = dict.fromkeys([*_exact(store, document.language, text), *numbers])
            hits = links_at(store, document.language, list(wanted))
            made.append(Segment(span, text, tuple(_matches(text, hits, document.language, least))[:most]))
        on_step(f"{len(made):,} of {len(spans):,} sentences looked up")
    return made


def _exact(store: Store, language: Language, text: str) -> Iterator[int]:
    column = "zh_key" if language == "zh" else "en_key"
    with named_errors(store.path):
        select = f"SELECT id FROM links WHERE {column} = ? ORDER BY id LIMIT ?"
        yield from (number for (number,) in store.connection.execute(select, (key_of(text), _CANDIDATES)))


def _matches(text: str, hits: Sequence[Hit], language: Language, least: int) -> Iterator[Match]:
    found = []
    for place, hit in enumerate(hits):
        if not hit.text or not hit.other_text:
            continue
        alike = similarity(text, hit.text, language)
        if alike >= least:
            flagged = any(flag.severity == "major" for flag in hit.divergences)
            match = Match(alike, hit.text, hit.other_text, hit.document, hit.link, flagged)
            found.append(((-alike, flagged, -hit.score, place), match))
    seen = set()
    for _, match in sorted(found, key=lambda one: one[0]):
        if (match.source, match.target) not in seen:
            seen.add((match.source, match.target))
            yield match


def _cut(text: str, language: Language) -> Sequence[str]:
    return text.replace(" ", "") if language == "zh" else _units.findall(text)
