"""Likely typos that make another word ("form" for "from"), told by their neighbours and by the Chinese.

A table lists the words that are confused, with what stands beside them where they are wrong; a word that fits is left
alone, and so is one whose own meaning the Chinese has ("moths" where it speaks of 蛾).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from aligner.document import Span

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_END = "$"


class Typo(NamedTuple):
    """A likely typo: where it stands, and the word meant."""

    span: Span
    meant: str


class Beside(NamedTuple):
    """What may stand on one side of a typo: one of `words`, or none of them where `turned`; anything if empty."""

    words: frozenset[str]
    turned: bool

    def allows(self, *near: str) -> bool:
        """Whether the words on that side, one and then two of them, are allowed."""
        return not self.words or (not self.words.isdisjoint(near)) != self.turned


class Entry(NamedTuple):
    """One line of the table."""

    meant: str
    before: Beside
    after: Beside
    unless: str


@cache
def table() -> Mapping[str, tuple[Entry, ...]]:
    """The words that may be typos."""
    text = files("aligner.auditing").joinpath("typos.tsv").read_text(encoding="utf-8")
    entries: dict[str, tuple[Entry, ...]] = {}
    for line in [line for line in text.splitlines() if line and not line.startswith("#")][1:]:
        written, meant, before, after, unless = line.split("\t")
        entry = Entry(meant, _beside(before), _beside(after), unless)
        entries[written] = (*entries.get(written, ()), entry)
    return entries


def typos(text: str, original: str = "") -> Iterator[Typo]:
    """The likely typos of an English text, whose Chinese is `original` if it is known."""
    known = table()
    if known.keys().isdisjoint(map(str.lower, _WORD.findall(text))):
        return
    words = list(_WORD.finditer(text))
    for index, match in enumerate(words):
        for entry in known.get(match[0].lower().replace("’", "'"), ()):
            if entry.unless and re.search(entry.unless, original):
                continue
            before = _near(text, words, index, -1)
            after = _near(text, words, index, 1)
            both = f"{after} {_near(text, words, index + 1, 1)}" if after != _END else _END
            if entry.before.allows(before) and entry.after.allows(after, both):
                yield Typo(Span(*match.span()), entry.meant)
                break


def _near(text: str, words: list[re.Match[str]], index: int, step: int) -> str:
    """The word beside one, or `_END` where a mark or the end of the text stands between."""
    other = index + step
    if not (0 <= index < len(words) and 0 <= other < len(words)):
        return _END
    first, second = sorted((index, other))
    between = text[words[first].end() : words[second].start()]
    return words[other][0].lower() if between.strip() in {"", "-"} else _END


def _beside(cell: str) -> Beside:
    words = frozenset(filter(None, cell.removeprefix("!").split("|")))
    return Beside(words, cell.startswith("!"))
