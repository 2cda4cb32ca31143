"""What speaks for each pair of words: the lexical tables, and the vectors where these are silent."""

from __future__ import annotations

import numpy as np

from aligner.alignment.words import Lexicon
from aligner.auditing.coverage.atoms import Atoms, Floats, Ints
from aligner.auditing.coverage.pairs import Pairs, end_to_end

SIMILAR, PER_SIMILARITY, MOST_BY_VECTORS = 0.42, 0.9, 0.6  # of vectors: what counts, how much, and at most
_KNOWN = 0.02  # of strength: from here the tables know a rendering


def by_tables(zh: Atoms, en: Atoms, pairs: Pairs, lexicon: Lexicon) -> Floats:
    """What the lexical tables say of each pair, shape (p,).

    A rendering of a whole compound goes to the part that knows it, or to both.
    """
    columns, column = np.unique(lexicon.classes[en.pieces], return_inverse=True)
    rows, row = np.unique(np.concatenate([zh.classes, lexicon.classes[zh.wholes]]), return_inverse=True)
    table = lexicon.table(rows, columns)
    known = _best_piece(table, np.repeat(row[: len(zh)], pairs.width), column, en, pairs.partner)
    part = zh.wholes != zh.keys
    at = pairs.of(part)
    word = pairs.word[at]
    whole = _best_piece(table, row[len(zh) + word], column, en, pairs.partner[at])
    own = known[at]
    for by in (-1, 1):
        other = np.clip(at + by * pairs.width[word], 0, len(pairs) - 1)
        beside = pairs.word[other]
        same = (beside == word + by) & (pairs.unit[beside] == pairs.unit[word])
        same &= part[beside] & (zh.wholes[beside] == zh.wholes[word])
        whole[same & (known[other] > _KNOWN) & (known[other] > own)] = 0
    known[at] = np.maximum(own, whole)
    return known


def _best_piece(table: Floats, rows: Ints, column: Ints, en: Atoms, words: Ints) -> Floats:
    """The best of the pieces of English words in some rows of a table; `column` is that of each piece."""
    begins = rows * table.shape[1]
    best: Floats = table.take(begins + column[en.first_piece][words])
    for piece in range(1, int(en.sizes.max(initial=1))):
        at = np.flatnonzero((en.sizes > piece)[words])
        best[at] = np.maximum(best[at], table.take(begins[at] + column[en.first_piece[words[at]] + piece]))
    return best


def by_vectors(zh: Atoms, en: Atoms, pairs: Pairs) -> Floats:
    """The cosines of the vectors of each pair, shape (p,)."""
    blocks = ((_directions(zh, rows), _directions(en, others)) for rows, others, _ in pairs.blocks)
    return end_to_end(products(own, opposite.T) for own, opposite in blocks)


def together(zh: Atoms, en: Atoms, pairs: Pairs, tables: Floats, cosines: Floats) -> Floats:
    """The strength of each pair by both, shape (p,)."""
    alike = np.clip((cosines - SIMILAR) * PER_SIMILARITY, 0, MOST_BY_VECTORS)
    alike *= np.repeat(zh.speaks, pairs.width) & en.speaks[pairs.partner]
    strengths: Floats = np.maximum(tables, alike)
    return strengths


def products(rows: Floats, matrix: Floats) -> Floats:
    """The product of two small matrices, one row after the other.

    A linear algebra library shares a whole product out to threads, which cost more here than the product.
    """
    found: Floats = np.matmul(rows[:, None], matrix)[:, 0]
    return found


def _directions(side: Atoms, atoms: slice) -> Floats:
    """The vectors of some atoms, made as long as 1, shape (atoms, dimensions)."""
    lengths: Floats = np.maximum(side.salience[atoms], 1e-6)
    return side.vectors[atoms] / lengths[:, None]
