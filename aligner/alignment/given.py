"""Pairs that are aligned already: each is a sentence link as it stands, and only its clauses are still to be linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from aligner.bitext import Alignment, Bead, place_beads
from aligner.document import Document, Language, Place
from aligner.embedding.encoder import Encoder, load_encoder
from aligner.reading.pairs import Pair
from aligner.segmentation import segment


def align_pairs(
    pairs: Iterable[Pair], *, encoder: Encoder | None = None, original: Language = "zh", source: str = ""
) -> Alignment:
    """Make an alignment of aligned units.

    Args:
        pairs: The units. The text of one may hold several sentences; an empty one makes a null link.
        encoder: Gives the vectors by which clauses are linked; None for the built-in model.
        original: The side that the other was translated from.
        source: The name of the file that the pairs are from.

    Returns:
        Two documents with a block for each text, a sentence link for each pair, and clause links inside.
    """
    from aligner.alignment.clauses import align_clauses

    encoder = encoder or load_encoder()
    units = [pair for pair in pairs if pair.zh or pair.en]
    zh, en = (_document(language, units, source) for language in ("zh", "en"))
    beads = _beads(units, zh, en)
    clause_beads = align_clauses(zh, en, beads, encoder)
    sentences, clauses = place_beads(zh, en, beads, clause_beads)
    return Alignment(zh, en, tuple(beads), clause_beads, sentences, clauses, original, encoder.name)


def _document(language: Language, units: Sequence[Pair], source: str) -> Document:
    texts = [(pair.texts[language], Place(pair.line) if pair.line else None) for pair in units]
    return segment(
        Document.from_blocks(language, [(text, "paragraph", place) for text, place in texts if text], source)
    )


def _beads(units: Sequence[Pair], zh: Document, en: Document) -> list[Bead]:
    """For each unit the sentences of its two texts; none for a unit that has no letters to cut sentences from."""
    sides = [_sentences(document) for document in (zh, en)]
    at = [0, 0]
    beads = []
    for unit in units:
        found: list[tuple[int, ...]] = [(), ()]
        for side, text in enumerate((unit.zh, unit.en)):
            if text:
                found[side] = tuple(sides[side][at[side]])
                at[side] += 1
        if any(found):
            beads.append(Bead(found[0], found[1]))
    return beads


def _sentences(document: Document) -> dict[int, list[int]]:
    """The sentences of each block."""
    found: dict[int, list[int]] = defaultdict(list)
    for index, sentence in enumerate(document.sentences):
        found[sentence.block].append(index)
    return found
