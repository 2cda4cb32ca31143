from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.explanation import SAME, Explanation, beyond, gained, shares
from aligner.alignment.lexical_tables import LexicalTables, load_tables
from aligner.alignment.wording import Part
from aligner.errors import ModelError

ZH = ["太阳能发展得很快。", "会议讨论了粮食生产。", "2015年，风能也增长了。", "。"]
EN = [
    "Solar energy is developing fast.",
    "The meeting discussed grain production.",
    "In 2015, wind energy grew too.",
    ".",
]


def table(zh: list[str], en: list[str]) -> np.ndarray:
    """Gains of both sides together, [a - 1, b - 1] for the beads that end with the texts."""
    zh_gains, en_gains = Explanation.of(zh, en)(np.array([len(zh)]), np.array([len(en)]))
    both: np.ndarray = (zh_gains + en_gains)[0, ..., 0]
    return both


def test_the_right_sentence_explains_more_than_any_other() -> None:
    zh_gains, en_gains = Explanation.of(ZH, EN)(np.arange(1, 4), np.arange(1, 4))
    pairs = (zh_gains + en_gains)[:, 0, 0]
    assert (pairs.argmax(axis=1) == np.arange(3)).all()
    assert (pairs.argmax(axis=0) == np.arange(3)).all()


def test_the_whole_explains_more_than_a_part_and_more_than_the_whole_with_a_stranger() -> None:
    whole = table(ZH[:2], [EN[0] + " " + EN[1]])
    assert whole[1, 0] > whole[0, 0] > 0
    assert table([ZH[1], ZH[2]], [EN[2]])[0, 0] > table([ZH[1], ZH[2]], [EN[2]])[1, 0]


def test_punctuation_explains_nothing() -> None:
    assert table(["。"], ["."])[0, 0] == 0
    assert not table(["。", "，"], ["a solar panel"]).any()


def test_a_word_that_the_text_is_full_of_gains_less() -> None:
    often = [f"风能{k}" for k in range(60)], [f"Wind {k}" for k in range(60)]
    assert table(["风能"], ["Wind"])[0, 0] > table([*often[0], "风能"], [*often[1], "Wind"])[0, 0] > 0


def test_gains_are_the_logarithms_of_what_runs_explain() -> None:
    by, of = np.array([[0, 0], [1, 0], [0, 2]], dtype=np.float32), np.array([[1, 0], [1, 3]], dtype=np.float32)
    worth = by @ np.array([[4, 0], [6, 9]], dtype=np.float32)
    found = gained(np.concatenate([np.zeros((7, 2), np.float32), by]), np.pad(worth, ((7, 0), (0, 0))), of, 9, 2)
    one, two = found[:2]
    assert one[0].tolist() == pytest.approx([0, np.log(1 + 4 / 2), 2 * np.log(1 + 4 / 2)])
    assert one[1, 1] == pytest.approx(np.log(1 + 12 / 3))
    assert two[1, 1] == pytest.approx(np.log(1 + 16 / 4))
    assert two[1, 2] == pytest.approx(2 * np.log(1 + 16 / 4) + 3 * np.log(1 + 18 / 4))


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.sampled_from([*ZH, ""]), min_size=1, max_size=12),
    st.lists(st.sampled_from([*EN, ""]), min_size=1, max_size=12),
)
def test_windows_see_what_the_whole_sees_and_sides_can_be_exchanged(zh: list[str], en: list[str]) -> None:
    n, m = len(zh), len(en)
    explanation = Explanation.of(zh, en)
    whole = explanation(np.arange(1, n + 1), np.arange(1, m + 1))
    row, column = (n + 1) // 2, (m + 1) // 2
    part = explanation(np.arange(row, n + 1), np.arange(column, m + 1))
    for all_, some in zip(whole, part, strict=True):
        for a in range(1, 8):
            for b in range(1, 9 - a):
                assert some[:, a - 1, b - 1] == pytest.approx(all_[row - 1 :, a - 1, b - 1, column - 1 :], abs=1e-3)
                assert (some[:, a - 1, b - 1] >= -1e-4).all()


