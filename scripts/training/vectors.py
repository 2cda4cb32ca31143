"""Static bilingual vectors, trained so that a sentence and its translation are nearest neighbours.

A token's vector is the sum of its features' vectors, each times a learnt weight: the token itself, and what it shares
with others (a Chinese word's characters, the first five letters of a longer English word). A sentence is the sum of
its tokens, normalised. The loss is contrastive both ways (InfoNCE; Oord et al. 2018) with in-batch negatives: a batch
holds runs of neighbouring sentences from the same documents, which are the mistakes an aligner would make, among
sentences of like length, so that length gives nothing away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from scripts.training.progress import Tick, silent
from scripts.training.settings import Settings
from scripts.training.tokens import TokenPairs, Tokens
from scripts.training.vocabulary import HAN, MARK, pieces

PREFIX = 5


@dataclass(frozen=True)
class Features:
    """Which features make up each token: token t's are `ids[starts[t]:starts[t + 1]]`."""

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]
    count: int


def token_features(tokenizer: Tokenizer) -> Features:
    """Each token has itself as a feature, then its characters (Han) or its prefix (letters)."""
    import re

    han = re.compile(f"[{HAN}]")
    known = pieces(tokenizer)
    size, place = len(known), {piece: token for token, piece in enumerate(known)}
    numbers: dict[str, int] = {}
    lists: list[list[int]] = []
    for token, piece in enumerate(known):
        own = [token]
        if len(piece) > 1 and han.match(piece):
            own += [place[c] for c in piece if place.get(c)]
        elif piece.startswith(MARK) and piece[1:].isalpha() and len(piece) - 1 > PREFIX:
            own.append(numbers.setdefault(piece[1 : PREFIX + 1], size + len(numbers)))
        lists.append(own)
    starts = np.concatenate([[0], np.cumsum([len(own) for own in lists])]).astype(np.int64)
    return Features(np.asarray([f for own in lists for f in own], dtype=np.int32), starts, size + len(numbers))


