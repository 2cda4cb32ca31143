"""Link files of InterText and XCES as ladders: `xtargets="TO;FROM"`, whose identifiers stand for sentences.

Sentences are numbered in the order of their identifiers, "12:3" before "12:10", since every sentence is in a link.
The texts themselves are not needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aligner.bitext import Bead
from aligner.document import LANGUAGES, Language, other
from aligner.errors import InputError
from aligner.evaluation.ladder import Ladder, checked
from aligner.reading.languages import language_of
from aligner.reading.stream import open_stream
from aligner.reading.xml_safety import line_of, tree

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOTS = ("linkGrp", "cesAlign")
_DOCUMENTS = ("toDoc", "fromDoc")
_parts = re.compile(r"[^0-9A-Za-z一-鿿]+")
_digits = re.compile(r"(\d+)")

Name = tuple[int, str]
"""A sentence: the number of its group of links in the file, and its identifier."""


class _Link(NamedTuple):
    sides: dict[Language, tuple[Name, ...]]
    line: int | None


def read_links(path: Path, encoding: str | None = None) -> Ladder:
    """Read a file of links.

    Raises:
        ReadError: The file cannot be read, or is no well-formed XML.
        InputError: It names no languages, a link has not two sides, an identifier occurs twice, or there are no links.
    """
    stream = open_stream(path, encoding)
    root = tree(stream.source(), Counter())
    links = [
        link for number, group in enumerate(root.iter("{*}linkGrp")) for link in _links(group, number, stream.name)
    ]
    order: dict[Language, list[Name]] = {
        side: sorted({name for link in links for name in link.sides[side]}, key=_natural) for side in LANGUAGES
    }
    index = {side: {name: k for k, name in enumerate(order[side])} for side in LANGUAGES}
    zh, en = ([tuple(index[side][name] for name in link.sides[side]) for link in links] for side in LANGUAGES)
    names = {side: tuple(name for _, name in order[side]) for side in LANGUAGES}
    return checked(Ladder(stream.name, tuple(map(Bead, zh, en)), tuple(link.line for link in links), names=names))


def _links(group: _Element, number: int, file: str) -> Iterator[_Link]:
    first = _first_language(group, file)
    for link in group.iter("{*}link"):
        halves = (link.get("xtargets") or "").split(";")
        if len(halves) != 2:
            raise InputError(
                "this link has not two sides", where=f"{file}:{line_of(link)}", do='write xtargets="IDS;IDS"'
            )
        one, two = (tuple((number, name) for name in half.split()) for half in halves)
        yield _Link({first: one, other(first): two}, line_of(link))


def _first_language(group: _Element, file: str) -> Language:
    """The language of the text that is named first, and so comes first in each link."""
    named = [str(value) for name, value in group.attrib.items() if name in _DOCUMENTS]
    languages = [_language(name) for name in named]
    if len(named) == 2 and set(languages) == set(LANGUAGES) and languages[0]:
        return languages[0]
    raise InputError(
        f"which of its texts is Chinese and which English cannot be told ({', '.join(named) or 'none is named'})",
        where=f"{file}:{line_of(group)}",
        do='name them with their languages, as in toDoc="book.en.xml" fromDoc="book.zh.xml"',
    )


def _language(name: str) -> Language | None:
    """The language that a part of a file's name names, the last such part counting."""
    found = [language_of(part) for part in _parts.split(name)]
    return next(filter(None, reversed(found)), None)


def _natural(name: Name) -> tuple[int, list[tuple[int, str]]]:
    """Identifiers in the order of the text: numbers in them by their value."""
    parts = _digits.split(name[1])
    return name[0], [(int(part), "") if k % 2 else (-1, part) for k, part in enumerate(parts)]
