import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.writing.report.chart import HEIGHT, WIDTH, chart


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(0, n - 1)))))
def test_columns_cover_every_link_once_and_count_every_divergence(case: tuple[int, list[int]]) -> None:
    links, places = case
    found = chart(links, [(place, "major" if place % 2 else "minor") for place in places])
    assert [i for column in found.columns for i in range(column.first, column.end)] == list(range(links))
    for column in found.columns:
        inside = [place for place in places if column.first <= place < column.end]
        assert column.major == sum(place % 2 for place in inside)
        assert column.major + column.minor == len(inside)
        assert found.height(column.major + column.minor) <= HEIGHT
        assert column.x + column.width <= WIDTH


def test_the_highest_column_has_the_full_height() -> None:
    found = chart(100, [(3, "major"), (3, "minor"), (3, "minor"), (90, "minor")])
    assert found.top == 3
    assert found.height(3) == HEIGHT
    assert found.height(0) == 0


@pytest.mark.parametrize("links", [0, 1])
def test_hardly_any_text(links: int) -> None:
    found = chart(links, [])
    assert len(found.columns) == 1
    assert found.top == 1
