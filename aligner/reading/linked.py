"""Corpora whose links point at identifiers, in the same file or in others beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from aligner.document import Language
from aligner.errors import ReadError
from aligner.reading.languages import language_of
from aligner.reading.pairs import Counts, Pair, one_line
from aligner.reading.script import evidence
from aligner.reading.stream import open_stream
from aligner.reading.xml_safety import XML_ID, XML_LANG, text_of, tree

_SAMPLE = 50_000

if TYPE_CHECKING:
    from lxml.etree import _Element

# In a unit of text: remarks are none of it, and a line break of the edition is a blank.
ASIDE = dict.fromkeys(("note", "fw", "del", "sic", "orig", "gap", "figDesc"), "") | dict.fromkeys(("lb", "pb"), "\n")


class Unit(NamedTuple):
    """A text that links may point at, and its language; None for one that is neither Chinese nor English."""

    text: str
    language: Language | None


@dataclass
class Units:
    """The texts of the files that links point into, by file and identifier; each file is read once.

    `home` is the file that holds the links, as the user named it, and `root` what it holds. Only files in its folder
    or below are read.
    """

    home: str
    root: _Element
    counts: Counts
    _files: dict[str, dict[str, _Element]] = field(default_factory=dict)
    _languages: dict[str, Language | None] = field(default_factory=dict)

    def pair(self, targets: Iterable[tuple[str, str]], line: int | None) -> Pair:
        """The pair that a link makes of the units at its targets, each a file ("" for the home file) and an identifier.

        Raises:
            ReadError: There is no such file, or no such unit in it.
        """
        sides: dict[Language, list[str]] = {"zh": [], "en": []}
        for file, identifier in targets:
            unit = self.unit(file, identifier)
            if unit.language:
                sides[unit.language].append(unit.text)
        return Pair.of({"zh": "".join(sides["zh"]), "en": " ".join(sides["en"])}, line)

    def unit(self, file: str, identifier: str) -> Unit:
        """One unit; see `pair`."""
        if file not in self._files:
            root = self._beside(file) if file else self.root
            self._files[file] = elements_by_id(root)
            self._languages[file] = evidence(text_of(root)[:_SAMPLE]).language if file else None
        element = self._files[file].get(identifier)
        if element is None:
            raise ReadError(
                f"a link points at {identifier!r}, which is not in {file or 'this file'}",
                where=self.home,
                do="export the links and the texts again, together",
            )
        text = one_line(text_of(element, ASIDE))
        return Unit(text, language_around(element) or self._languages[file] or evidence(text).language)

    def _beside(self, file: str) -> _Element:
        path = PurePosixPath(file)
        if path.is_absolute() or ".." in path.parts or ":" in file or "\\" in file:
            raise ReadError(
                f"its links point into {file!r}, and only files beside it are read",
                where=self.home,
                do="put the texts into its folder, and name them there",
            )
        folder = Path(self.home).parent
        names = [str(path), path.name]
        places = [folder / form for name in names for form in (name, name.removesuffix(".gz"))]
        found = next(filter(Path.is_file, places), None)
        if found is None:
            raise ReadError(
                f"its links point into {file!r}, which is not there", where=self.home, do="put it into the same folder"
            )
        return tree(open_stream(found).source(), self.counts)


def elements_by_id(root: _Element) -> dict[str, _Element]:
    """The elements that have an identifier."""
    elements = ((element.get(XML_ID) or element.get("id"), element) for element in root.iter("{*}*"))
    return {identifier: element for identifier, element in elements if identifier}


def language_around(element: _Element) -> Language | None:
    """What an element, or else the nearest around it, says of its language.

    The root is not asked: what it says is as often the language of the header.
    """
    at, around = element, element.getparent()
    while around is not None:
        tag = at.get(XML_LANG) or at.get("lang")
        if tag:
            return language_of(tag)
        at, around = around, around.getparent()
    return None
