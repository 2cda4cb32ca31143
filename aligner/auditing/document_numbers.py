"""Numbers of official documents: the letters and characters before them name an issuer, and are no words to render.

    国发〔2019〕12号      GF No. (2019)12      Guofa [2019] No. 12

What the numbers in them say is for the rule of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.chinese_script import HAN
from aligner.document import Language, Span

_YEAR = r"[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]"
_PATTERNS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(rf"[{HAN}]{{1,6}}\s*{_YEAR}\s*第?\s*\d+\s*号"),
    "en": re.compile(
        rf"\b[A-Z][A-Za-z]*\s+(?:Doc(?:\.|ument)?\s+)?No\.?\s*{_YEAR}\s*\d+|"
        rf"\b[A-Z][A-Za-z]*\s*{_YEAR}\s*(?:No\.?\s*)?\d+"
    ),
}


def document_numbers(text: str, language: Language) -> Iterator[Span]:
    """Where a text gives the number of a document, with what stands before it."""
    for found in _PATTERNS[language].finditer(text):
        yield Span(*found.span())
