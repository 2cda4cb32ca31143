"""A file that is read piece by piece, and again from its beginning if need be, whatever it is packed in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from aligner.errors import ReadError
from aligner.reading.archive import (
    GZIP,
    MOST_STREAMED,
    ZIP,
    Gunzipped,
    Readable,
    checked_zip,
    is_document,
    members_of,
    reading_archive,
    unpacked,
)
from aligner.reading.source import Source, empty, opening, suffix_of

_PIECE = 1 << 18
HEAD = 1 << 12


@dataclass(frozen=True)
class Stream:
    """A file's `name` for messages, how it is opened, and the encoding that the user forced, if any."""

    name: str
    open: Callable[[], Readable]
    encoding: str | None = None

    @property
    def suffix(self) -> str:
        """The name's ending in lower case, with its dot; what a file is packed in has no part in it."""
        return suffix_of(self.name)

    def head(self) -> bytes:
        """How it begins."""
        with reading_archive(self.name), closing(self.open()) as file:
            return file.read(HEAD)

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, in order."""
        with reading_archive(self.name), closing(self.open()) as file:
            while piece := file.read(_PIECE):
                yield piece

    def source(self) -> Source:
        """All of it in memory."""
        data = b"".join(self.pieces())
        if not data.strip():
            raise empty(self.name)
        return Source(self.name, data, self.encoding)

    @classmethod
    def of(cls, source: Source) -> Stream:
        """What is in memory already, or the only file in it if that is an archive, as a stream.

        Raises:
            ReadError: An archive is broken or a bomb, or holds no file or several.
        """
        files = unpacked(source)
        if len(files) > 1:
            raise _several(source.name, [file.name for file in files])
        return cls(files[0].name, lambda: io.BytesIO(files[0].data), source.encoding)


def open_stream(path: Path, encoding: str | None = None) -> Stream:
    """A file on disk, or the only one in a gzip or zip archive.

    Raises:
        ReadError: The file is missing, unreadable or empty, or an archive that is broken, a bomb, or holds no file or
            several.
    """
    name = str(path)
    with opening(name), path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise empty(name)
    if head.startswith(GZIP):
        return Stream(name, lambda: Gunzipped(path.open("rb"), name, MOST_STREAMED), encoding)
    if head.startswith(ZIP):
        return _zipped(path, encoding)
    return Stream(name, lambda: path.open("rb"), encoding)


def _zipped(path: Path, encoding: str | None) -> Stream:
    """The file in a zip archive; or the archive itself, if that is a document."""
    with checked_zip(path, str(path), MOST_STREAMED) as archive:
        if is_document(archive):
            return Stream(str(path), lambda: path.open("rb"), encoding)
        members = members_of(archive, str(path))
    if len(members) > 1:
        raise _several(str(path), [member.filename for member in members])
    return Stream(f"{path}/{members[0].filename}", lambda: _member(path, members[0]), encoding)


def _several(name: str, files: Sequence[str]) -> ReadError:
    listed = ", ".join(files[:5]) + (" …" if len(files) > 5 else "")
    return ReadError(
        f"this archive holds {len(files)} files ({listed})", where=name, do="unpack it, and give the one that is wanted"
    )


def _member(path: Path, member: ZipInfo) -> Readable:
    with ZipFile(path) as archive:
        return archive.open(member)  # which keeps the archive's file open for as long as it is read
