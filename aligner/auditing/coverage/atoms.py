"""The words of one side of some units, as the audit compares them: what is known of each of them alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.cutting import cut
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.unit import Passage
from aligner.document import Language, Span
from aligner.embedding.builtin import BuiltinEncoder

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Classes = NDArray[np.int32]
Flags = NDArray[np.bool_]

CONTENT = 3.3  # the salience from which a word is about something; 的, 了, "of", "such" lie below it
_NUMERAL = re.compile("^(?:第?[〇零一二三四五六七八九十百千万亿两]+[年月日个]?|[0-9.,%]+)$")


@dataclass(frozen=True, eq=False)
class Atoms:
    """Words and parts of words of one passage, or of several end to end, in order.

    Those of a passage begin at its place in `starts`, shape (passages,); all else is of shape (atoms,): `begins` and
    `ends` are offsets in the document, `keys` token numbers, and `wholes` those of the words they are parts of
    (their own, for a word). `pieces` are the numbers of all tokens, of which each atom has as many as `sizes` says.
    `classes` are the lexicon's: English words of one stem share a class. `linked_share` is how often a word had any
    counterpart in the training pairs, and `known` the strength of its best rendering there. `vectors` has shape (atoms,
    dimensions) and `salience` are their lengths. `speaks` says which are written in letters, `content` which of these
    carry meaning.
    """

    starts: Ints
    texts: tuple[str, ...]
    begins: Ints
    ends: Ints
    keys: Ints
    wholes: Ints
    pieces: Ints
    sizes: Ints
    classes: Classes
    linked_share: Floats
    known: Floats
    vectors: Floats
    salience: Floats
    speaks: Flags
    content: Flags

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def counts(self) -> Ints:
        """How many atoms each passage has, shape (passages,)."""
        return np.diff(self.starts, append=len(self))

    @cached_property
    def first_piece(self) -> Ints:
        """Where the pieces of each atom begin, shape (atoms,)."""
        first: Ints = np.cumsum(self.sizes) - self.sizes
        return first

    @cached_property
    def means(self) -> list[bool]:
        """`content`, for who asks about one atom at a time."""
        means: list[bool] = self.content.tolist()
        return means

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where each atom stands in the document."""
        return tuple(map(Span, self.begins.tolist(), self.ends.tolist()))

    def span(self, first: int, last: int) -> Span:
        """From the beginning of one atom to the end of another, in the document."""
        return Span(int(self.begins[first]), int(self.ends[last]))

    @cached_property
    def passages(self) -> tuple[Atoms, ...]:
        """Each passage by itself."""
        edges = pairwise([*self.starts.tolist(), len(self)])
        cuts = pairwise([*self.first_piece[self.starts[self.counts > 0]].tolist(), len(self.pieces)])
        return tuple(self._part(start, end, *(next(cuts) if end > start else (0, 0))) for start, end in edges)

    def _part(self, start: int, end: int, first_piece: int, last_piece: int) -> Atoms:
        return Atoms(
            np.zeros(1, dtype=np.int64),
            self.texts[start:end],
            self.begins[start:end],
            self.ends[start:end],
            self.keys[start:end],
            self.wholes[start:end],
            self.pieces[first_piece:last_piece],
            self.sizes[start:end],
            self.classes[start:end],
            self.linked_share[start:end],
            self.known[start:end],
            self.vectors[start:end],
            self.salience[start:end],
            self.speaks[start:end],
            self.content[start:end],
        )


def atoms(passages: Sequence[Passage], language: Language, tables: Tables) -> Atoms:
    """Cut one side of some units into atoms."""
    cuts = [cut(passage.text, language) for passage in passages]
    pieces_of = _ints(len(one.words) for one in cuts)
    lengths = [list(map(len, one.words)) for one in cuts]
    counts = _ints(map(sum, lengths))
    places = np.repeat(_ints(passage.start for passage in passages), pieces_of)
    places += _ints(chain.from_iterable(one.places for one in cuts))
    before = np.repeat(places, _ints(chain.from_iterable(lengths)))
    words = list(chain.from_iterable(chain.from_iterable(one.words for one in cuts)))
    texts = tuple([word.text for word in words])
    sizes = _ints([len(word.pieces) for word in words])
    tokens = _ints(chain.from_iterable([word.pieces for word in words]))
    first_piece = np.cumsum(sizes) - sizes
    keys, wholes = tokens[first_piece], _ints([word.whole for word in words])
    vectors = _vectors(tokens, first_piece, sizes)
    salience = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    speaks = np.array(list(map(_speaks, texts)), dtype=np.bool_)
    lexicon, known = tables.lexicon, tables.best
    classes = lexicon.classes[keys]
    return Atoms(
        np.cumsum(counts) - counts,
        texts,
        _ints([word.start for word in words]) + before,
        _ints([word.end for word in words]) + before,
        keys,
        wholes,
        tokens,
        sizes,
        classes,
        lexicon.linked[classes],
        np.maximum(known[classes], known[lexicon.classes[wholes]]),
        vectors,
        salience,
        speaks,
        speaks & (salience > CONTENT),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


@lru_cache(maxsize=2**16)
def _speaks(text: str) -> bool:
    """Whether a word is written in letters, and is no numeral."""
    return text[0].isalpha() and not _NUMERAL.match(text)


def _vectors(pieces: Ints, first_piece: Ints, sizes: Ints) -> Floats:
    """The sum of the vectors of each atom's pieces."""
    encoder = BuiltinEncoder.load()
    summed: Floats = encoder.rows[pieces[first_piece]] * encoder.weights[pieces[first_piece], None]
    several = np.flatnonzero(sizes > 1)
    rest = np.zeros((len(several), summed.shape[1]), dtype=np.float32)
    for piece in range(1, int(sizes.max(initial=1))):
        has_one = sizes[several] > piece
        more = pieces[first_piece[several[has_one]] + piece]
        rest[has_one] += encoder.rows[more] * encoder.weights[more, None]
    summed[several] += rest
    return summed
