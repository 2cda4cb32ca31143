import numpy as np
import pytest

from aligner.auditing.coverage.findings import LEAST, Doubts, Finding, doubts, findings
from aligner.auditing.coverage.habits import Observer
from aligner.auditing.coverage.matching import Matching
from aligner.auditing.coverage.trees import load_trees
from tests.auditing.coverage.given import FAITHFUL, LIST, at, matched, stacked


def given(matching: Matching, lost: dict[str, float], changed: dict[str, float], en: dict[str, float]) -> Doubts:
    """Doubts about some words; `en` are the chances of English words, to stand in another's place and to be added."""

    def of(side_words: dict[str, float], zh: bool) -> np.ndarray:
        side = matching.zh if zh else matching.en
        out = np.zeros(len(side), dtype=np.float32)
        for word, chance in side_words.items():
            out[at(side, word)] = chance
        return out

    return Doubts(of(lost, True), of(changed, True), of(en, False), of(en, False))


def likely(matching: Matching, doubt: Doubts) -> list[Finding]:
    """Without the small words that are candidates wherever nothing is linked with them."""
    return [one for one in findings(matching, doubt) if one.chance > 0.1]


def shown(matching: Matching, found: Finding) -> tuple[str, str, str]:
    zh, en = "".join(matching.zh.texts[k] for k in found.zh), " ".join(matching.en.texts[k] for k in found.en)
    return found.kind, zh, en


def test_items_of_a_list_that_are_lost_together_are_one_omission() -> None:
    found = matched(*LIST)
    (one,) = likely(found, given(found, {"太阳能": 0.8, "风能": 0.7}, {}, {}))
    assert shown(found, one) == ("omission", "太阳能、风能", "")
    assert one.chance == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("why", "zh", "en", "changed", "instead", "marked"),
    [
        ("a suffix", "发展精准化生产。", "Develop detailed production.", "精准", "detailed", "精准化生产"),
        ("a word before it", "发展精准生产。", "Develop detailed production.", "精准", "detailed", "精准生产"),
        ("“and” between", "推广配方施肥。", "Promote monitoring and fertilization.", "配方", "monitoring", "配方施肥"),
        ("“of” between", "加强草原保护。", "Strengthen the use of grasslands.", "保护", "use", "草原保护"),
        ("a hyphen between", "草原保护。", "Grassland-use.", "保护", "use", "草原保护"),
        ("a mark between", "配方施肥。", "Monitoring, fertilization.", "配方", "Monitoring", "配方"),
        ("another word", "配方施肥。", "Monitoring with new fertilization.", "配方", "Monitoring", "配方"),
    ],
)
def test_a_word_is_shown_with_its_suffix_and_the_word_it_makes_a_term_with(
    why: str, zh: str, en: str, changed: str, instead: str, marked: str
) -> None:
    found = matched(zh, en)
    (one,) = likely(found, given(found, {}, {changed: 0.9}, {instead: 0.8}))
    assert shown(found, one)[1] == marked, why


def test_a_word_much_less_in_doubt_is_a_finding_of_its_own() -> None:
    found = matched(*LIST)
    both = likely(found, given(found, {"太阳能": 0.9, "风能": 0.2}, {}, {}))
    assert [shown(found, one)[1] for one in both] == ["太阳能", "风能"]


def test_what_stands_in_a_words_place_makes_it_a_mistranslation() -> None:
    found = matched("保护森林和草原。", "Protect forests and hospitals.")
    kinds = [shown(found, one) for one in findings(found, given(found, {}, {"草原": 0.8}, {"hospitals": 0.7}))]
    assert kinds == [("mistranslation", "草原", "hospitals")]


def test_what_is_likelier_lost_is_an_omission_whatever_is_left_over() -> None:
    found = matched("保护森林和草原。", "Protect forests and hospitals.")
    doubt = given(found, {"草原": 0.9}, {"草原": 0.1}, {"hospitals": 0.7})
    assert [shown(found, one)[0] for one in findings(found, doubt)] == ["omission", "addition"]


def test_one_word_does_not_stand_for_two_findings() -> None:
    found = matched("保护森林，发展草原。", "Build hospitals.")
    doubt = given(found, {}, {"森林": 0.9, "草原": 0.8}, {"hospitals": 0.9})
    partners = [one.en for one in findings(found, doubt) if at(found.en, "hospitals") in one.en]
    assert len(partners) == 1


def test_an_added_word_is_minor_and_doubts_below_the_least_are_none() -> None:
    found = matched("改善农村道路。", "Improve rural roads and hospitals.")
    (one,) = findings(found, given(found, {"道路": LEAST / 2}, {}, {"hospitals": 0.6}))
    assert (*shown(found, one), one.severity) == ("addition", "", "hospitals", "minor")


def test_a_small_word_without_counterpart_is_a_candidate_that_stays_far_below_any_threshold() -> None:
    found = matched("工人要修理机器的。", "Workers repair machines.")
    (one,) = findings(found, given(found, {}, {}, {}))
    assert (*shown(found, one), one.severity) == ("omission", "要", "", "minor")
    assert LEAST < one.chance < 0.05
    (lost,) = (one for one in findings(found, given(found, {"要": 0.6}, {}, {})) if "要" in shown(found, one)[1])
    assert lost.chance == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("why", "zh", "word", "severity"),
    [
        ("an item of a list", "保护森林、草原。", "森林", "major"),
        ("a word that describes the next one", "保护美丽草原。", "美丽", "minor"),
        ("the last word", "保护草原。", "草原", "major"),
    ],
)
def test_how_grave_an_omission_is(why: str, zh: str, word: str, severity: str) -> None:
    found = matched(zh, "Protect.")
    (one,) = findings(found, given(found, {word: 0.9}, {}, {}))
    assert one.severity == severity, why


@pytest.mark.parametrize(
    ("why", "zh", "en", "word", "instead", "severity"),
    [
        ("another crop", "种植小麦。", "Grow rice.", "小麦", "rice", "major"),
        ("another word of its field", "长期合作。", "Cooperate remotely.", "长期", "remotely", "major"),
        ("much the same", "居民发表演说。", "Residents give lectures.", "演说", "lectures", "minor"),
        ("the same in other words", "发放津贴。", "Pay out subsidies.", "津贴", "subsidies", "minor"),
        ("the same in other words", "接待旅客。", "Receive tourists.", "旅客", "tourists", "minor"),
    ],
)
def test_how_grave_a_mistranslation_is(why: str, zh: str, en: str, word: str, instead: str, severity: str) -> None:
    found = matched(zh, en)
    (one,) = likely(found, given(found, {}, {word: 0.9}, {instead: 0.8}))
    assert (one.kind, one.severity) == ("mistranslation", severity), why


def test_the_trees_that_ship_doubt_what_is_lost_and_little_else() -> None:
    stack, observer = stacked(LIST, FAITHFUL), Observer()
    observer.see(stack)
    lost, _ = stack.matchings
    doubted, other = doubts(stack, observer.habits(), load_trees())
    (one,) = likely(lost, doubted)
    assert shown(lost, one) == ("omission", "太阳能、风能", "")
    assert one.chance > 0.5
    assert doubted.zh[at(lost.zh, "能源")] < 0.2
    assert other.zh.max() < 0.3


def test_words_without_meaning_are_not_in_doubt() -> None:
    stack = stacked(("森林的保护。", "Of the."))
    (found,), (doubted,) = stack.matchings, doubts(stack, Observer().habits(), load_trees())
    assert doubted.zh[at(found.zh, "的")] == doubted.zh[at(found.zh, "。")] == 0
    assert doubted.added[at(found.en, "the")] == 0
