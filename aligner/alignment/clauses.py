"""Clause links inside sentence beads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from aligner.alignment.beads import BeadScorer, NULL, lengths
from aligner.alignment.programme import UNIT, Window, best_path
from aligner.bitext import Bead
from aligner.document import Document
from aligner.embedding.encoder import Encoder


def align_clauses(
    zh: Document, en: Document, beads: Sequence[Bead], encoder: Encoder
) -> tuple[tuple[Bead, ...], ...]:
    texts = [[c.span.of(d.text) for c in d.clauses] for d in (zh, en)]
    zh_vectors, en_vectors = encoder.encode(texts[0]), encoder.encode(texts[1])
    zh_lengths, en_lengths = lengths(texts[0]), lengths(texts[1])
    out = []
    for bead in beads:
        z = [c for s in bead.zh for c in zh.clauses_of[s]]
        e = [c for s in bead.en for c in en.clauses_of[s]]
        scorer = BeadScorer(zh_vectors[z], en_vectors[e], zh_lengths[z], en_lengths[e])
        nulls = [np.full(len(side), round(NULL * UNIT), dtype=np.int32) for side in (z, e)]
        windows = [Window(0, len(z), 0, len(e))] if z else []
        out.append(tuple(Bead(tuple(z[i] for i in a), tuple(e[j] for j in b)) for a, b in best_path(windows, scorer, *nulls)))
    return tuple(out)
