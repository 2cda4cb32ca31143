from collections.abc import Sequence

import pytest

from aligner.store.terms import Rendering, Unit, terms

PAIRS = [
    ("大力发展新能源汽车产业。", "Vigorously develop the new energy vehicle industry."),
    ("新能源汽车的价格下降了。", "The price of new energy vehicles has fallen."),
    ("政府支持新能源汽车。", "The government supports new energy vehicles."),
    ("能源价格上涨。", "Energy prices have risen."),
    ("能源安全很重要。", "Energy security is important."),
    ("汽车销售增长。", "Car sales have grown."),
    ("", "Nothing stands behind this."),
    ("没有译文的新能源汽车。", ""),
]


def units(pairs: Sequence[tuple[str, str]] = PAIRS) -> list[Unit]:
    return [Unit(f"document {i % 2}", zh, en) for i, (zh, en) in enumerate(pairs)]


def test_terms_of_several_words_come_with_what_renders_them() -> None:
    found = {term.text: term for term in terms(units, least_count=2)}
    vehicle = found["新能源汽车"]
    assert (vehicle.count, vehicle.documents) == (4, 2)
    assert vehicle.renderings[0] == Rendering("new energy vehicles", 2)
    assert vehicle.example in units()
    assert found["能源"].renderings[0].text.lower() == "energy"


def test_what_stands_mostly_inside_a_longer_term_counts_less() -> None:
    ranked = [term.text for term in terms(units)]
    assert ranked[0] == "新能源汽车"
    assert "新能源" not in ranked


@pytest.mark.parametrize("text", ["的价格", "价格上涨。", "，", "了", "2015", "energy"])
def test_no_term_begins_with_an_empty_word_or_holds_a_mark(text: str) -> None:
    assert text not in {term.text for term in terms(units, least_count=1)}


def test_counts_are_of_all_occurrences_and_the_least_holds() -> None:
    every = terms(units, least_count=1)
    joined = "\n".join(zh for zh, _ in PAIRS)
    for term in every:
        assert term.count <= joined.count(term.text)  # as words, not as letters
        assert sum(rendering.count for rendering in term.renderings) <= term.count
        assert all(not rendering.text.lower().startswith(("the ", "of ")) for rendering in term.renderings)
    assert min(term.count for term in terms(units, least_count=2)) == 2
    assert terms(list) == []


def test_the_order_is_that_of_the_values() -> None:
    values = [term.value for term in terms(units, least_count=1)]
    assert values == sorted(values, reverse=True)
    assert min(values) > 0
