"""Sentences that say something like a given one: the vectors of a store's links, in files beside it.

The files are named by what they hold, `STORE.vectors-DIGEST.zh` and `.en`, and the table `vectors` says which are the
store's, so that whatever is interrupted, the store and the files it names belong together. Row by row they follow the
links, so no list of numbers is kept; a change costs the encoding of what changed and copying the rest.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from aligner.alignment.vector_index import Codes, VectorIndex, coded, write
from aligner.chinese_script import simplified
from aligner.document import LANGUAGES, Language
from aligner.embedding.encoder import BUILTIN, Encoder, load_encoder, normalised
from aligner.embedding.encoder import Vectors as Normalised
from aligner.errors import InputError, StoreError
from aligner.store.schema import Store, named_errors, number_of
from aligner.store.search import Hit, links_at

_BATCH = 10_000
_SPARE = 4  # so many times more are taken by their codes than are wanted, and then compared exactly


class _Kept(NamedTuple):
    """The vectors of a document: rows `first` up to `first + rows` belong to its links as they were at `sha256`."""

    document: int
    sha256: str
    first: int
    rows: int


def update(store: Store, encoder: Encoder, on_links: Callable[[int], None] = lambda count: None) -> None:
    """Encode the links of documents that are new or changed, and drop the vectors of those that are gone.

    Args:
        store: The store.
        encoder: The model. If another one made the vectors that are there, all are made anew.
        on_links: Called with how many links have been encoded, now and then.

    Raises:
        StoreError: The store or a file beside it cannot be written; the store keeps the vectors it had then.
    """
    with store.transaction():
        before = _kept(store)
        old = _digest(model_of(store), before)
        documents = store.connection.execute("SELECT id, sha256 FROM documents ORDER BY id").fetchall()
        if model_of(store) != encoder.name or not all(_file(store, old, language).exists() for language in LANGUAGES):
            before = []
        after = list(_planned(store, documents))
        new = _digest(encoder.name, after)
        if new == old and before:
            return
        width = encoder.encode([""]).shape[1]
        for language in LANGUAGES:
            known = VectorIndex.open(_file(store, old, language)) if before else None
            pieces = list(_codes(store, language, after, before, known, encoder, on_links))
            write(_file(store, new, language), width, pieces)
        store.connection.execute("DELETE FROM vectors")
        store.connection.executemany("INSERT INTO vectors VALUES (?, ?, ?, ?)", after)
        store.connection.execute("INSERT OR REPLACE INTO settings VALUES ('model', ?)", (encoder.name,))
    for file in store.path.parent.glob(f"{store.path.name}.vectors-*"):
        if not file.name.startswith(_file(store, new, "zh").stem):
            file.unlink(missing_ok=True)


@dataclass(frozen=True)
class Vectors:
    """The vectors of a store, open to be searched."""

    encoder: Encoder
    _store: Store
    _kept: list[_Kept]

    @classmethod
    def open(cls, store: Store) -> Vectors:
        """Open them.

        Raises:
            StoreError: The store has none, or they are older than its documents.
        """
        with named_errors(store.path):
            kept = _kept(store)
            model = model_of(store)
            current = store.connection.execute("SELECT id, sha256 FROM documents ORDER BY id").fetchall()
        if [(one.document, one.sha256) for one in kept] != current:
            raise StoreError(
                "the vectors of this store are not those of its documents",
                where=str(store.path),
                do="run `aligner index` again, which was interrupted",
            )
        return cls(load_encoder(model), store, kept)

    def encode(self, texts: Sequence[str]) -> Normalised:
        """Normalised vectors of texts, as those of the store were made."""
        return normalised(self.encoder.encode([simplified(text) for text in texts]))

    def nearest(self, language: Language, sought: Normalised, k: int) -> list[list[int]]:
        """For each vector the numbers of the `k` links whose side is nearest to it, best first, as the codes tell."""
        if not len(sought):
            return []
        file = _file(self._store, _digest(self.encoder.name, self._kept), language)
        found = VectorIndex.open(file).nearest(sought, k)
        return [[_link(self._kept, int(row)) for row in rows if row >= 0] for rows in found.rows]


def similar(store: Store, text: str, *, languages: Collection[Language] = LANGUAGES, limit: int = 20) -> list[Hit]:
    """The links nearest in meaning to a text of either language, best first.

    Args:
        store: Where.
        text: A sentence or a few words.
        languages: The sides to look on.
        limit: The most hits to give.

    Returns:
        Hits with their `similarity`, the cosine of the vectors of the text and of the side that was found.

    Raises:
        InputError: The model knows no word of the text.
        StoreError: The store has no vectors, or they are older than its documents.
    """
    vectors = Vectors.open(store)
    sought = vectors.encode([text])
    if not sought.any():
        raise InputError(f"the model knows no word of {text!r}", do="give a sentence in Chinese or English")
    best: dict[int, Hit] = {}
    order = {}
    for language in languages:
        (numbers,) = vectors.nearest(language, sought, _SPARE * limit)
        hits = links_at(store, language, numbers)
        exact = (vectors.encode([hit.text for hit in hits]) @ sought[0]).round(4) if hits else []
        for number, hit, similarity in zip(numbers, hits, exact, strict=True):
            if similarity > 0 and (number not in best or similarity > (best[number].similarity or 0)):
                best[number] = replace(hit, similarity=float(similarity))
                order[number] = (-float(similarity), number)
    return [best[number] for number in sorted(best, key=order.__getitem__)[:limit]]


def model_of(store: Store) -> str:
    """The name of the model that gave the store's vectors, or will: the built-in one, unless another did."""
    found = store.connection.execute("SELECT value FROM settings WHERE key = 'model'").fetchone()
    return str(found[0]) if found else BUILTIN


