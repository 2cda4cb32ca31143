from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.document import Language, Span
from aligner.store.concordance import aligned

ZH = "发展新能源汽车，推动能源产业升级。"
EN = "Develop new energy vehicles and promote the upgrading of the energy industry."


@pytest.mark.parametrize(
    ("language", "term", "marked"),
    [
        ("zh", "汽车", ["vehicles"]),
        ("zh", "新能源汽车", ["new energy vehicles"]),
        ("zh", "产业", ["industry"]),
        ("en", "vehicles", ["汽车"]),
        ("en", "new energy vehicles", ["新能源汽车"]),
        ("zh", "，", []),
    ],
)
def test_what_renders_a_term_is_marked(language: Language, term: str, marked: list[str]) -> None:
    text, across = (ZH, EN) if language == "zh" else (EN, ZH)
    at = text.index(term)
    assert [span.of(across) for span in aligned(ZH, EN, language, [Span(at, at + len(term))])] == marked


@given(st.text(max_size=20), st.text(max_size=40), st.integers(0, 20), st.integers(1, 5))
def test_spans_lie_in_the_other_text_in_order(zh: str, en: str, start: int, length: int) -> None:
    spans = aligned(zh, en, "zh", [Span(start, start + length)])
    assert all(0 <= span.start < span.end <= len(en) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
