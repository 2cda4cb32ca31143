"""The tables of a store, and opening one.

A link's number is its document's with its place in it (`number_of`), so that the links of a document lie together and
come in order of the text, and a count of documents needs no other table. Spans are JSON lists as in
`NAME.links.jsonl`, since nothing is ever asked of one of them alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from aligner.errors import StoreError

VERSION = 2
APPLICATION = 0x7A68656E  # "zhen", which `file` and SQLite show
PLACES = 24
"""The bits of a link's number that are its place in its document."""
WAIT_SECONDS = 30.0
_MAPPED = 1 << 32
_CACHED_KIB = 1 << 16

_TABLES = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL
);
CREATE TABLE sections (
    document INTEGER NOT NULL, number INTEGER NOT NULL, parent INTEGER, zh TEXT NOT NULL, en TEXT NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE TABLE links (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, section INTEGER, score REAL NOT NULL,
    zh TEXT NOT NULL, en TEXT NOT NULL, zh_text TEXT NOT NULL, en_text TEXT NOT NULL,
    zh_key INTEGER NOT NULL, en_key INTEGER NOT NULL
);
CREATE INDEX links_by_zh ON links (zh_key);
CREATE INDEX links_by_en ON links (en_key);
CREATE TABLE sentences (
    document INTEGER NOT NULL, language TEXT NOT NULL, number INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, link INTEGER NOT NULL,
    PRIMARY KEY (document, language, number)
) WITHOUT ROWID;
CREATE TABLE clauses (
    link INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, score REAL NOT NULL,
    zh TEXT NOT NULL, en TEXT NOT NULL,
    PRIMARY KEY (link, number)
) WITHOUT ROWID;
CREATE TABLE divergences (
    document INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, link INTEGER NOT NULL,
    kind TEXT NOT NULL, class TEXT NOT NULL, severity TEXT NOT NULL, score REAL NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE INDEX divergences_by_link ON divergences (link);
CREATE TABLE decisions (
    document TEXT NOT NULL, divergence TEXT NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject')),
    note TEXT NOT NULL, decided TEXT,
    PRIMARY KEY (document, divergence)
) WITHOUT ROWID;
CREATE TABLE vectors (
    document INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, first INTEGER NOT NULL, rows INTEGER NOT NULL
);
CREATE TABLE counts (
    searched TEXT NOT NULL, match TEXT NOT NULL, links INTEGER NOT NULL, documents INTEGER NOT NULL,
    PRIMARY KEY (searched, match)
) WITHOUT ROWID;
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE chinese USING fts5(pieces, content='', tokenize='ascii', prefix='1', columnsize=0);
CREATE VIRTUAL TABLE english USING fts5(
    en_text, content='links', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3', columnsize=0
);
CREATE VIRTUAL TABLE stems USING fts5(
    en_text, content='links', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2', columnsize=0
);
"""


@dataclass(frozen=True)
class Store:
    """An open store; as a context, it is closed at the end."""

    path: Path
    connection: sqlite3.Connection

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a store that is there.

        Raises:
            StoreError: There is none, or it is damaged, locked or of another version.
        """
        if not path.is_file():
            raise StoreError(
                "there is no such store",
                where=str(path),
                do="make one with `aligner index DIR`, or name it with --store",
            )
        return cls._connected(path)

    @classmethod
    def create(cls, path: Path) -> Store:
        """Open a store, which is made if there is none.

        Raises:
            StoreError: It cannot be made, or is damaged, locked or of another version.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"its folder cannot be made ({error.strerror})", where=str(path), do="choose another with --store"
            ) from error
        return cls._connected(path)

    def another_connection(self) -> sqlite3.Connection:
        """A connection for another thread to read by; it sees what has been committed."""
        return _connection(self.path)

    @classmethod
    def _connected(cls, path: Path) -> Store:
        with named_errors(path):
            connection = _connection(path)
            try:
                store = cls(path, connection)
                store._prepare()
            except BaseException:
                connection.close()
                raise
        return store

    def _prepare(self) -> None:
        ask = self.connection.execute
        if not ask("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            with self.transaction():
                if not ask("SELECT count(*) FROM sqlite_master").fetchone()[0]:  # nobody else was quicker
                    for statement in _TABLES.strip().split(";\n"):
                        ask(statement)
                    ask(f"PRAGMA application_id = {APPLICATION}")
                    ask(f"PRAGMA user_version = {VERSION}")
        application, version = (ask(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        if application != APPLICATION:
            raise StoreError("this is no store of this program", where=str(self.path), do="name another with --store")
        if version != VERSION:
            raise StoreError(
                f"this store is of version {version}, and this program makes version {VERSION}",
                where=str(self.path),
                do="make it anew with `aligner index`",
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, or nothing of it.

        Raises:
            StoreError: The store is locked, or cannot be written.
        """
        with named_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
    connection.execute(f"PRAGMA cache_size = -{_CACHED_KIB}")
    return connection


@contextmanager
def named_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into an error that says what to do.

    Raises:
        StoreError: The file is locked, damaged, no database, or cannot be written.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        busy = "locked" in str(error) or "busy" in str(error)
        do = "wait until the other program is done" if busy else "check its folder, its permissions and its disk"
        raise StoreError(f"this store cannot be used ({error})", where=str(path), do=do) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"this is no store, or a damaged one ({error})", where=str(path), do="make it anew with `aligner index`"
        ) from error


def number_of(document: int, place: int) -> int:
    """The number of the link at `place`, from 0, in a document."""
    return document << PLACES | place


def document_of(link: int) -> int:
    """The document that a link is of."""
    return link >> PLACES