def _codes(
    store: Store,
    language: Language,
    after: list[_Kept],
    before: list[_Kept],
    known: VectorIndex | None,
    encoder: Encoder,
    on_links: Callable[[int], None],
) -> Iterator[Codes]:
    """The codes of all documents in their order: taken from what is known, or made."""
    earlier = {(one.document, one.sha256): one for one in before}
    done = 0
    for one in after:
        there = earlier.get((one.document, one.sha256))
        if known is not None and there is not None:
            yield known.codes(there.first, there.first + there.rows)
            continue
        column = "zh_text" if language == "zh" else "en_text"
        select = f"SELECT {column} FROM links WHERE id >= ? AND id < ? ORDER BY id"
        rows = store.connection.execute(select, (number_of(one.document, 0), number_of(one.document + 1, 0)))
        while texts := [text for (text,) in rows.fetchmany(_BATCH)]:
            yield coded(encoder.encode([simplified(text) for text in texts]))
            done += len(texts)
            on_links(done)


def _planned(store: Store, documents: list[tuple[int, str]]) -> Iterator[_Kept]:
    first = 0
    for document, sha256 in documents:
        span = number_of(document, 0), number_of(document + 1, 0)
        select = "SELECT count(*) FROM links WHERE id >= ? AND id < ?"
        rows = store.connection.execute(select, span).fetchone()[0]
        yield _Kept(document, sha256, first, rows)
        first += rows


def _kept(store: Store) -> list[_Kept]:
    return [_Kept(*row) for row in store.connection.execute("SELECT * FROM vectors ORDER BY document")]


def _link(kept: list[_Kept], row: int) -> int:
    one = kept[bisect_right(kept, row, key=lambda one: one.first) - 1]
    return number_of(one.document, row - one.first)


def _digest(model: str, kept: list[_Kept]) -> str:
    state = hashlib.sha256(repr((model, [tuple(one) for one in kept])).encode("utf-8", "surrogatepass"))
    return state.hexdigest()[:16]


def _file(store: Store, digest: str, language: Language) -> Path:
    return store.path.with_name(f"{store.path.name}.vectors-{digest}.{language}")
