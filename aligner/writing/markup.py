"""XML as text: escaping, and elements built from strings, which is faster than building a tree.

XML 1.0 has no place for most control characters, even escaped: each becomes one U+FFFD, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f&<>\ud800-\udfff\ufffe\uffff]")

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

Attributes = Mapping[str, str | None]
"""Attribute names and values; one whose value is None is left out."""


def legal(characters: str) -> str:
    """The text with U+FFFD for each character that XML forbids."""
    return _ILLEGAL.sub("\ufffd", characters)


def illegal(characters: str) -> int:
    """How many characters there are that XML forbids."""
    return len(_ILLEGAL.findall(characters))


def text(characters: str) -> str:
    """Escape text content, one character of it for each character given."""
    if not _SPECIAL.search(characters):
        return characters
    escaped = legal(characters).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;")  # a parser reads a bare one as a newline


def value(characters: str) -> str:
    """Escape an attribute's value, one character of it for each character given."""
    return text(characters).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


def tag(name: str, attributes: Attributes | None = None, end: str = ">") -> str:
    """A start tag, or with `end="/>"` an empty element."""
    values = "".join(f' {key}="{value(given)}"' for key, given in (attributes or {}).items() if given is not None)
    return f"<{name}{values}{end}"


def element(name: str, content: str = "", attributes: Attributes | None = None) -> str:
    """An element around `content`, which is markup already."""
    return f"{tag(name, attributes)}{content}</{name}>" if content else tag(name, attributes, "/>")
