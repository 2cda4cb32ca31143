"""What a PDF's streams hold, unpacked in bounded memory and time.

A stream of a few kilobytes can unpack to gigabytes, and a form can draw itself many times over, which pdfminer follows
without a limit. Here every look that it takes at a stream is counted, and a stream is unpacked once to the most that
is allowed before the library may.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from aligner.errors import ReadError
from aligner.reading.archive import bomb

if TYPE_CHECKING:
    from zlib import _Decompress as Inflate

    from pdfminer.pdftypes import PDFStream

MOST_IN_A_STREAM = 64 << 20
MOST_IN_ALL = 256 << 20
"""Bytes of all that is looked at, as often as it is: text, fonts, tables of objects; pictures are not."""
_A_LOOK = 1 << 12
"""What a look at a stream counts at least, in bytes."""
_STEP = 1 << 16
_RUN_LENGTH = 64
"""Run-length coding makes at most so much of a byte."""


@dataclass
class _Allowance:
    """What is left of what a file may unpack to."""

    name: str
    left: int

    def take(self, size: int) -> None:
        self.left -= max(size, _A_LOOK)
        if self.left < 0:
            raise self.refused()

    def refused(self) -> ReadError:
        return bomb(self.name, "print it to a new PDF if you trust it")


_allowance: ContextVar[_Allowance | None] = ContextVar("allowance", default=None)


@contextmanager
def limited(name: str, most: int = MOST_IN_ALL) -> Iterator[None]:
    """Read a PDF, `name` for messages, with pdfminer inside of this.

    Raises:
        ReadError: Inside, where a stream is looked at: the file unpacks to more than a document holds.
    """
    _watch()
    token = _allowance.set(_Allowance(name, most))
    try:
        yield
    finally:
        _allowance.reset(token)


@cache
def _watch() -> None:
    """Have pdfminer ask here whenever it looks at a stream; where nothing is `limited` it gets what it always got."""
    from pdfminer.pdftypes import PDFStream

    unlimited = PDFStream.get_data

    def get_data(stream: PDFStream) -> bytes:
        allowance = _allowance.get()
        if allowance is None:
            return unlimited(stream)
        if stream.data is None:
            _check(stream, allowance)
        data = unlimited(stream)
        allowance.take(len(data))
        return data

    PDFStream.get_data = get_data  # type: ignore[assignment, method-assign]  # a function, as in the class


def _check(stream: PDFStream, allowance: _Allowance) -> None:
    """Refuse a stream that unpacks to too much; of one that is damaged, keep what is whole."""
    from pdfminer import pdftypes
    from pdfminer.ascii85 import ascii85decode, asciihexdecode
    from pdfminer.runlength import rldecode

    data = stream.rawdata or b""
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    for place, (coding, _) in enumerate(stream.get_filters()):
        if coding in pdftypes.LITERALS_FLATE_DECODE:
            data, is_whole = _inflated(data, allowance)
            if not is_whole and place == 0 and not stream.decipher:
                stream.rawdata = zlib.compress(data, 1)  # which pdfminer would take byte by byte
        elif coding in pdftypes.LITERALS_LZW_DECODE:
            data = _unpacked(data, allowance)
        elif coding in pdftypes.LITERALS_ASCII85_DECODE:
            data = ascii85decode(data)
        elif coding in pdftypes.LITERALS_ASCIIHEX_DECODE:
            data = asciihexdecode(data)
        elif coding in pdftypes.LITERALS_RUNLENGTH_DECODE:
            if len(data) > MOST_IN_A_STREAM // _RUN_LENGTH:
                raise allowance.refused()
            data = rldecode(data)
        else:
            return  # a picture, or what pdfminer refuses itself


def _inflated(data: bytes, allowance: _Allowance) -> tuple[bytes, bool]:
    """What deflated data hold, and whether they are undamaged."""
    parts: list[bytes] = []
    inflate = zlib.decompressobj()
    for at in range(0, len(data), _STEP):
        before = inflate.copy()
        try:
            parts.append(inflate.decompress(data[at : at + _STEP], MOST_IN_A_STREAM + 1))
        except zlib.error:
            parts += _whole(before, data[at : at + _STEP])
            return b"".join(parts), False
        if inflate.unconsumed_tail or sum(map(len, parts)) > MOST_IN_A_STREAM:
            raise allowance.refused()
    return b"".join(parts), inflate.eof


def _whole(inflate: Inflate, data: bytes) -> Iterator[bytes]:
    """What can be had of damaged data, byte by byte."""
    with suppress(zlib.error):
        for at in range(len(data)):
            yield inflate.decompress(data[at : at + 1])


def _unpacked(data: bytes, allowance: _Allowance) -> bytes:
    """What data in Lempel-Ziv-Welch coding hold."""
    from pdfminer.lzw import LZWDecoder

    parts, size = [], 0
    for part in LZWDecoder(BytesIO(data)).run():
        parts.append(part)
        size += len(part)
        if size > MOST_IN_A_STREAM:
            raise allowance.refused()
    return b"".join(parts)
