import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.auditing.coverage.linking import mirrored, neighbourhood, rematch
from aligner.auditing.coverage.matching import unlinked
from tests.auditing.coverage.given import FAITHFUL, LIST, at, links, matched, stacked


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        (*FAITHFUL, {"保护": "Protect", "森林": "forests", "草原": "grasslands"}),
        ("工人修理机器。", "Workers repair machines.", {"工人": "Workers", "修理": "repair", "机器": "machines"}),
        ("草原和森林的保护。", "The protection of forests and grasslands.", {"草原": "grasslands", "森林": "forests"}),
    ],
)
def test_words_are_linked_with_their_renderings(zh: str, en: str, expected: dict[str, str]) -> None:
    assert links(matched(zh, en)).items() >= expected.items()


def test_one_english_word_cannot_excuse_several_chinese_ones() -> None:
    found = matched("增强能力、本领、才能、才干。", "Improve abilities.")
    assert sum(partner == "abilities" for partner in links(found).values()) <= 1


def test_what_is_lost_is_left_over() -> None:
    found = matched(*LIST)
    lost = [found.zh.texts[k] for k in np.flatnonzero(unlinked(found.zh, found.zh_link))]
    assert "风能" in lost
    assert not {"能源", "推动", "发展"} & set(lost)


def test_of_equal_words_the_neighbours_tell_which_is_meant() -> None:
    found = matched(
        "农业发展和工业发展，文化发展。",
        "The development of agriculture, the development of industry, and the development of culture.",
    )
    zh = [k for k, text in enumerate(found.zh.texts) if text == "发展"]
    en = [k for k, text in enumerate(found.en.texts) if text == "development"]
    assert [int(found.zh_link[k]) for k in zh] == en


def test_the_other_side_sees_the_same_links() -> None:
    found = stacked(LIST, FAITHFUL)
    other = mirrored(found)
    for one, seen in zip(found.matchings, other.matchings, strict=True):
        assert np.array_equal(seen.zh_link, one.en_link)
        assert np.array_equal(seen.strengths, one.strengths.T)
        assert np.array_equal(seen.tables, one.tables.T)
    assert np.array_equal(mirrored(other).strengths, found.strengths)
    assert np.array_equal(mirrored(other).near, found.near)


def test_what_the_document_shows_can_link_what_the_tables_do_not_know() -> None:
    stack = stacked(FAITHFUL, ("保护湿地。", "Protect quagmires."))
    found = stack.matchings[1]
    i, j = at(found.zh, "湿地"), at(found.en, "quagmires")
    habits = np.zeros_like(stack.strengths)
    list(stack.pairs.tables(habits))[1][i, j] = 0.7
    other, again = rematch(stack, habits).matchings
    assert links(other) == links(stack.matchings[0])
    assert again.zh_link[i] == j
    assert again.strengths[i, j] >= 0.7
    assert (again.strengths >= found.strengths).all()


def test_without_any_link_every_place_is_as_near() -> None:
    found = stacked(("保护森林。", "Xyz."))
    nothing = np.full(len(found.own), -1)
    assert (neighbourhood(found.own, found.pairs, nothing, found.strengths) == 1).all()


def test_units_that_are_matched_together_are_matched_as_each_alone() -> None:
    pairs = [
        LIST,
        ("公平竞争。", ""),
        FAITHFUL,
        ("公平竞争，生态环境。", "Fair zorblification."),
        ("", "Protect."),
        LIST,
    ]
    for pair, found in zip(pairs, stacked(*pairs).matchings, strict=True):
        alone = matched(*pair)
        for name in ("tables", "cosines", "strengths", "near", "zh_link", "en_link"):
            assert getattr(found, name).tolist() == getattr(alone, name).tolist()


WORDS_ZH = st.lists(
    st.sampled_from(["保护", "森林", "草原", "和", "、", "的", "发展", "太阳能"]), min_size=1, max_size=12
)
WORDS_EN = st.lists(
    st.sampled_from(["protect", "forests", "and", "the", "solar", "energy", ","]), min_size=1, max_size=12
)


@given(WORDS_ZH, WORDS_EN)
@settings(max_examples=40, deadline=None)
def test_links_are_one_to_one_and_both_sides_agree(zh: list[str], en: list[str]) -> None:
    found = matched("".join(zh), " ".join(en))
    for i, j in enumerate(found.zh_link.tolist()):
        assert j < 0 or found.en_link[j] == i
    for j, i in enumerate(found.en_link.tolist()):
        assert i < 0 or found.zh_link[i] == j
    assert ((found.near >= 0) & (found.near <= 1 + 1e-5)).all()
