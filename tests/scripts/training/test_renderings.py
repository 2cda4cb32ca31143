from pathlib import Path

import numpy as np

from aligner.embedding.vocabulary import load_tokenizer
from scripts.training.lexicon import Lexicon
from scripts.training.renderings import SHARE, UNSEEN, read_renderings, with_renderings, written
from scripts.training.vocabulary import pieces
from tests.scripts.training.conftest import Tiny


def tables(size: int, **found: tuple[int, int, float, float]) -> Lexicon:
    """Tables over `size` classes that hold some renderings: Chinese class, English class, both shares."""
    entries = sorted(found.values())
    return Lexicon(
        np.arange(size, dtype=np.int32),
        np.searchsorted([zh for zh, *_ in entries], np.arange(size + 1)).astype(np.int32),
        np.array([en for _, en, *_ in entries], dtype=np.int32),
        np.array([ahead for *_, ahead, _ in entries], dtype=np.float32),
        np.array([back for *_, back in entries], dtype=np.float32),
        np.full(size, 0.5, dtype=np.float32),
    )


def entries(lexicon: Lexicon) -> dict[tuple[int, int], tuple[float, float]]:
    zh = np.repeat(np.arange(len(lexicon.classes)), np.diff(lexicon.starts)).tolist()
    shares = zip(*([round(x, 4) for x in s.tolist()] for s in (lexicon.forward, lexicon.backward)), strict=True)
    return dict(zip(zip(zh, lexicon.keys.tolist(), strict=True), shares, strict=True))


def test_a_rendering_counts_for_something_whatever_the_pairs_show_and_what_they_show_better_stays() -> None:
    before = tables(8, sure=(1, 5, 0.6, 0.4), rare=(1, 6, 0.02, 0.01), other=(3, 7, 0.3, 0.2))
    after = with_renderings(before, np.array([[1, 5], [1, 6], [2, 5]], dtype=np.int32))
    assert entries(after) == {
        (1, 5): (0.6, 0.4),
        (1, 6): (SHARE, 0.01),
        (2, 5): (SHARE, UNSEEN),
        (3, 7): (0.3, 0.2),
    }
    assert after.keys[after.starts[1] : after.starts[2]].tolist() == [5, 6]  # the best first


def test_without_renderings_the_tables_stay_as_they_are() -> None:
    before = tables(8, sure=(1, 5, 0.6, 0.4), other=(3, 7, 0.3, 0.2))
    assert entries(with_renderings(before, np.zeros((0, 2), dtype=np.int32))) == entries(before)


def test_what_the_vocabulary_does_not_hold_as_one_word_is_left_out(tiny: Tiny, tmp_path: Path) -> None:
    path = tmp_path / "renderings.tsv"
    path.write_text("# a note\nchinese\trenderings\n老师\tteacher zzyzx\n不在其中的词\tteacher\n", encoding="utf-8")
    known = pieces(tiny.tokenizer)
    assert read_renderings(tiny.tokenizer, path).tolist() == [[known.index("老师"), known.index("▁teacher")]]


def test_every_word_of_the_list_is_one_of_the_vocabulary_that_ships_and_stands_there_once() -> None:
    assert len(read_renderings(load_tokenizer())) == len(written())
    assert len(set(written())) == len(written())
    assert len({zh for zh, _ in written()}) > 1000
