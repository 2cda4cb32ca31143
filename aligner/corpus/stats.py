"""A corpus in numbers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from aligner.corpus.catalogue import Catalogue, Entry
from aligner.errors import AlignerError
from aligner.reading import read
from aligner.reading.script import words_worth


class Stats(NamedTuple):
    """Counts of a corpus.

    `ready` documents have all their files; `unreadable` of them cannot be read. Chinese is counted in characters other
    than white space, English in words. `issuers` and `years` are of documents, by what the catalogue says.
    """

    documents: int
    ready: int
    unreadable: int
    zh_characters: int
    en_words: int
    facts: int
    verified: int
    issuers: Counter[str]
    years: Counter[str]


def stats(catalogue: Catalogue) -> Stats:
    """Count, reading each text that there is."""
    ready = unreadable = characters = words = 0
    for entry in catalogue.documents:
        files = [catalogue.path.parent / text.path for text in entry.texts if text.path]
        if not is_ready(entry, catalogue.path.parent):
            continue
        ready += 1
        try:
            reading = read(*files[:2])
        except AlignerError:
            unreadable += 1
            continue
        characters += len("".join(reading.zh.text.split()))
        words += round(words_worth(reading.en.text, "en"))
    facts = [fact for entry in catalogue.documents for _, fact in entry.facts()]
    return Stats(
        len(catalogue.documents),
        ready,
        unreadable,
        characters,
        words,
        len(facts),
        sum(fact.verified for fact in facts),
        Counter(entry.issuer.value for entry in catalogue.documents if entry.issuer),
        Counter(date.value[:4] for entry in catalogue.documents for date in list(entry.dates.values())[:1]),
    )


def is_ready(entry: Entry, folder: Path) -> bool:
    """Whether every text of a document has its file: both languages, or one page in both."""
    languages = {text.language for text in entry.texts if text.path and (folder / text.path).is_file()}
    return "both" in languages or {"zh", "en"} <= languages