def test_words_that_render_what_lies_beyond_a_place_are_carried() -> None:
    zh = ["会议讨论了粮食生产。", "风能发展得很快。"]
    stay = ["The meeting discussed grain production.", "Wind energy is developing fast."]
    move = ["The meeting discussed grain production and wind energy.", "It is developing fast."]
    place = np.array([1]), np.array([1])
    (zh_stays, en_stays), (zh_moves, en_moves) = (Explanation.of(zh, en).carried(*place) for en in (stay, move))
    assert en_moves[0, 0] > en_stays[0, 0] + 0.5
    assert zh_moves[0, 0] > zh_stays[0, 0] + 0.5


def test_what_words_gain_beyond_a_place_is_that_of_the_best_of_them() -> None:
    by = np.array([[1, 0], [0, 1]], dtype=np.float32)
    table = np.array([[8, 0], [0, 8]], dtype=np.float32)
    gain = np.log(1 + 8 / 2)
    words = np.array([0, 1, 1, 0, 0, 1])  # the last two before the place and the first two after it are carried
    place = np.array([1])
    of = Part(0, 2, np.arange(2), np.array([[1, 2], [2, 1]]), np.ones(2), words, np.array([0, 3, 6]))
    assert beyond(by, by @ table, of, place, place)[0, 0] == pytest.approx(4 * gain)
    mute = of._replace(words=words[:0], starts=np.zeros(3, dtype=np.int64))
    assert not beyond(by, by @ table, mute, place, place).any()


def test_nothing_is_carried_over_the_ends_of_a_text() -> None:
    zh_carried, en_carried = Explanation.of(ZH, EN).carried(np.arange(5), np.arange(5))
    for some in (zh_carried, en_carried):
        assert not some[[0, -1]].any()
        assert not some[:, [0, -1]].any()


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.sampled_from([*ZH, ""]), min_size=1, max_size=9),
    st.lists(st.sampled_from([*EN, ""]), min_size=1, max_size=9),
)
def test_what_is_carried_does_not_depend_on_the_window(zh: list[str], en: list[str]) -> None:
    explanation = Explanation.of(zh, en)
    rows, columns = np.arange(len(zh) + 1), np.arange(len(en) + 1)
    whole = explanation.carried(rows, columns)
    part = explanation.carried(rows[len(zh) // 2 :], columns[len(en) // 2 :])
    for all_, some in zip(whole, part, strict=True):
        assert some == pytest.approx(all_[len(zh) // 2 :, len(en) // 2 :], abs=1e-2)
        assert (all_ >= 0).all()


def test_shares_are_looked_up_both_ways() -> None:
    tables = LexicalTables(
        classes=np.arange(5, dtype=np.int32),
        starts=np.array([0, 0, 2, 2, 2, 2], dtype=np.int32),
        keys=np.array([3, 4], dtype=np.int32),
        forward=np.array([0.6, 0.2], dtype=np.float32),
        backward=np.array([0.5, 0.1], dtype=np.float32),
        linked=np.full(5, 0.5, dtype=np.float32),
        frequency=np.full(5, 0.2, dtype=np.float32),
    )
    ahead, back = shares(tables, np.array([1, 2, 4]), np.array([2, 4]))
    assert ahead == pytest.approx(np.array([[0, 0.2], [SAME, 0], [0, SAME]]))
    assert back == pytest.approx(np.array([[0, 0.1], [SAME, 0], [0, SAME]]))
    assert shares(tables, np.array([], dtype=np.int64), np.array([2]))[0].shape == (0, 1)


def test_the_shipped_tables_are_probabilities() -> None:
    tables = load_tables()
    for some in (tables.forward, tables.backward, tables.linked, tables.frequency):
        assert ((some >= 0) & (some <= 1)).all()
    kinds = np.unique(tables.classes)
    assert tables.frequency[kinds].sum() == pytest.approx(1, abs=0.02)


def test_damaged_tables_are_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall zh-en-aligner"):
        load_tables(tmp_path)
