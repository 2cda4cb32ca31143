"""The model card says what the code and the files say."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest

from aligner.alignment.words import Lexicon
from aligner.embedding.builtin import BuiltinEncoder
from scripts.training.pairs import SOURCES, Source
from scripts.training.settings import Settings
from scripts.training.tokens import LONGEST

MODELS = Path(__file__).resolve().parents[3] / "aligner/models"
CARD = (MODELS / "README.md").read_text(encoding="utf-8")
_CELLS = [re.split(r" *\| *", line)[1:-1] for line in CARD.splitlines() if line.startswith("|")]
ROWS = {first.strip("`"): rest for first, *rest in _CELLS}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_is_named_with_its_licence(source: Source) -> None:
    tier, _, licence, origin, order = ROWS[source.name]
    assert (licence, origin) == (source.licence, source.origin)
    assert tier == ("B" if source.name == "jiyu-sentences" else "A")
    assert order == ("dictionary" if source.kind == "dictionary" else "of the text" if source.ordered else "none")


def test_pairs_add_up() -> None:
    used = sum(int(ROWS[source.name][1].replace(",", "")) for source in SOURCES)
    assert f"{used:,} pairs: all of the following whose sides both have between 1 and {LONGEST} tokens" in CARD


def test_settings_are_those_of_the_code() -> None:
    for name, value in asdict(Settings()).items():
        assert ROWS[name][0] == str(value), name


@pytest.mark.parametrize("file", ["builtin/model.safetensors", "builtin/tokenizer.json", "lexicon/lexicon.safetensors"])
def test_sizes_are_those_of_the_files(file: str) -> None:
    assert ROWS[file][1] == f"{(MODELS / file).stat().st_size / 1e6:.1f} MB"


def test_counts_are_those_of_the_files() -> None:
    tokens, dimensions = BuiltinEncoder.load().rows.shape
    assert f"{tokens:,} token vectors of {dimensions} dimensions" in CARD
    assert f"{len(Lexicon.load().keys):,} renderings" in CARD


def test_the_licence_is_said() -> None:
    assert "CC BY-SA 4.0" in CARD
