from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from aligner.embedding.builtin import BuiltinEncoder
from scripts.training.export import quantise
from scripts.training.held_out import accuracy
from scripts.training.pairs import SOURCES
from scripts.training.progress import silent
from scripts.training.settings import Settings
from scripts.training.tokens import TokenPairs
from scripts.training.vocabulary import build_tokenizer, pieces
from tests.scripts.training.conftest import Tiny

pytest.importorskip("torch", reason="vectors are trained with torch, of the extras `neural` and `train`")

from scripts.training.vectors import (  # it imports torch
    Features,
    batches,
    frequencies,
    token_features,
    token_vectors,
    train,
)

SETTINGS = Settings(dimensions=16, batch=64, epochs=4, rate=0.05, scale=20.0, merged=0.15, halves=0.0)


def ordered(pairs: TokenPairs) -> NDArray[np.bool_]:
    return np.array([source.ordered for source in SOURCES])[pairs.source]


def learnt(
    tiny: Tiny, settings: Settings = SETTINGS, checkpoint: Path | None = None, tick: Callable[..., None] = silent
) -> NDArray[np.float32]:
    features = token_features(tiny.tokenizer)
    model = train(tiny.tokens, features, ordered(tiny.tokens), settings, tick, checkpoint)
    return token_vectors(model, features)


@pytest.fixture(scope="module")
def run(tiny: Tiny) -> tuple[NDArray[np.float32], list[float]]:
    """A model trained on the small language: its vectors and the losses that were told."""
    losses: list[float] = []
    rows = learnt(tiny, tick=lambda done, total, note: losses.append(float(note.rpartition(" ")[2])))
    return rows, losses


def test_the_loss_falls(run: tuple[NDArray[np.float32], list[float]]) -> None:
    _, losses = run
    assert len(losses) >= SETTINGS.epochs * 500 // SETTINGS.batch
    assert losses[-1] < losses[0] / 2


def test_sentences_that_were_never_seen_find_their_translations(
    run: tuple[NDArray[np.float32], list[float]], tiny: Tiny
) -> None:
    rows, _ = run
    assert rows.shape == (tiny.tokenizer.get_vocab_size(), 16)
    found = accuracy(BuiltinEncoder(tiny.tokenizer, *quantise(rows)), tiny.new)
    untrained = accuracy(BuiltinEncoder(tiny.tokenizer, *quantise(learnt(tiny, replace(SETTINGS, epochs=0)))), tiny.new)
    assert min(found.zh_to_en, found.en_to_zh) >= 0.9
    assert max(untrained.zh_to_en, untrained.en_to_zh) <= 0.2


def test_the_same_seed_gives_the_same_vectors(run: tuple[NDArray[np.float32], list[float]], tiny: Tiny) -> None:
    assert np.array_equal(learnt(tiny), run[0])
    assert not np.array_equal(
        learnt(tiny, replace(SETTINGS, seed=2, epochs=1)), learnt(tiny, replace(SETTINGS, epochs=1))
    )


def test_a_run_that_was_stopped_ends_as_if_it_had_not_been(
    run: tuple[NDArray[np.float32], list[float]], tiny: Tiny, tmp_path: Path
) -> None:
    def stop(done: float, total: float, note: str = "") -> None:
        if note.startswith("epoch 3"):
            raise KeyboardInterrupt

    checkpoint = tmp_path / "epochs.pt"
    with pytest.raises(KeyboardInterrupt):
        learnt(tiny, checkpoint=checkpoint, tick=stop)
    begun: list[str] = []
    rows = learnt(tiny, checkpoint=checkpoint, tick=lambda done, total, note: begun.append(note[:7]))
    assert set(begun) == {"epoch 3", "epoch 4"}
    assert np.array_equal(rows, run[0])
    assert [path.name for path in tmp_path.iterdir()] == ["epochs.pt"]


def test_the_worst_pairs_are_left_out_after_the_first_epoch(tiny: Tiny) -> None:
    steps: dict[str, int] = {}

    def count(done: float, total: float, note: str = "") -> None:
        steps[note[:7]] = steps.get(note[:7], 0) + 1

    learnt(tiny, replace(SETTINGS, epochs=2, dropped=0.5), tick=count)
    assert steps["epoch 2"] <= steps["epoch 1"] / 2 + 1


@pytest.mark.parametrize("seed", range(3))
def test_an_epoch_has_every_pair_once_and_neighbours_together(seed: int, tiny: Tiny) -> None:
    kept = np.random.default_rng(seed).random(len(tiny.tokens)) < 0.9
    tied = ordered(tiny.tokens)
    settings = replace(SETTINGS, merged=0.5)
    made = list(batches(tiny.tokens, kept, tied, settings, np.random.default_rng(seed)))
    rows = np.concatenate([row for batch in made for row in batch])
    first_run_cut_short = len(np.flatnonzero(kept)) - len(rows)
    assert 0 <= first_run_cut_short < settings.run
    assert len(np.unique(rows)) == len(rows)
    assert kept[rows].all()
    assert all(sum(map(len, batch)) <= settings.batch for batch in made)
    joined = [group for batch in made for group in batch if len(group) > 1 and tied[group[0]]]
    assert joined
    assert all(len(np.flatnonzero(kept[group[0] : group[-1] + 1])) == len(group) for group in joined)


def test_what_is_joined_stands_beside_its_parts(tiny: Tiny) -> None:
    kept = np.ones(len(tiny.tokens), dtype=bool)
    settings = replace(SETTINGS, merged=1.0, halves=1.0)
    for batch in batches(tiny.tokens, kept, ordered(tiny.tokens), settings, np.random.default_rng(1)):
        joined = [row for group in batch if len(group) > 1 for row in group]
        alone = {int(group[0]) for group in batch if len(group) == 1}
        assert joined
        assert alone >= set(map(int, joined))


def test_a_word_shares_features_with_its_characters_or_its_beginning() -> None:
    words = ["太阳能", "太", "能", "▁develop", "▁developing", "▁device", "▁wind"]
    features = token_features(build_tokenizer([("<unk>", 0.0), *((word, -1.0) for word in words)]))
    own = [features.ids[a:b].tolist() for a, b in zip(features.starts, features.starts[1:], strict=False)]
    devel, devic = 8, 9
    assert own == [[0], [1, 2, 3], [2], [3], [4, devel], [5, devel], [6, devic], [7]]
    assert features.count == 10


def test_a_feature_is_as_frequent_as_the_tokens_that_have_it(tiny: Tiny) -> None:
    features: Features = token_features(tiny.tokenizer)
    shares = frequencies(features, tiny.tokens)
    place = {piece: k for k, piece in enumerate(pieces(tiny.tokenizer))}
    count = sum("老师" in zh for zh, _ in tiny.known)
    assert shares[place["老师"]] == pytest.approx(count / len(tiny.tokens.zh.ids))
    assert shares[place["老"]] >= shares[place["老师"]]
