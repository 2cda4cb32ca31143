"""The two looks at units, a stretch of them at a time."""

from dataclasses import replace

from aligner.auditing.coverage.habits import Observer
from aligner.auditing.coverage.observing import looks, observe, stretches
from aligner.auditing.unit import units
from tests.auditing.build import alignment

PAIRS = [
    ("保护森林和草原。", "Protect forests and grasslands."),
    ("完善制度。", ""),
    ("种植水稻、小麦。", "Grow rice."),
]


def test_every_unit_is_in_one_stretch_in_order() -> None:
    made = list(units(alignment(PAIRS * 30)))
    cut = list(stretches(made))
    assert len(cut) > 1
    assert [unit for stretch in cut for unit in stretch] == made


def test_units_with_two_sides_are_looked_at() -> None:
    made, observer = list(units(alignment(PAIRS))), Observer()
    first = observe(made, observer)
    again = looks(made, observer.habits())
    both = [(unit.zh, unit.en) for unit in made if unit.en.text]
    assert list(first) == list(again) == both
    for pair, look in again.items():
        assert look.first is first[pair]
        assert (look.matching.strengths >= look.first.strengths).all()
        assert len(look.doubts.lost) == len(look.matching.zh)
        assert len(look.doubts.added) == len(look.matching.en)


def test_of_units_without_counterpart_there_is_nothing_to_see() -> None:
    made, observer = list(units(alignment(PAIRS[1:2]))), Observer()
    assert observe(made, observer) == looks(made, observer.habits()) == {}
    assert observer.habits().content == 0


def test_a_text_without_any_word_is_in_no_doubt() -> None:
    made = list(units(alignment(PAIRS)))
    wordless = replace(made[0], en=made[0].en._replace(text=""))
    observer = Observer()
    observe([wordless, *made[1:]], observer)
    first, last = looks([wordless, *made[1:]], observer.habits()).values()
    assert last.matching.comparable
    assert not first.matching.comparable
    assert not first.doubts.zh.any()
    assert len(first.doubts.zh) == len(first.first.zh) > 0
    assert len(first.doubts.added) == 0
