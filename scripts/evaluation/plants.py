"""Three faults of policy text, planted in good pairs: an item of a list dropped, a number changed, a body swapped.

Where a fault may stand is found by rules of this file alone, none of them the audit's, so that the audit is not asked
only what it can read. Each plant keeps the Chinese and changes the English; a body is swapped where the pair names one,
or in a list of responsible bodies that is written behind the pair.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from aligner.auditing.agencies import Agency, agencies
from aligner.document import Span
from aligner.embedding.builtin import BuiltinEncoder
from aligner.embedding.encoder import normalised

ALIKE = 0.4  # the cosine of an item and its rendering

_ITEM = "[^、，。；：,;:()（）《》“”0-9A-Za-z]{2,8}?"
_LIST_ZH = re.compile(rf"{_ITEM}(?:、{_ITEM})+(?:(?:、|和|及|与|以及|或|或者){_ITEM})(?=[、，。；：等的之]|$)")
_PARTED_ZH = re.compile("、|以及|或者|和|及|与|或")
_PARTED_EN = re.compile(r",\s+(?:and|or)\s+|,\s+|\s+(?:and|or)\s+")
_MOST_WORDS = 5  # of an English item

_DIGITS = re.compile(r"(?<![\w.,:/$-])[1-9]\d{0,3}(?![\w:/-]|[.,]\d)")
_NUMERAL = "〇零一二三四五六七八九十百千万亿两0-9.％%"
_WORDS = tuple(
    re.findall(
        r"\w+",
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty",
    )
)
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")


class Planted(NamedTuple):
    """A pair with a fault: its two texts, and where the fault is to be seen, on either side; None where nothing is."""

    zh: str
    en: str
    zh_place: Span
    en_place: Span | None


def dropped_item(zh: str, en: str, rng: random.Random) -> Planted | None:
    """An item inside a list joined by 、 is left out of the English list of as many items."""
    options = []
    for found in _LIST_ZH.finditer(zh):
        own = list(_items(_PARTED_ZH, zh, found.start(), found.end()))
        for items in _lists_en(en, len(own)):
            inner = range(1, len(own) - 1)
            alike = _alike([own[k].of(zh) for k in inner], [items[k].of(en) for k in inner])
            options += [
                (own[k], items, k) for k, cosine in zip(inner, alike, strict=True) if min(alike) >= ALIKE <= cosine
            ]
    if not options:
        return None
    item, items, k = rng.choice(options)
    if len(items) == 3:
        return Planted(zh, f"{en[: items[0].end]} and {en[items[2].start :]}", item, None)
    return Planted(zh, en[: items[k - 1].end] + en[items[k].end :], item, None)


def changed_number(zh: str, en: str, rng: random.Random) -> Planted | None:
    """A number that both sides say becomes another one in the English."""
    options = []
    for found in (*_DIGITS.finditer(en), *_WORD.finditer(en)):
        value = int(found[0]) if found[0].isdigit() else _WORDS.index(found[0]) + 2
        place = _only_place(zh, value)
        if place is not None and len(re.findall(rf"\b{found[0]}\b", en)) == 1:
            options.append((place, Span(*found.span())))
    if not options:
        return None
    place, at = rng.choice(options)
    other = _other_number(at.of(en), rng)
    if other in re.findall(r"\w+", en) or other in zh:
        return None
    return Planted(zh, en[: at.start] + other + en[at.end :], place, Span(at.start, at.start + len(other)))


def swapped_body(zh: str, en: str, rng: random.Random) -> Planted | None:
    """A body that the pair names becomes another one in the English."""
    options = []
    for agency in agencies().values():
        places = [zh.find(name) for name in (agency.zh, *agency.short) if zh.count(name) == 1]
        if places and en.count(agency.en) == 1:
            name = next(name for name in (agency.zh, *agency.short) if zh.count(name) == 1)
            options.append((agency, Span(zh.index(name), zh.index(name) + len(name))))
    if not options:
        return None
    agency, place = rng.choice(options)
    other = rng.choice([a for a in _bodies() if a.zh != agency.zh and a.en not in en and a.en != agency.en])
    at = en.index(agency.en)
    return Planted(zh, en[:at] + other.en + en[at + len(agency.en) :], place, Span(at, at + len(other.en)))


def swapped_in_list(zh: str, en: str, rng: random.Random) -> Planted | None:
    """A list of three to five responsible bodies is written behind the pair, one of them swapped in the English."""
    if not (zh.endswith("。") and en.endswith(".")):
        return None
    *bodies, other = rng.sample(_bodies(), rng.randint(3, 5) + 1)
    k = rng.randrange(len(bodies))
    names = [(agency.short or (agency.zh,))[0] for agency in bodies]
    english = [agency.en for agency in bodies]
    english[k] = other.en
    before = f"{zh[:-1]}（{'、'.join(names[:k])}{'、' if k else ''}"
    lead = f"{en[:-1]} ({', '.join([*english[:k], ''])}"
    zh_place, en_place = Span(len(before), len(before) + len(names[k])), Span(len(lead), len(lead) + len(other.en))
    return Planted(f"{zh[:-1]}（{'、'.join(names)}负责）。", f"{en[:-1]} ({', '.join(english)}).", zh_place, en_place)


Way = Callable[[str, str, random.Random], Planted | None]


def chinese_number(value: int) -> str:
    """A whole number below 10,000 as Chinese writes it: 15 is 十五, 230 is 二百三十, 1005 is 一千零五."""
    digits = "零一二三四五六七八九"
    out, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, size)
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + unit
        gap = not digit
    return out.removeprefix("一") if out.startswith("一十") else out


def _bodies() -> list[Agency]:
    """Bodies that exist today, one an English name."""
    found = {agency.en: agency for agency in agencies().values() if agency.until is None}
    return list(found.values())


def _items(parted: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for cut in parted.finditer(text, start, end):
        yield Span(at, cut.start())
        at = cut.end()
    yield Span(at, end)


def _lists_en(en: str, count: int) -> Iterator[list[Span]]:
    """Runs of `count` short items, the last one after "and" or "or"; the first and the last have no certain edge."""
    pieces = [piece for piece in _items(_PARTED_EN, en, 0, len(en)) if piece.start <= piece.end]
    for first in range(len(pieces) - count + 1):
        run = pieces[first : first + count]
        joint = en[run[-2].end : run[-1].start]
        commas = all(
            "and" not in en[a.end : b.start] and "or" not in en[a.end : b.start] for a, b in pairwise(run[:-1])
        )
        if (
            commas
            and joint.strip(", \t") in {"and", "or"}
            and all(0 < len(piece.of(en).split()) <= _MOST_WORDS for piece in run[1:-1])
        ):
            yield run


def _alike(zh: Sequence[str], en: Sequence[str]) -> list[float]:
    encoder = BuiltinEncoder.load()
    sides = [normalised(encoder.encode(list(texts))) for texts in (zh, en)]
    found: list[float] = np.einsum("ij,ij->i", *sides).tolist()
    return found


def _only_place(zh: str, value: int) -> Span | None:
    """The one place where the Chinese says a number."""
    written = {str(value), chinese_number(value), *(("两",) if value == 2 else ())}
    pattern = rf"(?<![{_NUMERAL}])(?:{'|'.join(sorted(written, key=len, reverse=True))})(?![{_NUMERAL}])"
    found = [Span(*match.span()) for match in re.finditer(pattern, zh)]
    return found[0] if len(found) == 1 else None


def _other_number(written: str, rng: random.Random) -> str:
    """A number of as many digits that differs in one of them; another word for a word."""
    if not written.isdigit():
        return rng.choice([word for word in _WORDS if word != written])
    k = rng.randrange(len(written))
    others = [digit for digit in ("123456789" if k == 0 else "0123456789") if digit != written[k]]
    return written[:k] + rng.choice(others) + written[k + 1 :]
