"""Which blocks of an HTML page are its text, and which stand beside it.

Seeds are the blocks that trafilatura (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15) finds to be main
content, and long prose wherever it stands, unless an element that holds it names itself a menu, a comment and so on.
The text reaches from the first seed to the last, and takes in their neighbours (a signature, a date) and the title
above; lists of links between are left out. So nothing that reads like text is lost to an extractor's judgement of
what an article looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from aligner.reading.script import HAN_A_WORD

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from aligner.reading.html import Found

_ASIDE_TAGS = frozenset(("nav", "aside", "footer", "form"))
_NEVER_ASIDE = frozenset(("html", "body", "main", "article"))
# Names of classes and identifiers that tell what is no text: alone or with a word before or behind ...
_PARTS = (
    "nav navbar navigation menu sidebar widget footer colophon copyright masthead breadcrumb crumb comment commentlist "
    "respond reply share sharing sharedaddy bdsharebuttonbox social related relatedposts pagination pager byline "
    "tagcloud login searchform advert advertisement cookie skip-link qrcode friendlink"
)
# ... and alone, because other words with them mean something else ("position-relative", "print-area").
_ALONE = (
    "foot meta position location search toolbar tools banner ads popup editor print tags tag-links xgxw xglj wzdh "
    "entry-meta post-meta posted-on site-title site-description site-header entry-footer post-footer"
)
_aside_name = re.compile(
    rf"(?:.*[-_])?(?:{'|'.join(_PARTS.split())})s?(?:[-_].*)?|(?:{'|'.join(_ALONE.split())})", re.IGNORECASE
)
_HOMES = frozenset(("article", "blockquote", "body", "center", "div", "main", "section", "td"))

_sentence = re.compile(r"[。！？；.!?;]")
_PROSE_WORDS = 25
_MOST_LINKED = 0.6
# Letters that a block and the extractor's text must share to be the same, if they do not fill a line of it.
_FEWEST_SHARED = 12


def is_aside(element: HtmlElement, length: int) -> bool:
    """Whether an element stands beside the text, by its tag and by what it calls itself.

    One that holds most of a page of that `length` does not: some sites wrap everything in a form or name it after the
    sidebar.
    """
    tag = str(element.tag)
    if tag in _NEVER_ASIDE:
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    hidden = element.get("hidden") is not None or "display:none" in element.get("style", "").replace(" ", "")
    if not (hidden or tag in _ASIDE_TAGS or any(map(_aside_name.fullmatch, names))):
        return False
    return 2 * len(str(element.text_content())) < length


def main_content(html: str, found: Sequence[Found]) -> frozenset[int]:
    """The indices of those blocks found in a page that are its text."""
    shared = _shared(found, _extracted(html))
    open_ = [index for index, block in enumerate(found) if not block.aside and (shared[index] or not _is_linked(block))]
    seeds = [index for index in open_ if shared[index] or _is_prose(found[index])] or open_
    if not seeds:
        return frozenset()
    homes = {_home(found[index].element) for index in (seeds[0], seeds[-1])}
    tables = {cell.table for index in seeds if (cell := found[index].piece.cell)}
    kept = [
        index
        for index in open_
        if seeds[0] <= index <= seeds[-1]
        or _home(found[index].element) in homes
        or ((cell := found[index].piece.cell) and cell.table in tables)
    ]
    return frozenset([*_title(found, kept[0]), *kept])


def _extracted(html: str) -> list[str]:
    """What trafilatura finds: the letters of each line."""
    from trafilatura import extract

    text: str = extract(html, include_comments=False, favor_recall=True) or ""
    return list(map(_letters, text.split("\n")))


def _shared(found: Sequence[Found], extracted: list[str]) -> list[bool]:
    """For each block, whether it is among the extracted lines, or, if it is not too short to tell, in one of them."""
    lines, whole = frozenset(extracted) - {""}, "\n".join(extracted)
    letters = [_letters(block.piece.text) for block in found]
    return [own in lines or (len(own) >= _FEWEST_SHARED and own in whole) for own in letters]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _is_linked(block: Found) -> bool:
    return block.linked >= _MOST_LINKED * len(block.piece.text)


def _is_prose(block: Found) -> bool:
    seen = block.piece.evidence
    return seen.words + seen.han / HAN_A_WORD >= _PROSE_WORDS and _sentence.search(block.piece.text) is not None


def _home(element: HtmlElement) -> HtmlElement:
    """The innermost element around a block that holds more than one paragraph as a rule."""
    return next((around for around in element.iterancestors(*_HOMES)), element)


def _title(found: Sequence[Found], first: int) -> Iterator[int]:
    """The last heading above the text, if it does not begin with one: sites put it outside of what holds the text."""
    if found[first].piece.kind != "heading":
        above = (index for index in reversed(range(first)) if found[index].piece.kind == "heading")
        yield from (index for index in islice(above, 1) if not found[index].aside)
