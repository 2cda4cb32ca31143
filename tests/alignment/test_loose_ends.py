from math import exp

import numpy as np
import pytest

from aligner.alignment.explanation import Explanation
from aligner.alignment.loose_ends import MOST_WORDS, MOVED, TIED, tied, words_moved, words_tied
from aligner.alignment.paths import Path
from aligner.alignment.programme import MOST, UNIT, Programme, Window
from aligner.document import Language
from tests.alignment.paths import Problem

Texts = tuple[list[str], list[str]]

BOOK, SMILE, GRAIN = "他把书放在桌子上。", "谁也没有看见他的微笑。", "去年全国粮食产量增长了百分之六。"
WITH_SMILE = "He put his book on the table with a smile that nobody saw."
FOLDED = [BOOK, SMILE], [WITH_SMILE]
AHEAD = [SMILE, BOOK], ["With a smile that nobody saw he put his book on the table."]
ENGLISH = ["谁也没有看见他的微笑，他就走进教室去了。"], ["Nobody saw his smile.", "Then he went into the classroom."]
LOST = [BOOK, GRAIN], [WITH_SMILE]
RENDERED = [BOOK, SMILE], ["He put his book on the table."]
ADDED = [BOOK], ["He put his book on the table.", "Nobody saw his smile."]


@pytest.mark.parametrize(
    ("texts", "side", "first"),
    [(FOLDED, "zh", False), (ENGLISH, "en", True)],
    ids=["a Chinese sentence after", "an English sentence before"],
)
def test_a_sentence_ties_words_at_the_end_that_only_it_explains(texts: Texts, side: Language, first: bool) -> None:
    assert counted(texts, side, first) >= 4


@pytest.mark.parametrize(
    ("texts", "side", "first"),
    [(LOST, "zh", False), (RENDERED, "zh", False), (RENDERED, "zh", True), (ADDED, "en", False), (AHEAD, "zh", True)],
    ids=["its words are nowhere", "no end is loose", "nor is the beginning", "added", "the end is tied without it"],
)
def test_a_sentence_ties_no_words_where(texts: Texts, side: Language, first: bool) -> None:
    assert counted(texts, side, first) <= 0


def counted(texts: Texts, side: Language, first: bool) -> int:
    return words_tied(words(texts).between(range(len(texts[0])), range(len(texts[1]))), side, first=first)


AHEAD_OF = (
    ["外面下着大雨。", "公司去年利润增长，今年准备开三十家新店。"],
    ["It was raining outside, and the company's profits had grown last year.", "This year it will open thirty stores."],
)
BEHIND = (
    ["外面下着大雨，公司今年准备开三十家新店。", "老板很高兴。"],
    ["It was raining outside.", "The company was going to open thirty new stores this year, and the boss was happy."],
)
IN_PLACE = (
    ["他站了起来。", "他把书放在桌子上，然后走出了教室。"],
    ["He stood up.", "He put his book on the table and left the classroom."],
)
FREE = ["外面下着雨。", "老师走进教室。"], ["It was raining outside, alas.", "Enter the teacher."]


@pytest.mark.parametrize("texts", [AHEAD_OF, BEHIND], ids=["the English says it earlier", "the English says it later"])
def test_a_clause_that_was_moved_across_a_place_is_seen(texts: Texts) -> None:
    assert moved(texts) >= 4


@pytest.mark.parametrize(
    "texts", [IN_PLACE, FREE, (["门开了。", "外面下着雨。"], ["The door opened.", "It was raining outside."])]
)
def test_where_nothing_was_moved_no_word_counts(texts: Texts) -> None:
    assert moved(texts) == 0


def moved(texts: Texts) -> int:
    return words_moved(words(texts).between(range(2), range(2)), (1, 1))


def words(texts: Texts) -> Explanation:
    return Explanation.of(*texts)


def programme(texts: Texts, whole: int, part: int, null: int) -> Programme:
    """One in which beads of three sentences, of two, and null beads score so much, in ten-thousandths."""
    n, m = map(len, texts)
    scores = np.full((n + 1, m + 1, MOST, MOST), -9 * UNIT, dtype=np.int32)
    scores[:, :, 0, 0], scores[:, :, 1, 0], scores[:, :, 0, 1] = part, whole, whole
    zh, en = (np.full(size, null, dtype=np.int32) for size in (n, m))
    return Problem(scores, zh, en, (Window(0, n, 0, m),), float(UNIT)).programme()


SPLIT = Path(np.array([[0, 0], [1, 1], [2, 1]]), np.array([0.7, 0.8]))


