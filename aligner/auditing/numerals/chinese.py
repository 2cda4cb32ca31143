"""Quantities in Chinese text: 3.2亿, 二〇二五年, 百分之三点五, 1亿3千多万, 第十三届, “十三五”规划, 三分之二, 一倍.

Chinese words that only look like numbers (一些, 统一, 万众, 千方百计) are no quantities. A small number in Han
characters is a quantity of little weight: a translation often names what it counts instead (四风, 三大攻坚战).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from aligner.auditing.numerals.chinese_values import DIGIT, DIGITS, NUMBER, SCALES, value_of
from aligner.auditing.numerals.measures import chinese_bound, chinese_unit
from aligner.auditing.numerals.quantities import Quantity, QuantityKind, Reader, compiled
from aligner.document import Span

_WIDTHS = str.maketrans("０１２３４５６７８９％．，", "0123456789%.,")

# Words in which a numeral counts nothing that a translation would count.
_NO_NUMBER = (
    "一些|一定|统一|一致|一直|一切|一般|一样|一起|一旦|一律|一贯|一向|一再|一同|一道|一如既往|一心一意|一举|一味|一线|一流|一带一路|一体|"
    "一站式|一揽子|一系列|一方面|另一方面|一部分|一批|进一步|唯一|之一|单一|专一|同一|第一时间|无一|不一|划一|归一|合一|一窗|一网|"
    "万一|万众|万物|万里|万能|万全|万事|万象|万维|亿万|千方百计|千家万户|千军万马|千辛万苦|千山万水|千秋|千百|千钧一发|千兆|"
    "千万不|千万要|百分(?!之)|百姓|百货|百花|百家|百业|百科|百倍|百折不挠|三百六十行|十分(?!之|钟)|十足|四处|四周|四川|四海|"
    "四通八达|五金|五星|五官|五湖四海|三农|三令五申|三角|再三|三番五次|七上八下|乱七八糟|八方|九牛一毛|九州|两会|两岸|"
    "统筹两|二维|二手|二氧化|一氧化"
)
_MEASURE = re.compile(
    "[个次项家人名位天日周月年岁倍条种类大届期份件部章节款座台辆架艘套户所间栋亩吨元块斤克升秒级层线省市县区国轮场组对双只头颗根"
    "片张幅笔首支队点步代卷批门席院成分城地军港洲极端字句篇]|方面|公顷|公里|千米|小时|季度"
)
# The characters that any number, or word that is skipped, begins with.
_FIRST = (
    "0-9A-Za-z零〇○一二两俩三四五六七八九十百千万亿第翻半过大减对去今明前后"
    "上当本年岁全新未近同历下目数几成好另进唯之单专无不划归合再乱统"
)
# The number that begins here, if any, and the one after 百分之 or 第, which readers refer to: its pattern takes long
# to compile. Only the longest is asked for, since what readers want to follow it (%, 分之, 倍) is no part of a number.
_HERE = f"(?=(?P<here>{NUMBER})?)(?=(?:(?:[百千]分之|第\\s?)(?P<next>{NUMBER}))?)"
_NUMBER, _MIXED, _NEXT = "(?P=here)", r"(?=\d)(?P=here)", "(?P=next)"
_ONE = 0.4  # the weight of a written 1: English says "a", "each" or "every"
_YEAR = r"\d{4}|[〇零○一二三四五六七八九]{4}"
_QUOTE_OR_TERM = "[”’\"'」]|规划|计划|时期|期间|以来|末|收官"


@lru_cache(maxsize=4096)
def chinese_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a Chinese text, in order."""
    plain = text.translate(_WIDTHS)
    found: list[Quantity] = []
    for match in _ANY.finditer(plain):
        if match.lastgroup is not None:
            found += _READERS[match.lastgroup].read(plain, match)
    return tuple(_ranged(plain, quantity, after) for quantity, after in zip(found, [*found, None][1:], strict=True))


def _quantity(
    plain: str, span: tuple[int, int], kind: QuantityKind, readings: tuple[Fraction, ...], weight: float
) -> Quantity:
    start, end = span
    bound, unit = chinese_bound(plain, start, end), chinese_unit(plain, end)
    return Quantity(Span(start, end), plain[start:end], kind, readings, weight, bound, unit)


