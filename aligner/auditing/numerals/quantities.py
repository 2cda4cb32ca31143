"""Numbers as values that can be compared across the two languages.

`3.2亿` and `320 million`, `百分之五` and `5%`, `第十三届` and `13th`, `一半` and `50 percent` have readings in common.
A quantity that can be read in several ways (`提高一倍`: by one time, to two times) carries all of its readings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

from aligner.document import Span

QuantityKind = Literal["count", "percent", "ordinal", "year", "month", "day", "multiple", "name", "relative"]
Bound = Literal["", "more", "less", "about"]

# Units that a translation converts: what one Chinese unit is in the English one, to within rounding.
_CONVERSIONS: dict[tuple[str, str], Fraction] = {
    ("mu", "hectare"): Fraction(1, 15),
    ("mu", "acre"): Fraction(1647, 10000),
    ("jin", "kilogram"): Fraction(1, 2),
    ("jin", "tonne"): Fraction(1, 2000),
    ("li", "kilometer"): Fraction(1, 2),
}
_ROUNDING = Fraction(1, 100)

CURRENCIES = frozenset({"cny", "usd", "eur", "gbp", "jpy", "hkd"})


class Quantity(NamedTuple):
    """A number in a text.

    Attributes:
        span: Where it stands in the text that was read, in characters.
        text: The characters of the span.
        kind: What it counts or orders; "relative" is a year or century that is not named (去年, "this year").
        readings: The values it may have, the likeliest first; empty for a "relative" one.
        weight: In [0, 1]: how sure it is that this is a number that a translation has to keep.
        bound: Whether the text says more than, less than or about that many.
        unit: The currency or measure that follows it, where that is one we compare; else "".
    """

    span: Span
    text: str
    kind: QuantityKind
    readings: tuple[Fraction, ...]
    weight: float
    bound: Bound = ""
    unit: str = ""


class Reader(NamedTuple):
    """One way to write a number: a pattern whose groups are its own, and what a match of it means."""

    name: str
    pattern: str
    read: Callable[[str, re.Match[str]], Iterable[Quantity]]


def compiled(readers: Iterable[Reader], begins: str, skipped: str = "(?!)", shared: str = "") -> re.Pattern[str]:
    """One pattern that finds what any reader reads, in a group of its name; of several that fit, the first.

    Args:
        readers: The readers, the more particular first.
        begins: A pattern without width for where a number can begin, which spares trying the readers elsewhere.
        skipped: A pattern for words in which no reader is to look.
        shared: A pattern without width for what several readers ask for, in a group that they refer to.
    """
    groups = "|".join(f"(?P<{reader.name}>{reader.pattern})" for reader in readers)
    return re.compile(f"{begins}(?:(?:{skipped})|{shared}(?:{groups}))")


def agree(zh: Quantity, en: Quantity) -> bool:
    """Whether a Chinese and an English quantity can be the same."""
    if not set(zh.readings).isdisjoint(en.readings):
        return True
    factor = _CONVERSIONS.get((zh.unit, en.unit))
    if factor is None:
        return False
    return any(abs(a * factor - b) <= b * _ROUNDING for a in zh.readings for b in en.readings)


def shown(quantity: Quantity) -> str:
    """A quantity's likeliest value as a person writes it: "2015", "65%", "290,000,000"."""
    value = quantity.readings[0]
    if quantity.kind == "percent":
        return f"{float(value) * 100:.4g}%"
    if value.denominator != 1:
        return f"{float(value):.6g}"
    return f"{value.numerator}" if quantity.kind in {"year", "month", "day"} else f"{value.numerator:,}"
