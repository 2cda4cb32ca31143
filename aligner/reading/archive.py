"""Files packed with gzip or zip: unpacked under limits, so that a small file cannot fill memory or disk.

A packed file names its own size, which is checked first, and is then read in pieces, which are counted.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO, Protocol

from aligner.errors import ReadError
from aligner.reading.source import Source

GZIP, ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
MOST_IN_MEMORY = 1 << 30
MOST_STREAMED = 1 << 35
# Text packs at 3 to 20 to 1, very repetitive XML at 100 to 1; a bomb, at best, at 1,032 to 1.
_MOST_RATIO, _UNSUSPICIOUS = 300, 32 << 20
_PIECE = 1 << 16
_ENCRYPTED = 1


def unpacked(source: Source) -> tuple[Source, ...]:
    """The files that a file holds: itself, unless it is a gzip or zip archive.

    Raises:
        ReadError: The archive is broken, encrypted, empty or a bomb.
    """
    if source.data.startswith(GZIP):
        data = Gunzipped(io.BytesIO(source.data), source.name, MOST_IN_MEMORY).read()
        return (replace(source, data=data),)
    if not source.data.startswith(ZIP):
        return (source,)
    with checked_zip(io.BytesIO(source.data), source.name) as archive:
        if is_document(archive):
            return (source,)
        members = members_of(archive, source.name)
        return tuple(
            Source(f"{source.name}/{member.filename}", archive.read(member), source.encoding) for member in members
        )


@contextmanager
def checked_zip(file: IO[bytes] | Path, name: str, most: int = MOST_IN_MEMORY) -> Iterator[zipfile.ZipFile]:
    """A zip archive whose files say that they hold no more than `most` bytes together, and are no bombs.

    Raises:
        ReadError: It is broken, encrypted or a bomb; also for what goes wrong while it is open.
    """
    with reading_archive(name), zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if any(info.flag_bits & _ENCRYPTED for info in members):
            raise ReadError("this archive is protected by a password", where=name, do="unpack it yourself first")
        is_bomb = any(
            info.file_size > _UNSUSPICIOUS and info.file_size > _MOST_RATIO * max(1, info.compress_size)
            for info in members
        )
        if is_bomb or sum(info.file_size for info in members) > most:
            raise bomb(name)
        yield archive


def is_document(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is a document of its own: an Office, OpenDocument or EPUB file."""
    return not {"[Content_Types].xml", "mimetype"}.isdisjoint(archive.namelist())


def members_of(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """The files in an archive, without folders and what a system leaves there for itself.

    Raises:
        ReadError: There are none.
    """
    members = [
        info
        for info in archive.infolist()
        if not info.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in info.filename.split("/"))
    ]
    if not members:
        raise ReadError("this archive is empty", where=name, do="give one that holds a file to read")
    return members


class Readable(Protocol):
    """What can be read piece by piece, and closed."""

    def read(self, size: int = -1, /) -> bytes:
        """The next `size` bytes, or fewer at the end; all that is left if `size` is negative."""

    def close(self) -> None:
        """Let go of it."""


class Gunzipped:
    """What a gzip file holds, until that is more than `most` bytes, or much more than the file's own size suggests.

    Raises:
        ReadError: As it is read: it is broken, or a bomb.
    """

    def __init__(self, raw: BinaryIO, name: str, most: int) -> None:
        self._raw, self._name, self._most = raw, name, most
        self._inner = gzip.GzipFile(fileobj=raw, mode="rb")
        self._given = 0

    def read(self, size: int = -1, /) -> bytes:
        """See `Readable`."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_PIECE), b""))
        with reading_archive(self._name):
            data = self._inner.read(min(size, _PIECE))
        self._given += len(data)
        if self._given > self._most or (self._given > _UNSUSPICIOUS and self._given > _MOST_RATIO * self._raw.tell()):
            raise bomb(self._name)
        return data

    def close(self) -> None:
        """Close the file that is unpacked, too."""
        self._inner.close()
        self._raw.close()


@contextmanager
def reading_archive(name: str) -> Iterator[None]:
    """Turn what the standard library says of a bad archive into an error that says what to do."""
    try:
        yield
    except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ReadError(
            f"this archive is broken or cut off ({error})", where=name, do="fetch or pack it again"
        ) from None


def bomb(name: str, do: str = "unpack it yourself if you trust it") -> ReadError:
    """The error for a file that would unpack to more than any document holds."""
    return ReadError("this file unpacks to far more than a document holds", where=name, do=do)
