from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.given import align_pairs
from aligner.bitext import Alignment
from aligner.reading.pairs import Pair, one_line

UNITS = [
    Pair("一、总体要求", "I. General requirements", 3),
    Pair(
        "发展太阳能，推广风能。鼓励企业参与。",
        "Develop solar power, and promote wind power. Join in.",
        4,
    ),
    Pair("没有译文。", "", 5),
    Pair("", "Nothing stands for this.", 6),
    Pair("发展太阳能，推广风能。鼓励企业参与。", "Develop solar power.", 7),
]


def covered(alignment: Alignment) -> None:
    """Every sentence and every clause of both sides is in exactly one bead."""
    for side in (0, 1):
        document = (alignment.zh, alignment.en)[side]
        sentences = [index for bead in alignment.beads for index in bead[side]]
        assert sentences == list(range(len(document.sentences)))
        clauses = [index for bead in chain.from_iterable(alignment.clause_beads) for index in bead[side]]
        assert sorted(clauses) == list(range(len(document.clauses)))


def test_each_pair_is_a_sentence_link_with_all_its_sentences() -> None:
    alignment = align_pairs(UNITS, source="memory.tmx")
    assert [bead.type for bead in alignment.beads] == ["1-1", "2-2", "1-0", "0-1", "2-1"]
    assert [alignment.texts(link) for link in alignment.sentences] == [(pair.zh, pair.en) for pair in UNITS]
    assert len({link.id for link in alignment.sentences}) == len(UNITS)
    assert len(alignment.clauses[1]) > 1
    covered(alignment)


def test_places_and_sources_are_those_of_the_file() -> None:
    alignment = align_pairs(UNITS, source="memory.tmx")
    place = alignment.en.locate(alignment.en.text.index("Nothing"))
    assert place is not None
    assert (place.line, alignment.zh.source) == (6, "memory.tmx")


def test_numbering_is_read() -> None:
    alignment = align_pairs(UNITS)
    assert [block.numbering and block.numbering.label for block in alignment.zh.blocks][:2] == ["一、", None]


def test_nothing_gives_an_empty_alignment() -> None:
    alignment = align_pairs([Pair("", "")])
    assert (alignment.beads, alignment.zh.text, alignment.en.text) == ((), "", "")


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(one_line)


@given(st.lists(st.builds(Pair, texts, texts), max_size=6))
def test_any_pairs_are_covered_in_order(pairs: list[Pair]) -> None:
    alignment = align_pairs(pairs)
    covered(alignment)
    assert alignment.zh.text.split("\n") == ([pair.zh for pair in pairs if pair.zh] or [""])
