import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.divergence import Audit
from aligner.document import Document
from aligner.embedding import load_encoder
from aligner.segmentation import segment
from aligner.store.entry import Entry
from aligner.store.keeping import put
from aligner.store.lookup import lookup, similarity
from aligner.store.schema import Store
from aligner.store.vectors import update
from tests.store.conftest import StoreOf

PAIRS = [
    ("政府支持新能源汽车产业。", "The government supports the new energy vehicle industry."),
    ("政府支持新能源船舶产业。", "The government supports the new energy ship industry."),
    ("今天天气很好。", "The weather is fine today."),
    ("今天天气很好。", "Today the weather is fine."),
    ("今天天气很好。", "The weather is fine today."),
    ("只有中文。", ""),
]


def document(*texts: str) -> Document:
    return segment(Document.from_blocks("zh", [(text, "paragraph", None) for text in texts]))


@pytest.fixture
def filled(store_of: StoreOf) -> Store:
    store = store_of(PAIRS)
    update(store, load_encoder())
    return store


@pytest.mark.parametrize(
    ("one", "two", "language", "expected"),
    [
        ("今天天气很好。", "今天天气很好。", "zh", 100),
        ("５Ｇ 技术", "5g技术", "zh", 99),
        ("５Ｇ 技术", "5g  技术", "zh", 100),
        ("一二三四五六七八九十", "一二三四五六七八九", "zh", 90),
        ("The cat sat.", "the  CAT sat.", "en", 100),
        ("The cat sat.", "The dog sat.", "en", 75),
        ("The cat", "", "en", 0),
    ],
)
def test_similarity_is_of_characters_or_words(one: str, two: str, language: str, expected: int) -> None:
    assert similarity(one, two, "zh" if language == "zh" else "en") == expected


@given(st.text(max_size=12), st.text(max_size=12))
def test_similarity_is_symmetric_and_in_bounds(one: str, two: str) -> None:
    found = similarity(one, two, "zh")
    assert 0 <= found <= 100
    assert found == similarity(two, one, "zh")
    assert similarity(one, one, "zh") == 100


def test_exact_matches_come_first_and_equal_pairs_once(filled: Store) -> None:
    (segment_,) = lookup(filled, document("今天天气很好。"))
    assert [(match.similarity, match.target) for match in segment_.matches] == [
        (100, "The weather is fine today."),
        (100, "Today the weather is fine."),
    ]


def test_fuzzy_matches_come_by_similarity(filled: Store) -> None:
    ship, none = lookup(filled, document("政府支持新能源船舶业。", "火山昨天喷发了。"))
    assert [match.similarity for match in ship.matches] == [91, 75]
    assert ship.matches[0].source == "政府支持新能源船舶产业。"
    assert none.matches == ()
    assert none.text == "火山昨天喷发了。"
    (ship, _) = lookup(filled, document("政府支持新能源船舶业。", "火山。"), least=90, most=1)
    assert [match.similarity for match in ship.matches] == [91]


def test_what_has_no_translation_is_no_match(filled: Store) -> None:
    assert lookup(filled, document("只有中文。"))[0].matches == ()


def test_english_is_looked_up_on_its_side(filled: Store) -> None:
    english = segment(Document.from_blocks("en", [("The weather is fine today.", "paragraph", None)]))
    assert lookup(filled, english)[0].matches[0].target == "今天天气很好。"


def test_links_with_a_major_divergence_come_after_others(store: Store, audit: Audit) -> None:
    put(store, Entry.of_audit(audit, "plan"))
    other = Entry.of_audit(audit, "other")
    text = "发展新业态，推动能源产业升级。"
    put(store, Entry(other.name, "x", other.zh, other.en, other.links, lambda: iter(())))
    update(store, load_encoder())
    (found,) = lookup(store, document(text))
    (match,) = found.matches  # the same two texts
    assert (match.document, match.flagged, match.similarity) == ("other", False, 100)


def test_an_empty_document_has_no_segments(filled: Store) -> None:
    assert lookup(filled, document("")) == []
