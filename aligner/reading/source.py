"""A file's bytes, or an error that says why they cannot be had."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aligner.errors import ReadError


@dataclass(frozen=True)
class Source:
    """A file as it was given: its `name` for messages, its bytes, and the encoding that the user forced, if any."""

    name: str
    data: bytes
    encoding: str | None = None

    @property
    def suffix(self) -> str:
        """The name's ending in lower case, with its dot; what a file is packed in has no part in it."""
        return suffix_of(self.name)


def suffix_of(name: str) -> str:
    """The ending that tells a format: ".tmx" for "memory.TMX.gz", ".pdf" for "https://example.org/a.pdf?download"."""
    return os.path.splitext(_path(name).lower().removesuffix(".gz"))[1]


def stem_of(name: str) -> str:
    """A file's name without its folders and endings: "memory" for "x/memory.tmx.gz", "page" for "page.tei.xml".

    An address that ends in no name gives its host's.
    """
    stem, ending = os.path.splitext(os.path.basename(_path(name).rstrip("/")))
    doubled = {".gz": os.path.splitext(stem)[1], ".xml": ".tei"}.get(ending.lower(), "")
    stem = stem.removesuffix(doubled) if doubled else stem
    return stem if "://" not in name else stem.lstrip(".") or urlsplit(name).hostname or ""


def _path(name: str) -> str:
    """The path in an address; a file's name as it is."""
    if "://" not in name:
        return name
    return unquote(urlsplit(name).path).replace("\\", "/")


def load(path: Path, encoding: str | None = None) -> Source:
    """Read a file's bytes.

    Raises:
        ReadError: The file is missing, a folder, unreadable, or empty.
    """
    name = str(path)
    with opening(name):
        data = path.read_bytes()
    if not data.strip():
        raise empty(name)
    return Source(name, data, encoding)


@contextmanager
def opening(name: str) -> Iterator[None]:
    """Turn what the system says of a file that cannot be opened into an error that says what to do."""
    try:
        yield
    except FileNotFoundError:
        raise ReadError("there is no such file", where=name, do="check the name and the folder you are in") from None
    except IsADirectoryError:
        raise ReadError(
            "this is a folder", where=name, do="give one file, or use `aligner batch` for a folder"
        ) from None
    except PermissionError:
        raise ReadError("you may not read this file", where=name, do="change its permissions or copy it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(
            f"this file cannot be opened ({reason})", where=name, do="check its name and its disk"
        ) from None


def empty(name: str) -> ReadError:
    """The error for a file that holds nothing."""
    return ReadError("this file is empty", where=name, do="give a file with a Chinese and an English text")
