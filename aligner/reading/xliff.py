"""XLIFF 1.2 and 2.x, and the kin of 1.2 that CAT tools write (.sdlxliff, .mqxliff): what has been translated so far.

Both versions keep a source and a target in a unit, whole or cut into segments; a segment is a pair. The codes of inline
markup are no text; what it marks is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.document import Language
from aligner.errors import LanguageError
from aligner.reading.languages import language_of
from aligner.reading.pairs import Counts, Pair
from aligner.reading.stream import Stream
from aligner.reading.xml_safety import REPLACED, elements, line_of, local_name, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

UNTRANSLATED = "segments without a translation were left out"
# Codes of both versions; a `cp` of 2.x stands for a character that XML forbids.
_CODES = dict.fromkeys(("bpt", "bx", "ept", "ex", "it", "ph", "x", "ec", "sc", "sub"), "") | {"cp": "\ufffd"}


def read(stream: Stream, counts: Counts) -> Iterator[Pair]:
    """Read the translated segments of a file.

    Raises:
        ReadError: It is no well-formed XML, or not to be trusted.
        LanguageError: It does not go from one of the two languages to the other.
    """
    for unit in elements(stream, ("trans-unit", "unit"), counts):
        languages = _languages(unit, stream.name)
        for source, target in _segments(unit):
            if not target.strip() or source == target:
                counts[UNTRANSLATED] += 1
            else:
                counts[REPLACED] += (source + target).count("\ufffd")
                yield Pair.of(dict(zip(languages, (source, target), strict=True)), line_of(unit))


def _languages(unit: _Element, name: str) -> tuple[Language, Language]:
    """The languages of source and target, as an element around the unit names them."""
    for around in unit.iterancestors():
        tags = [
            around.get("source-language") or around.get("srcLang"),
            around.get("target-language") or around.get("trgLang"),
        ]
        source, target = map(language_of, tags)
        if source and target and source != target:
            return source, target
        if any(tags):
            raise LanguageError(
                f"this file goes from {tags[0] or 'an unnamed language'} to {tags[1] or 'an unnamed one'}",
                where=name,
                do="give one between Chinese (zh…) and English (en…)",
            )
    raise LanguageError("this file names no languages", where=name, do="name them on its root or file element")


def _segments(unit: _Element) -> Iterator[tuple[str, str]]:
    """Source and target of each segment of a unit."""
    if local_name(unit) == "unit":
        for segment in unit.iter("{*}segment"):
            yield _text(_child(segment, "source")), _text(_child(segment, "target"))
        return
    source, target = _child(unit, "source"), _child(unit, "target")
    cut = [_marked(side) for side in (_child(unit, "seg-source"), target)]
    if cut[0] and cut[0].keys() == cut[1].keys():
        yield from ((text, cut[1][number]) for number, text in cut[0].items())
    else:
        yield _text(source), _text(target)


def _marked(side: _Element | None) -> dict[str, str]:
    """The segments of one side of a 1.2 unit, by number."""
    if side is None:
        return {}
    return {mark.get("mid", ""): _text(mark) for mark in side.iter("{*}mrk") if mark.get("mtype") == "seg"}


def _child(element: _Element, name: str) -> _Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _text(element: _Element | None) -> str:
    return "" if element is None else text_of(element, _CODES)
