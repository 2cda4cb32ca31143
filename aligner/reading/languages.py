"""What a language tag says: "zh-Hant-TW", "EN_us", "chi", or the name of a language at the head of a column."""

from __future__ import annotations

import re

from aligner.document import LANGUAGES, Language

_CHINESE = "zh zho chi cmn cn chinese 中文 汉语 漢語 简体中文 繁體中文 繁体中文 简体 繁體 国语 國語"
_ENGLISH = "en eng english 英文 英语 英語"
_NAMES: dict[Language, frozenset[str]] = {"zh": frozenset(_CHINESE.split()), "en": frozenset(_ENGLISH.split())}
_subtag = re.compile(r"[-_ (（]")


def language_of(tag: str | None) -> Language | None:
    """Chinese or English, if that is what a tag says, in whatever script and country; None for any other."""
    first = _subtag.split((tag or "").strip().lower(), maxsplit=1)[0]
    return next((language for language in LANGUAGES if first in _NAMES[language]), None)
