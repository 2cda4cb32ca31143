import random

import numpy as np
import pytest

import aligner
from aligner.alignment.beads import align_sentences
from aligner.alignment.relatedness import part_strangers, similarities, warnings
from aligner.bitext import Alignment, Bead
from aligner.document import Document, Language
from aligner.embedding import load_encoder
from tests.scripts.training import grammar

WEATHER = ["Rain", "Snow", "Fog", "A storm", "Frost", "Hail", "Thunder", "A drizzle"]
SKIES = ["over the harbour", "in the valley", "along the coast", "near the border", "on the ridge", "by the lake"]
HOURS = ["at dawn", "by noon", "towards evening", "after midnight", "until Monday", "for a week"]


def strangers(count: int) -> list[str]:
    """English that has nothing to do with the small language: a weather report."""
    pick = random.Random(3).choice
    return [f"{pick(WEATHER)} is forecast {pick(SKIES)} {pick(HOURS)}." for _ in range(count)]


def document(language: Language, texts: list[str]) -> Document:
    return Document.from_blocks(language, [(text, "paragraph", None) for text in texts], language)


def made(zh: list[str], en: list[str]) -> Alignment:
    return aligner.align(document("zh", zh), document("en", en))


def sides(count: int) -> tuple[list[str], list[str]]:
    pairs = grammar.sentences(count)
    return [zh for zh, _ in pairs], [en for _, en in pairs]


def covered(alignment: Alignment) -> bool:
    """Whether every sentence and every clause is there once."""
    parts = [
        sorted(i for bead in alignment.beads for i in bead.zh) == list(range(len(alignment.zh.sentences))),
        sorted(j for bead in alignment.beads for j in bead.en) == list(range(len(alignment.en.sentences))),
        sorted(i for b in alignment.clause_beads for c in b for i in c.zh) == list(range(len(alignment.zh.clauses))),
        sorted(j for b in alignment.clause_beads for c in b for j in c.en) == list(range(len(alignment.en.clauses))),
    ]
    return all(parts)


def test_texts_that_have_nothing_to_do_with_each_other_get_null_links_and_a_warning() -> None:
    zh, _ = sides(60)
    alignment = made(zh, strangers(50))
    assert covered(alignment)
    assert sum(bead.is_null for bead in alignment.beads) >= 0.9 * len(alignment.beads)
    (warning,) = alignment.warnings
    assert "check that the two texts are translations of each other" in warning


def test_translations_get_neither() -> None:
    alignment = made(*sides(60))
    assert alignment.warnings == ()
    assert [bead.type for bead in alignment.beads] == ["1-1"] * 60


def test_a_strange_stretch_in_a_translation_is_parted_and_the_rest_kept() -> None:
    zh, en = sides(80)
    alignment = made(zh, [*en[:40], *strangers(40)])
    kept = [bead for bead in alignment.beads if bead.zh and max(bead.zh) < 40]
    assert [bead.type for bead in kept] == ["1-1"] * 40
    strange = [bead for bead in alignment.beads if (bead.zh or (99,))[0] >= 45 and (bead.en or (99,))[0] >= 45]
    assert sum(bead.is_null for bead in strange) >= 0.9 * len(strange)


@pytest.mark.parametrize(("n", "m"), [(1, 500), (500, 1)])
def test_one_sentence_against_500(n: int, m: int) -> None:
    zh, en = sides(500)
    alignment = made(zh[250 : 250 + n] if n == 1 else zh, en[250 : 250 + m] if m == 1 else en)
    assert covered(alignment)
    linked = [bead for bead in alignment.beads if not bead.is_null]
    assert len(linked) == 1
    # Sentences of the small language share most words, so a wrong one may be linked, but then without conviction.
    assert 250 in (linked[0].en if n == 1 else linked[0].zh) or linked[0].score < 0.1
    assert sum(bead.is_null for bead in alignment.beads) >= 490
    (warning,) = alignment.warnings
    assert "one text seems to hold much that the other does not" in warning
    assert ("most of them English" if n == 1 else "most of them Chinese") in warning


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_leaves_null_links(n: int, m: int) -> None:
    zh, en = sides(3)
    beads = align_sentences(zh[:n], en[:m], load_encoder())
    assert [bead.type for bead in beads] == ["1-0"] * n + ["0-1"] * m
    assert warnings(beads, n, m) == ()


@pytest.mark.parametrize(
    ("beads", "size", "said"),
    [
        ([Bead((0,), (0,)), Bead((1,), (1,))], (2, 2), ""),
        ([Bead((0,), (0,)), Bead((1,), ())], (2, 1), ""),
        ([Bead((0,), ()), Bead((), (0,))], (1, 1), "only 0% of the shorter text's sentences have a counterpart"),
        ([Bead((k,), ()) for k in range(3)] + [Bead((3,), (0,)), Bead((), (1,))], (4, 2), "4 of 5 links have one side"),
    ],
)
def test_warnings(beads: list[Bead], size: tuple[int, int], said: str) -> None:
    found = warnings(beads, *size)
    assert len(found) == bool(said)
    assert said in "".join(found)


def test_parting_keeps_every_sentence_in_the_order_of_its_side() -> None:
    zh, en = np.eye(40, dtype=np.float32), np.eye(40, dtype=np.float32)
    en[10:] = -en[10:]  # the first ten beads are translations, the others the contrary
    beads = [*(Bead((k,), (k,), 0.9) for k in range(30)), Bead((30, 31), (30,), 0.9), Bead((32,), ())]
    parted = part_strangers(beads, zh, en)
    assert [i for bead in parted for i in bead.zh] == list(range(33))
    assert [j for bead in parted for j in bead.en] == list(range(31))
    assert parted[:10] == beads[:10]
    assert all(bead.is_null for bead in parted[20:])
    assert all(0 <= bead.score <= 1 for bead in parted)


def test_nothing_but_null_links_is_left_as_it_is() -> None:
    beads = [Bead((0,), ()), Bead((), (0,))]
    one = np.ones((1, 2), dtype=np.float32)
    assert part_strangers(beads, one, one) == beads
    assert part_strangers([], one[:0], one[:0]) == []


def test_similarity_is_that_of_the_whole_sides() -> None:
    zh, en = np.eye(3, dtype=np.float32), np.array([[1, 1, 0], [0, 0, 0]], dtype=np.float32)
    beads = [Bead((0, 1), (0,)), Bead((0,), (0,)), Bead((2,), (0,)), Bead((2,), (1,)), Bead((2,), ())]
    assert similarities(beads, zh, en).tolist() == [1.0, 0.7071, 0.0, 0.0, 0.0]
