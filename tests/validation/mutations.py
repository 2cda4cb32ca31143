"""Valid files made invalid at random, to hold our grammars against the official ones."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from random import Random

from lxml import etree

_ID = "{http://www.w3.org/XML/1998/namespace}id"


def mutated(root: etree._Element, random: Random) -> etree._Element:
    """A copy with one to three changes, parsed anew."""
    root = deepcopy(root)
    for _ in range(random.choice((1, 1, 2, 3))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        if len(elements) < 2:
            break
        random.choice(_CHANGES)(random.choice(elements[1:]), elements, random)
    return etree.fromstring(etree.tostring(root))


Elements = Sequence[etree._Element]


def _delete(element: etree._Element, elements: Elements, random: Random) -> None:
    element.getparent().remove(element)


def _repeat(element: etree._Element, elements: Elements, random: Random) -> None:
    copied = deepcopy(element)
    for inner in copied.iter():
        if inner.get(_ID) is not None:
            inner.set(_ID, f"{inner.get(_ID)}x{random.randrange(10**9)}")
    element.addnext(copied)


def _move(element: etree._Element, elements: Elements, random: Random) -> None:
    place = random.choice(elements)
    if element not in (place, *place.iterancestors()):
        place.insert(random.randrange(len(place) + 1), element)


def _rename(element: etree._Element, elements: Elements, random: Random) -> None:
    element.tag = random.choice(sorted({str(other.tag) for other in elements}))


def _drop_attribute(element: etree._Element, elements: Elements, random: Random) -> None:
    if element.attrib:
        del element.attrib[random.choice(sorted(map(str, element.attrib)))]


def _copy_attribute(element: etree._Element, elements: Elements, random: Random) -> None:
    giver = random.choice([other for other in elements if other.attrib])
    name = random.choice(sorted(map(str, giver.attrib)))
    if name != _ID:
        element.set(name, str(giver.get(name)))


def _add_text(element: etree._Element, elements: Elements, random: Random) -> None:
    element.text = f"{element.text or ''}stray"


def _unwrap(element: etree._Element, elements: Elements, random: Random) -> None:
    parent = element.getparent()
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at + 1, child)
    parent.remove(element)


_CHANGES = (_delete, _repeat, _move, _rename, _drop_attribute, _copy_attribute, _add_text, _unwrap)
