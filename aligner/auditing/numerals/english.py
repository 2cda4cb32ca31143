"""Quantities in English text: 1.2 trillion, twenty-five, 13th, two-thirds, 5 to 8 percent, July 1, 2015, a dozen.

Small number words and a plain "one" carry little weight: English uses them where Chinese counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from aligner.auditing.numerals.english_values import (
    CARDINALS,
    DIGITS,
    FOLDS,
    MONTHS,
    ORDINALS,
    PARTS,
    SCALE,
    SCALED,
    SCALES,
    WORD,
    WORDS,
    any_of,
    beginning,
    value_of,
)
from aligner.auditing.numerals.measures import english_bound, english_unit
from aligner.auditing.numerals.quantities import Quantity, QuantityKind, Reader, compiled
from aligner.document import Span

_ARTICLES = ("a", "another")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# After these a number between 1600 and 2099 is an amount and no year.
_MEASURED = "yuan|percent|per cent|million|billion|trillion|thousand|people|kilomet|square|hectare|ton|metric|mu\\b"
# The words that any number in words begins with, or that stand before one.
_FIRST = (
    *CARDINALS,
    *ORDINALS,
    *MONTHS,
    *FOLDS,
    *("half", "halv", "several", "many", "some", "tens", "hundreds", "thousands", "millions", "billions", "trillions"),
    *("last", "this", "next", "past", "previous", "coming", "current", "same", "that", "each", "per", "annual", "year"),
    *(rf"{word}\b" for word in ("a", "another", "the")),
)


@lru_cache(maxsize=4096)
def english_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of an English text, in order."""
    found: list[Quantity] = []
    for match in _ANY.finditer(text):
        if match.lastgroup is not None:
            found += _READERS[match.lastgroup].read(text, match)
    return tuple(_ranged(text, quantity, after) for quantity, after in zip(found, [*found, None][1:], strict=True))


def _quantity(
    text: str, span: tuple[int, int], kind: QuantityKind, readings: tuple[Fraction, ...], weight: float
) -> Quantity:
    start, end = span
    bound, unit = english_bound(text, start, end), english_unit(text, start, end)
    return Quantity(Span(start, end), text[start:end], kind, readings, weight, bound, unit)


