"""A page on the web, fetched under limits of size and time. Nothing else in the package uses the network to read."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from importlib import metadata
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from aligner.errors import InputError, ReadError
from aligner.reading.source import Source, empty

MOST_BYTES = 100 << 20
MOST_SECONDS = 120.0
PATIENCE = 20.0
"""Seconds that a server may be silent."""
_PIECE = 1 << 16
_address = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
# What may stand in a path and a query as it is; all else is percent-encoded.
_SAFE = "/:@!$&'()*+,;=~%?"
# Not those for files, FTP and data, which urllib's own opener has too.
_HANDLERS = (
    ProxyHandler,
    UnknownHandler,
    HTTPHandler,
    HTTPSHandler,
    HTTPDefaultErrorHandler,
    HTTPRedirectHandler,
    HTTPErrorProcessor,
)

OnBytes = Callable[[int, int | None], None]
"""Called as bytes arrive, with how many there are so far and how many there will be, if the server says so."""


def is_address(text: str) -> bool:
    """Whether an argument is an address rather than the name of a file."""
    return _address.match(text) is not None


def fetch(
    url: str,
    *,
    encoding: str | None = None,
    on_bytes: OnBytes = lambda done, total: None,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
) -> Source:
    """Fetch a page or a file.

    Args:
        url: An address of http or https; it may be redirected to others of these two.
        encoding: The encoding of what is there, if it is to be forced.
        on_bytes: Told of the progress.
        most_bytes: The most bytes that are fetched.
        most_seconds: The most seconds that it may take, in all.

    Raises:
        InputError: The address is none of http or https, or malformed.
        ReadError: It cannot be fetched, or there is too much of it, or it takes too long.
    """
    request = _request(url)
    opener = OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    deadline = time.monotonic() + most_seconds
    try:
        with opener.open(request, timeout=min(PATIENCE, most_seconds)) as response:
            data = _received(response, url, on_bytes, most_bytes, deadline)
    except HTTPError as error:
        error.close()
        what = " ".join(f"the server answers {error.code} {error.reason}".split())
        raise ReadError(what, where=url, do="check the address") from None
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = str(getattr(error, "reason", error)) or type(error).__name__
        raise ReadError(
            f"this address cannot be fetched ({reason})", where=url, do="check it and the network, or save the page"
        ) from None
    if not data.strip():
        raise empty(url)
    return Source(url, data, encoding)


def _request(url: str) -> Request:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"this is no address ({error})", where=url, do="check it") from None
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise InputError(
            "only addresses of http and https can be fetched", where=url, do="give such a one, or the name of a file"
        )
    netloc = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    address = urlunsplit((parts.scheme, netloc, quote(parts.path, _SAFE), quote(parts.query, _SAFE), ""))
    return Request(address, headers={"User-Agent": f"zh-en-aligner/{_version()}", "Accept": "*/*"})


def _received(response: HTTPResponse, url: str, on_bytes: OnBytes, most: int, deadline: float) -> bytes:
    length = response.headers.get("Content-Length", "")
    total = int(length) if length.isascii() and length.isdigit() else None
    if total is not None and total > most:
        raise _too_large(url, most)
    pieces: list[bytes] = []
    done = 0
    on_bytes(done, total)
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        done += len(piece)
        on_bytes(done, total)
        if done > most:
            raise _too_large(url, most)
        if time.monotonic() > deadline:
            raise ReadError(
                "this address answers too slowly", where=url, do="try again, or save the page and give that"
            )
    if total is not None and done < total:
        raise ReadError(f"only {done} of {total} bytes arrived", where=url, do="try again")
    return b"".join(pieces)


def _too_large(url: str, most: int) -> ReadError:
    return ReadError(
        f"there is more at this address than {most >> 20} MiB", where=url, do="fetch it yourself and give the file"
    )


def _version() -> str:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version("zh-en-aligner")
    return "0"
