"""Each way to plant changes what it says it changes, and says where."""

import random
from collections.abc import Callable

import pytest

from aligner.auditing.coverage.tables import Tables
from aligner.document import Span
from scripts.training.divergences.documents import first_look, matched
from scripts.training.divergences.planting import (
    Change,
    Place,
    Plant,
    added_rendering,
    apart,
    apply,
    changed_rendering,
    changed_word,
    lost_item,
    lost_modifier,
    lost_phrase,
    lost_rendering,
    other_rendering,
)
from scripts.training.divergences.wordstock import Wordstock

PAIR = (
    "政府加强粮食、石油、机器的管理。",
    "The government strengthens the management of grain, petroleum and machines.",
)
Way = Callable[[Place], Plant | None]


@pytest.fixture(scope="module")
def place(stock: Wordstock) -> Place:
    (matching,) = matched(first_look([PAIR], Tables.load()))[0].matchings
    return Place(*PAIR, matching, stock, random.Random(1))


def plants(way: Way, place: Place) -> list[Plant]:
    found = [way(place._replace(rng=random.Random(seed))) for seed in range(30)]
    return [plant for plant in found if plant is not None]


@pytest.mark.parametrize(
    ("way", "zh_fates", "en_fates"),
    [
        (changed_rendering, {"changed"}, {"changed"}),
        (changed_word, {"changed"}, {"changed"}),
        (lost_rendering, {"lost"}, set()),
        (lost_phrase, {"lost"}, set()),
        (lost_item, {"lost"}, set()),
        (lost_modifier, {"lost"}, set()),
        (added_rendering, set(), {"added"}),
        (other_rendering, set(), set()),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_fates_of_a_way(way: Way, zh_fates: set[str], en_fates: set[str], place: Place) -> None:
    for plant in plants(way, place):
        texts = [apply(text, changes) for text, changes in zip(PAIR, plant, strict=True)]
        assert {fate for _, fate in texts[0][1]} == zh_fates
        assert {fate for _, fate in texts[1][1]} == en_fates
        assert (texts[0][0], texts[1][0]) != PAIR
        assert all(span.of(text).strip() for text, fates in texts for span, _ in fates)


@pytest.mark.parametrize("way", [changed_rendering, changed_word, lost_rendering, added_rendering])
def test_a_pair_with_sure_links_gives_plants(way: Way, place: Place) -> None:
    assert plants(way, place)


def test_a_lost_rendering_leaves_the_chinese_and_shortens_the_english(place: Place) -> None:
    for plant in plants(lost_rendering, place):
        assert apply(PAIR[0], plant.zh)[0] == PAIR[0]
        assert len(apply(PAIR[1], plant.en)[0]) < len(PAIR[1])


def test_changes_are_made_in_order_and_their_places_are_those_of_the_new_text() -> None:
    changes = [Change(4, 5, "XY", "changed"), Change(0, 1, ""), Change(2, 2, "++", "added")]
    text, fates = apply("abcdef", changes)
    assert text == "b++cdXYf"
    assert [(span.of(text), fate) for span, fate in fates] == [("++", "added"), ("XY", "changed")]


@pytest.mark.parametrize(
    ("other", "free"),
    [(Span(0, 2), True), (Span(2, 3), False), (Span(3, 5), False), (Span(5, 6), False), (Span(6, 7), True)],
)
def test_plants_keep_apart(other: Span, free: bool) -> None:
    first = Plant((Change(3, 5, "x"),))
    assert apart([first], Plant((Change(*other, "y"),))) is free
    assert apart([first], Plant((), (Change(*other, "y"),)))
