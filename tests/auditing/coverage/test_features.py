import numpy as np
import pytest

from aligner.auditing.coverage.atoms import Floats
from aligner.auditing.coverage.features import NAMES, features
from aligner.auditing.coverage.habits import Habits, Observer
from aligner.auditing.coverage.linking import mirrored
from aligner.auditing.coverage.stack import Stack
from aligner.document import LANGUAGES, Language
from tests.auditing.coverage.given import FAITHFUL, LIST, at, stacked


def table(stack: Stack, habits: Habits | None = None, language: Language = "zh") -> Floats:
    return features(stack if language == "zh" else mirrored(stack), habits or Habits(), language)


def value(stack: Stack, word: str, name: str, habits: Habits | None = None) -> float:
    row = int(stack.own.content[: at(stack.own, word)].sum())
    return float(table(stack, habits)[row, NAMES.index(name)])


@pytest.mark.parametrize("pair", [LIST, FAITHFUL, ("好", "Good"), ("。", "."), ("15", "15")])
def test_every_word_of_meaning_has_every_number(pair: tuple[str, str]) -> None:
    found = stacked(pair)
    for side, language in zip((found.own, found.opposite), LANGUAGES, strict=True):
        rows = table(found, language=language)
        assert rows.shape == (side.content.sum(), len(NAMES))
        assert np.isfinite(rows).all()


def test_units_that_are_asked_about_together_are_answered_as_each_alone() -> None:
    several = (LIST, FAITHFUL, ("好", "Good"), LIST)
    stack, observer = stacked(*several), Observer()
    observer.see(stack)
    habits = observer.habits()
    for language in LANGUAGES:
        alone = np.concatenate([table(stacked(pair), habits, language) for pair in several])
        assert table(stack, habits, language).tolist() == alone.tolist()


@pytest.mark.parametrize(
    ("name", "zh", "en", "word", "expected"),
    [
        ("listed", "保护森林、草原、湿地。", "Protect forests, grasslands and wetlands.", "草原", 2),
        ("listed", "保护森林、草原、湿地。", "Protect forests, grasslands and wetlands.", "湿地", 1),
        ("listed", "保护森林。", "Protect forests.", "森林", 0),
        ("open_end", "保护森林等资源。", "Protect forests and other resources.", "森林", 1),
        ("open_end", "保护森林和资源。", "Protect forests and resources.", "森林", 0),
        ("modifies", "美丽的森林。", "Beautiful forests.", "美丽", 1),
        ("modifies", "美丽森林。", "Beautiful forests.", "美丽", 0),
        ("length", "保护太阳能。", "Protect solar energy.", "太阳能", 3),
        ("part", "公平竞争。", "Fair competition.", "公平", 1),
        ("part", "保护森林。", "Protect forests.", "森林", 0),
    ],
)
def test_what_stands_beside_a_word(name: str, zh: str, en: str, word: str, expected: float) -> None:
    assert value(stacked((zh, en)), word, name) == expected


def test_a_lost_word_has_no_link_and_its_neighbours_know() -> None:
    found = stacked(("保护森林和草原。", "Protect grasslands."))
    assert value(found, "森林", "link") == 0
    assert value(found, "草原", "link") > 0
    assert value(found, "草原", "before") < value(stacked(FAITHFUL), "草原", "before")
    assert value(found, "草原", "closeness") < 1 == value(stacked(FAITHFUL), "草原", "closeness")


def test_a_word_said_twice_and_rendered_once_has_a_twin() -> None:
    found = stacked(("森林保护：保护森林。", "Forest protection."))
    rows = table(found)[:, NAMES.index("twin")]
    words = np.flatnonzero(found.own.content)
    lost = [row for row, k in enumerate(words) if found.own.texts[k] == "森林" and found.link[k] < 0]
    assert lost
    assert (rows[lost] == 1).all()


def test_what_is_left_over_opposite_is_weighed() -> None:
    swapped = stacked(("保护森林和草原。", "Protect forests and hospitals."))
    lost = stacked(("保护森林和草原。", "Protect forests."))
    assert value(swapped, "草原", "left_over") > value(lost, "草原", "left_over") == 0


def test_the_documents_habits_are_told_without_the_place_at_hand() -> None:
    observer = Observer()
    found = stacked(FAITHFUL)
    for _ in range(4):
        observer.see(found)
    habits = observer.habits()
    assert value(found, "森林", "occurs", habits) == pytest.approx(np.log1p(4))
    assert value(found, "森林", "habit", habits) == pytest.approx(3 / 5)
    assert value(found, "森林", "habit_here", habits) == 1
    other = stacked(("保护森林和草原。", "Protect wetlands and grasslands."))
    assert value(other, "森林", "habit_here", habits) == 0
