from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.anchors import Anchor
from aligner.alignment.beads import align_sentences
from aligner.alignment.cuts import MOST_SENTENCES, SENTENCES, cut
from aligner.embedding import load_encoder
from tests.scripts.training import grammar


@settings(deadline=None)
@given(st.data(), st.integers(0, 9000), st.integers(0, 9000))
def test_stretches_follow_each_other_through_the_whole_text(data: st.DataObject, n: int, m: int) -> None:
    most = min(n, m, 40)
    rows, columns = (sorted(data.draw(st.sets(st.integers(0, max(0, size - 1)), max_size=most))) for size in (n, m))
    anchors = [Anchor(i, j, 0.5) for i, j in zip(rows, columns, strict=False)] if most else []
    stretches = cut(anchors, n, m)
    assert (stretches[0].start, stretches[-1].end) == ((0, 0), (n, m))
    assert all(one.end == two.start for one, two in pairwise(stretches))
    assert all(min(stretch.size) >= 0 for stretch in stretches)
    assert all(sum(stretch.size) <= MOST_SENTENCES + SENTENCES for stretch in stretches if all(stretch.size))


def test_a_short_text_is_not_cut() -> None:
    anchors = [Anchor(k, k, 0.5) for k in range(SENTENCES - 1)]
    assert len(cut(anchors, SENTENCES - 1, SENTENCES - 1)) == 1


@pytest.mark.parametrize(("margin", "parts"), [(0.5, 5), (0.15, 1)])
def test_only_sure_anchors_cut_a_text_of_middling_length(margin: float, parts: int) -> None:
    size = SENTENCES * 5 // 2
    stretches = cut([Anchor(k, k, margin) for k in range(size)], size, size)
    assert len(stretches) == parts
    assert all(stretch.start[0] == stretch.start[1] for stretch in stretches)


@pytest.mark.parametrize("anchors", [[], [Anchor(k, k, 0.15) for k in range(0, 20_000, 3)]])
def test_a_long_text_is_cut_all_the_same(anchors: list[Anchor]) -> None:
    assert max(sum(stretch.size) for stretch in cut(anchors, 20_000, 20_000)) <= MOST_SENTENCES


def test_the_answer_does_not_depend_on_the_number_of_workers() -> None:
    pairs = grammar.sentences(1600)
    zh, en = [one for one, _ in pairs], [two for k, (_, two) in enumerate(pairs) if k % 50]
    alone = align_sentences(zh, en, load_encoder())
    assert align_sentences(zh, en, load_encoder(), workers=3) == alone
    linked = [bead for bead in alone if not bead.is_null]
    expected = [k for k in range(1600) if k % 50]
    assert sum((expected[bead.en[0]],) == bead.zh for bead in linked) >= 0.99 * len(expected)
