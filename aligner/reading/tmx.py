"""TMX 1.1 to 1.4, the exchange format of translation memories, read unit by unit.

Whatever order its languages stand in and whatever country they name, a unit's first Chinese and first English variant
make the pair. The codes of inline markup (`bpt`, `ph` …) are no text; what it marks is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.document import Language
from aligner.reading.languages import language_of
from aligner.reading.pairs import Counts, Pair
from aligner.reading.script import evidence
from aligner.reading.stream import Stream
from aligner.reading.xml_safety import XML_LANG, elements, line_of, local_name, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

INCOMPLETE = "units without a Chinese or without an English text were left out"
SEVERAL = "units have several texts in one language, of which the first was read"
_CODES = dict.fromkeys(("bpt", "ept", "it", "ph", "ut"), "")


def read(stream: Stream, counts: Counts) -> Iterator[Pair]:
    """Read a translation memory.

    Raises:
        ReadError: It is no well-formed XML, or not to be trusted.
    """
    for unit in elements(stream, ("tu",), counts):
        texts: dict[Language, str] = {}
        several = False
        for variant in unit:
            if local_name(variant) == "tuv":
                text = _segment(variant)
                language = _language(variant, text)
                if language:
                    several |= language in texts
                    texts.setdefault(language, text)
        counts[INCOMPLETE] += len(texts) < 2
        counts[SEVERAL] += several
        if len(texts) == 2:
            yield Pair.of(texts, line_of(unit))


def _segment(variant: _Element) -> str:
    return "".join(text_of(child, _CODES) for child in variant if local_name(child) == "seg")


def _language(variant: _Element, text: str) -> Language | None:
    """What the variant says of its language; where it says nothing, its script tells."""
    tag = variant.get(XML_LANG) or variant.get("lang")
    return language_of(tag) if tag else evidence(text).language
