"""Moses text pairs: NAME.zh-en.zh and NAME.zh-en.en, whose lines with the same number belong together.

A line cannot hold a line break, so each run of characters that some tool takes for one becomes a space. Links with a
blank side are left out, and what cleaning leaves out of a memory is left out here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence

from aligner.divergence import Audit
from aligner.document import LANGUAGES, Language
from aligner.writing.origin import Origin
from aligner.writing.settings import WriteSettings
from aligner.writing.text import utf8
from aligner.writing.units import Unit, choose, units

log = logging.getLogger(__name__)

_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The two texts."""
    kept = choose(units(audit, settings.units), settings).units
    broken = sum(any(_BREAKS.search(unit.text(language)) for language in LANGUAGES) for unit in kept)
    if broken:
        log.warning("%s.zh-en: %d lines had line breaks in them, which are written as spaces", origin.name, broken)
    return {f".zh-en.{language}": _lines(kept, language) for language in LANGUAGES}


def _lines(given: Sequence[Unit], language: Language) -> Iterator[bytes]:
    return (utf8(_BREAKS.sub(" ", unit.text(language)) + "\n") for unit in given)
