import pytest

from aligner.auditing.coverage.habits import SHARE, Habits, Observer
from aligner.auditing.coverage.matching import Matching
from tests.auditing.coverage.given import FAITHFUL, at, matched

ODD = ("保护湿地。", "Protect quagmires.")  # a rendering that the tables do not know


def seen(*matchings: Matching) -> Habits:
    observer = Observer()
    for matching in matchings:
        observer.see(matching)
    return observer.habits()


def test_words_and_links_are_counted() -> None:
    found = matched(*FAITHFUL)
    habits = seen(found, found)
    forest = found.zh.classes[at(found.zh, "森林")]
    assert habits.occurs["zh"][forest] == habits.covered["zh"][forest] == 2
    assert habits.usual["zh"][forest] == (found.en.classes[at(found.en, "forests")], 2)
    assert habits.closeness == 1


def test_an_empty_document_is_close() -> None:
    assert Habits().closeness == seen().closeness == 1


def test_the_freer_the_translation_the_less_close() -> None:
    close, free = seen(matched(*FAITHFUL)), seen(matched("保护森林和草原。", "Take care of what grows outdoors."))
    assert free.closeness < close.closeness


@pytest.mark.parametrize(("times", "habit"), [(1, False), (2, False), (3, True), (8, True)])
def test_what_stands_beside_a_word_time_and_again_is_this_translators_choice(times: int, habit: bool) -> None:
    found = matched(*ODD)
    table = seen(*[found] * times).strengths(found.zh, found.en)
    strength = table[at(found.zh, "湿地"), at(found.en, "quagmires")]
    assert bool(strength > 0) is habit
    assert strength < SHARE


def test_a_choice_is_stronger_the_oftener_it_is_made() -> None:
    found = matched(*ODD)
    place = at(found.zh, "湿地"), at(found.en, "quagmires")
    few, many = (seen(*[found] * times).strengths(found.zh, found.en)[place] for times in (4, 12))
    assert few < many


def test_a_choice_that_is_made_at_few_places_is_weaker() -> None:
    found, other = matched(*ODD), matched("保护湿地。", "Protect what is wet.")
    place = at(found.zh, "湿地"), at(found.en, "quagmires")
    always, seldom = seen(*[found] * 6), seen(*[found] * 6, *[other] * 12)
    assert seldom.strengths(found.zh, found.en)[place] < always.strengths(found.zh, found.en)[place]


def test_parts_of_a_document_add_up_to_the_whole() -> None:
    matchings = [matched(*FAITHFUL), matched(*ODD), matched("工人修理机器。", "Workers repair machines.")]
    whole, first, second = Observer(), Observer(), Observer()
    for matching in matchings * 2:
        whole.see(matching)
    for matching in matchings * 2:
        (first if matching is matchings[0] else second).see(matching)
    first.add(second)
    assert first.habits().pairs == whole.habits().pairs
    assert first.habits().occurs == whole.habits().occurs
    assert first.habits().closeness == whole.habits().closeness
