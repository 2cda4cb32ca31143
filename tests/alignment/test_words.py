import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.words import Lexicon, WordLinks
from aligner.embedding.vocabulary import load_tokenizer, words
from aligner.errors import ModelError

GOLDEN = Path(__file__).resolve().parents[1] / "golden/alignment/words.tsv"

with GOLDEN.open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file, delimiter="\t"))


def linked(zh: str, en: str) -> WordLinks:
    zh_words, en_words = words([(zh, 0), (en, 0)], load_tokenizer())
    return Lexicon.load().link(zh_words, en_words)


def strength(zh: str, en: str) -> float:
    """How strongly the tables link the best pair of words of two expressions."""
    return float(linked(zh, en).strengths.max(initial=0))


@pytest.mark.parametrize("row", [r for r in ROWS if r["expected"] == "yes"], ids=lambda r: f"{r['zh']}-{r['en']}")
def test_words_that_must_be_linked(row: dict[str, str]) -> None:
    assert strength(row["zh"], row["en"]) >= 0.25, row["label"]


@pytest.mark.parametrize("row", [r for r in ROWS if r["expected"] == "no"], ids=lambda r: f"{r['zh']}-{r['en']}")
def test_words_that_must_not_be_linked(row: dict[str, str]) -> None:
    assert strength(row["zh"], row["en"]) <= 0.05, row["label"]


def coverage(zh: str, en: str) -> dict[str, float]:
    """How surely each Chinese word has a counterpart."""
    links = linked(zh, en)
    return {word.span.of(zh): float(share) for word, share in zip(links.zh, links.zh_coverage, strict=True)}


def test_a_lost_list_is_seen_in_its_sentence() -> None:
    zh = "建设以太阳能、风能等可再生能源为主体的能源体系。"
    lost = coverage(zh, "Build an energy system with renewable energy at its core.")
    whole = coverage(zh, "Build an energy system in which solar, wind and other renewable energy take the main part.")
    for word in ("太阳能", "风能"):
        assert lost[word] < 0.5 < 0.7 < whole[word]  # what is left is their share of "energy"
    assert min(lost["再生能源"], whole["再生能源"]) > 0.7


def test_an_english_word_that_is_taken_has_less_left_for_others() -> None:
    once = linked("发展农业", "develop agriculture").links
    twice = linked("发展，发展农业", "develop agriculture").links
    assert once[0, 0] > 0.8
    assert twice[0, 0] < once[0, 0]


def test_of_two_equal_words_the_nearer_is_linked() -> None:
    zh, en = "老师买书，学生买茶。", "The teacher bought books and the student bought tea."
    links = linked(zh, en)
    rows = [k for k, word in enumerate(links.zh) if word.span.of(zh) == "买"]
    columns = [k for k, word in enumerate(links.en) if word.span.of(en) == "bought"]
    near = links.links[np.ix_(rows, columns)]
    assert near.shape == (2, 2)
    assert min(near[0, 0], near[1, 1]) > max(near[0, 1], near[1, 0])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(["太阳能", "风能", "等", "公平", "发展", "2015", "。", "发展", "𓂀"]), max_size=8),
    st.lists(st.sampled_from(["solar", "wind", "fair", "develop", "developing", "2015", ".", "the", "𓂀"]), max_size=8),
)
def test_links_are_shares_and_at_most_what_the_tables_say(zh: list[str], en: list[str]) -> None:
    links = linked("，".join(zh), " ".join(en))
    assert links.strengths.shape == links.links.shape == (len(links.zh), len(links.en))
    for table in (links.strengths, links.links, links.zh_coverage, links.en_coverage):
        assert ((table >= 0) & (table <= 1)).all()
    assert not links.links[links.strengths == 0].any()
    assert (links.zh_coverage >= links.links.max(axis=1, initial=0) - 1e-4).all()
    assert (links.en_coverage >= links.links.max(axis=0, initial=0) - 1e-4).all()


def small() -> Lexicon:
    """Chinese 1 is rendered by 5 (surely) and 6 (seldom), 2 by nothing; English 7 is of the class of 6."""
    return Lexicon(
        classes=np.array([0, 1, 2, 3, 4, 5, 6, 6], dtype=np.int32),
        starts=np.array([0, 0, 2, 2, 2, 2, 2, 2, 2], dtype=np.int32),
        keys=np.array([5, 6], dtype=np.int32),
        strengths=np.array([0.9, 0.2], dtype=np.float32),
        linked=np.ones(8, dtype=np.float32),
        salience=np.ones(8, dtype=np.float32),
    )


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ([1], [5, 6, 7, 4], [[0.9, 0.2, 0.2, 0.0]]),
        ([2], [5, 6], [[0.0, 0.0]]),
        ([1, 2, 1], [5], [[0.9], [0.0], [0.9]]),
        ([3], [3], [[1.0]]),  # the same token on both sides: a number, a Latin name
        ([6, 7], [7], [[1.0], [1.0]]),  # so too by class
        ([1], [], [[]]),
        ([], [5], np.zeros((0, 1))),
        ([], [], np.zeros((0, 0))),
    ],
)
def test_every_pair_is_looked_up(zh: list[int], en: list[int], expected: list[list[float]]) -> None:
    found = small().pairs(np.array(zh, dtype=np.int64), np.array(en, dtype=np.int64))
    assert found == pytest.approx(np.asarray(expected, dtype=np.float32))
    assert found.shape == (len(zh), len(en))


def test_the_shipped_tables_fit_the_vocabulary() -> None:
    lexicon, size = Lexicon.load(), load_tokenizer().get_vocab_size()
    assert len(lexicon.classes) == len(lexicon.linked) == len(lexicon.salience) == len(lexicon.starts) - 1 == size
    assert lexicon.starts[-1] == len(lexicon.keys) == len(lexicon.strengths)
    assert (np.diff(lexicon.starts) >= 0).all()
    assert (lexicon.classes[lexicon.classes] == lexicon.classes).all()
    assert ((lexicon.strengths > 0) & (lexicon.strengths <= 1)).all()
    assert ((lexicon.linked >= 0) & (lexicon.linked <= 1)).all()


def test_damaged_tables_are_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall zh-en-aligner"):
        Lexicon.load(tmp_path / "nowhere")
    (tmp_path / "lexicon.safetensors").write_bytes(b"no tensors")
    with pytest.raises(ModelError, match="the lexical tables cannot be read"):
        Lexicon.load(tmp_path)
