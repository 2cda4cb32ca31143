"""Pairs as the coverage modules see them, with the tables that ship."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.auditing.coverage.atoms import Atoms, atoms
from aligner.auditing.coverage.linking import match
from aligner.auditing.coverage.matching import Matching
from aligner.auditing.coverage.stack import Stack
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.unit import Passage
from aligner.document import Language

LIST = ("推动太阳能、风能等可再生能源发展。", "Promote the development of renewable energy.")
FAITHFUL = ("保护森林和草原。", "Protect forests and grasslands.")


def words(text: str, language: Language, start: int = 0) -> Atoms:
    return atoms([Passage(text, start)], language, Tables.load())


def stacked(*pairs: tuple[str, str]) -> Stack:
    """Pairs as units, end to end."""
    zh, en = ([Passage(text, 0) for text in side] for side in zip(*pairs, strict=True))
    tables = Tables.load()
    return match(atoms(zh, "zh", tables), atoms(en, "en", tables), tables)


def matched(zh: str, en: str) -> Matching:
    (matching,) = stacked((zh, en)).matchings
    return matching


def links(matching: Matching) -> dict[str, str]:
    """The words that are linked, each Chinese one with its English one."""
    pairs = enumerate(matching.zh_link.tolist())
    return {matching.zh.texts[i]: matching.en.texts[j] for i, j in pairs if j >= 0}


def at(side: Atoms, text: str) -> int:
    """The place of a word."""
    return side.texts.index(text)


def places(side: Atoms, texts: Sequence[str]) -> list[int]:
    return [at(side, text) for text in texts]
