from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from aligner.alignment.lexical_tables import load_tables
from aligner.alignment.words import Lexicon as Opened
from scripts.training.lexicon import (
    KEEP,
    Lexicon,
    chosen,
    class_frequencies,
    count_links,
    speaking,
    stem_classes,
    to_bytes,
    word_links,
)
from scripts.training.pairs import SOURCES
from scripts.training.tokens import TokenPairs, Tokens
from scripts.training.vocabulary import pieces
from tests.scripts.training import grammar
from tests.scripts.training.conftest import Tiny

Links = set[tuple[int, int]]


def aligned(*sentences: tuple[list[int], list[int], Links, Links]) -> Iterator[tuple[object, object, Links, Links]]:
    for zh, en, ahead, back in sentences:
        yield np.array(zh, dtype=np.int32), np.array(en, dtype=np.int32), ahead, back


def renderings(lexicon: Lexicon, zh: int) -> dict[int, tuple[float, float]]:
    at = slice(lexicon.starts[zh], lexicon.starts[zh + 1])
    shares = zip(lexicon.forward[at].round(4).tolist(), lexicon.backward[at].round(4).tolist(), strict=True)
    return dict(zip(lexicon.keys[at].tolist(), shares, strict=True))


def test_links_of_both_directions_count_once_and_of_one_direction_half() -> None:
    both, one = {(0, 0)}, {(0, 0), (1, 1)}
    lexicon = count_links(aligned(*[([1, 2], [5, 6], one, both)] * 4), np.arange(8, dtype=np.int32))
    assert renderings(lexicon, 1) == {5: (1.0, 1.0)}
    assert renderings(lexicon, 2) == {6: (0.5, 0.5)}
    assert lexicon.linked[[1, 2, 5, 6, 7]].tolist() == [1, 1, 1, 1, 0]


def test_what_was_seen_once_is_no_rendering() -> None:
    seen = {(0, 0)}
    lexicon = count_links(aligned(*[([1], [5], seen, seen)] * 3, ([1], [6], seen, seen)), np.arange(8, dtype=np.int32))
    assert renderings(lexicon, 1) == {5: (0.75, 1.0)}


def test_the_best_renderings_of_a_word_are_kept_best_first() -> None:
    count = KEEP + 8
    sentences = [([1], [2 + k], {(0, 0)}, {(0, 0)}) for k in range(count) for _ in range(k + 2)]
    found = list(renderings(count_links(aligned(*sentences), np.arange(count + 2, dtype=np.int32)), 1))
    assert found == [2 + k for k in range(count - 1, count - 1 - KEEP, -1)]


def test_shares_keep_their_size_as_bytes() -> None:
    shares = np.array([0.0, 0.001, 0.01, 0.2, 0.5, 0.97, 1.0], dtype=np.float32)
    codes = to_bytes(shares)
    assert (codes[0], codes[1], codes[-1]) == (0, 0, 255)
    assert 10 ** (codes[2:].astype(float) * 3 / 255 - 3) == pytest.approx(shares[2:], rel=0.014)


def test_saved_tables_are_opened_by_the_aligner(tmp_path: Path) -> None:
    links = {(0, 0), (1, 1)}
    lexicon = count_links(aligned(*[([1, 2], [5, 6], links, links)] * 4), np.array([0, 1, 2, 3, 4, 5, 6, 6], np.int32))
    lexicon.save(tmp_path / "lexicon.safetensors", np.array([0, 0.5, 0.01, 0, 0, 1e-12, 0.49, 0]))
    opened = Opened.load(tmp_path)
    assert opened.pairs(np.array([1, 2, 3]), np.array([5, 7, 4])).tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 0]]
    assert opened.linked.tolist() == [0, 1, 1, 0, 0, 1, 1, 0]
    frequency = load_tables(tmp_path).frequency
    assert frequency == pytest.approx([0, 0.5, 0.01, 0, 0, 0, 0.49, 0], rel=0.05, abs=1e-8)
    assert (frequency > 0).tolist() == [False, True, True, False, False, True, True, False]


def test_frequencies_are_shares_of_all_words(tiny: Tiny) -> None:
    classes = np.arange(tiny.tokenizer.get_vocab_size(), dtype=np.int32)
    found = class_frequencies(tiny.tokenizer, classes)
    assert found.sum() == pytest.approx(1)
    assert ((found > 0) == speaking(tiny.tokenizer)).all()


def test_words_of_one_stem_share_a_class(tiny: Tiny) -> None:
    pytest.importorskip(
        "snowballstemmer", reason="English words are stemmed with snowballstemmer, of the extra `train`"
    )
    from scripts.training.vocabulary import build_tokenizer

    words = ["▁develop", "▁developing", "▁develops", "▁device", "发展", "developing", "▁2015"]
    tokenizer = build_tokenizer([("<unk>", 0.0), *((word, -1.0) for word in words)])
    assert stem_classes(tokenizer).tolist() == [0, 1, 1, 1, 4, 5, 6, 7]
    known = pieces(tiny.tokenizer)
    assert [known[k] for k in stem_classes(tiny.tokenizer) if "师" in known[k]] == [p for p in known if "师" in p]


def test_only_letters_and_digits_speak(tiny: Tiny) -> None:
    speaks = dict(zip(pieces(tiny.tokenizer), speaking(tiny.tokenizer).tolist(), strict=True))
    assert speaks["老师"]
    assert speaks["▁teacher"]
    assert not any(speaks[sign] for sign in ("<unk>", "▁", "。", "▁."))


def test_names_and_long_sentences_are_not_aligned() -> None:
    names = [source.name for source in SOURCES]
    source = [names.index(name) for name in ("cedict", "wikidata-names", "twlaw", "twlaw", "jiyu-sentences")]
    many = 400  # sentences of no document, of which a share is taken
    lengths = [2, 2, 2, 200, *[2] * many]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    side = Tokens(np.ones(starts[-1], dtype=np.int32), starts)
    rows = chosen(TokenPairs(side, side, np.array([*source, *[source[-1]] * (many - 1)], dtype=np.int16)))
    assert rows[:2].tolist() == [0, 2]
    assert 3 not in rows
    assert 0.4 * many < len(rows) - 2 < 0.7 * many


def test_eflomal_finds_the_words_that_translate_each_other(tiny: Tiny) -> None:
    pytest.importorskip("eflomal", reason="words are aligned with eflomal, of the extra `train`")
    classes = np.arange(tiny.tokenizer.get_vocab_size(), dtype=np.int32)
    rows = np.arange(len(tiny.tokens))
    lexicon = count_links(word_links(tiny.tokens, rows, classes, speaking(tiny.tokenizer)), classes)
    known = pieces(tiny.tokenizer)
    right = 0
    words = grammar.PEOPLE | grammar.DEEDS | grammar.THINGS
    for zh, en in words.items():
        found = renderings(lexicon, known.index(zh))
        right += bool(found) and known[max(found, key=lambda key: found[key][0])] == f"▁{en}"
    assert right >= 0.9 * len(words)
