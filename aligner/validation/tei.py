"""What a TEI P5 file has to be: the grammar of what this program writes, TEI's names, and rules that no grammar sees.

The full schema of TEI takes ten seconds to compile. So every name is held against the names that TEI has, and all parts
of a file that use nothing but elements and attributes of our grammar are held against that, which judges them as TEI
does. A file that this program wrote is such a part as a whole. Of the rest of any other file, the names and the rules
below are checked, and how much that is is said in the log.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.validation.faults import Fault, line_of
from aligner.validation.grammar import TEI, local, written
from aligner.validation.languages import is_language

if TYPE_CHECKING:
    from lxml.etree import _Element

log = logging.getLogger(__name__)

NAMESPACE = "http://www.tei-c.org/ns/1.0"
ROOTS = ("TEI", "teiCorpus")
_T = f"{{{NAMESPACE}}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAME = re.compile(r"[^\W\d][\w.·-]*")
_RANGE = re.compile(r"string-range\((.*),\d+,\d+\)")
_POINTING = ("link", "ptr", "annotation", "span")
"""What points at parts of the same file; elsewhere "#name" may be meant for what other files put in."""


def faults(root: _Element) -> Iterator[Fault]:
    """The faults of a TEI file, by its root element."""
    if root.tag not in (f"{_T}{name}" for name in ROOTS):
        yield Fault.at("TEI101", root, name=local(root))
        return
    elements = [element for element in root.iter(f"{_T}*") if isinstance(element.tag, str)]
    yield from _names(elements)
    yield from _grammar(root, elements)
    yield from _identifiers(root, elements)
    yield from _links_and_spans(root)
    for element in elements:
        tag = element.get("ident") if element.tag == f"{_T}language" else None
        for value in (element.get(_LANG), tag):
            if value and not is_language(value):
                yield Fault.at("TEI301", element, value=value)


def _names(elements: list[_Element]) -> Iterator[Fault]:
    known = _known_names()
    for element in elements:
        name = local(element)
        if name not in known["elements"]:
            yield Fault.at("TEI201", element, name=name, of="TEI P5")
        for attribute in map(str, element.attrib):
            if attribute.startswith("{"):
                continue
            if attribute not in known["attributes"]:
                yield Fault.at("TEI208", element, name=attribute)
            elif attribute not in known.get(name, known["attributes"]):
                yield Fault.at("TEI204", element, inside=name, name=attribute)


@cache
def _known_names() -> Mapping[str, frozenset[str]]:
    """TEI's "elements" and "attributes", and the attributes of each element of our grammar by its name."""
    text = (files("aligner") / "schemas" / "tei-names.txt").read_text(encoding="utf-8")
    _, *parts = re.split(r"^\[(.*)\]$", text, flags=re.MULTILINE)
    sections = {title: frozenset(names.split()) for title, names in zip(parts[::2], parts[1::2], strict=True)}
    prefix = "attributes of "
    everywhere = sections.pop(f"{prefix}every element")
    return {
        title.removeprefix(prefix): names | everywhere if title.startswith(prefix) else names
        for title, names in sections.items()
    }


def _grammar(root: _Element, elements: list[_Element]) -> Iterator[Fault]:
    """Hold the largest parts that consist of what our grammar knows against it."""
    covered: set[_Element] = set()
    for element in reversed(elements):  # children before their parents
        if _is_ours(element) and all(child in covered for child in element if isinstance(child.tag, str)):
            covered.add(element)
    for element in elements:
        parent = element.getparent()
        if element in covered and (parent is None or parent not in covered) and not TEI.holds(element):
            yield from TEI.faults(element)
    left = sum(1 for _ in root.iter("{*}*")) - len(covered)
    if left:
        log.warning(
            "of %d elements the names alone were checked: they are, or hold, what this program never writes", left
        )


def _is_ours(element: _Element) -> bool:
    allowed = TEI.vocabulary.get(local(element))
    return allowed is not None and allowed.attributes.issuperset(map(written, element.attrib))


def _identifiers(root: _Element, elements: list[_Element]) -> Iterator[Fault]:
    lines: dict[str, int] = {}
    for element in root.iter("{*}*"):
        identifier = element.get(_ID)
        if identifier is None:
            continue
        if not _NAME.fullmatch(identifier):
            yield Fault.at("TEI302", element, value=identifier)
        elif identifier in lines:
            yield Fault.at("TEI303", element, value=identifier, before=lines[identifier])
        lines.setdefault(identifier, line_of(element))
    for element in elements:
        if local(element) in _POINTING:
            for attribute in ("target", "from", "to", "corresp"):
                for pointer in element.get(attribute, "").split():
                    if pointer.startswith("#") and _pointed_at(pointer) not in lines:
                        yield Fault.at("TEI307", element, value=_pointed_at(pointer))


def _pointed_at(pointer: str) -> str:
    """The identifier in "#s1" or in "#string-range(s1,0,3)"."""
    found = _RANGE.fullmatch(pointer[1:])
    return found[1] if found else pointer[1:]


def _links_and_spans(root: _Element) -> Iterator[Fault]:
    """The rules that TEI gives in Schematron for `link`, `span` and `s`."""
    for link in root.iter(f"{_T}link"):
        targets = link.get("target", "").split()
        if len(targets) < 2:
            yield Fault.at("TEI304", link, count=len(targets))
    for span in root.iter(f"{_T}span"):
        given = [name for name in ("target", "from", "to") if span.get(name) is not None]
        several = any(len(span.get(name, "").split()) > 1 for name in ("from", "to"))
        if (given and given not in (["target"], ["from"], ["from", "to"])) or several:
            yield Fault.at("TEI305", span, names=" and ".join(given))
    for sentence in root.iter(f"{_T}s"):
        parent = sentence.getparent()
        if parent is not None and parent.tag == f"{_T}s":
            yield Fault.at("TEI306", sentence)