def _plan(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    """“十三五”: the thirteenth five-year plan."""
    value = value_of(match["plan_number"][:-1])
    readings = (value, Fraction(15)) if match["plan_number"] == "十五" else (value,)
    yield _quantity(plain, match.span("plan_number"), "ordinal", readings, 0.9)


def _percent(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    value = value_of(match["percent_han"] or match["percent_number"] or match["points"])
    whole = 1000 if match[0].endswith("‰") or match[0].startswith("千") else 100
    weight = _ONE if value == 1 and match["points"] else 1.0
    yield _quantity(plain, match.span(), "percent", (value / whole, value), weight)


def _fraction(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    below, above = value_of(match["below"]), value_of(match["above"])
    if below:
        yield _quantity(plain, match.span(), "percent", (above / below,), 0.8)


def _ordinal(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    value = value_of(match["ordinal_number"])
    weight = 0.3 if value <= 3 else 0.5 if value <= 10 else 0.9
    yield _quantity(plain, match.span(), "ordinal", (value,), weight)


def _year(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    yield _quantity(plain, match.span("year_number"), "year", (value_of(match["year_number"]),), 1.0)


def _age(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    """A century, or a decade of one: 90年代 is the 90s, and mostly the 1990s."""
    value = value_of(match["age_number"])
    readings = (value, 1900 + value) if match[0].endswith("代") and value < 100 else (value,)
    yield _quantity(plain, match.span(), "ordinal", readings, 0.6)


def _date(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    """A month, or a day of a month."""
    yield _quantity(plain, match.span("month"), "month", (value_of(match["month"]),), 0.8 if match["day"] else 0.5)
    if match["day"]:
        yield _quantity(plain, match.span("day"), "day", (value_of(match["day"]),), 0.8)


def _half(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    months = (Fraction(6),) if match[0] == "半年" else ()
    yield _quantity(plain, match.span(), "percent", (Fraction(1, 2), *months), 0.3)


def _times(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    """n倍 is n times, or, of a rise, n times more; 翻n番 is doubled n times; n成 is n tenths."""
    value = value_of(match["times_number"] or match["folds"] or "一")
    if match["times_word"] is None:
        readings: tuple[Fraction, ...] = (Fraction(2) ** int(value),)
    elif match["times_word"] == "成":
        readings = (value / 10,)
    else:
        readings = (value, value + 1, value * 100)
    weight = _ONE if value <= 1 or match["times_word"] == "成" else 0.7
    yield _quantity(plain, match.span(), "multiple", readings, weight)


def _name(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    """5G, PM2.5: the number belongs to a name."""
    digits = re.findall(r"\d+(?:\.\d+)?", match[0])
    yield _quantity(plain, match.span(), "name", (Fraction(digits[0]),), 0.3)


def _relative(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    yield _quantity(plain, match.span(), "relative", (), 0.0)


def _vague(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    scale = value_of(re.sub("[^十百千万亿]", "", match[0]))
    yield _quantity(plain, match.span(), "count", (scale, *_dozen(scale)), 0.2)


def _mixed(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    """A number that begins with digits; four of them in square brackets are a year, as in 国发〔2015〕40号."""
    start, end = match.span()
    value = value_of(match[0])
    around = plain[start - 1 : start] + plain[end : end + 1]
    begins = start == 0 or plain[start - 1] in "。；\n"
    listed = value < 100 and (
        around in {"()", "（）"} or (begins and re.match(r"[、.](?!\d)", plain[end:]) is not None)
    )
    kind: QuantityKind = "year" if around in {"〔〕", "[]", "［］"} and 1900 < value < 2100 else "count"
    yield _quantity(plain, (start, end), kind, (value,), 0.2 if listed else _ONE if value == 1 else 1.0)


def _han(plain: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end = match.span()
    text, value = match[0], value_of(match[0])
    if len(text) > 1 and all(character in DIGITS for character in text):  # 三四线: two numbers side by side
        yield _quantity(plain, (start, end), "count", (value, 1900 + value), 0.1)
        for at in range(start, end):
            yield _quantity(plain, (at, at + 1), "count", (value_of(plain[at]),), 0.1)
    elif text[0] in "百千万亿":  # 百万人: rare as a number, common in words
        yield _quantity(plain, (start, end), "count", (value,), 0.2)
    else:
        counts = _MEASURE.match(plain, end) is not None
        yield _quantity(plain, (start, end), "count", (value, *_dozen(value)), _han_weight(value, counts))


def _han_weight(value: Fraction, counts: bool) -> float:
    if value <= 1:
        return 0.1
    if value <= 10:
        return 0.4 if counts else 0.1
    return 0.8 if counts or value > 99 else 0.5


def _dozen(value: Fraction) -> tuple[Fraction, ...]:
    """十多个 is more than ten, or a dozen."""
    return (Fraction(12),) if value == 10 else ()


def _ranged(plain: str, quantity: Quantity, after: Quantity | None) -> Quantity:
    """In 5—8% and 1至2亿 the first number has the second one's percent sign or scale as well."""
    if after is None or quantity.kind != "count" or not quantity.weight:
        return quantity
    if not re.fullmatch(r"\s*(?:-|－|—{1,2}|–|~|～|至|到|、|或|和)\s*", plain[quantity.span.end : after.span.start]):
        return quantity
    if after.kind == "year":
        return quantity._replace(kind="year")
    more: tuple[Fraction, ...] = ()
    if after.kind == "percent" and len(after.readings) == 2:
        more = (quantity.readings[0] / 100,)
    elif after.text[0].isdigit() and quantity.text.replace(",", "").replace(".", "").isdigit():
        scale = "".join(character for character in after.text if character in SCALES)
        more = (quantity.readings[0] * value_of("1" + scale),) if scale else ()
    return quantity._replace(readings=(*quantity.readings, *more), unit=quantity.unit or after.unit)


_READERS = {
    reader.name: reader
    for reader in (
        Reader(
            "plan",
            f"(?:(?<=[“‘\"'「])|(?=[^”’\"'」]{{2,3}}(?:{_QUOTE_OR_TERM})))"
            f"(?P<plan_number>(?:十[一二三四五六]?|[一二三四六七八九])五)(?={_QUOTE_OR_TERM})",
            _plan,
        ),
        Reader(
            "percent",
            f"[百千]分之(?P<percent_han>{_NEXT})|(?P<percent_number>{_MIXED})[%‰]|(?P<points>{_NUMBER})(?=个百分点)",
            _percent,
        ),
        Reader("fraction", f"(?P<below>{_NUMBER})分之(?P<above>{NUMBER})", _fraction),
        Reader("ordinal", f"第\\s?(?P<ordinal_number>{_NEXT})", _ordinal),
        Reader("year", f"(?P<year_number>{_YEAR})\\s?年(?!代)", _year),
        Reader("age", f"(?P<age_number>\\d+|{DIGIT}?十{DIGIT}?|{DIGIT})(?:世纪|年代)", _age),
        Reader(
            "date",
            "(?P<month>\\d{1,2}|十?[一二]|[三四五六七八九十])月"
            f"(?:份|(?P<day>\\d{{1,2}}|[一二三]?十?{DIGIT}|[二三]?十)[日号])?(?![球亮])",
            _date,
        ),
        Reader("half", "一半|过半|半数|大半|减半|对半|半年|半壁江山", _half),
        Reader(
            "times",
            f"翻(?P<folds>{DIGIT})?番|"
            f"(?P<times_number>{_NUMBER})(?P<times_word>倍|成(?![为立功果员本效就长分熟都交套品]))",
            _times,
        ),
        Reader("name", "[A-Za-z][A-Za-z]*[-－]?\\d+(?:\\.\\d+)?[A-Za-z]*|\\d+[A-Za-z]+", _name),
        Reader(
            "relative",
            "[去今明前后上当本]年|年[初末底度内]|岁末|全年|新年|过去一年|[过未近][去来]?几年|一年来|[本上新]世纪|同期|历年|"
            "[上下]半年|今后|当前|目前",
            _relative,
        ),
        Reader("vague", "(?:数|几|上|成|近|好几)[十百千万亿]+(?:上万)?|[十百千万亿]余|十[几多来余]", _vague),
        Reader("mixed", _MIXED, _mixed),
        Reader("han", _NUMBER, _han),
    )
}
_ANY = compiled(_READERS.values(), f"(?=[{_FIRST}])", _NO_NUMBER, _HERE)
