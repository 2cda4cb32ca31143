"""Texts that break careless writers, and audits of any shape made of them, for round trips."""

from random import Random

from hypothesis import strategies as st

from aligner.divergence import Audit
from scripts.benchmark_exchange import random_audit

HOSTILE = (
    "]]>",
    "&amp;<seg/>&#0;",
    "\u202e123\u202c\u200f",
    "甲\u2028乙\u2029丙\x85丁",
    " \t\r\n 甲 \r",
    "𠀀𪚥𰻞",
    "\x00\x0b\ufffe\ud83d",
    "_x0000_x0000_x0000_",
    "=1+1",
    "<r>甲</r>",
    "<r>_x0041_</r>",
    '=HYPERLINK("http://example.org")',
    "+86 10",
    "_x000D_ _x005F_x0041_",
    "http://example.org/?a=b&c",
    "{{ 甲 }} {% raw %}",
    "'\"<!-- ",
)

texts = st.text(st.characters(codec=None), min_size=1, max_size=40) | st.sampled_from(HOSTILE)
pairs = st.lists(st.tuples(texts, texts), max_size=4)


def _audit(seed: int) -> Audit:
    return random_audit(Random(seed))


audits = st.integers(0, 1 << 32).map(_audit)
"""Any blocks, sentences and links, null and crossing ones too, and divergences anywhere."""

LONG = ("甲" * 99_999 + "。", "A" * 99_999 + ".")
"""A unit of a hundred thousand characters on either side."""
