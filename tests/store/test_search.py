"""Whatever is typed, the answer is that of looking through every text."""

import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.divergence import Audit
from aligner.errors import InputError
from aligner.reading.pairs import Pair
from aligner.store.entry import Entry
from aligner.store.folding import fold
from aligner.store.keeping import put
from aligner.store.schema import Store
from aligner.store.search import Flag, language_of, search, search_pattern
from tests.store.conftest import StoreOf

ZH = (
    "大力发展能源产业，推动能源互联网建设。",
    "５Ｇ技术与5G 应用",
    "能源技术",
    "發展新能源產業",
    '他说："好。"（见第5章）*',
    "AND OR NOT NEAR(能, 源)",
    "互联网+能源；能源+互联网",
    "一二三四五六七八",
    "𠮷野家的5g手机",
    "能能能能",
)
EN = (
    "Develop the energy industry, and the Internet of energy.",
    "5G technology and its applications",
    'He said: "NOT good" (see chapter 5)*',
    "AND OR NOT NEAR(a b, 3)",
    "The café's developing co-operation",
    "energies developed, ENERGY",
    "Développement",
    "a^b:c {x} -y",
    "energy-saving industries",
    "x",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("store") / "corpus.sqlite") as made:
        put(made, Entry.of_pairs([Pair(*pair) for pair in zip(ZH, EN, strict=True)], "memory"))
        yield made


def texts(corpus: Store, term: str, language: str) -> list[str]:
    found = search(corpus, term, language="zh" if language == "zh" else "en")
    assert found.links == len(found.hits)
    assert found.documents == (found.links > 0)
    for hit in found.hits:
        assert hit.matches
        assert all(fold(span.of(hit.text)).strip() for span in hit.matches)
    return [hit.text for hit in found.hits]


@pytest.mark.parametrize("length", range(1, 7))
def test_chinese_of_every_length_is_found_as_by_looking_through_all_texts(corpus: Store, length: int) -> None:
    terms = {text[i : i + length] for text in ZH for i in range(len(text) - length + 1)}
    for term in {term.strip() for term in terms} - {""}:
        assert texts(corpus, term, "zh") == [text for text in ZH if fold(term) in fold(text)], term


@settings(max_examples=300)
@given(
    st.text(
        st.sampled_from("能源互联网技术5Gg５Ｇ +,，。\"'()*:^-{}ANDOR發𠮷\0") | st.characters(), min_size=1, max_size=8
    )
)
def test_no_term_is_a_fault_in_chinese(corpus: Store, term: str) -> None:
    if not fold(term).strip():
        with pytest.raises(InputError, match="nothing to look for"):
            search(corpus, term, language="zh")
        return
    assert texts(corpus, term, "zh") == [text for text in ZH if fold(term).strip() in fold(text)]


