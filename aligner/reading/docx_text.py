"""The text inside a Word paragraph: what is shown of its runs, and what hangs on it (notes, text boxes)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.reading.docx_numbering import W
from aligner.reading.xml_safety import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

# Around what is text; whatever else is no text is not listed, and so left out.
_RUNS = "r hyperlink ins moveTo smartTag customXml sdt sdtContent fldSimple dir bdo ruby rubyBase"
_FORMULAS = "oMath oMathPara sub sup num den e deg fName f d rad"
_AROUND = frozenset(f"{_RUNS} {_FORMULAS}".split())
_WRITTEN = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "br": "\n", "cr": "\n"}
_OFF = ("0", "false", "off", "none")


@dataclass
class Text:
    """A paragraph's characters, a line feed for a line or page break, with the notes and text boxes that hang on it.

    `notes` are pairs of a kind ("footnote", "endnote") and an identifier; `hidden` is text that is not shown.
    """

    shown: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    hidden: str = ""


def text_of_paragraph(paragraph: _Element) -> Text:
    """The text of a paragraph, with changes that were tracked taken as accepted."""
    text = Text()
    for child in shown(paragraph):
        _take(child, text)
    return text


def shown(element: _Element) -> Iterator[_Element]:
    """The children of an element; of alternatives for newer and older programs the first."""
    for child in element:
        if local_name(child) == "AlternateContent":
            choice = next(iter(child), None)
            if choice is not None:
                yield from shown(choice)
        else:
            yield child


def is_on(element: _Element | None, name: str) -> bool:
    """Whether properties turn something on: `<w:vanish/>`, and not `<w:vanish w:val="0"/>`."""
    child = None if element is None else element.find(W + name)
    return child is not None and child.get(f"{W}val", "1") not in _OFF


def _take(element: _Element, text: Text) -> None:
    name = local_name(element)
    if name == "t":
        text.shown += element.text or ""
    elif name in _WRITTEN:
        text.shown += _WRITTEN[name]
    elif name in ("footnoteReference", "endnoteReference"):
        text.notes.append((name.removesuffix("Reference"), element.get(f"{W}id", "")))
    elif name in ("drawing", "pict", "object"):
        text.boxes += _boxes(element)
    elif name == "r" and is_on(element.find(f"{W}rPr"), "vanish"):
        text.hidden += "".join(part.text or "" for part in element.iter(f"{W}t"))
    elif name in _AROUND:
        for child in shown(element):
            _take(child, text)


def _boxes(element: _Element) -> Iterator[_Element]:
    for child in shown(element):
        if local_name(child) == "txbxContent":
            yield child
        else:
            yield from _boxes(child)
