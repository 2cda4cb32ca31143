"""Word's automatic numbers: the labels that a Word document shows before its paragraphs but does not hold as text.

Every list is an instance (`num`) of a definition (`abstractNum`) of up to nine levels. Instances of one definition
count on together, unless they say where to begin anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_placeholder = re.compile(r"%([1-9])")
_HAN, _PLACES = "零一二三四五六七八九", ("", "十", "百", "千")
_LEGAL, _LEGAL_PLACES = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl"} | {
    10: "x",
    9: "ix",
    5: "v",
    4: "iv",
    1: "i",
}


class Level(NamedTuple):
    """One level of a list: its first number, the number's format, and the text around it ("%1、").

    `legal` levels write the numbers of outer ones in digits; `style` is the paragraph style that stands for the level.
    """

    start: int
    format: str
    text: str
    legal: bool = False
    style: str = ""

    @property
    def is_bullet(self) -> bool:
        """Whether its label is a mark that counts nothing."""
        return self.format in ("bullet", "none") or not _placeholder.search(self.text)


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted.

    `levels` gives the levels of each definition, `definitions` the definition of each instance, and `restarts` the
    numbers with which an instance begins levels anew.
    """

    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    restarts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: _Element | None) -> Numbering:
        """Read the part of a document that defines its lists."""
        if root is None:
            return cls()
        levels: dict[str, dict[int, Level]] = {}
        shared: dict[str, str] = {}
        borrowed: dict[str, str] = {}
        for definition in root.iterfind(f"{W}abstractNum"):
            name = definition.get(f"{W}abstractNumId", "")
            levels[name] = dict(map(_level, definition.iterfind(f"{W}lvl")))
            shared[value(definition, "styleLink")] = name
            borrowed[name] = value(definition, "numStyleLink")
        for name, style in borrowed.items():
            if style and not levels[name]:
                levels[name] = levels.get(shared.get(style, ""), {})
        definitions, restarts = {}, {}
        for instance in root.iterfind(f"{W}num"):
            name = instance.get(f"{W}numId", "")
            definitions[name] = value(instance, "abstractNumId")
            restarts[name] = {
                _whole(override.get(f"{W}ilvl")): _whole(value(override, "startOverride"), 1)
                for override in instance.iterfind(f"{W}lvlOverride")
                if override.find(f"{W}startOverride") is not None
            }
        return cls(levels, definitions, restarts)

    def level_of(self, instance: str, style: str) -> int:
        """The level of a list that a paragraph style stands for; 0 if none says so."""
        levels = self.levels.get(self.definitions.get(instance, ""), {})
        return next((at for at, level in levels.items() if style and level.style == style), 0)

    def label(self, instance: str, at: int) -> str | None:
        """Count on in a list, and give the label; "" for a bullet, None for what is in no list."""
        definition = self.definitions.get(instance, "")
        levels = self.levels.get(definition)
        if not levels or at not in levels:
            return None
        counters = self._counters.setdefault(definition, {})
        restart = self.restarts.get(instance, {}).get(at)
        if restart is not None and (instance, at) not in self._begun:
            counters[at] = restart
        else:
            counters[at] = counters[at] + 1 if at in counters else levels[at].start
        self._begun.add((instance, at))
        for deeper in [level for level in counters if level > at]:
            del counters[deeper]
        if levels[at].is_bullet:
            return ""
        return _placeholder.sub(lambda found: self._number(levels, counters, int(found[1]) - 1, at), levels[at].text)

    def _number(self, levels: Mapping[int, Level], counters: Mapping[int, int], wanted: int, at: int) -> str:
        if wanted not in levels:
            return ""
        form = "decimal" if levels[at].legal else levels[wanted].format
        return formatted(counters.get(wanted, levels[wanted].start), form)


def value(element: _Element, name: str) -> str:
    """The `w:val` of a child of that name; "" if there is none."""
    child = element.find(W + name)
    return "" if child is None else child.get(f"{W}val", "")


def _level(element: _Element) -> tuple[int, Level]:
    level = Level(
        _whole(value(element, "start"), 1),
        value(element, "numFmt") or _alternate(element) or "decimal",
        value(element, "lvlText"),
        element.find(f"{W}isLgl") is not None,
        value(element, "pStyle"),
    )
    return _whole(element.get(f"{W}ilvl")), level


def _alternate(level: _Element) -> str:
    """The number format that stands in for a newer one, for programs that do not know that."""
    found = level.find(f"{{*}}AlternateContent/{{*}}Fallback/{W}numFmt")
    return "" if found is None else found.get(f"{W}val", "")


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def formatted(number: int, form: str) -> str:
    """A number as one of Word's formats writes it: 12 is "12", "xii", "l", 十二 or ⑫; in digits in an unknown one."""
    known = _FORMATS.get(form)
    return known(number) if known and number > 0 else str(number)


def _han(number: int, digits: str = _HAN, places: tuple[str, ...] = _PLACES) -> str:
    if number >= 10_000:
        return str(number)
    out = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            out += digits[digit] + places[place]
        elif out and number % 10**place and not out.endswith(digits[0]):
            out += digits[0]
    return out


def _counting(number: int) -> str:
    """十二, not 一十二."""
    text = _han(number)
    return text[1:] if text.startswith("一十") else text


def _roman(number: int) -> str:
    out = ""
    for size, letters in _ROMAN.items():
        times, number = divmod(number, size)
        out += letters * min(times, 20)
    return out


def _letters(number: int) -> str:
    """One letter from a to z, then two of the same, and so on, as Word counts."""
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * min(times + 1, 20)


def _circled(number: int) -> str:
    if number <= 20:
        return chr(0x2460 + number - 1)
    return chr(0x3251 + number - 21) if number <= 35 else str(number)


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "ordinal": _ordinal,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "ideographTraditional": lambda number: _STEMS[number - 1] if number <= 10 else str(number),
    "ideographDigital": lambda number: "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: _han(number, _LEGAL, _LEGAL_PLACES),
} | dict.fromkeys(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "koreanCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    ),
    _counting,
)
