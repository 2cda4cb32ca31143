"""The training data: files `NAME.tsv.xz` with one `zh<TAB>en` pair a line, each with a licence and a kind."""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["dictionary", "pairs"]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Source:
    """One file of training data.

    Attributes:
        name: the file's stem.
        kind: "dictionary" for words and names, "pairs" for sentences.
        ordered: whether neighbouring lines were neighbours in a document; they then serve as hard negatives.
        weight: how often a pair counts when words are counted; noisy lists of names count little.
        licence: as its publisher states it.
        origin: who publishes it.
    """

    name: str
    kind: Kind
    ordered: bool
    weight: float
    licence: str
    origin: str


SOURCES: tuple[Source, ...] = (
    Source("beijing-terms", "dictionary", False, 1.0, "not stated", "Beijing municipal standard"),
    Source("cedict", "dictionary", False, 1.0, "CC BY-SA 4.0", "CC-CEDICT"),
    Source("un-unbis", "dictionary", False, 1.0, "UN, not stated", "UNBIS Thesaurus"),
    Source("twlaw-titles", "dictionary", False, 1.0, "official texts", "Taiwan MOJ law database"),
    Source("xuexi-terms", "dictionary", False, 1.0, "not stated", "official press"),
    Source("wikidata-names", "dictionary", False, 0.05, "CC BY-SA 3.0 (repository)", "Wikidata labels"),
    Source("twlaw", "pairs", True, 1.0, "official texts", "Taiwan MOJ law database"),
    Source("un-sdg", "pairs", True, 1.0, "MIT", "open-sdg"),
    Source("tico19", "pairs", True, 1.0, "CC0", "TICO-19"),
    Source("tatoeba", "pairs", False, 1.0, "CC BY 2.0 FR", "Tatoeba"),
    Source("xquad", "pairs", True, 1.0, "CC BY-SA 4.0", "XQuAD"),
    Source("python-docs", "pairs", True, 0.3, "PSF", "python-docs-zh-cn"),
    Source("react-docs", "pairs", True, 0.5, "CC BY 4.0", "react.dev"),
    Source("d2l", "pairs", True, 1.0, "Apache-2.0", "d2l-zh"),
    Source("cncf-glossary", "pairs", True, 1.0, "CC BY 4.0", "CNCF"),
    Source("tidb-operator", "pairs", True, 0.3, "CC BY-SA 3.0", "PingCAP"),
    Source("lctt", "pairs", True, 1.0, "Apache-2.0", "LCTT TranslateProject"),
    Source("jiyu-sentences", "pairs", False, 1.0, "Apache-2.0 (repository)", "jiyu-example-sentence-source"),
)


Reader = Callable[[Source], Iterable[Pair]]
"""Gives the pairs of a source that are to be used."""


def file_of(folder: Path, source: Source) -> Path:
    """Where a source's pairs are."""
    return folder / f"{source.name}.tsv.xz"


def read_pairs(folder: Path, source: Source) -> Iterator[Pair]:
    """Yield the pairs of one source; a line that is not a pair of non-empty texts is passed over."""
    with lzma.open(file_of(folder, source), "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            zh, tab, en = line.rstrip("\n").partition("\t")
            if tab and zh.strip() and en.strip():
                yield zh.strip(), en.strip()
