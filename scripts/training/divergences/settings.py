"""What the training of the audit's trees depends on besides the data and the code."""

from __future__ import annotations

from dataclasses import dataclass, field

from scripts.training.divergences import boosting


@dataclass(frozen=True)
class Settings:
    """What the training depends on; written into the model card.

    Attributes:
        pairs: Good pairs that divergences are planted in.
        listed: Good pairs with lists, that items are dropped from.
        held: Good pairs, held out of the training, for the figures at the end.
        one_in: One sentence pair in so many is held out; which ones depends on their Chinese text alone.
        lengths: How many pairs a document may have; each length gets as many documents.
        alike: The cosine of the two sides' vectors from which a pair is a good one.
        unknown: The share of renderings that the tables may be made to forget in a document; each document has its own.
        seed: Of everything random.
        trees: How the trees are learnt that weigh words.
        items: How those are learnt that weigh items of lists, of which there are fewer.
    """

    pairs: int = 20_000
    listed: int = 12_000
    held: int = 2_000
    one_in: int = 20
    lengths: tuple[int, ...] = (30, 60, 120)
    alike: float = 0.6
    unknown: float = 0.2
    seed: int = 1
    trees: boosting.Settings = field(default_factory=boosting.Settings)
    items: boosting.Settings = field(default_factory=lambda: boosting.Settings(trees=100, rate=0.1))


DEFAULTS = Settings()
