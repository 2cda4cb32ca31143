"""Texts that break careless writers, for round trips."""

from hypothesis import strategies as st

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
