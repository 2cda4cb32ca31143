"""What a text says of itself: its title, the document number it bears, and its date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.document import Document, Language

BEGINNING = 12
"""So many blocks from the beginning hold a document's title, number and date, if any do."""
_number = re.compile(r"[\u4e00-\u9fff]{1,8}\s*[〔\[［（(【]\s*(?:19|20)\d\d\s*[〕\]］）)】]\s*(?:第\s*)?\d{1,4}\s*号")
_zh_date = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_month = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)\.?"
_day, _year = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)"
_en_dates = (
    re.compile(rf"\b{_month}\s+{_day},?\s+{_year}\b", re.IGNORECASE),
    re.compile(rf"\b{_day}\s+{_month},?\s+{_year}\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b"),
)


@dataclass(frozen=True)
class Clues:
    """The title, the document number as it is written (国发〔2015〕40号) and the first date (2015-07-01), or None."""

    title: str | None
    number: str | None
    date: str | None


def clues_of(document: Document) -> Clues:
    """Look at a document's beginning, and for its date at the end too, where Chinese documents are signed."""
    beginning = [block.span.of(document.text) for block in document.blocks[:BEGINNING]]
    end = [block.span.of(document.text) for block in document.blocks[-3:]]
    headings = [block.span.of(document.text) for block in document.blocks[:BEGINNING] if block.kind == "heading"]
    numbers = [match[0] for text in beginning for match in _number.finditer(text)]
    dates = [date for text in [*beginning, *end] for date in dates_in(text, document.language)]
    return Clues(_title(headings or beginning), numbers[0] if numbers else None, dates[0] if dates else None)


def _title(candidates: Sequence[str]) -> str | None:
    for text in candidates:
        if not _number.fullmatch(text.strip()) and len(text) <= 200:
            return " ".join(text.split())
    return None


def dates_in(text: str, language: Language) -> list[str]:
    """The days that a text names, as 2015-07-01, in order."""
    if language == "zh":
        return [f"{year}-{int(month):02}-{int(day):02}" for year, month, day in _zh_date.findall(_plain(text))]
    found = []
    for pattern in _en_dates:
        for match in pattern.finditer(text):
            month = match["month"]
            number = int(month) if month.isdigit() else 1 + _MONTHS.index(month[:3].lower())
            found.append((match.start(), f"{match['year']}-{number:02}-{int(match['day']):02}"))
    return [date for _, date in sorted(found)]


def says(text: str, value: str) -> bool:
    """Whether a text holds a value, whatever the white space, the width and the kind of brackets and quotes in it."""
    return _bare(value) in _bare(text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()
