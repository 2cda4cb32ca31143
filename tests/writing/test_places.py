from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Link
from aligner.divergence import Audit
from aligner.document import Block, Document, Sentence, Span
from aligner.writing.places import Touched, by_sentence, text_order


def link(zh: list[int], en: list[int]) -> Link:
    return Link("s", "sentence", tuple(Span(i, i + 1) for i in zh), tuple(Span(i, i + 1) for i in en), 0.5)


def test_links_come_in_order_of_the_chinese_text() -> None:
    assert text_order([link([5], [0]), link([0], [5])]) == [1, 0]


def test_a_link_without_chinese_follows_what_its_english_follows() -> None:
    assert text_order([link([5], [0]), link([0], [9]), link([], [1]), link([], [2])]) == [1, 0, 2, 3]


def test_a_link_without_chinese_before_all_english_comes_first() -> None:
    assert text_order([link([0], [5]), link([], [1])]) == [1, 0]


def test_a_discontinuous_link_is_followed_by_what_stands_inside_it() -> None:
    assert text_order([link([0, 9], [0, 9]), link([3], [20]), link([], [5])]) == [0, 2, 1]


@given(st.lists(st.tuples(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30))), max_size=12))
def test_every_link_comes_once(sides: list[tuple[set[int], set[int]]]) -> None:
    links = [link(sorted(zh), sorted(en)) for zh, en in sides if zh or en]
    assert sorted(text_order(links)) == list(range(len(links)))


def test_divergences_of_clauses_belong_to_the_sentence_link(sample: Audit) -> None:
    found = by_sentence(sample)
    assert list(found) == [link.id for link in sample.alignment.sentences]
    assert [d for inside in found.values() for d in inside] == sorted(
        sample.divergences, key=lambda d: list(found).index(d.link.partition(".")[0])
    )
    assert all(d.link.startswith(identifier) for identifier, inside in found.items() for d in inside)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=8), st.integers(0, 40), st.integers(1, 20))
def test_touched_sentences_share_characters_with_the_span(sizes: list[tuple[int, int]], start: int, size: int) -> None:
    sentences, at = [], 0
    for gap, length in sizes:
        sentences.append(Sentence(Span(at + gap, at + gap + length), 0))
        at += gap + length
    document = Document("zh", "路" * at, (Block(Span(0, at)),), tuple(sentences))
    span = Span(start, start + size)
    expected = [i for i, s in enumerate(sentences) if set(range(*s.span)) & set(range(*span))]
    assert list(Touched(document)(span)) == expected
