import random

from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.batch.figures import Figures
from aligner.batch.siblings import LEAST_SIBLINGS, differences
from tests.batch.figures import figures


def corpus(count: int = 30) -> dict[str, Figures]:
    """Documents that differ by chance alone: each link has an omission with a probability of 5%."""
    rng = random.Random(5)
    sizes = [rng.choice((40, 100, 400)) for _ in range(count)]
    return {
        f"d{k:02}": figures(size, sum(rng.random() < 0.05 for _ in range(size)), doubtful=size // 50)
        for k, size in enumerate(sizes)
    }


def named(documents: dict[str, Figures]) -> set[tuple[str, str, bool]]:
    return {(d.document, d.measure.name, d.more) for d in differences(documents)}


def test_chance_names_nobody() -> None:
    assert {name for _, name, _ in named(corpus())} <= {"Chinese without counterpart", "English without counterpart"}


def test_a_document_with_many_more_or_none_at_all_is_named() -> None:
    documents = corpus() | {"many": figures(100, 40), "none": figures(400, 0, doubtful=8)}
    found = named(documents)
    assert ("many", "omissions", True) in found
    assert ("none", "omissions", False) in found
    first = next(d for d in differences(documents) if d.measure.name == "omissions")
    assert first.document == "many"
    assert first.found == 40
    assert 3 < first.expected < 8
    assert first.q < 0.01


def test_the_same_excess_in_a_short_document_says_less() -> None:
    assert ("short", "omissions", True) not in named(corpus() | {"short": figures(10, 1)})
    assert ("long", "omissions", True) in named(corpus() | {"long": figures(1000, 100)})


def test_where_all_vary_widely_a_wide_deviation_is_nothing() -> None:
    rng = random.Random(1)
    wild = {f"d{k:02}": figures(100, rng.choice((0, 2, 5, 15, 30))) for k in range(40)}
    assert ("x", "omissions", True) not in named(wild | {"x": figures(100, 32)})


def test_a_small_corpus_says_nothing() -> None:
    few = dict(list(corpus().items())[: LEAST_SIBLINGS - 2])
    assert differences(few | {"many": figures(100, 90)}) == []
    assert differences({}) == []


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60), st.integers(0, 500)), max_size=25))
def test_any_counts_give_probabilities_in_order(counts: list[tuple[int, int, int]]) -> None:
    documents = {f"d{k}": figures(*given) for k, given in enumerate(counts)}
    found = differences(documents)
    assert all(0 <= d.q <= 0.05 for d in found)
    assert [d.q for d in found] == sorted(d.q for d in found)
