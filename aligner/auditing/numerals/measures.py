"""The measure or currency beside a number, and whether the text says more than, less than or about that many."""

from __future__ import annotations

import re

from aligner.auditing.numerals.quantities import Bound

_ZH_UNITS = {
    "元": "cny",
    "人民币": "cny",
    "美元": "usd",
    "欧元": "eur",
    "英镑": "gbp",
    "日元": "jpy",
    "港元": "hkd",
    "港币": "hkd",
    "亩": "mu",
    "公顷": "hectare",
    "斤": "jin",
    "公斤": "kilogram",
    "吨": "tonne",
    "里": "li",
    "公里": "kilometer",
}
_EN_UNITS = {
    "yuan": "cny",
    "rmb": "cny",
    "dollar": "usd",
    "u.s. dollar": "usd",
    "us dollar": "usd",
    "american dollar": "usd",
    "euro": "eur",
    "pounds sterling": "gbp",
    "yen": "jpy",
    "hong kong dollar": "hkd",
    "hk dollar": "hkd",
    "mu": "mu",
    "hectare": "hectare",
    "acre": "acre",
    "kilogram": "kilogram",
    "kg": "kilogram",
    "metric ton": "tonne",
    "tonne": "tonne",
    "ton": "tonne",
    "km": "kilometer",
    "kilometer": "kilometer",
    "kilometre": "kilometer",
}
_EN_SIGNS = {
    "$": "usd",
    "us$": "usd",
    "usd": "usd",
    "rmb": "cny",
    "cny": "cny",
    "¥": "cny",
    "€": "eur",
    "eur": "eur",
    "£": "gbp",
    "hk$": "hkd",
}


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ZH_UNIT = re.compile(_any(_ZH_UNITS))
_EN_UNIT = re.compile(rf"[ -]?(?:worth of )?({_any(_EN_UNITS)})s?\b", re.IGNORECASE)
_EN_SIGN = re.compile(rf"({_any(_EN_SIGNS)})\s?$", re.IGNORECASE)

_Bounds = tuple[tuple[Bound, re.Pattern[str]], ...]
_COUNTED = "[个年万亿元人家项次户名种条公吨亩天月套件倍美]"
_ZH_AFTER: _Bounds = (
    ("more", re.compile(f"[^，。；、,;]{{0,4}}?(?:以上|多(?={_COUNTED})|余)")),
    ("less", re.compile("[^，。；、,;]{0,4}?(?:以内|以下|之内)")),
    ("about", re.compile("[^，。；、,;]{0,4}?(?:左右|上下)")),
)
_ZH_BEFORE: _Bounds = (
    ("more", re.compile("(?:(?<!不)(?:超过|高于|大于|多于)|逾|不低于|不少于|不小于|至少|突破|上)$")),
    ("less", re.compile("(?:不(?:超过|高于|多于|大于)|(?<!不)(?:低于|少于|小于)|近|不到|不足|接近|将近)$")),
    ("about", re.compile("约为?$")),
)
_EN_AFTER: _Bounds = (
    ("more", re.compile(r"\+|[-\s]plus\b|\s(?:\w+ ){0,2}(?:or|and) (?:more|above|over|higher)\b", re.IGNORECASE)),
    ("less", re.compile(r"\s(?:\w+ ){0,2}(?:or|and) (?:less|below|under|fewer|lower)\b", re.IGNORECASE)),
    ("about", re.compile(r"\s(?:\w+ )?or so\b", re.IGNORECASE)),
)
_ARTICLE = r"\s+(?:(?:a|an|the|some|another|US|RMB)\s*)?$"
_EN_BEFORE: _Bounds = (
    (
        "less",
        re.compile(
            r"(?:(?<!no )(?<!not )(?:less|fewer) than|(?:no|not) more than|not exceed(?:ing)?|not to exceed|nearly|"
            rf"almost|close to|under|below|up to|within|approaching|short of){_ARTICLE}",
            re.IGNORECASE,
        ),
    ),
    (
        "more",
        re.compile(
            r"(?:(?<!no )(?<!not )more than|over|above|exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|at least|no less than|"
            rf"not less than|no fewer than|no lower than|upwards? of|in excess of){_ARTICLE}",
            re.IGNORECASE,
        ),
    ),
    ("about", re.compile(rf"(?:about|around|approximately|roughly|some|circa){_ARTICLE}", re.IGNORECASE)),
)
_SIGN_BEFORE = re.compile(r"(?:US|HK)?\$$|RMB\s?$|[¥€£]$")


def chinese_unit(text: str, end: int) -> str:
    """The measure after a Chinese number that ends at `end`; "" for one we do not compare."""
    unit = _ZH_UNIT.match(text, end)
    return _ZH_UNITS[unit[0]] if unit else ""


def english_unit(text: str, start: int, end: int) -> str:
    """The currency sign before, or the measure after, the English number `text[start:end]`."""
    sign = _EN_SIGN.search(text, max(0, start - 4), start)
    if sign:
        return _EN_SIGNS[sign[1].lower()]
    unit = _EN_UNIT.match(text, end)
    return _EN_UNITS[unit[1].lower()] if unit else ""


def chinese_bound(text: str, start: int, end: int) -> Bound:
    """What 多, 以上, 近, 左右 and the like in or around `text[start:end]` say."""
    if re.search("[多余]", text[start:end]):
        return "more"
    return _bound(_ZH_AFTER, _ZH_BEFORE, text, end, text[max(0, start - 6) : start])


def english_bound(text: str, start: int, end: int) -> Bound:
    """What "more than", "nearly", "or so" and the like around `text[start:end]` say."""
    before = _SIGN_BEFORE.sub("", text[max(0, start - 28) : start])
    return _bound(_EN_AFTER, _EN_BEFORE, text, end, before)


def _bound(after: _Bounds, before: _Bounds, text: str, end: int, earlier: str) -> Bound:
    for bound, pattern in after:
        if pattern.match(text, end):
            return bound
    for bound, pattern in before:
        if pattern.search(earlier):
            return bound
    return ""
