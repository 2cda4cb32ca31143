"""The formats that can be read: a new one is a module with a `read`, and a line here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from aligner.reading import html, markdown, plain
from aligner.reading.page import Page
from aligner.reading.source import Source


@dataclass(frozen=True)
class Format:
    """A format's name, the file name endings that tell it, how its bytes begin if they tell it, and its reader."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Page]
    start: re.Pattern[bytes] | None = None


HTML = Format(
    "HTML",
    (".html", ".htm", ".xhtml", ".shtml"),
    html.read,
    re.compile(
        rb"^\W*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
    ),
)
MARKDOWN = Format("Markdown", (".md", ".markdown", ".mdown", ".mkd"), markdown.read)
PLAIN = Format("plain text", (".txt", ".text", ".tsv", ".tab"), plain.read)
FORMATS = (HTML, MARKDOWN, PLAIN)


def format_of(source: Source) -> Format:
    """The format of a file: by its name's ending, else by how it begins, else plain text."""
    for known in FORMATS:
        if source.suffix in known.suffixes:
            return known
    head = source.data[:1024].replace(b"\0", b"")
    for known in FORMATS:
        if known.start is not None and known.start.search(head):
            return known
    return PLAIN
