from random import Random

import pytest

from aligner.embedding import load_encoder
from scripts.training.bead_scores.documents import Text, Unit, clause_cut, make, units

PAIRS = [
    ("因为下雨，比赛推迟了。", "The match was postponed, because it was raining."),
    ("门开了。老师走进教室。", "The door opened, and the teacher came into the classroom."),
    ("门开了。", "The price of grain rose by six per cent."),
    ("太阳能发展很快。会议结束了。", "Solar energy is developing fast. The meeting is over."),
    ("a", "b"),
]


def test_units_are_the_pairs_that_are_sure_to_be_one_bead() -> None:
    found = units(PAIRS, load_encoder())
    assert [unit.zh for unit in found] == [("因为下雨，比赛推迟了。",), ("门开了。", "老师走进教室。")]
    assert [unit.is_single for unit in found] == [True, False]


def test_a_sentence_is_cut_where_both_halves_have_their_own() -> None:
    zh, en = "老师走进教室，学生们都站了起来。", "The teacher came into the classroom, and all the students stood up."
    found = clause_cut(zh, en, load_encoder())
    assert found is not None
    assert found[0] == ("老师走进教室，", "学生们都站了起来。")
    assert found[1][0].startswith("The teacher")
    assert found[1][1].endswith("stood up.")


@pytest.mark.parametrize(
    "pair", [("没有人说话。", "No one spoke."), ("好，好，好，好，好。", "Yes, yes, yes, yes, yes.")]
)
def test_a_sentence_without_such_a_place_is_not_cut(pair: tuple[str, str]) -> None:
    assert clause_cut(*pair, load_encoder()) is None


def test_a_text_gives_back_its_last_bead() -> None:
    text = Text()
    text.add(["一。"], ["One."])
    text.add(["二。"], ["Two.", "And more."])
    assert text.take() == Unit(("二。",), ("Two.", "And more."))
    assert (text.zh, text.en, [bead.type for bead in text.beads]) == (["一。"], ["One."], ["1-1"])


def test_every_sentence_of_a_document_is_in_one_bead_and_the_seed_decides() -> None:
    encoder = load_encoder()
    some = units(PAIRS[:2] * 30, encoder)
    text = make(some, Random(3), encoder)
    assert [i for bead in text.beads for i in bead.zh] == list(range(len(text.zh)))
    assert [j for bead in text.beads for j in bead.en] == list(range(len(text.en)))
    assert len({bead.type for bead in text.beads}) > 2
    assert all(sentence.strip() for sentence in [*text.zh, *text.en])
    assert make(some, Random(3), encoder) == text
    assert make(some, Random(4), encoder) != text
