"""What no XML may hold: characters that it forbids, references to such characters, and bytes of no character."""

from __future__ import annotations

import codecs
import re
import sys
from bisect import bisect_left
from typing import NamedTuple

from aligner.validation.faults import Fault

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DECLARATION = re.compile(r"""^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""")
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]+)|([0-9]+));")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_OR_LOST = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffd-\uffff]")
_FFFD = 0xFFFD


class Mended(NamedTuple):
    """A file's text, with U+FFFD where no character can stand, and the faults that were there, one a line."""

    text: str
    faults: tuple[Fault, ...]

    @property
    def data(self) -> bytes:
        """The file in UTF-8, with no encoding declared, which means the same."""
        return _DECLARATION.sub(r"\1", self.text, count=1).encode()


def mend(data: bytes) -> Mended:
    """Decode a file and replace what XML forbids."""
    encoding = _encoding(data)
    text, is_broken = _decoded(data, encoding)
    ends = [match.start() for match in re.finditer("\n", text)]
    forbidden: dict[int, list[str]] = {}
    broken: set[int] = set()

    def replaced(match: re.Match[str]) -> str:
        line = bisect_left(ends, match.start()) + 1
        code = ord(match[0])
        if code == _FFFD or 0xDC80 <= code <= 0xDCFF:  # what stands for bytes that could not be decoded
            broken.add(line)
        else:
            forbidden.setdefault(line, []).append(f"U+{code:04X}")
        return chr(_FFFD)

    def referred(match: re.Match[str]) -> str:
        number = int(match[1], 16) if match[1] else int(match[2])
        if number <= sys.maxunicode and not _FORBIDDEN.match(chr(number)):
            return match[0]
        forbidden.setdefault(bisect_left(ends, match.start()) + 1, []).append(match[0])
        return chr(_FFFD)

    pattern = _FORBIDDEN_OR_LOST if is_broken else _FORBIDDEN
    mended = _REFERENCE.sub(referred, pattern.sub(replaced, text))
    faults = [Fault.of("XML002", at, count=len(names), name=names[0]) for at, names in forbidden.items()]
    faults += [Fault.of("XML003", at, encoding=encoding.upper()) for at in broken]
    return Mended(mended, tuple(sorted(faults)))


def _decoded(data: bytes, encoding: str) -> tuple[str, bool]:
    """The text, and whether U+FFFD stands in it for bytes that could not be decoded."""
    try:
        text, is_broken = data.decode(encoding, "surrogateescape" if encoding == "utf-8" else "strict"), False
    except UnicodeError:
        text, is_broken = data.decode(encoding, "replace"), True
    return text.removeprefix("\ufeff").replace("\r\n", "\n"), is_broken


def _encoding(data: bytes) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return name
    declared = _DECLARED.match(data[:1024])
    try:
        return codecs.lookup(declared[1].decode()).name if declared else "utf-8"
    except LookupError:
        return "utf-8"
