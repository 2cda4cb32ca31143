"""The recipe: which stage needs which, and what each keeps in its folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property, partial
from inspect import getsource
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

import numpy as np
from tokenizers import Tokenizer

from scripts.training.export import export
from scripts.training.held_out import training_pairs
from scripts.training.pairs import SOURCES, Reader, file_of, read_pairs
from scripts.training.progress import Tick
from scripts.training.renderings import FILE as RENDERINGS
from scripts.training.settings import Settings
from scripts.training.stages import Kept, Stages, of_code, of_file
from scripts.training.tokens import TokenPairs, encode_sources
from scripts.training.vocabulary import MARK, build_tokenizer, build_vocabulary, count_words, pieces

Item = TypeVar("Item")


@dataclass(frozen=True)
class Training:
    """One training run: what it is made from, and its stages, each of which makes those it needs.

    `one_in` says how many sentence pairs are held out; see held_out.py. `device`, as torch names it, is where the
    vectors are trained; another device may round otherwise, but is no other recipe.
    """

    data: Path
    settings: Settings
    one_in: int
    stages: Stages
    device: str = "cpu"

    @cached_property
    def sources(self) -> str:
        """What words and tokens depend on: the data, what is held out, and the code that reads."""
        read = [of_file(file_of(self.data, source)) for source in SOURCES]
        kinds = [(s.name, s.kind, s.ordered, s.weight) for s in SOURCES]
        code = [getsource(read_pairs), of_code("scripts.training.held_out")]
        return " ".join([*read, *code, repr(kinds), str(self.one_in)])

    @property
    def reader(self) -> Reader:
        """Reads what is not held out."""
        return partial(training_pairs, folder=self.data, one_in=self.one_in)

    @property
    def sizes(self) -> list[int]:
        """Bytes of each source's file."""
        return [file_of(self.data, source).stat().st_size for source in SOURCES]

    @cached_property
    def tokenizer(self) -> Kept:
        """The words of the data, counted, and the tokenizer made from them: `tokenizer.json`."""

        def count(folder: Path, tick: Tick) -> None:
            counts = count_words(self.reader, tick=_by_size(tick, [self.sizes[-1], *self.sizes[:-1]]))
            (folder / "words.json").write_text(json.dumps(counts, ensure_ascii=False), encoding="utf-8")

        def build(folder: Path, tick: Tick) -> None:
            counts = json.loads((words.folder / "words.json").read_text(encoding="utf-8"))
            built = build_tokenizer(build_vocabulary(*map(Counter, counts)))
            built.save(str(folder / "tokenizer.json"), pretty=False)

        code = of_code("scripts.training.vocabulary")
        words = self.stages.keep("words", [self.sources, code], count)
        return self.stages.keep("tokenizer", [words.digest, code], build)

    @cached_property
    def tokens(self) -> Kept:
        """All pairs as token numbers, `pairs.npz`."""

        def encode(folder: Path, tick: Tick) -> None:
            heard = _by_size(tick, self.sizes)
            encode_sources(self.reader, SOURCES, self.open_tokenizer(), heard).save(folder / "pairs.npz")

        code = of_code("scripts.training.tokens")
        return self.stages.keep("tokens", [self.sources, self.tokenizer.digest, code], encode)

    @cached_property
    def vectors(self) -> Kept:
        """A vector a token, `rows.npy`; `epochs.pt` is there while it works."""

        def learn(folder: Path, tick: Tick) -> None:
            from scripts.training.vectors import token_features, token_vectors, train

            pairs = self.open_tokens()
            features = token_features(self.open_tokenizer())
            ordered = np.array([source.ordered for source in SOURCES])[pairs.source]
            checkpoint = folder / "epochs.pt"
            model = train(pairs, features, ordered, self.settings, tick, checkpoint, self.device)
            np.save(folder / "rows.npy", token_vectors(model, features))
            checkpoint.unlink()

        code = of_code("scripts.training.vectors")
        return self.stages.keep("vectors", [self.tokens.digest, repr(astuple(self.settings)), code], learn)

    @cached_property
    def model(self) -> Kept:
        """The model folder, `builtin`."""

        def write(folder: Path, tick: Tick) -> None:
            tokenizer = self.open_tokenizer()
            rows = np.load(self.vectors.folder / "rows.npy")
            silent = np.zeros(len(rows), dtype=bool)
            silent[[0, pieces(tokenizer).index(MARK)]] = True
            export(folder / "builtin", rows, tokenizer, silent)

        return self.stages.keep("model", [self.vectors.digest, of_code("scripts.training.export")], write)

    @cached_property
    def lexicon(self) -> Kept:
        """The lexical tables, `lexicon/lexicon.safetensors`."""

        def link(folder: Path, tick: Tick) -> None:
            from scripts.training.lexicon import (
                chosen,
                class_frequencies,
                count_links,
                speaking,
                stem_classes,
                word_links,
            )
            from scripts.training.renderings import read_renderings, with_renderings

            tokenizer, pairs = self.open_tokenizer(), self.open_tokens()
            classes, rows = stem_classes(tokenizer), chosen(pairs)
            (folder / "lexicon").mkdir(exist_ok=True)
            tick(0, len(rows), f"eflomal aligns {len(rows):,} pairs, and does not say how far it is")
            aligned = word_links(pairs, rows, classes, speaking(tokenizer))
            heard = _heard(aligned, len(rows), tick)
            frequencies = class_frequencies(tokenizer, classes)
            learnt = with_renderings(count_links(heard, classes), read_renderings(tokenizer))
            learnt.save(folder / "lexicon/lexicon.safetensors", frequencies)

        code = of_code("scripts.training.lexicon", "scripts.training.renderings")
        return self.stages.keep("lexicon", [self.tokens.digest, code, of_file(RENDERINGS)], link)

    def open_tokenizer(self) -> Tokenizer:
        """The tokenizer as its file has it."""
        return Tokenizer.from_file(str(self.tokenizer.folder / "tokenizer.json"))

    def open_tokens(self) -> TokenPairs:
        """The pairs as their file has them."""
        return TokenPairs.load(self.tokens.folder / "pairs.npz")


def _by_size(tick: Tick, sizes: Sequence[int]) -> Tick:
    """A tick that is given numbers of sources, and passes on their bytes."""
    ends = [0, *accumulate(sizes)]
    return lambda done, total, note="": tick(ends[int(done)], ends[-1], note)


def _heard(items: Iterator[Item], total: int, tick: Tick) -> Iterator[Item]:
    """The same items, counted aloud."""
    for done, item in enumerate(items, 1):
        yield item
        tick(done, total, "links counted")
