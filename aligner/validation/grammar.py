"""The RelaxNG grammars that ship with the package, and what exactly is wrong where one does not hold.

libxml2 says of a whole file little more than that it is invalid. So each element can be checked alone: where one fails
whose children all hold, the fault is its own, and what its name, attributes and children should be says which it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from aligner.validation.faults import Fault, line_of

if TYPE_CHECKING:
    from lxml.etree import RelaxNG, _Element, _ElementTree

_R = "{http://relaxng.org/ns/structure/1.0}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


class Shape(NamedTuple):
    """What is said of an element by name: the attributes it may have, and the attributes and children it must have.

    Attributes are named as they are written ("xml:lang").
    """

    attributes: frozenset[str]
    required: frozenset[str]
    children: frozenset[str]


class Grammar:
    """One of the grammars, by the name of its file.

    `prefix` begins the codes of its faults, and `title` names the format in them. `special` has the codes of faults
    that have a message of their own, by the code that they would have otherwise, the element ("*" for any) and the
    attribute or the child.
    """

    def __init__(
        self, file: str, prefix: str, title: str, special: Mapping[tuple[str, str, str], str] | None = None
    ) -> None:
        self._file = file
        self._prefix = prefix
        self._title = title
        self._special = special or {}
        self._starting: dict[str, RelaxNG] = {}
        self._probes: dict[tuple[str, str], RelaxNG | None] = {}

    @cached_property
    def vocabulary(self) -> Mapping[str, Shape]:
        """Every element that the grammar has, by its local name."""
        definitions = _definitions(self._parsed())
        found = {}
        for name, definition in definitions.items():
            element = definition.find(f"{_R}element")
            if element is not None:
                attributes = list(_attributes(element, definitions))
                found[name] = Shape(
                    frozenset(attribute for attribute, _ in attributes),
                    frozenset(attribute for attribute, is_needed in attributes if is_needed),
                    frozenset(_needed_children(element, definitions)),
                )
        return found

    def holds(self, element: _Element) -> bool:
        """Whether an element and all in it are as the grammar has them."""
        return bool(self._of(local(element)).validate(element))

    def faults(self, element: _Element) -> Iterator[Fault]:
        """The faults of an element of the grammar that does not hold, and of those in it."""
        wrong = [child for child in element if self._is_known(child) and not self.holds(child)]
        for child in wrong:
            yield from self.faults(child)
        own = list(self._own(element))
        if own or wrong:
            yield from own
        else:
            yield self._as_told(element)

    def _is_known(self, element: _Element) -> bool:
        return isinstance(element.tag, str) and local(element) in self.vocabulary

    def _own(self, element: _Element) -> Iterator[Fault]:
        """Faults that need no grammar but its vocabulary."""
        inside = local(element)
        allowed = self.vocabulary[inside]
        present = set(map(written, element.attrib))
        children = {local(child) for child in element if isinstance(child.tag, str)}
        for name in sorted(allowed.children - children):
            yield self._fault("203", element, inside=inside, name=name)
        for name in present:
            if name not in allowed.attributes:
                yield self._fault("204", element, inside=inside, name=name)
        for name in sorted(allowed.required - present):
            yield self._fault("205", element, inside=inside, name=name)
        for child in element:
            if isinstance(child.tag, str) and not self._is_known(child):
                yield self._fault("201", child, name=local(child), of=self._title)

    def _as_told(self, element: _Element) -> Fault:
        """The fault that libxml2 tells of an element, the most telling first."""
        inside = local(element)
        rng = self._of(inside)
        rng.validate(element)
        told = sorted(rng.error_log, key=lambda entry: _TELLING.get(entry.type_name, len(_TELLING)))
        for entry in told:
            words = entry.message.split()
            if entry.type_name == "RELAXNG_ERR_ELEMWRONG" and len(words) == 6:
                return self._misplaced(element, words[4], entry.line)
            if entry.type_name == "RELAXNG_ERR_TEXTWRONG":
                return self._fault("207", element, inside=inside)
            if entry.type_name == "RELAXNG_ERR_NOELEM" and words[:3] == ["Expecting", "an", "element"]:
                return self._fault("203", element, inside=inside, name=words[3].rstrip(",") or "content")
            if entry.type_name in ("RELAXNG_ERR_INVALIDATTR", "RELAXNG_ERR_ATTRVALID"):
                return self._wrong_value(element)
        return self._fault("299", element, inside=inside, why=told[0].message if told else "no reason given")

    def _misplaced(self, element: _Element, name: str, line: int) -> Fault:
        named = [child for child in element if isinstance(child.tag, str) and local(child) == name]
        child = next((child for child in named if line_of(child) == line), named[0] if named else element)
        return self._fault("202", child, inside=local(element), name=name)

    def _wrong_value(self, element: _Element) -> Fault:
        """The attribute whose value is wrong: that without which the element has one fault less, or another."""
        inside = local(element)
        for name, value in element.attrib.items():
            if not self._takes(element, str(name), str(value)):
                return self._fault("206", element, inside=inside, name=written(name), value=value or "empty")
        return self._fault("299", element, inside=inside, why="its attributes")

    def _takes(self, element: _Element, name: str, value: str) -> bool:
        """Whether an attribute may have a value, as far as the grammar's pattern for it says."""
        from lxml import etree

        key = (local(element), written(name))
        if key not in self._probes:
            self._probes[key] = self._probe(*key)
        probing = self._probes[key]
        probe = etree.Element("probe")
        probe.set("value", value)
        return probing is None or bool(probing.validate(probe))

    def _probe(self, element: str, name: str) -> RelaxNG | None:
        """A grammar of one element `probe` whose `value` is what the attribute `name` of `element` may be."""
        from lxml import etree

        tree = self._parsed()
        definitions = _definitions(tree)
        pattern = definitions[element].find(f"{_R}element")
        assert pattern is not None  # that is what a definition named after an element holds
        attribute = next((given for given in _patterns(pattern, definitions) if given.get("name") == name), None)
        if attribute is None:
            return None
        probe = etree.SubElement(_emptied_start(tree), f"{_R}element", name="probe", ns="")
        value = etree.SubElement(probe, f"{_R}attribute", name="value", ns="")
        value.extend(list(attribute))
        return etree.RelaxNG(tree)

    def _fault(self, number: str, element: _Element, **values: object) -> Fault:
        inside, name = str(values.get("inside")), str(values.get("name"))
        special = self._special.get((number, inside, name)) or self._special.get((number, _ANY, name))
        return Fault.at(self._prefix + (special or number), element, **values)

    def _of(self, name: str) -> RelaxNG:
        """The grammar with the element `name` as its start."""
        from lxml import etree

        if name not in self._starting:
            tree = self._parsed()
            etree.SubElement(_emptied_start(tree), f"{_R}ref", name=name)
            self._starting[name] = etree.RelaxNG(tree)
        return self._starting[name]

    def _parsed(self) -> _ElementTree:
        return parsed(self._file)


