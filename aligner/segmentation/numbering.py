"""A block's own number, as Chinese and English official texts write it, and its value.

    一、 （一） 1. （1） ①   第二编 第二章 第三节 第三条   ——
    I. (I) A. (a) a) 1) 1.2   Part One, Chapter II, Section 3, Article 3   – •

Full-width and half-width forms count as the same ("（一）" and "(一)", "1．" and "1."). A label that could as well be
the beginning of a sentence ("I, Claudius", "A. Smith") counts only where its neighbour in the same style stands in the
same document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from aligner.document import Numbering, Span

_HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WORDS = {
    word: value
    for value, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
}

_HAN = "[零〇一二三四五六七八九十百千两]{1,7}"
_ROMAN = "(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_SMALL_ROMAN = "(?=[ivx])(?:x{0,3})(?:ix|iv|v?i{0,3})"
_OPEN, _CLOSE = "[(（]\\s?", "\\s?[)）]"
_COUNT = f"(?P<value>{_ROMAN}\\b|\\d{{1,4}}|(?i:{'|'.join(_WORDS)})\\b)"
_TITLE = "[.:,]?(?=\\s|$)(?!\\s[a-z])"
_NO_WORD = "(?!\\w)"
_HAN_COUNT = f"第\\s?(?P<value>{_HAN}|\\d{{1,4}})\\s?"


def han_number(text: str) -> int:
    """The value of a number below 10,000 in Chinese numerals, with units (二十三) or digit by digit (二三)."""
    if not any(character in _HAN_UNITS for character in text):
        return int("".join(str(_HAN_DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[character]
            digit = 0
        else:
            digit = _HAN_DIGITS[character]
    return total + digit


def roman_number(text: str) -> int:
    """The value of a Roman numeral, in capitals or small letters."""
    values = [_ROMAN_DIGITS[letter] for letter in text.lower()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _any_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    return han_number(text) if text[0] in _HAN_DIGITS or text[0] in _HAN_UNITS else roman_number(text)


def _letter(text: str) -> int:
    return ord(text.lower()) - ord("a") + 1


def _circled(text: str) -> int:
    return ord(text) - ord("①") + 1


def _last_number(text: str) -> int:
    return int(re.findall(r"\d+", text)[-1])


class _Style(NamedTuple):
    """How labels of one style look, how deep they usually stand, and how their value is read.

    A `doubtful` label could also begin a sentence.
    """

    name: str
    level: int
    pattern: re.Pattern[str]
    read: Callable[[str], int] | None = _any_number
    doubtful: bool = False


def _style(
    name: str, level: int, pattern: str, read: Callable[[str], int] | None = _any_number, doubtful: bool = False
) -> _Style:
    return _Style(name, level, re.compile(pattern), read, doubtful)


# What any label begins like: looked at first, because most texts have none.
_LABEL_LIKE = re.compile(
    r"\s*(?:[第(（①-⑳\d零〇一二三四五六七八九十百千两—–―•●○■□◆◇▪▫‣·►▶➢✓*-]|[A-Za-z]\s?[).,、）]|[IVXLC]{2,}[.,、]"
    r"|(?i:part|chapter|section|article)\s)"
)

# The more particular stand first.
_STYLES = (
    _style("part", 1, f"{_HAN_COUNT}(?:编|部分|篇){_NO_WORD}"),
    _style("part", 1, f"(?i:part)\\s{_COUNT}{_TITLE}"),
    _style("chapter", 1, f"{_HAN_COUNT}章{_NO_WORD}"),
    _style("chapter", 1, f"(?i:chapter)\\s{_COUNT}{_TITLE}"),
    _style("section", 2, f"{_HAN_COUNT}节{_NO_WORD}"),
    _style("section", 2, f"(?i:section)\\s{_COUNT}{_TITLE}"),
    _style("article", 3, f"{_HAN_COUNT}条{_NO_WORD}"),
    _style("article", 3, f"(?i:article)\\s{_COUNT}{_TITLE}"),
    _style("chapter", 1, f"{_HAN_COUNT}章", doubtful=True),
    _style("section", 2, f"{_HAN_COUNT}节", doubtful=True),
    _style("article", 3, f"{_HAN_COUNT}条", doubtful=True),
    _style("han", 1, f"(?P<value>{_HAN})\\s?[、．.](?![\\d一二三四五六七八九十])"),
    _style("han", 1, f"(?P<value>{_HAN})\\s?、", doubtful=True),
    _style("paren-han", 2, f"{_OPEN}(?P<value>{_HAN}){_CLOSE}[、.．]?"),
    _style("decimal", 3, r"(?P<value>\d{1,2}(?:\.\d{1,2}){2,3})\.?(?=\s|[^\x00-\x7f])", _last_number),
    _style("decimal", 3, r"(?P<value>\d{1,2}\.\d{1,2})\.?(?=\s+[^\W\da-z]|[^\x00-\x7f])", _last_number, doubtful=True),
    _style("arabic", 3, r"(?P<value>\d{1,3})\s?(?:[、．]|\.(?=\s|$|[^\W\da-z]|[“\"‘（(《]))(?!\d)"),
    _style("paren-arabic", 4, f"{_OPEN}(?P<value>\\d{{1,3}}){_CLOSE}[、.．]?"),
    _style("paren-arabic", 4, r"(?P<value>\d{1,3})\s?[)）]"),
    _style("circled", 5, "(?P<value>[①-⑳])", _circled),
    _style("roman", 1, f"(?P<value>{_ROMAN})(?:、|\\.(?=\\s|$|[^\\W\\da-z])|,(?=\\s[^\\W\\da-z]))", roman_number),
    _style("paren-roman", 4, f"{_OPEN}(?P<value>{_ROMAN}|{_SMALL_ROMAN}){_CLOSE}", roman_number),
    _style("paren-latin", 5, f"{_OPEN}(?P<value>[A-Za-z]){_CLOSE}(?!\\s?(?:19|20)\\d\\d)", _letter),
    _style("paren-latin", 5, r"(?P<value>[A-Za-z])[)）]", _letter),
    _style("latin", 2, r"(?P<value>[A-Z])、", _letter),
    _style("latin", 2, r"(?P<value>[A-Z])\.(?=\s)", _letter, doubtful=True),
    _style("bullet", 6, r"(?:[—–―]{1,2}(?=\s?\S)|[•●○■□◆◇▪▫‣·►▶➢✓](?=\s?\S)|[-*](?=\s+\S))", None),
)


def numbering_of(text: str, start: int = 0) -> Numbering | None:
    """The number that the block `text` certainly begins with, or None.

    Args:
        text: One block.
        start: Where the block stands in its document; added to the span.
    """
    return next((numbering for numbering, doubtful in _readings(text, start) if not doubtful), None)


def number_blocks(texts: Sequence[str], starts: Sequence[int]) -> list[Numbering | None]:
    """The number of each block of a document; a doubtful label counts where its neighbour is among the blocks.

    Args:
        texts: The blocks.
        starts: Where each stands in the document.
    """
    blocks = [list(_readings(text, start)) for text, start in zip(texts, starts, strict=True)]
    series = {(numbering.style, numbering.value) for readings in blocks for numbering, _ in readings}

    def holds(numbering: Numbering, doubtful: bool) -> bool:
        if not doubtful or numbering.value is None:
            return not doubtful
        return any((numbering.style, numbering.value + step) in series for step in (-1, 1))

    return [next((numbering for numbering, doubtful in block if holds(numbering, doubtful)), None) for block in blocks]


def _readings(text: str, start: int) -> Iterator[tuple[Numbering, bool]]:
    """Every label that `text` may begin with, and whether it is doubtful; none follows the first certain one."""
    if not _LABEL_LIKE.match(text):
        return
    indent = len(text) - len(text.lstrip())
    for style in _STYLES:
        match = style.pattern.match(text, indent)
        if match is None:
            continue
        value = style.read(match["value"]) if style.read is not None else None
        doubtful = style.doubtful or _is_pronoun_or_initial(style, match[0])
        span = Span(start + match.start(), start + match.end())
        yield Numbering(match[0], span, style.name, style.level, value), doubtful
        if not doubtful:
            return


def _is_pronoun_or_initial(style: _Style, label: str) -> bool:
    """Whether a Roman label could be the pronoun ("I, Claudius") or an initial ("V. Woolf")."""
    return style.name == "roman" and len(label) == 2 and label[1] != "、"
