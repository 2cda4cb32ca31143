"""XML from anybody: read in bounded time and memory, without a look at any other file or at the network.

    bytes ── decoded ──► text that XML 1.0 allows ── lxml ──► elements, one after the other

A file that declares entities is refused, which is where "billion laughs" and the reading of other files begin; a DTD
that it names is never fetched. Characters that XML 1.0 forbids, written out or as references, and bytes that are no
characters each become U+FFFD and are counted, where a parser would give the whole file up.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from aligner.errors import ReadError
from aligner.reading.encoding import codec_named, decode
from aligner.reading.source import Source
from aligner.reading.stream import Stream

if TYPE_CHECKING:
    from lxml.etree import _Element

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
REPLACED = "characters that are damaged or that no XML file may hold were read as U+FFFD"

_declaration = re.compile(r"\s*<\?xml\b[^>]*?\?>")
_encoding_named = re.compile(rb"""<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""")
_no_markup = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_root = re.compile(r"<([A-Za-z_][\w.:-]*)")
_reference = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_REPLACEMENT = "&#xFFFD;"
_CDATA = ("<![CDATA[", "]]>")
_cdata_mark = re.compile(r"(<!\[CDATA\[|\]\]>)")
# The beginning of a reference or of such a mark.
_unfinished = re.compile(r"(?:&#?\w{0,8}|<(?:!\[?\w{0,5})?|\]{1,2})\Z")
_LONGEST = 16
_LONGEST_PROLOGUE = 1 << 20
_SAMPLE = 1 << 16
_FEW_FAULTS = 20
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_forbidden = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def elements(stream: Stream, names: Sequence[str], counts: Counter[str]) -> Iterator[_Element]:
    """The elements of a file that have one of the local `names`, each as it ends.

    An element is emptied when the next one is asked for, so that memory does not grow with the file.

    Args:
        stream: The file.
        names: Local names, without namespaces; none of such elements stands inside another.
        counts: Where it is counted how many characters had to be replaced.

    Raises:
        ReadError: The file is no well-formed XML, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        ("end",), tag=[f"{{*}}{name}" for name in names], resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for piece in legal_pieces(stream, counts):
            parser.feed(piece)
            for _, ended in parser.read_events():
                element = cast("_Element", ended)
                yield element
                _forget(element)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _broken(stream.name, error) from None


def tree(source: Source, counts: Counter[str]) -> _Element:
    """The root element of a file, with everything in it; see `elements`."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        for piece in legal_pieces(Stream.of(source), counts):
            parser.feed(piece)
        return parser.close()
    except etree.XMLSyntaxError as error:
        raise _broken(source.name, error) from None


def local_name(element: _Element) -> str:
    """An element's name without its namespace; "" for an entity, a comment and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: _Element) -> int | None:
    """The 1-based line of the file in which an element begins."""
    return cast("int | None", element.sourceline)


def text_of(element: _Element, instead: Mapping[str, str] = MappingProxyType({})) -> str:
    """The text in an element, with what `instead` gives by local name in place of that in the elements inside.

    An entity that the file does not declare is the character that HTML has by that name, or else U+FFFD.
    """
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            other = instead.get(local_name(child))
            parts.append(text_of(child, instead) if other is None else other)
        elif (child.text or "").startswith("&"):
            character = unescape(child.text or "")
            parts.append("\ufffd" if character == child.text else character)
        parts.append(child.tail or "")
    return "".join(parts)


def root_name(head: bytes) -> str:
    """The local name of the root element of an XML file that begins with `head`; "" if it does not look like one."""
    text = head.replace(b"\0", b"").decode("ascii", "replace")
    if not text.lstrip("\ufffd \t\r\n").startswith("<"):
        return ""
    found = _root.search(_no_markup.sub("", text))
    return found[1].rpartition(":")[2] if found else ""


