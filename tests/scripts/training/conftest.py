"""The small language as the stages of the training see it."""

from typing import NamedTuple

import pytest
from tokenizers import Tokenizer

from scripts.training.pairs import SOURCES, Pair
from scripts.training.tokens import TokenPairs, encode_sources
from scripts.training.vocabulary import build_tokenizer, build_vocabulary
from tests.scripts.training import grammar


class Tiny(NamedTuple):
    """Sentence pairs to train on and others to try, the tokenizer made from the former, and the former as tokens."""

    known: list[Pair]
    new: list[Pair]
    tokenizer: Tokenizer
    tokens: TokenPairs


@pytest.fixture(scope="session")
def tiny() -> Tiny:
    pairs = grammar.sentences(700)
    known, new = pairs[:600], pairs[600:]
    tokenizer = build_tokenizer(build_vocabulary(*grammar.counts(known)))
    given = {"tico19": known[:300], "tatoeba": known[300:]}
    return Tiny(known, new, tokenizer, encode_sources(lambda source: given.get(source.name, []), SOURCES, tokenizer))
