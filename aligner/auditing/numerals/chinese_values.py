"""The value of a Chinese numeral, in digits, Han characters or both, and patterns that find one."""

from __future__ import annotations

import re
from fractions import Fraction

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

DIGIT = "[零一二两俩三四五六七八九]"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = "(?:[十百万亿]|千(?![瓦克米卡赫伏帕兆]))"  # 千瓦 is a kilowatt
_MORE = "[多余来几]?"
_MIXED = f"{ARABIC}(?:{_MORE}{_SCALE})*(?:(?:{ARABIC}|{DIGIT})(?:{_MORE}{_SCALE})+)*[多余]?"
_HAN = f"(?:{DIGIT}|{_SCALE}(?!分之)|(?<=[十百千万亿])[多余几](?!元化|样|边|方|种))+(?:点[零一二三四五六七八九]+)?"
NUMBER = f"(?:{_MIXED}|{_HAN})"

_TOKEN = re.compile(f"{ARABIC}|[{''.join(DIGITS)}{''.join(SCALES)}]")


def value_of(numeral: str) -> Fraction:
    """The value of a numeral; 多, 余 and 几 in it are passed over.

    "1亿3千多万" is 130,000,000; digits without a scale are read one by one, so that "二〇二五" is 2025.
    """
    whole, _, decimals = numeral.partition("点")
    total, section, number, largest = Fraction(0), Fraction(0), "", 1
    for token in _TOKEN.findall(whole):
        if token in DIGITS:
            number += str(DIGITS[token])
        elif token not in SCALES:
            number += token.replace(",", "")
        elif SCALES[token] < 10**4:
            section += Fraction(number or 1) * SCALES[token]
            number = ""
        else:
            section += Fraction(number or 0)
            number = ""
            if SCALES[token] > largest:  # in 1.2万亿 the second scale multiplies all before it
                total, largest = (total + section or Fraction(1)) * SCALES[token], SCALES[token]
            else:
                total += (section or 1) * SCALES[token]
            section = Fraction(0)
    value = total + section + Fraction(number or 0)
    return value + Fraction("0." + "".join(str(DIGITS[digit]) for digit in decimals)) if decimals else value
