"""XML as text: escaping, and elements built from strings, which is faster than building a tree.

XML 1.0 has no place for most control characters, even escaped. Where offsets count, each becomes one U+FFFD
(`text`); elsewhere they are left out first (`without_illegal`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

Attributes = Mapping[str, str | None]
"""Attribute names and values; one whose value is None is left out."""


def text(characters: str) -> str:
    """Escape text content, one character of it for each character given."""
    return _ILLEGAL.sub("\ufffd", characters).translate(_TEXT)


def without_illegal(characters: str) -> str:
    """The text without the characters that XML forbids."""
    return _ILLEGAL.sub("", characters)


def tag(name: str, attributes: Attributes | None = None, end: str = ">") -> str:
    """A start tag, or with `end="/>"` an empty element."""
    values = "".join(
        f' {key}="{_ILLEGAL.sub(chr(0xFFFD), value).translate(_VALUE)}"'
        for key, value in (attributes or {}).items()
        if value is not None
    )
    return f"<{name}{values}{end}"


def element(name: str, content: str = "", attributes: Attributes | None = None) -> str:
    """An element around `content`, which is markup already."""
    return f"{tag(name, attributes)}{content}</{name}>" if content else tag(name, attributes, "/>")
