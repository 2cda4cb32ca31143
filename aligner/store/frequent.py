"""How many links and documents hold the terms that very many hold, kept in the store, since counting takes long.

FTS5 counts by going through the links that hold a term, some ten million a second. So what more than `LEAST` links hold
is counted once, when documents have been put; which terms these may be is told by a sample of the links. Whatever
changes the documents forgets the counts in the same transaction. A term without one is counted when it is asked for, in
two halves of the store side by side: a phrase of common words may stand in few links, but its words in very many.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from typing import NamedTuple

from aligner.store.folding import fold
from aligner.store.query import Query, chinese, english
from aligner.store.schema import PLACES, Store, named_errors

LEAST = 200_000
"""So many links hold a term that it is worth keeping a count of it."""
_SAMPLE = 4_000
_SURE = 0.8  # of the share that a term of `LEAST` links has: a sample may show less of it
_LONGEST_PREFIX = 3  # as in the index of English words
_word = re.compile("[a-z0-9]+")


class Counted(NamedTuple):
    """How many links, of how many documents."""

    links: int
    documents: int


def counted(store: Store, query: Query) -> Counted:
    """How many hold what is asked for.

    Raises:
        StoreError: The store cannot be read.
    """
    with named_errors(store.path):
        select = "SELECT links, documents FROM counts WHERE searched = ? AND match = ?"
        known = store.connection.execute(select, (query.table, query.match)).fetchone()
        return Counted(*known) if known else _count_in_halves(store, query)


def keep_counts(store: Store, links: int) -> None:
    """Count the terms that very many of a store's `links` hold, unless that is done.

    Raises:
        StoreError: The store cannot be written.
    """
    if links < LEAST or store.connection.execute("SELECT 1 FROM counts").fetchone():
        return
    with store.transaction():
        for query in _candidates(store, links):
            found = _count(store, query)
            if found.links >= LEAST:
                row = (query.table, query.match, *found)
                store.connection.execute("INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?)", row)


def forget_counts(store: Store) -> None:
    """Drop all counts, inside the transaction that makes them wrong."""
    store.connection.execute("DELETE FROM counts")


def _count_in_halves(store: Store, query: Query) -> Counted:
    """Count on two connections; SQLite lets go of the interpreter while it searches."""
    first, last = store.connection.execute("SELECT (SELECT min(id) FROM links), (SELECT max(id) FROM links)").fetchone()
    if first is None:
        return Counted(0, 0)
    middle = (first + last) // 2

    def later() -> _Half:
        with closing(store.another_connection()) as connection:
            return _half(connection, query, f"rowid > {middle}")

    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(later)
        before = _half(store.connection, query, f"rowid <= {middle}")
        after = waiting.result()
    shared = before.links and after.links and before.last == after.first
    return Counted(before.links + after.links, before.documents + after.documents - bool(shared))


class _Half(NamedTuple):
    """What a half of the store has: links, documents, and the first and the last of these, None without any."""

    links: int
    documents: int
    first: int | None
    last: int | None


def _half(connection: sqlite3.Connection, query: Query, where: str) -> _Half:
    document = f"rowid >> {PLACES}"
    asked = f"count(*), count(DISTINCT {document}), min({document}), max({document})"
    select = f"SELECT {asked} FROM {query.table} WHERE {query.table} MATCH ? AND {where}"
    return _Half(*connection.execute(select, (query.match,)).fetchone())


def _count(store: Store, query: Query) -> Counted:
    select = f"SELECT count(*), count(DISTINCT rowid >> {PLACES}) FROM {query.table} WHERE {query.table} MATCH ?"
    return Counted(*store.connection.execute(select, (query.match,)).fetchone())


def _candidates(store: Store, links: int) -> Iterator[Query]:
    """What may stand in as many links as are worth a count, by how often it does in a sample."""
    seen: Counter[tuple[str, str]] = Counter()
    taken = 0
    step = links // _SAMPLE | 1  # odd, and so none of the powers of two by which documents lie apart
    for zh, en in store.connection.execute("SELECT zh_text, en_text FROM links WHERE id % ? = 0", (step,)):
        seen.update(_pieces(zh, en))
        taken += 1
    least = _SURE * LEAST / links * taken
    for (table, term), count in sorted(seen.items()):
        if count >= least:
            yield chinese(term) if table == "chinese" else english(term, table)


def _pieces(zh: str, en: str) -> set[tuple[str, str]]:
    """A link's characters, pairs of them, words and their beginnings, each with the table where it is looked for."""
    characters = fold(zh)
    found = {("chinese", piece) for piece in (*characters, *map("".join, pairwise(characters))) if " " not in piece}
    for word in _word.findall(en.lower()):
        found |= {("english", word), ("stems", word)}
        found |= {("english", word[:length] + "*") for length in range(1, _LONGEST_PREFIX + 1)}
    return found
