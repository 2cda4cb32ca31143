"""Bracketed lists of agencies, read into their items, and bodies named in running text.

    （发展改革委、科技部、能源局等负责）
    (National Development and Reform Commission, Ministry of Science and Technology, Energy Administration, etc.)

English items are parted by commas and "and", which their names hold too, and sometimes by nothing: names of the table
are found first, and what stands between them is cut where a next body can begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from aligner.auditing.agencies import (
    COMMON_WORDS,
    HEADS,
    Mention,
    abbreviated,
    chinese_mentions,
    english_mentions,
    nearest,
)
from aligner.document import Span

_LIST_ZH = re.compile("[（(]([^（）()]{3,})[)）]")
_LIST_EN = re.compile(r"[(（]([^()（）]{8,})(?:[)）]|$)")
_HEAD = re.compile(rf"\b(?:{HEADS})\b")
_CHARGE_ZH = re.compile("负责|牵头|配合|参加|参与|按职责")
_CHARGE_EN = re.compile("responsib|lead|charge", re.IGNORECASE)
# "and" parts two bodies after a word that ends a name, or before one that only begins a name: "Development and Reform
# Commission" is one body.
_ENDS = "|".join(f"(?<={head})" for head in HEADS.split("|"))
_BEGINS = (
    rf"the\s|(?:{HEADS})\s+(?:of|for)\b|(?:[A-Z]{{3,}}|{'|'.join(COMMON_WORDS)})\b|"
    r"(?:State|National|China|General|Central|People|Supreme|All)\b|[a-z]{3,6}\b\s*(?:[,;]|$|(?:is|are|to)\b)"
)
_BREAK = re.compile(
    rf"\s*[,;、，]\s*|(?:{_ENDS})\s+and\s+|\s+and\s+(?={_BEGINS})"
    r"|(?<!General)(?<!State)(?<!National)(?<!China)\s+(?=(?:Ministry|Administration|Commission)\s+(?:of|for)\b)"
)
_LEAD = re.compile(
    r"(?:(?:and|the|by|is|are|jointly|responsibility of|responsible(?: departments?)?:?|led by|lead(?:ing)?:?|\s)+\b)?"
    r"\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\b(?:etc\.?|and others|are|is|ere|to|will|shall|jointly|bear|take|leads?|as|responsible|in charge|according|"
    r"respectively|share)\b.*$",
    re.IGNORECASE,
)

REMEMBERED = 4096  # texts; several rules read the same unit


class Item(NamedTuple):
    """One entry of a list of agencies; `keys` is empty where the table has no such name."""

    span: Span
    text: str
    keys: tuple[str, ...]


class Reading(NamedTuple):
    """The agencies of a unit on one side: those in bracketed lists, the spans of these lists, those in running text."""

    items: list[Item]
    lists: list[Span]
    running: list[Mention]


@lru_cache(maxsize=REMEMBERED)
def read_chinese(text: str) -> Reading:
    """A bracket that names a body, and says who is responsible or names several, is a list."""
    mentions = chinese_mentions(text)
    lists = []
    for match in _LIST_ZH.finditer(text):
        inside = [m for m in mentions if match.start() < m.span.start < match.end()]
        if len(inside) > 1 or (inside and _CHARGE_ZH.search(match[1])):
            lists.append(Span(*match.span(1)))
    items = [Item(*m) for m in mentions if _within(m.span, lists)]
    return Reading(items, lists, [m for m in mentions if not _within(m.span, lists)])


@lru_cache(maxsize=REMEMBERED)
def read_english(text: str) -> Reading:
    """A bracket that names several bodies, or one and who is responsible, is a list; its items may be freely named."""
    mentions = english_mentions(text)
    lists, items = [], []
    for match in _LIST_EN.finditer(text):
        inside = [m for m in mentions if match.start() < m.span.start < match.end()]
        span = Span(*match.span(1))
        free = list(_free_items(text, span, inside))
        if len(inside) + len(free) > 1 or ((inside or free) and _CHARGE_EN.search(match[1])):
            lists.append(span)
            items += [Item(*m) for m in inside] + free
    return Reading(sorted(items), lists, [m for m in mentions if not _within(m.span, lists)])


def _free_items(text: str, span: Span, known: Sequence[Mention]) -> Iterator[Item]:
    """What stands in a list between the names of the table: freer names, and abbreviations written small."""
    edges = [span.start, *(edge for m in known for edge in m.span), span.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for piece in _pieces(text, start, end):
            name = piece.of(text)
            if _HEAD.search(name):
                guess = nearest(name)
                exact = guess is not None and guess.likeness == 1 and guess.same_rank
                yield Item(piece, name, (guess.key,) if guess is not None and exact else ())
            elif (keys := abbreviated(name)) or name in COMMON_WORDS:
                yield Item(piece, name, () if name in COMMON_WORDS else keys)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The parts of `text[start:end]` between separators, without the words around the names."""
    at = start
    for cut in (*_BREAK.finditer(text, start, end), None):
        stop = cut.start() if cut else end
        piece = text[at:stop]
        lead = _LEAD.match(piece)
        head = lead.end() if lead else 0
        tail = _TAIL.search(piece, head)
        kept = piece[head : tail.start() if tail else len(piece)].rstrip(" .:")
        if kept:
            yield Span(at + head, at + head + len(kept))
        at = cut.end() if cut else end


def _within(span: Span, outer: Sequence[Span]) -> bool:
    return any(whole.start <= span.start < whole.end for whole in outer)
