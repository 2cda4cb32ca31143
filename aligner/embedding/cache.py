"""Vectors on disk, by model and text, so that a neural model encodes a sentence once in its life."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.embedding.encoder import Vectors

AT_ONCE = 500
WAIT_SECONDS = 30.0


def cache_folder() -> Path:
    """`$ALIGNER_CACHE`, or the user's cache folder."""
    given = os.environ.get("ALIGNER_CACHE")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zh-en-aligner"


@dataclass(frozen=True)
class VectorCache:
    """An SQLite file of vectors. A cache that cannot be read or written is no cache, and no error."""

    path: Path
    model: str

    @classmethod
    def open(cls, model: str) -> VectorCache | None:
        """The cache of a model; None where the folder cannot be made or the file is damaged."""
        cache = cls(cache_folder() / "vectors.sqlite", model)
        try:
            cache.path.parent.mkdir(parents=True, exist_ok=True)
            with cache._connect() as connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
                )
        except (OSError, sqlite3.Error):
            return None
        return cache

    def get(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of those `texts` that are known."""
        keys = {self._key(text): text for text in texts}
        found: dict[str, NDArray[np.float32]] = {}
        wanted = list(keys)
        try:
            with self._connect() as connection:
                for at in range(0, len(wanted), AT_ONCE):
                    some = wanted[at : at + AT_ONCE]
                    marks = ",".join("?" * len(some))
                    rows = connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some)
                    found.update((keys[key], np.frombuffer(vector, dtype="<f4")) for key, vector in rows)
        except sqlite3.Error:
            return {}
        return found

    def put(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors; given up without a word if the disk is full or the file locked."""
        rows = [(self._key(text), vector.astype("<f4").tobytes()) for text, vector in zip(texts, vectors, strict=True)]
        try:
            with self._connect() as connection:
                connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
        except sqlite3.Error:
            return

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        """A connection that commits at the end and is closed."""
        with closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS)) as connection, connection:
            yield connection

    def _key(self, text: str) -> bytes:
        content = f"{self.model}\x00{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(content, digest_size=16).digest()
