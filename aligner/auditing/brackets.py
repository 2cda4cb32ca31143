"""Brackets and quotation marks that are opened and not closed, or closed and never opened.

The two widths of a bracket close one another: both stand in real pages. A mark may be closed in a later sentence of its
paragraph, so a text is scanned piece by piece.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PARTNER = {"(": ")", "《": "》", "〔": "〕", "【": "】", "[": "]", "“": "”", "「": "」"}
_CLOSING = frozenset(_PARTNER.values()) - {"”"}  # official pages open a quotation with ” often enough
_WIDTHS = str.maketrans("（）［］", "()[]")
_LIST_NUMBER = re.compile(r"(?:^|[\s;；。])(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})$")

MARKS = re.compile("[()（）《》〔〕【】\\[\\]［］“”「」]")


class Waiting(NamedTuple):
    """An opening mark, its offset and the mark that would close it."""

    mark: str
    offset: int
    partner: str


def scan(text: str, start: int, waiting: tuple[Waiting, ...] = ()) -> tuple[tuple[Waiting, ...], list[int]]:
    """Read on from `waiting`: the marks that are then open, and the offsets of marks that close nothing.

    Args:
        text: A piece of a paragraph.
        start: The offset of its first character.
        waiting: The marks that the paragraph has open before it.
    """
    open_marks, stray = list(waiting), []
    for match in MARKS.finditer(text):
        at, mark = match.start(), match[0].translate(_WIDTHS)
        if mark in _PARTNER:
            open_marks.append(Waiting(text[at], start + at, _PARTNER[mark]))
        elif any(entry.partner == mark for entry in open_marks[-3:]):
            while open_marks.pop().partner != mark:
                pass
        elif mark in _CLOSING and not _LIST_NUMBER.search(text[:at]):
            stray.append(start + at)
    return tuple(open_marks), stray
