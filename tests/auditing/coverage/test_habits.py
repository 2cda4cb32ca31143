import pytest

from aligner.auditing.coverage.habits import SHARE, Habits, Observer
from tests.auditing.coverage.given import FAITHFUL, at, stacked

ODD = ("保护湿地。", "Protect quagmires.")  # a rendering that the tables do not know


def seen(*pairs: tuple[str, str]) -> Habits:
    observer = Observer()
    if pairs:
        observer.see(stacked(*pairs))
    return observer.habits()


def strength(habits: Habits, word: str, partner: str) -> float:
    """What habits say of a pair of words of `ODD`."""
    stack = stacked(ODD)
    (table,) = stack.pairs.tables(habits.strengths(stack))
    return float(table[at(stack.own, word), at(stack.opposite, partner)])


def test_words_and_links_are_counted() -> None:
    (found, _), habits = stacked(FAITHFUL, FAITHFUL).matchings, seen(FAITHFUL, FAITHFUL)
    forest = found.zh.classes[at(found.zh, "森林")]
    assert habits.occurs["zh"][forest] == habits.covered["zh"][forest] == 2
    assert habits.usual["zh"][forest] == (found.en.classes[at(found.en, "forests")], 2)
    assert habits.linked == habits.content


def test_a_short_document_is_about_as_close_as_is_usual() -> None:
    assert Habits().closeness == seen().closeness == pytest.approx(0.87)
    gap = ("保护森林和草原。", "Protect forests.")
    assert 0.8 < seen(gap).closeness < Habits().closeness < seen(FAITHFUL).closeness < seen(*[FAITHFUL] * 20).closeness
    assert seen(*[gap] * 50).closeness < 0.82


def test_the_freer_the_translation_the_less_close() -> None:
    close, free = seen(FAITHFUL), seen(("保护森林和草原。", "Take care of what grows outdoors."))
    assert free.closeness < close.closeness


@pytest.mark.parametrize(("times", "habit"), [(1, False), (2, False), (3, True), (8, True)])
def test_what_stands_beside_a_word_time_and_again_is_this_translators_choice(times: int, habit: bool) -> None:
    found = strength(seen(*[ODD] * times), "湿地", "quagmires")
    assert bool(found > 0) is habit
    assert found < SHARE


def test_a_choice_is_stronger_the_oftener_it_is_made() -> None:
    few, many = (strength(seen(*[ODD] * times), "湿地", "quagmires") for times in (4, 12))
    assert few < many


def test_a_choice_that_is_made_at_few_places_is_weaker() -> None:
    always, seldom = seen(*[ODD] * 6), seen(*[ODD] * 6, *[("保护湿地。", "Protect what is wet.")] * 12)
    assert strength(seldom, "湿地", "quagmires") < strength(always, "湿地", "quagmires")


def test_parts_of_a_document_add_up_to_the_whole() -> None:
    pairs = [FAITHFUL, ODD, ("工人修理机器。", "Workers repair machines.")]
    whole, parts = seen(*pairs, *pairs), [Observer(), Observer()]
    for part, some in zip(parts, ([*pairs, FAITHFUL], pairs[1:]), strict=True):
        part.see(stacked(*some))
    parts[0].add(parts[1])
    habits = parts[0].habits()
    assert habits.pairs == whole.pairs
    assert habits.usual == whole.usual
    assert habits.occurs == whole.occurs
    assert habits.closeness == whole.closeness