_TELLING = {
    name: rank
    for rank, name in enumerate(
        (
            "RELAXNG_ERR_INVALIDATTR",
            "RELAXNG_ERR_ATTRVALID",
            "RELAXNG_ERR_ELEMWRONG",
            "RELAXNG_ERR_TEXTWRONG",
            "RELAXNG_ERR_NOELEM",
        )
    )
}

_ANY = "*"
_UNITS = ("tu", "tuv")
_DATES = ("creationdate", "changedate", "lastusagedate")

TMX = Grammar(
    "tmx14.rng",
    "TMX",
    "TMX 1.4",
    {
        ("205", "tmx", "version"): "102",
        ("206", "tmx", "version"): "103",
        ("205", "tuv", "xml:lang"): "302",
        **{("206", element, name): "305" for element in ("header", *_UNITS) for name in _DATES},
        **{("206", element, "usagecount"): "306" for element in _UNITS},
        **{("202", "tu", name): "307" for name in ("note", "prop")},
    },
)
TEI = Grammar(
    "tei-aligner.rng",
    "TEI",
    "TEI P5",
    {
        ("206", _ANY, "xml:lang"): "301",
        ("206", "language", "ident"): "301",
        ("206", _ANY, "xml:id"): "302",
    },
)


def parsed(file: str) -> _ElementTree:
    """One of the files that ship with the package, as XML."""
    from lxml import etree

    with (files("aligner") / "schemas" / file).open("rb") as stream:
        return etree.parse(stream)


def local(element: _Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def written(name: object) -> str:
    """An attribute's name as it is written: "xml:lang"."""
    return str(name).replace(_XML, "xml:")


def _definitions(grammar: _ElementTree) -> dict[str, _Element]:
    return {str(given.get("name")): given for given in grammar.iterfind(f"{_R}define")}


def _emptied_start(grammar: _ElementTree) -> _Element:
    start = grammar.find(f"{_R}start")
    assert start is not None  # every grammar has one
    start.clear()
    return start


def _attributes(pattern: _Element, definitions: Mapping[str, _Element]) -> Iterator[tuple[str, bool]]:
    """The attributes of an element's pattern, and whether each has to be there."""
    for attribute in _patterns(pattern, definitions):
        parents = {parent.tag for parent in attribute.iterancestors()}
        yield str(attribute.get("name")), f"{_R}optional" not in parents


def _needed_children(pattern: _Element, definitions: Mapping[str, _Element]) -> Iterator[str]:
    for child in pattern:
        if child.tag == f"{_R}oneOrMore":
            yield from _needed_children(child, definitions)
        elif child.tag == f"{_R}ref":
            name = str(child.get("name"))
            if definitions[name].find(f"{_R}element") is not None:
                yield name


def _patterns(pattern: _Element, definitions: Mapping[str, _Element]) -> Iterator[_Element]:
    for child in pattern:
        if child.tag == f"{_R}attribute":
            yield child
        elif child.tag == f"{_R}ref":
            yield from _patterns(definitions[str(child.get("name"))], definitions)
        elif child.tag == f"{_R}optional":
            yield from _patterns(child, definitions)
