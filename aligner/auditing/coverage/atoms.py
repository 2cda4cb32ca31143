"""The words of one side of a unit, as the audit compares them.

The vocabulary holds many compounds as one word: 公平竞争 is one token, whose link to "competition" would hide that 公平
is lost. Such a token is cut into the two words it is made of, each of which needs a rendering; an English word that the
vocabulary holds in pieces is put together again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.tables import Tables
from aligner.auditing.unit import Passage
from aligner.document import Language, Span
from aligner.embedding.builtin import BuiltinEncoder
from aligner.embedding.vocabulary import MARK, load_tokenizer

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CONTENT = 3.3  # the salience from which a word is about something; 的, 了, "of", "such" lie below it
_CUTS = {4: (2,), 5: (2, 3), 6: (3, 2, 4)}  # where a compound of so many characters is cut, the likeliest place first
_SHORTEST = min(_CUTS)
_NUMERAL = re.compile("^(?:第?[〇零一二三四五六七八九十百千万亿两]+[年月日个]?|[0-9.,%]+)$")


@dataclass(frozen=True)
class Atoms:
    """Words and parts of words, in order.

    `keys` are token numbers and `wholes` those of the words they are parts of (their own, for a word); `pieces` are
    the numbers of all tokens and `owners` the atom each belongs to. `classes` are the lexicon's: English words of one
    stem share a class. `linked_share` is how often a word had any counterpart in the training pairs, and `known` the
    strength of its best rendering there. `vectors` has shape (atoms, dimensions) and `salience` are their lengths.
    `speaks` says which are written in letters, `content` which of these carry meaning.
    """

    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    keys: Ints
    wholes: Ints
    pieces: Ints
    owners: Ints
    classes: tuple[int, ...]
    linked_share: Floats
    known: Floats
    vectors: Floats
    salience: Floats
    speaks: Flags
    content: Flags

    def __len__(self) -> int:
        return len(self.spans)


def together(sides: Sequence[Atoms]) -> Atoms:
    """The atoms of several sides, at least one, end to end."""
    owners = np.cumsum([0, *map(len, sides[:-1])])
    return Atoms(
        tuple(chain.from_iterable(side.spans for side in sides)),
        tuple(chain.from_iterable(side.texts for side in sides)),
        np.concatenate([side.keys for side in sides]),
        np.concatenate([side.wholes for side in sides]),
        np.concatenate([side.pieces for side in sides]),
        np.concatenate([side.owners + before for side, before in zip(sides, owners, strict=True)]),
        tuple(chain.from_iterable(side.classes for side in sides)),
        np.concatenate([side.linked_share for side in sides]),
        np.concatenate([side.known for side in sides]),
        np.concatenate([side.vectors for side in sides]),
        np.concatenate([side.salience for side in sides]),
        np.concatenate([side.speaks for side in sides]),
        np.concatenate([side.content for side in sides]),
    )


class _Cut(NamedTuple):
    """How a text is cut: where its atoms begin and end, their first tokens and the words they are parts of.

    All have the shape (atoms,) but `pieces` and `owners`, see `Atoms`.
    """

    starts: Ints
    ends: Ints
    keys: Ints
    wholes: Ints
    pieces: Ints
    owners: Ints


def atoms(passage: Passage, language: Language, tables: Tables) -> Atoms:
    """Cut one side of a unit into atoms."""
    text = passage.text
    starts, ends, keys, wholes, pieces, owners = _chinese(text) if language == "zh" else _english(text)
    texts = tuple([text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)])
    vectors = _vectors(pieces, owners, len(keys))
    salience = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    speaks = np.array([_speaks(text) for text in texts], dtype=np.bool_)
    lexicon, known = tables.lexicon, tables.best
    classes = lexicon.classes[keys]
    return Atoms(
        tuple(map(Span, (starts + passage.start).tolist(), (ends + passage.start).tolist())),
        texts,
        keys,
        wholes,
        pieces,
        owners,
        tuple(classes.tolist()),
        lexicon.linked[classes],
        np.maximum(known[classes], known[lexicon.classes[wholes]]),
        vectors,
        salience,
        speaks,
        speaks & (salience > CONTENT),
    )


def _words(text: str) -> list[tuple[int, int, int]]:
    """Where each word of a text begins and ends, and its number; one text is encoded faster without a batch."""
    tokenizer = load_tokenizer()
    mark, encoding = tokenizer.token_to_id(MARK), tokenizer.encode(text, add_special_tokens=False)
    found = zip(encoding.offsets, encoding.ids, strict=True)
    return [(start, end, key) for (start, end), key in found if key != mark and start < end]


_known_words = lru_cache(maxsize=2**14)(_words)


def _words_between_blanks(text: str) -> list[tuple[int, int, int]]:
    """The same. What stands between blanks is cut by itself, and an English text has most of it more than once."""
    found, at = [], 0
    for piece in text.split(" "):
        found += [(at + start, at + end, key) for start, end, key in _known_words(piece)]
        at += len(piece) + 1
    return found


@lru_cache(maxsize=2**16)
def _speaks(text: str) -> bool:
    """Whether a word is written in letters, and is no numeral."""
    return text[0].isalpha() and not _NUMERAL.match(text)


def _chinese(text: str) -> _Cut:
    starts, ends, keys = np.array(_words(text), dtype=np.int64).reshape(-1, 3).T
    long = np.flatnonzero(ends - starts >= _SHORTEST).tolist()
    parts = {k: found for k in long if (found := compound(text[starts[k] : ends[k]]))}
    repeated = np.repeat(np.arange(len(keys)), [1 + (k in parts) for k in range(len(keys))]) if parts else slice(None)
    starts, ends, keys, wholes = starts[repeated], ends[repeated], keys[repeated].copy(), keys[repeated]
    for before, (k, ((first, first_key), (_, second_key))) in enumerate(parts.items()):
        at = k + before
        ends[at] = starts[at + 1] = starts[at] + len(first)
        keys[at : at + 2] = first_key, second_key
    return _Cut(starts, ends, keys, wholes, keys, np.arange(len(keys)))


def _english(text: str) -> _Cut:
    starts, ends, keys = np.array(_words_between_blanks(text), dtype=np.int64).reshape(-1, 3).T
    first = np.ones(len(keys), dtype=np.bool_)
    for k in (np.flatnonzero(starts[1:] == ends[:-1]) + 1).tolist():
        first[k] = not (text[starts[k] - 1].isalpha() and text[starts[k]].isalpha())
    last = np.roll(first, -1)
    return _Cut(starts[first], ends[last], keys[first], keys[first], keys, np.cumsum(first) - 1)


@cache
def compound(written: str) -> tuple[tuple[str, int], ...]:
    """The two known words that a Chinese word is made of, with their numbers; nothing for a simple one."""
    tokenizer = load_tokenizer()
    for cut in _CUTS.get(len(written), ()) if not written.isascii() else ():
        parts = written[:cut], written[cut:]
        first, second = (tokenizer.token_to_id(part) for part in parts)
        if first is not None and second is not None:
            return (parts[0], first), (parts[1], second)
    return ()


def _vectors(pieces: Ints, owners: Ints, count: int) -> Floats:
    encoder = BuiltinEncoder.load()
    weighted = encoder.rows[pieces] * encoder.weights[pieces, None]
    if len(pieces) == count:
        return weighted
    starts = np.searchsorted(owners, np.arange(count))
    summed: Floats = np.add.reduceat(weighted, starts, axis=0)
    return summed
