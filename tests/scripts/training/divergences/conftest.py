"""Pairs of the small language, as the trees' training reads them."""

from pathlib import Path

import pytest

from aligner.auditing.coverage.tables import Tables
from scripts.training.divergences.wordstock import Wordstock
from scripts.training.pairs import Pair
from tests.scripts.training import grammar


@pytest.fixture(scope="session")
def pairs() -> list[Pair]:
    return grammar.sentences(60)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of training data: the only source of prose in it that the audit's training reads is tico19."""
    folder = tmp_path_factory.mktemp("data")
    grammar.write_data(folder, grammar.sentences(400))
    return folder


@pytest.fixture(scope="session")
def stock(pairs: list[Pair]) -> Wordstock:
    return Wordstock(Tables.load(), pairs)
