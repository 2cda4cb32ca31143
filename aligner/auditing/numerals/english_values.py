"""The value of an English numeral, in digits, words or both, and the words that say one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

ONES = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
CARDINALS = ONES | TENS
_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
ORDINALS = {_IRREGULAR.get(word, word + "th"): value for word, value in ONES.items() if value} | {
    word[:-1] + "ieth": value for word, value in TENS.items()
}
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
}
# The number of equal parts that "a third" is one of.
PARTS = {"half": 2, "halve": 2, "quarter": 4, "third": 3, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
# Words that hold a number: what is doubled is twice as many, or one time more.
FOLDS = {
    "double": (2, 1),
    "doubled": (2, 1),
    "doubling": (2, 1),
    "doubles": (2, 1),
    "twofold": (2, 1),
    "twice": (2,),
    "triple": (3, 2),
    "tripled": (3, 2),
    "tripling": (3, 2),
    "threefold": (3, 2),
    "quadruple": (4, 3),
    "quadrupled": (4, 3),
    "fourfold": (4, 3),
    "both": (2,),
    "twin": (2,),
    "dual": (2,),
    "dozen": (12,),
    "dozens": (12,),
    "decade": (10,),
    "decades": (10,),
    "century": (100,),
    "centuries": (100,),
    "centenary": (100,),
    "centenaries": (100,),
    "centennial": (100,),
    "around-the-clock": (24,),
    "round-the-clock": (24,),
    "around the clock": (24,),
}
MONTHS = {
    "January": 1,
    "February": 2,
    "March": 3,
    "April": 4,
    "May": 5,
    "June": 6,
    "July": 7,
    "August": 8,
    "September": 9,
    "October": 10,
    "November": 11,
    "December": 12,
}


def any_of(words: dict[str, int] | dict[str, tuple[int, ...]]) -> str:
    """A pattern for one of the words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def beginning(words: Iterable[str]) -> str:
    """A pattern for any of the words in either case, one that most other words fail at their first letter."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0].lower(), []).append(word[1:])
    return "|".join(f"[{letter}{letter.upper()}](?i:{'|'.join(rest)})" for letter, rest in by_letter.items())


DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SCALE = any_of(SCALES)
WORD = any_of(CARDINALS)
WORDS = rf"(?:{WORD}|(?:a|one|the)(?=[ -]{SCALE}\b))(?:[ -](?:and )?(?:{WORD}|{SCALE})\b)*"
SCALED = rf"{DIGITS}(?:[ -]?(?i:{SCALE})\b)*(?!\w)"

_TOKEN = re.compile(rf"{DIGITS}|[a-z]+")


def value_of(words: str) -> Fraction:
    """The value of digits or number words with scales: "1.2 trillion", "one hundred and twenty-five", "a million"."""
    total, section = Fraction(0), Fraction(0)
    for token in _TOKEN.findall(words.lower()):
        if token[0].isdigit():
            section += Fraction(token.replace(",", ""))
        elif token in CARDINALS:
            section += CARDINALS[token]
        elif token in ORDINALS:
            section += ORDINALS[token]
        elif token == "hundred":
            section = (section or Fraction(1)) * 100
        elif token in SCALES:
            total += (section or 1) * SCALES[token]
            section = Fraction(0)
    return total + section
