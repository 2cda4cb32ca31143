from aligner.bitext import Bead
from scripts.evaluation.reports import Sentence, Tally, cut_paragraphs, tally

ZH = [Sentence("一二。", 0), Sentence("三四 五。", 0), Sentence("六。", 1)]
EN = [Sentence("One two.", 0), Sentence("Six.", 1)]


def test_beads_that_keep_to_paragraphs() -> None:
    counted = tally(ZH, EN, [Bead((0, 1), (0,)), Bead((2,), (1,))])
    assert counted == Tally(beads=2, crossing=0, sentences=5, linked=(9, 11), characters=(9, 11))


def test_beads_that_cross_within_one_side_or_from_one_to_the_other() -> None:
    assert tally(ZH, EN, [Bead((0,), (0,)), Bead((1, 2), (1,))]).crossing == 1
    assert tally(ZH, EN, [Bead((0,), (0,)), Bead((1,), (1,)), Bead((2,), ())]).crossing == 1


def test_null_beads_link_no_characters() -> None:
    counted = tally(ZH, EN, [Bead((0, 1), (0,)), Bead((2,), ()), Bead((), (1,))])
    assert counted == Tally(beads=1, crossing=0, sentences=3, linked=(7, 7), characters=(9, 11))


def test_sentences_know_their_paragraph() -> None:
    assert cut_paragraphs("zh", ["天黑了。雨停了。", "标题"]) == [
        Sentence("天黑了。", 0),
        Sentence("雨停了。", 0),
        Sentence("标题", 1),
    ]
