"""The recipe of the audit's trees: which stage needs which, and what each keeps in its folder.

documents ──► rows ──► trees-lost, trees-changed, trees-swapped, trees-added ──► audit/coverage.json
lists ──► items ──► trees-items ────────────────────────────────────────────────► audit/lists.json
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from aligner.auditing import list_features
from aligner.auditing.coverage import features as word_features
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.coverage.trees import load_trees
from aligner.document import LANGUAGES, Language
from scripts.training.divergences.boosting import boost
from scripts.training.divergences.choosing import (
    LISTED,
    PARTS,
    Documents,
    Part,
    held_out_documents,
    listed_documents,
    training_documents,
)
from scripts.training.divergences.documents import Rows, rows
from scripts.training.divergences.listing import item_rows
from scripts.training.divergences.questions import QUESTIONS, Worth, labels, worth
from scripts.training.divergences.saving import save
from scripts.training.divergences.settings import Settings
from scripts.training.divergences.wordstock import Wordstock
from scripts.training.pairs import SOURCES, file_of
from scripts.training.progress import Tick
from scripts.training.stages import Kept, Stages, of_code, of_file

_MODELS = Path(__file__).resolve().parents[3] / "aligner/models"
_BUILT_ON = ("builtin/model.safetensors", "builtin/tokenizer.json", "lexicon/lexicon.safetensors")
_CHOOSE = ("scripts.training.divergences.choosing", "scripts.training.held_out", "scripts.training.pairs")
_PLANT = tuple(f"scripts.training.divergences.{name}" for name in ("documents", "forgetting", "planting", "wordstock"))
_LOOK = ("atoms", "evidence", "features", "habits", "linking", "matching", "pairs", "stack", "tables")
_DESCRIBE = tuple(f"aligner.auditing.coverage.{name}" for name in _LOOK)
_LIST = ("aligner.auditing.list_items", "aligner.auditing.list_features")
_LEARN = tuple(f"scripts.training.divergences.{name}" for name in ("boosting", "questions"))


@dataclass(frozen=True)
class Training:
    """One training run: what it is made from, and its stages, each of which makes those it needs."""

    data: Path
    settings: Settings
    stages: Stages

    @cached_property
    def documents(self) -> Kept:
        """The good pairs, `training.json` and `held-out.json`."""

        def choose(folder: Path, tick: Tick) -> None:
            for name, chosen in (("training", training_documents), ("held-out", held_out_documents)):
                found = chosen(self.data, self.settings, lambda done, total, note="", n=name: tick(done, total, n))
                (folder / f"{name}.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")

        read = [of_file(file_of(self.data, source)) for source in SOURCES if source.name in _sources(PARTS)]
        plain = Settings()
        chosen = replace(
            self.settings, trees=plain.trees, items=plain.items, listed=plain.listed, unknown=plain.unknown
        )
        built = of_file(_MODELS / _BUILT_ON[0])
        return self.stages.keep("documents", [*read, repr(chosen), of_code(*_CHOOSE), built], choose)

    @cached_property
    def lists(self) -> Kept:
        """The good pairs with lists, `training.json`."""

        def choose(folder: Path, tick: Tick) -> None:
            found = listed_documents(self.data, self.settings, tick)
            (folder / "training.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")

        read = [of_file(file_of(self.data, source)) for source in SOURCES if source.name in _sources(LISTED)]
        plain = Settings()
        chosen = replace(self.settings, trees=plain.trees, items=plain.items, unknown=plain.unknown)
        chosen = replace(chosen, pairs=plain.pairs, held=plain.held)
        built = of_file(_MODELS / _BUILT_ON[0])
        return self.stages.keep("lists", [*read, repr(chosen), of_code(*_CHOOSE), built], choose)

    @cached_property
    def rows(self) -> Kept:
        """Their words as rows, a file a document; a run that was stopped goes on with the next document."""

        def describe(folder: Path, tick: Tick) -> None:
            tables, documents = Tables.load(), {name: self.open_documents(name) for name in ("training", "held-out")}
            stock = Wordstock(tables, (pair for document in documents["training"] for pair in document))
            total, done = sum(map(len, documents.values())), 0
            for name, several in documents.items():
                (folder / name).mkdir(exist_ok=True)
                for index, document in enumerate(several):
                    file = folder / name / f"{index:05}.npz"
                    if not file.exists():
                        rng = random.Random(f"{self.settings.seed} {name} {index}")
                        _keep(rows(document, tables, stock, rng, self.settings.unknown), file)
                    done += 1
                    tick(done, total, "documents")

        built = [of_file(_MODELS / file) for file in _BUILT_ON]
        settings = [str(self.settings.seed), str(self.settings.unknown)]
        inputs = [self.documents.digest, *built, *settings, of_code(*_PLANT, *_DESCRIBE)]
        return self.stages.keep("rows", inputs, describe)

    def trees(self, name: str) -> Kept:
        """The trees that answer one question, `trees.json`."""

        def learn(folder: Path, tick: Tick) -> None:
            seen = self.open_rows("training", QUESTIONS[name].language)
            found = boost(seen.features, labels(name, seen), self.settings.trees, tick)
            save({name: found}, word_features.NAMES, folder / "trees.json")

        inputs = [self.rows.digest, repr(self.settings.trees), of_code(*_LEARN)]
        return self.stages.keep(f"trees-{name}", inputs, learn)

    @cached_property
    def items(self) -> Kept:
        """The items inside their lists as rows, some of which the English has lost: `training.npz`, `held-out.npz`."""

        def describe(folder: Path, tick: Tick) -> None:
            tables = Tables.load()
            documents = {"training": _opened(self.lists, "training"), "held-out": self.open_documents("held-out")}
            total, done = sum(map(len, documents.values())), 0
            for name, several in documents.items():
                made = []
                for index, document in enumerate(several):
                    made.append(item_rows(document, tables, random.Random(f"{self.settings.seed} {name} {index}")))
                    done += 1
                    tick(done, total, "documents")
                features, fates = (np.concatenate(column) for column in zip(*made, strict=True))
                np.savez(folder / f"{name}.npz", features=features, fates=fates)

        built = [of_file(_MODELS / file) for file in _BUILT_ON]
        code = of_code(*_LIST, *_DESCRIBE, "scripts.training.divergences.listing")
        return self.stages.keep(
            "items", [self.lists.digest, self.documents.digest, *built, str(self.settings.seed), code], describe
        )

    @cached_property
    def item_trees(self) -> Kept:
        """The trees that tell items that were lost, `trees.json`."""

        def learn(folder: Path, tick: Tick) -> None:
            seen = self.open_items("training")
            found = boost(seen.features, seen.fates > 0, self.settings.items, tick)
            save({"lost": found}, list_features.NAMES, folder / "trees.json")

        return self.stages.keep("trees-items", [self.items.digest, repr(self.settings.items), of_code(*_LEARN)], learn)

    @cached_property
    def model(self) -> Kept:
        """The folder that the audit reads, `audit`."""
        learnt, items = {name: self.trees(name) for name in QUESTIONS}, self.item_trees

        def write(folder: Path, tick: Tick) -> None:
            trees = {name: load_trees(kept.folder / "trees.json")[name] for name, kept in learnt.items()}
            save(trees, word_features.NAMES, folder / "audit" / "coverage.json")
            save(load_trees(items.folder / "trees.json"), list_features.NAMES, folder / "audit" / "lists.json")

        digests = [kept.digest for kept in (*learnt.values(), items)]
        return self.stages.keep("audit", [*digests, of_code("scripts.training.divergences.saving")], write)

    def worth(self) -> dict[str, Worth]:
        """What the trees are worth on the words and items that were held out, by question."""
        made = self.model.folder / "audit"
        words, items = load_trees(made / "coverage.json"), load_trees(made / "lists.json")
        held: dict[Language, Rows] = {language: self.open_rows("held-out", language) for language in LANGUAGES}
        listed = self.open_items("held-out")
        return {
            name: worth(words[name], held[asked.language], labels(name, held[asked.language]))
            for name, asked in QUESTIONS.items()
        } | {"items": worth(items["lost"], listed, listed.fates > 0)}

    def open_documents(self, name: str) -> Documents:
        """The documents as their file has them."""
        return _opened(self.documents, name)

    def open_rows(self, name: str, language: Language) -> Rows:
        """The rows of all documents."""
        opened = [np.load(file) for file in sorted((self.rows.folder / name).iterdir())]
        features, fates = (
            np.concatenate([read[f"{language}_{part}"] for read in opened]) for part in ("features", "fates")
        )
        return Rows(features, fates)

    def open_items(self, name: str) -> Rows:
        """The items of all documents."""
        read = np.load(self.items.folder / f"{name}.npz")
        return Rows(read["features"], read["fates"])


def _sources(parts: Sequence[Part]) -> set[str]:
    return {part.source for part in parts}


def _opened(kept: Kept, name: str) -> Documents:
    read: Sequence[Sequence[Sequence[str]]] = json.loads((kept.folder / f"{name}.json").read_text(encoding="utf-8"))
    return [[(zh, en) for zh, en in document] for document in read]


def _keep(found: dict[Language, Rows], file: Path) -> None:
    """Write beside, then rename: a file that is there is whole."""
    part = file.with_suffix(".part.npz")
    arrays = {}
    for language, seen in found.items():
        arrays |= {f"{language}_features": seen.features, f"{language}_fates": seen.fates}
    np.savez(part, **arrays)
    part.rename(file)
