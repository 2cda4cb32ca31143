"""Which language a stretch of text is in, by its script alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from aligner.chinese_script import HAN
from aligner.document import Language

LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"

_han = re.compile(f"[{HAN}]+")
_word = re.compile(f"[{LATIN}]+(?:['’][{LATIN}]+)*")
_address = re.compile(r"(?:https?://|www\.)[!-~]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]+", re.ASCII)
_bracketed = re.compile(r"[(（\[［【][^()（）\[\]［］【】]{0,200}[)）\]］】]")

FUNCTION_WORDS = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "on",
        "in",
        "at",
        "by",
        "to",
        "for",
        "from",
        "with",
        "and",
        "or",
        "is",
        "are",
        "be",
        "shall",
    )
)

# About as many Han characters as say what one English word says, counted on government prose and news.
HAN_A_WORD = 1.6


class Evidence(NamedTuple):
    """Han characters and Latin words of a text, web and mail addresses left aside.

    `names` of the words begin with a capital and are no function words, and `lower` says if any has small letters.
    """

    han: int
    words: int
    names: int
    lower: bool

    @property
    def language(self) -> Language | None:
        """The language that says more of the text; None where there is neither.

        Names count half: Chinese keeps many of them in Latin letters, and English few in Chinese ones.
        """
        if not self.han and not self.words:
            return None
        return "zh" if self.han / HAN_A_WORD >= self.words - self.names / 2 else "en"

    @property
    def is_weak(self) -> bool:
        """Whether the text could stand in either language: an abbreviation, a name in capitals, a roman number."""
        return self.language == "en" and not self.lower and self.words < 4


def evidence(text: str) -> Evidence:
    """Count what tells the language of `text`.

    What stands in brackets is a gloss as often as not ("MIIT (工业和信息化部)"), so it counts only where nothing is
    left outside.
    """
    bare = _without_addresses(text)
    outside = _count(_bracketed.sub(" ", bare))
    return outside if outside.language else _count(bare)


def _count(text: str) -> Evidence:
    words = _word.findall(text)
    names = sum(word[0].isupper() and word.lower() not in FUNCTION_WORDS for word in words)
    return Evidence(sum(map(len, _han.findall(text))), len(words), names, any(word[-1].islower() for word in words))


def _without_addresses(text: str) -> str:
    return _address.sub(" ", text) if "@" in text or "://" in text or "www." in text else text


def words_worth(text: str, language: Language) -> float:
    """How much of `language` the text holds, in English words."""
    found = _count(_without_addresses(text))
    return found.words if language == "en" else found.han / HAN_A_WORD
