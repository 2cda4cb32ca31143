"""Reading XML that nobody has vouched for: no entity is expanded, no other file is opened, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from aligner.validation.faults import Fault

if TYPE_CHECKING:
    from lxml.etree import XMLPullParser, XMLSyntaxError, _Element

_ENTITY = re.compile(rb"<!ENTITY\s")
_PASSED_OVER = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_IDENTIFIERS = ("DTD_XMLID_VALUE", "DTD_ID_REDEFINED")

PROLOG = 1 << 16
"""How many of a file's first bytes are looked through for declarations of entities."""


def pull_parser(*names: str) -> XMLPullParser:
    """A parser for files in pieces, which tells when elements of these names begin."""
    from lxml import etree

    return etree.XMLPullParser(("start",), tag=names, resolve_entities=False, no_network=True, load_dtd=False)


def begun(parser: XMLPullParser) -> Iterator[_Element]:
    """The elements that have begun in what a parser was fed since it was last asked."""
    for _, element in parser.read_events():
        yield cast("_Element", element)


def root_of(data: bytes) -> _Element:
    """The root element of a whole file.

    An identifier that is wrong or given twice is a fault among others, and does not end the reading.

    Raises:
        XMLSyntaxError: It is not well-formed.
    """
    from lxml import etree

    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, strict)
    except etree.XMLSyntaxError:
        if strict.error_log[0].type_name not in _IDENTIFIERS:
            raise
    lenient = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(data, lenient)
    for entry in lenient.error_log.filter_from_errors():
        if entry.type_name not in _IDENTIFIERS:
            raise etree.XMLSyntaxError(entry.message, entry.type, entry.line, entry.column)  # type: ignore[call-arg]  # lxml takes four
    return root


def root_name(head: bytes) -> str:
    """The local name of the root element of a file whose first bytes these are, or "" if none begins in them."""
    found = _ROOT.search(_PASSED_OVER.sub(b"", head.replace(b"\0", b"")))  # UTF-16 too
    return found[1].decode() if found else ""


def entity_line(head: bytes) -> int | None:
    """In which line a file whose first bytes these are declares an entity of its own, if it does."""
    text = head.replace(b"\0", b"")
    found = _ENTITY.search(text)
    return text[: found.start()].count(b"\n") + 1 if found else None


def not_well_formed(error: XMLSyntaxError) -> Fault:
    """The fault that a parser reports."""
    reason = (error.msg or "no reason given").rpartition(", line ")[0] or error.msg or ""
    return Fault.of("XML001", error.lineno, why=reason.strip())
