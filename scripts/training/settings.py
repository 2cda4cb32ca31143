"""What a training run depends on besides the data and the code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """What the training depends on; written into the model card.

    Attributes:
        dimensions: of a vector.
        batch: pairs in a batch.
        epochs: passes over the pairs.
        rate: the first learning rate; it falls linearly to a twentieth.
        scale: what similarities are multiplied by before the softmax.
        run: neighbouring pairs of ordered sources that stay together in a batch.
        merged: the share of runs in which neighbours are joined two by two or three by three, so that the vectors
            learn to tell a whole from its half.
        halves: the share of these runs that stand in the batch unjoined as well, so that a whole is held against its
            parts.
        dropped: the share of the worst pairs that is left out after the first epoch.
        seed: of everything random.
    """

    dimensions: int = 256
    batch: int = 4096
    epochs: int = 10
    rate: float = 0.02
    scale: float = 14.0
    run: int = 16
    merged: float = 0.4
    halves: float = 0.5
    dropped: float = 0.06
    seed: int = 1
