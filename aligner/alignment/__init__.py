"""From two segmented documents to an alignment."""

from __future__ import annotations

from aligner.bitext import Alignment, place_beads
from aligner.document import Document, Language
from aligner.embedding.encoder import Encoder, load_encoder


def align(
    zh: Document, en: Document, *, encoder: Encoder | None = None, original: Language = "zh", workers: int = 1
) -> Alignment:
    """Link the sentences of two segmented documents, and inside each link their clauses."""
    from aligner.alignment.beads import align_sentences
    from aligner.alignment.clauses import align_clauses
    from aligner.alignment.relatedness import warnings

    encoder = encoder or load_encoder()
    zh_sentences, en_sentences = ([s.span.of(d.text) for s in d.sentences] for d in (zh, en))
    beads = align_sentences(zh_sentences, en_sentences, encoder, workers)
    clause_beads = align_clauses(zh, en, beads, encoder, workers)
    sentences, clauses = place_beads(zh, en, beads, clause_beads)
    notes = warnings(beads, len(zh.sentences), len(en.sentences))
    return Alignment(zh, en, tuple(beads), clause_beads, sentences, clauses, original, encoder.name, notes)


__all__ = ["align"]
