from itertools import pairwise

import numpy as np
import pytest

from aligner.alignment.sentences import SentenceScorer
from aligner.bitext import Bead
from aligner.embedding import load_encoder
from scripts.training.bead_scores.lattice import NAMES, Lattice, Paths, lattice, together

ZH = ["门开了。", "外面下着雨，老师走进教室。", "没有人说话。", "学生们都站了起来。"]
EN = ["The door opened.", "It was raining outside.", "The teacher came in.", "All the students stood up."]
BEADS = [Bead((0,), (0,)), Bead((1,), (1, 2)), Bead((2,), ()), Bead((3,), (3,))]


@pytest.fixture(scope="module")
def graph() -> Lattice:
    encoder = load_encoder()
    return lattice(SentenceScorer.of(ZH, EN, encoder.encode(ZH), encoder.encode(EN)), BEADS)


def paths(graph: Lattice, node: int) -> list[list[int]]:
    """Every way from a node to the end, as beads."""
    if node == graph.last[0]:
        return [[]]
    return [
        [int(bead), *rest]
        for bead in np.flatnonzero(graph.tails == node)
        for rest in paths(graph, int(graph.heads[bead]))
    ]


def test_the_right_beads_are_a_way_from_the_first_node_to_the_last(graph: Lattice) -> None:
    right = np.flatnonzero(graph.right)
    assert len(right) == len(BEADS)
    assert graph.tails[right[0]] == graph.first[0]
    assert graph.heads[right[-1]] == graph.last[0]
    assert all(graph.heads[one] == graph.tails[two] for one, two in pairwise(right))
    assert graph.measures[right][:, NAMES.index("null")].tolist() == [0, 0, 1, 0]
    assert (graph.measures[right][:, NAMES.index("lost")] > 0).tolist() == [False, False, True, False]


def test_probabilities_are_shares_of_all_ways_and_the_best_way_is_the_likeliest(graph: Lattice) -> None:
    scores = np.random.default_rng(5).normal(size=len(graph.heads))
    small = Paths.of(graph)
    whole, probabilities = small.sums(scores)
    every = paths(graph, int(graph.first[0]))
    weights = np.exp([scores[way].sum() for way in every])
    assert whole == pytest.approx(np.log(weights.sum()))
    shares = np.zeros(len(scores))
    for way, weight in zip(every, weights, strict=True):
        shares[way] += weight
    assert probabilities == pytest.approx(shares / weights.sum(), abs=1e-9)
    assert sorted(small.best(scores).tolist()) == sorted(every[int(weights.argmax())])


def test_documents_stay_apart_in_one_lattice(graph: Lattice) -> None:
    both = together([graph, graph])
    one, two = Paths.of(graph), Paths.of(both)
    weights = np.random.default_rng(7).normal(size=len(NAMES))
    alone, found = one.sums(graph.measures @ weights), two.sums(both.measures @ weights)
    assert found[0] == pytest.approx(2 * alone[0])
    assert np.sort(found[1]) == pytest.approx(np.sort(np.tile(alone[1], 2)), abs=1e-9)
    assert both.right.sum() == 2 * graph.right.sum()
    assert len(two.best(both.measures @ weights)) == 2 * len(one.best(graph.measures @ weights))
