"""The faults of a TMX or TEI file: a table of stable codes, what each says, and how it is mended.

XML… concerns any XML file, TMX… and TEI… the format; 2xx is what a grammar sees, 3xx what it does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from lxml.etree import _Element


class Code(NamedTuple):
    """What a fault says, with names in braces for what `Fault.of` is given, and how to mend it.

    `repairs` says whether `aligner validate --repair` can do it: always, or only where there is no doubt.
    """

    what: str
    mend: str
    repairs: bool = False


class Fault(NamedTuple):
    """A fault at a `line`, counted from 1, with its `code` and a `message` that says what to do."""

    line: int
    code: str
    message: str

    @classmethod
    def of(cls, code: str, line: int | None, **values: object) -> Fault:
        """A fault with the message of its code."""
        known = CODES[code]
        what = known.what.format_map({name: _shown(value) for name, value in values.items()})
        return cls(line or 1, code, f"{what}; {known.mend}")

    @classmethod
    def at(cls, code: str, element: _Element, **values: object) -> Fault:
        """The same, at the line where an element begins."""
        return cls.of(code, line_of(element), **values)


_SHAPES = {
    "201": Code("there is no element {name} in {of}", "take it out, or correct its name"),
    "202": Code("{name} may not stand here in {inside}", "move it to where the format has it, or take it out"),
    "203": Code("{inside} lacks {name}", "put it in"),
    "204": Code("{inside} has no attribute {name}", "take it out, or correct its name"),
    "206": Code("the attribute {name} of {inside} may not be {value}", "correct the value"),
    "207": Code("there may be no text in {inside}", "move the text into an element, or take it out"),
    "299": Code("{inside} is not as the format has it ({why})", "compare it with the description of the format"),
}

CODES: Mapping[str, Code] = {
    "XML001": Code("this is not well-formed XML ({why})", "correct the markup here; nothing behind it was checked"),
    "XML002": Code("{count} characters that XML forbids, {name} for one", "put U+FFFD in their place", repairs=True),
    "XML003": Code("bytes that are not {encoding}", "save the file in the encoding that it declares", repairs=True),
    "XML004": Code("the file declares entities of its own, which are not read", "write out what they stand for"),
    "XML005": Code("the root element is {name}, neither TMX nor TEI", "give a TMX or a TEI file"),
    "TMX101": Code("tmx is in the namespace {name}", "take xmlns out: TMX has no namespace", repairs=True),
    "TMX102": Code("tmx has no version", 'write version="1.4"', repairs=True),
    "TMX103": Code("the version is {value}", 'write version="1.4"', repairs=True),
    **{f"TMX{number}": code for number, code in _SHAPES.items()},
    "TMX205": Code("{inside} lacks the attribute {name}", "put it in", repairs=True),
    "TMX301": Code("{value} is no language tag", "write a tag such as zh-CN, as BCP 47 has it", repairs=True),
    "TMX302": Code("tuv does not say its language", "give it xml:lang", repairs=True),
    "TMX303": Code(
        "no tuv of this unit is in {value}, the source language, letter for letter",
        "write the same tag in srclang and in xml:lang",
        repairs=True,
    ),
    "TMX304": Code("several tuv of this unit are in {value}", "give each variant a unit of its own", repairs=True),
    "TMX305": Code("{name} is {value}, no date of TMX", "write it like 20150704T080000Z", repairs=True),
    "TMX306": Code("usagecount is {value}", "write a whole number"),
    "TMX307": Code("{name} stands behind a tuv", "put notes and properties before the first tuv", repairs=True),
    "TMX308": Code("bpt and ept with i={value} are no pair", "give each bpt one ept behind it with the same i"),
    "TMX309": Code("the inline codes of the variants do not match (x: {value})", "use each x once, and in every tuv"),
    "TEI101": Code("{name} is not in the namespace of TEI", 'write xmlns="http://www.tei-c.org/ns/1.0"'),
    **{f"TEI{number}": code for number, code in _SHAPES.items()},
    "TEI205": Code("{inside} lacks the attribute {name}", "put it in"),
    "TEI208": Code("TEI P5 has no attribute {name}", "take it out, or correct its name"),
    "TEI301": Code("{value} is no language tag", "write a tag such as zh-Hans, as BCP 47 has it", repairs=True),
    "TEI302": Code("the identifier {value} is no XML name", "begin it with a letter, and use no blanks or colons"),
    "TEI303": Code("the identifier {value} was given before, in line {before}", "give each element its own"),
    "TEI304": Code("link has {count} targets", "give it two or more, or write ptr for a link with one side"),
    "TEI305": Code("span says in two ways what it covers ({names})", "use target alone, or from, or from and to"),
    "TEI306": Code("s inside another s", "use seg for the inner one"),
    "TEI307": Code("nothing here has the identifier {value}", "correct the pointer, or put in what it points at"),
}


_LINES_OF_ELEMENTS = 65_535


def line_of(element: _Element) -> int:
    """The line where an element begins, counted from 1."""
    line = cast("int | None", element.sourceline) or 1
    if line < _LINES_OF_ELEMENTS:
        return line
    # From here on libxml2 knows the lines of texts alone, where they end, and gives an element that of the next text.
    if element.text:
        return line - element.text.count("\n")
    first = next(element.iterchildren(), None)
    return line_of(first) if first is not None else line - (element.tail or "").count("\n")


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
