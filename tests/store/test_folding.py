from hypothesis import given
from hypothesis import strategies as st

from aligner.store.folding import fold, folded, key_of, phrase, pieces

# The characters that search has to get right, and any other.
TEXTS = st.text(
    st.sampled_from("能源發展技术5５gGＧ ,，。\"'*()ßİ㈠½…\u3000\n\t\u00a8𠮷") | st.characters(), max_size=30
)


@given(TEXTS)
def test_both_ways_of_folding_agree(text: str) -> None:
    made = folded(text)
    assert made.text == fold(text)
    assert len(made.starts) == len(made.ends) == len(made.text)


@given(TEXTS, TEXTS)
def test_occurrences_hold_the_term_and_do_not_overlap(text: str, term: str) -> None:
    wanted = fold(term)
    last = 0
    for span in folded(text + term + text).occurrences(wanted):
        assert span.start >= last
        last = span.end
        assert wanted in fold(span.of(text + term + text))


def test_width_case_and_blanks_are_one() -> None:
    assert fold("５Ｇ  技术，") == fold("5g\u3000技术,")


def test_an_occurrence_is_a_span_of_the_text_as_it_was() -> None:
    (span,) = folded("发展 ５Ｇ \n 技术。").occurrences("5g 技")
    assert span == (3, 9)


def test_pieces_are_written_without_ascii() -> None:
    assert pieces("5g技") == "５ｇ ｇ技 技"
    assert phrase("5g技") == '"５ｇ ｇ技"'
    assert phrase("技") == '"技"*'


def test_texts_that_fold_alike_have_one_key() -> None:
    assert key_of("５Ｇ 技术") == key_of(" 5g  技术 ") != key_of("5G技术")
