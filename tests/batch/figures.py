"""Figures of documents that were never aligned, for tests of what is made of them."""

from aligner.batch.figures import Figures


def figures(links: int = 100, omissions: int = 2, zh_alone: int = 10, doubtful: int = 1) -> Figures:
    """A document of so many links, with its other counts in proportion."""
    return Figures(
        zh_characters=30 * links,
        en_characters=100 * links,
        zh_alone=zh_alone,
        en_alone=30,
        zh_sentences=links,
        en_sentences=links,
        links=links,
        clause_links=3 * links,
        doubtful=doubtful,
        score=0.9,
        divergences={"omission major": omissions} if omissions else {},
        classes={"content": omissions} if omissions else {},
    )
