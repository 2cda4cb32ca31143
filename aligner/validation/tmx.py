"""What a TMX 1.4 file has to be, beyond well-formed: the grammar, and the rules that no grammar sees.

A memory may be larger than the machine's, so it is read in pieces: units are judged a batch at a time and dropped, and
what is left of the file at its end is its frame. The rules are those of the format's description and of TMXValidator
(Maxprograms, `TMXValidatingHandler`): language tags, the source language of each unit letter for letter, pairs of
inline codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from aligner.validation.faults import Fault
from aligner.validation.grammar import TMX, local, parsed
from aligner.validation.languages import is_language
from aligner.validation.parsing import begun, pull_parser

if TYPE_CHECKING:
    from lxml.etree import RelaxNG, _Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ALL = "*all*"
CODES = ("bpt", "ept", "it", "ph", "hi", "ut")


def faults(pieces: Iterable[bytes]) -> Iterator[Fault]:
    """The faults of a TMX file that comes in pieces, those of its units first.

    Raises:
        XMLSyntaxError: The file is not well-formed; the faults before that place have been given.
    """
    parser = pull_parser("header", "body")
    header: _Element | None = None
    body: _Element | None = None
    judge = _Judge()
    for piece in pieces:
        parser.feed(piece)
        for element in begun(parser):
            header = element if local(element) == "header" and header is None else header
            body = element if local(element) == "body" and body is None else body
        if body is not None:
            # The last unit may have been read in part.
            yield from judge(_taken(list(body)[:-1]), header)
    root = parser.close()
    if body is not None:
        yield from judge(_taken(list(body)), header)
    yield from _frame(root)


def _taken(units: Sequence[_Element]) -> _Element:
    """A body with these units in it, which are no longer in their own."""
    from lxml import etree

    batch = etree.Element("body")
    batch.extend(units)
    return batch


class _Judge:
    """Judges batches of units; what most units are like is asked first, and language tags are looked at once."""

    def __init__(self) -> None:
        self._right = {ALL}
        self._usual: RelaxNG | None = None

    def __call__(self, batch: _Element, header: _Element | None) -> Iterator[Fault]:
        default = header.get("srclang") if header is not None else None
        if self._usual is None:
            self._usual = _usual(batch, default)
        if self._usual is not None and self._usual.validate(batch):
            return
        if not TMX.holds(batch):
            yield from TMX.faults(batch)
        for unit in batch.iterchildren("tu"):
            yield from self._languages(unit, unit.get("srclang", default))
        if next(batch.iter(*CODES), None) is not None:
            for unit in batch.iterchildren("tu"):
                yield from _inline(unit)

    def _languages(self, unit: _Element, source: str | None) -> Iterator[Fault]:
        found = [variant.get(LANG) for variant in unit.iterchildren("tuv")]
        if not self._right.issuperset(found):
            yield from self._tags(unit)
        if found and source not in found and source is not None and source != ALL and None not in found:
            yield Fault.at("TMX303", unit, value=source)
        for tag, number in Counter(found).items() if len(set(found)) < len(found) else ():
            if tag is not None and number > 1:
                yield Fault.at("TMX304", unit, value=tag)

    def _tags(self, unit: _Element) -> Iterator[Fault]:
        for variant in unit.iterchildren("tuv"):
            tag = variant.get(LANG)
            if tag and tag not in self._right:
                if is_language(tag):
                    self._right.add(tag)
                else:
                    yield Fault.at("TMX301", variant, value=tag)


def _usual(batch: _Element, source: str | None) -> RelaxNG | None:
    """The grammar of units like the first, if that has two languages, the source first, and they are right."""
    from lxml import etree

    first = batch.find("tu")
    tags = [] if first is None else [variant.get(LANG) for variant in first.iterchildren("tuv")]
    if len(set(tags)) != 2 or len(tags) != 2 or tags[0] != source or not all(tag and is_language(tag) for tag in tags):
        return None
    grammar = parsed("tmx14-usual.rng")
    for value, tag in zip(grammar.iter("{*}value"), tags, strict=True):
        value.text = tag
    return etree.RelaxNG(grammar)


def _inline(unit: _Element) -> Iterator[Fault]:
    """Each `bpt` has one `ept` behind it with the same i; each x is used once, and in every variant."""
    numbers: list[list[str]] = []
    for segment in unit.iterchildren("tuv"):
        opened: Counter[str | None] = Counter()
        closed: Counter[str | None] = Counter()
        for code in segment.iter("bpt", "ept"):
            side = opened if code.tag == "bpt" else closed
            side[code.get("i")] += 1
            if closed[code.get("i")] > opened[code.get("i")] or side[code.get("i")] > 1:
                yield Fault.at("TMX308", code, value=code.get("i"))
        for number in opened - closed:
            yield Fault.at("TMX308", segment, value=number)
        numbers.append(sorted(str(code.get("x")) for code in segment.iter(*CODES) if code.get("x") is not None))
    repeated = {x for found in numbers for x, times in Counter(found).items() if times > 1}
    unmatched = {x for found in numbers for x in found if any(x not in other for other in numbers)}
    for x in sorted(repeated | unmatched):
        yield Fault.at("TMX309", unit, value=x)


def _frame(root: _Element) -> Iterator[Fault]:
    """The faults of the file without its units."""
    if root.tag != "tmx":
        yield Fault.at("TMX101", root, name=str(root.tag).partition("}")[0].lstrip("{"))
        return
    if not TMX.holds(root):
        yield from TMX.faults(root)
    for header in root.iterchildren("header"):
        for name, also in (("srclang", ALL), ("adminlang", "")):
            tag = header.get(name)
            if tag is not None and tag != also and not is_language(tag):
                yield Fault.at("TMX301", header, value=tag)