def test_a_null_bead_goes_where_its_words_are() -> None:
    count = min(counted(FOLDED, "zh", False), MOST_WORDS)
    odds = -0.5
    path = tied(SPLIT, programme(FOLDED, round((1 + odds) * UNIT), 2 * UNIT, -UNIT), words(FOLDED), (0, 0))
    assert path.corners.tolist() == [[0, 0], [2, 1]]
    before = 0.7 * exp(odds)
    grown = before * exp(TIED * count)
    assert path.scores.tolist() == pytest.approx([grown / (1 - before + grown)], abs=1e-4)
    assert TIED * count + odds > 0


def test_an_english_null_bead_goes_into_the_bead_after_it() -> None:
    split = Path(np.array([[0, 0], [0, 1], [1, 2]]), np.array([0.6, 0.6]))
    path = tied(split, programme(ENGLISH, UNIT, 2 * UNIT, -UNIT), words(ENGLISH), (0, 0))
    assert path.corners.tolist() == [[0, 0], [1, 2]]


@pytest.mark.parametrize(
    ("texts", "whole"),
    [(FOLDED, -5 * UNIT), (LOST, 9 * UNIT // 10), (RENDERED, 9 * UNIT // 10)],
    ids=["the sides are too unlike", "its words are nowhere", "no end is loose"],
)
def test_a_null_bead_stays_where(texts: Texts, whole: int) -> None:
    path = tied(SPLIT, programme(texts, whole, 2 * UNIT, -UNIT), words(texts), (0, 0))
    assert path.corners.tolist() == SPLIT.corners.tolist()
    assert path.scores.tolist() == SPLIT.scores.tolist()


def test_sentences_are_counted_from_where_the_programme_begins() -> None:
    whole = words(([GRAIN, *FOLDED[0]], ["It was raining outside.", *FOLDED[1]]))
    path = tied(SPLIT, programme(FOLDED, UNIT // 2, 2 * UNIT, -UNIT), whole, (1, 1))
    assert path.corners.tolist() == [[0, 0], [2, 1]]


def test_what_has_no_null_beads_is_as_it_was() -> None:
    path = Path(np.array([[0, 0], [2, 1]]), np.array([0.9]))
    found = tied(path, programme(FOLDED, UNIT, UNIT, -UNIT), words(FOLDED), (0, 0))
    assert found.corners.tolist() == path.corners.tolist()
    assert found.scores.tolist() == path.scores.tolist()


def test_two_null_beads_side_by_side_are_no_bead() -> None:
    path = Path(np.array([[0, 0], [1, 0], [1, 1], [2, 1]]), np.array([0.5, 0.5, 0.5]))
    found = tied(path, programme(FOLDED, UNIT, UNIT, -UNIT), words(FOLDED), (0, 0))
    assert found.corners.tolist() == path.corners.tolist()


def pair(score: float) -> Path:
    return Path(np.array([[0, 0], [1, 1], [2, 2]]), np.array([score, 0.99]))


def two_by_two(whole: int) -> Programme:
    scores = np.full((3, 3, MOST, MOST), -9 * UNIT, dtype=np.int32)
    scores[:, :, 0, 0], scores[:, :, 1, 1] = UNIT, 2 * UNIT + whole
    null = np.full(2, -UNIT, dtype=np.int32)
    return Problem(scores, null, null, (Window(0, 2, 0, 2),), float(UNIT)).programme()


@pytest.mark.parametrize("texts", [AHEAD_OF, BEHIND])
def test_beads_between_which_a_clause_was_moved_are_one(texts: Texts) -> None:
    path = tied(pair(0.6), two_by_two(-UNIT // 2), words(texts), (0, 0))
    assert path.corners.tolist() == [[0, 0], [2, 2]]
    before, grown = 0.6 * exp(-0.5), exp(MOVED * min(moved(texts), MOST_WORDS))
    assert path.scores.tolist() == pytest.approx([before * grown / (1 - before + before * grown)], abs=1e-4)


@pytest.mark.parametrize(
    ("texts", "score", "whole"),
    [(IN_PLACE, 0.6, -UNIT // 2), (AHEAD_OF, 0.95, -UNIT // 2), (AHEAD_OF, 0.6, -8 * UNIT)],
    ids=["nothing was moved", "the programme is sure", "the whole is no bead"],
)
def test_beads_stay_two_where(texts: Texts, score: float, whole: int) -> None:
    path = tied(pair(score), two_by_two(whole), words(texts), (0, 0))
    assert path.corners.tolist() == pair(score).corners.tolist()
    assert path.scores.tolist() == pair(score).scores.tolist()