def legal_pieces(stream: Stream, counts: Counter[str]) -> Iterator[bytes]:
    """A file's text in UTF-8, of characters that XML 1.0 allows and without a declaration, piece by piece."""
    prologue = ""
    has_begun = in_cdata = False
    for piece in _whole(_decoded(stream)):
        if not has_begun:
            prologue += piece
            found = _root.search(_no_markup.sub("", prologue))
            if found is None and len(prologue) < _LONGEST_PROLOGUE:
                continue
            _refuse_entities(stream.name, prologue)
            has_begun = True
            declaration = _declaration.match(prologue)
            piece = "\n" * declaration[0].count("\n") + prologue[declaration.end() :] if declaration else prologue
        piece, in_cdata = _legal(piece, in_cdata, counts)
        yield piece.encode()
    if not has_begun:
        raise ReadError("this is no XML file: it holds no element", where=stream.name, do="check the file")


def _decoded(stream: Stream) -> Iterator[str]:
    decoder = None
    for piece in stream.pieces():
        if decoder is None:
            decoder = codecs.getincrementaldecoder(_encoding(stream, piece))("replace")
            yield decoder.decode(piece).removeprefix("\ufeff")
        else:
            yield decoder.decode(piece)
    if decoder is not None:
        yield decoder.decode(b"", final=True)


def _encoding(stream: Stream, beginning: bytes) -> str:
    """What a file is encoded in: as forced, or as it says itself, or, where that cannot be, as it looks."""
    named = _encoding_named.search(beginning)
    declared = named[1].decode("ascii") if named else None
    sample = beginning[:_SAMPLE]
    end = sample.rfind(b">") + 1
    sample = sample[: end + (sample[end : end + 1] == b"\0")] or beginning
    if not stream.encoding and b"\0" not in sample and not sample.startswith(_UTF16_MARKS):
        codec = codec_named(declared)
        if codec and not codec.startswith(("utf", "cp1252")):
            return codec if sample.isascii() else decode(Source(stream.name, sample), declared).encoding
        if sample.decode("utf-8", "replace").count("\ufffd") <= _FEW_FAULTS + len(sample) // 100:
            return "utf-8"
    return decode(Source(stream.name, sample, stream.encoding), declared).encoding


def _whole(pieces: Iterable[str]) -> Iterator[str]:
    """The same text, cut where no reference and no mark of a CDATA section is cut in two."""
    held = ""
    for piece in pieces:
        text = held + piece
        found = _unfinished.search(text, max(0, len(text) - _LONGEST))
        cut = found.start() if found else len(text)
        yield text[:cut]
        held = text[cut:]
    yield held


def _legal(text: str, in_cdata: bool, counts: Counter[str]) -> tuple[str, bool]:
    """The text with U+FFFD for what XML forbids, and whether a CDATA section is open at its end."""
    text = _forbidden.sub("\ufffd", text)
    if "&#" in text:
        parts = _cdata_mark.split(text)
        for index, part in enumerate(parts):
            if part in _CDATA:
                in_cdata = part == _CDATA[0]
            elif not in_cdata:
                parts[index] = _reference.sub(_allowed, part)
        text = "".join(parts)
    else:
        last = max(map(text.rfind, _CDATA))
        in_cdata = text.startswith(_CDATA[0], last) if last >= 0 else in_cdata
    replaced = text.count("\ufffd") + text.count(_REPLACEMENT)
    if replaced:
        counts[REPLACED] += replaced
    return text, in_cdata


def _allowed(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    is_character = 0 < code <= 0x10FFFF and not _forbidden.match(chr(code))
    return reference[0] if is_character else _REPLACEMENT


def _refuse_entities(name: str, prologue: str) -> None:
    if "<!ENTITY" in _no_markup.sub("", prologue):
        raise ReadError(
            "this XML file declares entities, which can blow up or reach for other files",
            where=name,
            do="take its DOCTYPE out, or have a tool that you trust write the entities out",
        )


def _broken(name: str, error: SyntaxError) -> ReadError:
    reason = (error.msg or "not well-formed").partition(", line ")[0]
    return ReadError(
        f"this XML file is broken ({reason})", where=f"{name}:{error.lineno}", do="mend it there, or export it again"
    )


def _forget(element: _Element) -> None:
    """Give back the memory of an element and of all before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