def _plan(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """13th Five-Year Plan: the five counts nothing."""
    yield _quantity(text, match.span("plan_number"), "ordinal", (value_of(match["plan_number"]),), 0.9)


def _day(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """A date with its month, which is marked whole: the day stands before or after."""
    month = match["month_first"] or match["month_last"]
    day = re.sub(r"\D", "", match["day_last"] or match["day_first"])
    yield _quantity(text, match.span(), "month", (Fraction(MONTHS[month]),), 0.8)
    yield _quantity(text, match.span(), "day", (Fraction(day),), 0.8)


def _month(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    yield _quantity(text, match.span(), "month", (Fraction(MONTHS[match[0]]),), 0.4)


def _decade(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    value = Fraction(match["decade_number"])
    yield _quantity(text, match.span(), "ordinal", (value, value % 100), 0.6)


def _year(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    yield _quantity(text, match.span(), "year", (Fraction(match[0]),), 1.0)


def _ordinal(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    value = value_of(match[0])
    weight = 0.2 if value <= 10 and not match[0][0].isdigit() else 0.8
    yield _quantity(text, match.span(), "ordinal", (value,), weight)


def _fraction(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Two thirds, a third; "one third" and "a third" could as well be an ordinal."""
    name = match["fraction_part"].lower()
    part = PARTS[name.rstrip("s")] if name != "halves" else 2
    count = match["fraction_count"].lower()
    value = Fraction(1 if count in _ARTICLES else int(value_of(count)), part)
    ordinal = (Fraction(part),) if value.numerator == 1 else ()
    yield _quantity(text, match.span(), "percent", (value, *ordinal), 0.3 if count in _ARTICLES else 0.7)


def _half(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Half, or half a million."""
    if match["half_scale"]:
        value = Fraction(SCALES[match["half_scale"].lower()], 2)
        yield _quantity(text, match.span(), "count", (value,), 0.6)
    else:
        yield _quantity(text, match.span(), "percent", (Fraction(1, 2), Fraction(2)), 0.3)


def _fold(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Double, a dozen, two decades, the centenary: words that hold a number."""
    readings = tuple(map(Fraction, FOLDS[match["fold_word"].lower()]))
    if match["fold_count"]:
        times = value_of(match["fold_count"])
        readings = (readings[0] * times, *readings, times)
    yield _quantity(text, match.span(), "multiple", readings, 0.2)


def _vague(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Tens of thousands, several hundred."""
    value = Fraction(1)
    for word in re.findall("[a-z]+", match[0].lower()):
        value *= {"tens": 10, "dozens": 10}.get(word, SCALES.get(word.rstrip("s"), 1))
    yield _quantity(text, match.span(), "count", (value,), 0.2)


def _number(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """A number in digits or words, and whether it is a percentage."""
    start, end = match.span("written")
    value, digits = value_of(match["written"]), match["written"][0].isdigit()
    if match["percent"]:
        yield _quantity(text, match.span(), "percent", (value / 100, value), 1.0 if digits else 0.7)
        return
    begins = start == 0 or re.search(r"[.;:\n]\s*$", text[max(0, start - 3) : start]) is not None
    listed = value < 100 and (
        text[start - 1 : start] + text[end : end + 1] in {"()", "（）"}
        or (digits and begins and re.match(r"[.)](?:\s|$)", text[end:]) is not None)
    )
    yield _quantity(text, (start, end), "count", (value,), 0.2 if listed else _weight(match["written"], value))


def _weight(written: str, value: Fraction) -> float:
    if written[0].isdigit():
        return 1.0
    if re.search(SCALE, written, re.IGNORECASE):
        return 0.9
    return 0.1 if value <= 1 else 0.4 if value <= 12 else 0.8


def _name(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """5G, PM2.5, 1,000M: the number belongs to a name."""
    digits = re.findall(DIGITS, match[0])
    yield _quantity(text, match.span(), "name", (value_of(digits[0]),), 0.3)


def _relative(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    yield _quantity(text, match.span(), "relative", (), 0.0)


_RANGE = re.compile(r"\s*(?:to|and|or|through|[-–—~])\s*(?:\w+ than |nearly |almost |over |US\$|\$|about )?")


def _ranged(text: str, quantity: Quantity, after: Quantity | None) -> Quantity:
    """In "from 5 to 8 percent" and "2 or 3 million" the first number has the second one's percent or scale as well."""
    if after is None or quantity.kind not in {"count", "percent"} or len(quantity.readings) > 1:
        return quantity
    if not _RANGE.fullmatch(text, quantity.span.end, after.span.start):
        return quantity
    more: tuple[Fraction, ...] = ()
    if after.kind == "percent" and len(after.readings) == 2:
        more = (quantity.readings[0] / 100,)
    elif after.kind == "count" and after.text[0].isdigit() and after.text[-1].isalpha():
        more = (quantity.readings[0] * value_of(re.sub(r"^[\d.,\s-]+", "", after.text)),)
    return quantity._replace(readings=(*quantity.readings, *more), unit=quantity.unit or after.unit)


_READERS = {
    reader.name: reader
    for reader in (
        Reader("plan", rf"\b(?P<plan_number>\d+(?:st|nd|rd|th)|(?i:{any_of(ORDINALS)}))[ -]Five[- ]Year\b", _plan),
        Reader(
            "day",
            rf"\b(?P<month_first>{any_of(MONTHS)})\s(?P<day_last>{_DAY})(?!\d)"
            rf"|\b(?P<day_first>{_DAY})\s(?:of\s)?(?P<month_last>{any_of(MONTHS)})\b",
            _day,
        ),
        Reader("month", rf"\b(?:(?!March|May){any_of(MONTHS)}|(?:March|May)(?=,? (?:19|20)\d\d))\b", _month),
        Reader("decade", r"(?<!\d)(?P<decade_number>\d{2}(?:\d\d)?)['’]?s\b", _decade),
        Reader(
            "year",
            rf"(?<![\d.,$¥€£])(?:1[6-9]\d\d|20\d\d)(?![\d%]|,\d|\.\d|[A-Za-z]| (?:{_MEASURED}))",
            _year,
        ),
        Reader(
            "relative",
            r"\b(?:(?:last|this|next|past|previous|coming|current|same|the|that|each|per)\s(?:full\s)?years?"
            r"|year-on-year|years past|annual|annually)\b",
            _relative,
        ),
        Reader(
            "fraction",
            rf"\b(?P<fraction_count>(?i:a|another|one|two|three|four|five|seven|nine))[ -]"
            rf"(?P<fraction_part>(?i:{any_of(PARTS)}))s?\b(?!\s(?:part|person|country))",
            _fraction,
        ),
        Reader("half", rf"\b(?i:half|halved|halving|halves)(?:\sa\s(?P<half_scale>(?i:{SCALE})))?\b", _half),
        Reader("ordinal", rf"(?<![\w.])\d+(?:st|nd|rd|th)\b|\b(?i:(?:{WORD}-)?{any_of(ORDINALS)})\b", _ordinal),
        Reader(
            "fold",
            rf"\b(?:(?P<fold_count>(?i:{WORD}|\d+))\s)?(?P<fold_word>(?i:{any_of(FOLDS)}))\b"
            r"(?!\s+of\s+(?:thousand|million))",
            _fold,
        ),
        Reader(
            "vague",
            rf"\b(?i:(?:several|many|a few|some)\s{SCALE}s?"
            r"|(?:tens|dozens|hundreds|thousands|millions|billions|trillions)(?:\sof\s(?:thousand|million|billion)s)?)\b",
            _vague,
        ),
        Reader(
            "number",
            rf"(?P<written>(?<![\w.,]){SCALED}|(?<=RMB){SCALED}|\b(?i:{WORDS})\b)"
            r"(?P<percent>\s?%|[ -](?i:percent|per cent|percentage)\b(?: points?)?)?",
            _number,
        ),
        Reader("name", rf"\b(?!RMB)[A-Za-z]+[-‑]?\d+(?:\.\d+)?[A-Za-z]*|(?<![\w.,]){DIGITS}[A-Za-z]+", _name),
    )
}
_ANY = compiled(_READERS.values(), rf"(?:(?<![A-Za-z])(?=[A-Za-z]+[-‑]?\d|{beginning(_FIRST)})|(?=\d))")