class StaticVectors(nn.Module):  # type: ignore[misc,unused-ignore]  # a plain class where torch is not installed
    """Feature vectors and weights; the sum over a sentence's features is its vector."""

    def __init__(self, features: Features, frequencies: NDArray[np.float64], dimensions: int) -> None:
        super().__init__()
        self.vectors = nn.EmbeddingBag(features.count, dimensions, mode="sum", sparse=True)
        nn.init.normal_(self.vectors.weight, std=dimensions**-0.5)
        weights = 0.001 / (0.001 + frequencies)
        self.weights = nn.Embedding(features.count, 1, sparse=True)
        with torch.no_grad():
            self.weights.weight[:, 0] = torch.from_numpy(weights.astype(np.float32))

    def forward(self, ids: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
        """Normalised sentence vectors, shape (sentences, dimensions)."""
        summed = self.vectors(ids, offsets, per_sample_weights=self.weights(ids).squeeze(1))
        return nn.functional.normalize(summed, dim=1)


def expand(features: Features, ids: NDArray[np.int32], begins: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
    """Tokens to features, and the sentence starts with them."""
    counts = np.diff(features.starts)[ids]
    ends = np.cumsum(counts)
    first = np.concatenate([[0], ends[:-1]])
    flat = np.arange(ends[-1]) - np.repeat(first, counts) + np.repeat(features.starts[ids], counts)
    return torch.from_numpy(features.ids[flat].astype(np.int64)), torch.from_numpy(first[begins])


def frequencies(features: Features, pairs: TokenPairs) -> NDArray[np.float64]:
    """Relative frequency of each feature within its language's side, the larger of the two."""
    out = np.zeros(features.count)
    for side in (pairs.zh, pairs.en):
        counts = np.bincount(side.ids, minlength=len(features.starts) - 1)
        per_feature = np.bincount(
            features.ids, weights=np.repeat(counts, np.diff(features.starts)), minlength=features.count
        )
        out = np.maximum(out, per_feature / counts.sum())
    return out


def batches(
    pairs: TokenPairs,
    kept: NDArray[np.bool_],
    ordered: NDArray[np.bool_],
    settings: Settings,
    random: np.random.Generator,
) -> Iterator[list[NDArray[np.int64]]]:
    """Yield batches as groups of rows; a group of several rows is to be joined into one sentence pair.

    Runs of neighbours stay together; runs are sorted by mean length with some noise, cut into batches, shuffled.
    """
    rows = np.flatnonzero(kept)
    in_order = ordered[rows]
    groups: list[NDArray[np.int64]] = []
    lengths: list[float] = []
    size = pairs.zh.lengths + pairs.en.lengths
    tied = rows[in_order]
    for start in range(int(random.integers(settings.run)), len(tied), settings.run):
        run = tied[start : start + settings.run]
        groups.append(run)
        lengths.append(float(size[run].mean()))
    free = rows[~in_order]
    order = np.argsort(size[free] * random.uniform(0.8, 1.25, len(free)), kind="stable")
    for start in range(0, len(free), settings.run):
        run = free[order[start : start + settings.run]]
        groups.append(run)
        lengths.append(float(size[run].mean()))
    ranked = np.argsort(np.asarray(lengths) * random.uniform(0.8, 1.25, len(lengths)), kind="stable")
    per_batch = settings.batch // settings.run
    starts = np.arange(0, len(ranked), per_batch)
    random.shuffle(starts)
    for first in starts:
        batch: list[NDArray[np.int64]] = []
        for group in ranked[first : first + per_batch]:
            run = groups[group]
            joined = len(run) > 3 and random.random() < settings.merged
            if joined:
                step = int(random.integers(2, 4))
                batch += [run[k : k + step] for k in range(0, len(run), step)]
            if not joined or random.random() < settings.halves:
                batch += [run[k : k + 1] for k in range(len(run))]
        yield batch


def _side(
    side: Tokens, batch: list[NDArray[np.int64]], features: Features, device: torch.device
) -> tuple[torch.Tensor, torch.Tensor]:
    rows = np.concatenate(batch)
    ids, begins = side.gather(rows)
    heads = np.concatenate([[0], np.cumsum([len(group) for group in batch])[:-1]])
    flat, starts = expand(features, ids, begins[heads])
    return flat.to(device), starts.to(device)


def train(
    pairs: TokenPairs,
    features: Features,
    ordered: NDArray[np.bool_],
    settings: Settings,
    tick: Tick = silent,
    checkpoint: Path | None = None,
    device: str = "cpu",
) -> StaticVectors:
    """Train, on a device as torch names it. With `checkpoint`, an epoch that was finished is not done again."""
    torch.manual_seed(settings.seed)
    random = np.random.default_rng(settings.seed)
    there = torch.device(device)
    model = StaticVectors(features, frequencies(features, pairs), settings.dimensions).to(there)
    optimiser = torch.optim.SparseAdam(list(model.parameters()), lr=settings.rate)
    kept = np.ones(len(pairs), dtype=bool)
    total = settings.epochs * (len(pairs) // settings.batch + 1)
    step, done = 0, 0
    if checkpoint and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False, map_location=there)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        kept, done, step = state["kept"], state["epoch"], state["step"]
        random.bit_generator.state = state["random"]
    for epoch in range(done, settings.epochs):
        running = 0.0
        for batch in batches(pairs, kept, ordered, settings, random):
            progress = min(1.0, step / total)
            for group in optimiser.param_groups:
                group["lr"] = settings.rate * (1 - 0.95 * progress)
            zh = model(*_side(pairs.zh, batch, features, there))
            en = model(*_side(pairs.en, batch, features, there))
            similarity = settings.scale * zh @ en.T
            target = torch.arange(len(batch), device=there)
            loss = nn.functional.cross_entropy(similarity, target) + nn.functional.cross_entropy(similarity.T, target)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
            if not running or step % 8 == 0:  # to ask for the loss is to wait for the device
                running = loss.item() if not running else 0.9 * running + 0.1 * loss.item()
            tick(step, total, f"epoch {epoch + 1}, loss {running:.3f}")
        if epoch == 0 and settings.dropped:
            kept = _without_worst(model, pairs, features, settings.dropped)
        if checkpoint:
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "kept": kept, "epoch": epoch + 1}
            part = checkpoint.with_suffix(".part")
            torch.save({**state, "step": step, "random": random.bit_generator.state}, part)
            part.replace(checkpoint)
    return model


def _without_worst(model: StaticVectors, pairs: TokenPairs, features: Features, share: float) -> NDArray[np.bool_]:
    similar = np.zeros(len(pairs), dtype=np.float32)
    where = model.vectors.weight.device
    with torch.no_grad():
        for start in range(0, len(pairs), 8192):
            rows = [np.array([r]) for r in range(start, min(start + 8192, len(pairs)))]
            zh, en = (model(*_side(side, rows, features, where)) for side in (pairs.zh, pairs.en))
            similar[start : start + len(rows)] = (zh * en).sum(1).cpu().numpy()
    kept: NDArray[np.bool_] = similar > np.quantile(similar, share)
    return kept


def token_vectors(model: StaticVectors, features: Features) -> NDArray[np.float32]:
    """Each token's vector, its features' weighted vectors added up, shape (tokens, dimensions)."""
    with torch.no_grad():
        weighted = (model.vectors.weight * model.weights.weight).cpu().numpy()
    return np.add.reduceat(weighted[features.ids], features.starts[:-1], axis=0)
