"""The two texts as read: NAME.zh.txt and NAME.en.txt, into which every offset points."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aligner.divergence import Audit
from aligner.writing.origin import Origin
from aligner.writing.settings import WriteSettings

_SURROGATE = re.compile("[\ud800-\udfff]")


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The two texts, UTF-8, each with a newline at its end."""
    alignment = audit.alignment
    return {".zh.txt": [utf8(alignment.zh.text + "\n")], ".en.txt": [utf8(alignment.en.text + "\n")]}


def utf8(text: str) -> bytes:
    """The text in UTF-8; half a surrogate pair, which UTF-8 has no place for, becomes one U+FFFD, so offsets hold."""
    return without_surrogates(text).encode()


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair."""
    return _SURROGATE.sub("\ufffd", text)
