"""TBX, the glossary that terminology tools exchange: TBX-Basic in the core structure of ISO 30042:2008 (`martif`).

This is the form that CAT tools read; the DTD is not named, so that no parser looks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import digest
from aligner.writing.markup import DECLARATION, element, tag, text
from aligner.writing.origin import TOOL, Origin

_XCS = "http://www.lisa.org/fileadmin/standards/tbx_basic/TBXBasicXCSV02.xcs"


class Entry(NamedTuple):
    """A concept: its Chinese term, its English ones with a note on each, a note on all, and an example of either."""

    zh: str
    en: Sequence[tuple[str, str]]
    note: str = ""
    zh_context: str = ""
    en_context: str = ""


def encoded(entries: Iterable[Entry], origin: Origin) -> Iterator[bytes]:
    """A whole file, in pieces."""
    title = element("titleStmt", element("title", text(origin.name)))
    source = element("sourceDesc", element("p", text(f"Term candidates made by {TOOL} {origin.version}")))
    header = element("fileDesc", title + source) + element("encodingDesc", element("p", _XCS, {"type": "XCSURI"}))
    opening = tag("martif", {"type": "TBX-Basic", "xml:lang": "zh-CN"})
    yield f"{DECLARATION}{opening}\n{element('martifHeader', header)}\n<text><body>\n".encode()
    for entry in entries:
        yield _entry(entry).encode()
    yield b"</body></text>\n</martif>\n"


def _entry(entry: Entry) -> str:
    note = element("note", text(entry.note)) if entry.note else ""
    sides = _language("zh-CN", [(entry.zh, "")], entry.zh_context) + _language("en-US", entry.en, entry.en_context)
    return element("termEntry", "\n" + note + sides, {"id": "t" + digest(entry.zh)}) + "\n"


def _language(locale: str, given: Sequence[tuple[str, str]], context: str) -> str:
    """The terms of one language, each with a note; the first one's example is shown."""
    made = ""
    for number, (term, note) in enumerate(given):
        content = element("term", text(term))
        if context and not number:
            content += element("descrip", text(context), {"type": "context"})
        content += element("note", text(note)) if note else ""
        made += element("tig", content)
    return element("langSet", made, {"xml:lang": locale}) + "\n"