def spoken(text: str) -> list[str]:
    """The words of an English text, as they are compared."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", bare.lower())


def within(words: list[str], text: list[str]) -> bool:
    return any(text[i : i + len(words)] == words for i in range(len(text) - len(words) + 1))


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(sorted({word for text in EN for word in re.findall(r"\S+", text)})), min_size=1, max_size=3
    ),
    st.sampled_from([" ", '" "', ' "', "* ", " AND ", " ^", ": ", "(", " -"]),
)
def test_words_in_a_row_are_found_as_by_looking_through_all_texts(corpus: Store, words: list[str], glue: str) -> None:
    term = glue.join(words).rstrip("*")
    if not spoken(term):
        with pytest.raises(InputError, match="no word"):
            search(corpus, term, language="en")
        return
    assert texts(corpus, term, "en") == [text for text in EN if within(spoken(term), spoken(text))]


@given(st.text(max_size=12))
def test_no_term_is_a_fault_in_english(corpus: Store, term: str) -> None:
    if any(character.isalnum() for character in term):
        search(corpus, term, language="en")
    else:
        with pytest.raises(InputError, match="no word"):
            search(corpus, term, language="en")


def test_a_star_ends_a_word_that_goes_on(corpus: Store) -> None:
    assert texts(corpus, "develop*", "en") == [EN[0], EN[4], EN[5], EN[6]]
    assert texts(corpus, "the internet of ener*", "en") == [EN[0]]


def test_stems_are_found_in_all_their_forms(corpus: Store) -> None:
    found = search(corpus, "develops", stems=True)
    assert [(hit.text, [span.of(hit.text) for span in hit.matches]) for hit in found.hits] == [
        (EN[0], ["Develop"]),
        (EN[4], ["developing"]),
        (EN[5], ["developed"]),
    ]


def test_spans_are_those_of_the_words(corpus: Store) -> None:
    (hit,) = search(corpus, "the cafe's").hits
    assert [span.of(hit.text) for span in hit.matches] == ["The café's"]
    (hit,) = search(corpus, "互联网能源", language="zh").hits or search(corpus, "能源互联网").hits
    assert [span.of(hit.text) for span in hit.matches] == ["能源互联网"]


@pytest.mark.parametrize(
    ("term", "language"), [("能源", "zh"), ("5G技术", "zh"), ("5G", "en"), ("energy", "en"), ("，", "zh")]
)
def test_the_side_is_that_of_the_term(term: str, language: str) -> None:
    assert language_of(term) == language


def test_more_hits_than_wanted_are_counted(corpus: Store) -> None:
    found = search(corpus, "能", limit=2)
    assert (found.links, len(found.hits)) == (sum("能" in text for text in ZH), 2)


def test_a_hit_says_where_it_stands_and_what_diverges(store: Store, audit: Audit) -> None:
    put(store, Entry.of_audit(audit, "plan"))
    (hit,) = search(store, "能源").hits
    assert (hit.document, hit.section, hit.language) == ("plan", ("一、总体要求",), "zh")
    assert hit.en == "Foster new forms of business and upgrade the energy industry."
    assert hit.divergences == (Flag(audit.divergences[0].id, "omission", "major"),)
    (hit,) = search(store, "supervision").hits
    assert hit.section == ("I. General requirements",)
    (hit,) = search(store, "落实").hits
    assert (hit.section, hit.en, hit.divergences) == (("二、组织实施",), "", ())


def test_hits_come_in_the_order_of_documents_and_texts(store_of: StoreOf) -> None:
    store_of([("能一", "a"), ("能二", "b")], "second")
    store_of([("能三", "c")], "first")
    store = store_of([("能四", "d"), ("能五", "e")], "second")  # which keeps its place
    assert [hit.zh for hit in search(store, "能").hits] == ["能四", "能五", "能三"]


def test_a_pattern_is_looked_for_in_every_text(corpus: Store) -> None:
    found = search_pattern(corpus, r"[A-Z]{2,}|\p{Han}{9,}", language="zh", limit=1)
    assert found.links == sum(bool(re.search(r"[A-Z]{2,}|[一-鿿]{9,}", text)) for text in ZH)
    (hit,) = search_pattern(corpus, r"第\d章").hits
    assert [span.of(hit.zh) for span in hit.matches] == ["第5章"]
    assert search_pattern(corpus, "z*", language="zh").hits == []


def test_a_pattern_that_is_none_is_an_error_that_says_so(corpus: Store) -> None:
    with pytest.raises(InputError, match="no regular expression"):
        search_pattern(corpus, "(")


def test_a_pattern_that_takes_for_ever_is_given_up(store_of: StoreOf) -> None:
    store = store_of([("好", "a" * 60 + "b")])
    begun = time.monotonic()
    with pytest.raises(InputError, match=r"takes more than 0\.2 seconds"):
        search_pattern(store, "(a|aa)+$", seconds=0.2)
    assert time.monotonic() - begun < 20


def test_nothing_is_found_in_an_empty_store(tmp_path: Path) -> None:
    with Store.create(tmp_path / "empty.sqlite") as store:
        assert search(store, "能源").hits == search_pattern(store, ".").hits == []
