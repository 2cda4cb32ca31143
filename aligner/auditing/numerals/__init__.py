"""Numbers in Chinese and English text, as values that can be compared."""

from __future__ import annotations

from aligner.auditing.numerals.chinese import chinese_quantities
from aligner.auditing.numerals.english import english_quantities
from aligner.auditing.numerals.quantities import CURRENCIES, Quantity, QuantityKind, agree, shown

__all__ = [
    "CURRENCIES",
    "Quantity",
    "QuantityKind",
    "agree",
    "chinese_quantities",
    "english_quantities",
    "shown",
]
