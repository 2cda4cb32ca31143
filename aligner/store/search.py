"""Looking for terms in a store: words and phrases of English, any characters of Chinese, or a pattern."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from aligner.document import Language, Span
from aligner.errors import InputError
from aligner.store.frequent import counted
from aligner.store.query import chinese, english
from aligner.store.schema import Store, document_of, named_errors

SECONDS = 30.0
"""How long a pattern may be looked for."""
_MANY = 200
_han = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")  # as in segmentation, whose rules are not loaded for this


class Flag(NamedTuple):
    """A divergence in short, as it stands beside a hit."""

    id: str
    kind: str
    severity: str


@dataclass(frozen=True)
class Hit:
    """A sentence link in which something was found.

    `matches` are spans of the text on the side `language`, and `similarity` how near its meaning is to the one that was
    asked for, a cosine, where that was asked; the document's name and the titles of the sections that
    the link lies in, outermost first, say where it is.
    """

    document: str
    section: tuple[str, ...]
    link: str
    score: float
    language: Language
    zh: str
    en: str
    matches: tuple[Span, ...]
    divergences: tuple[Flag, ...] = ()
    similarity: float | None = None

    @property
    def text(self) -> str:
        """The side that was searched."""
        return self.zh if self.language == "zh" else self.en

    @property
    def other_text(self) -> str:
        """The side across from it."""
        return self.en if self.language == "zh" else self.zh


@dataclass(frozen=True)
class Found:
    """What a search found: how many links in how many documents, and the hits, in the order of the store."""

    links: int
    documents: int
    hits: Sequence[Hit]


def language_of(term: str) -> Language:
    """The side that a term is looked for in unless one is named: English if it has a word, and no Chinese character."""
    return "en" if any(map(str.isalnum, term)) and not _han.search(term) else "zh"


def search(
    store: Store, term: str, *, language: Language | None = None, stems: bool = False, limit: int | None = None
) -> Found:
    """Look for a term.

    Args:
        store: Where.
        term: In Chinese, characters as they stand there, of any number, width and case apart. In English, words that
            follow one another, case, accents and punctuation apart; a `*` at the end stands for any rest of a word.
        language: The side to look in; None for that of the term.
        stems: Whether English words are found in all their forms (Porter 1980).
        limit: The most hits to give; None for all.

    Raises:
        InputError: The term is blank, or has no word to look for.
        StoreError: The store cannot be read.
    """
    language = language or language_of(term)
    query = chinese(term) if language == "zh" else english(term, "stems" if stems else "english")
    with named_errors(store.path):
        select = f"SELECT rowid{query.marked} FROM {query.table} WHERE {query.table} MATCH ? ORDER BY rowid LIMIT ?"
        rows = store.connection.execute(select, (query.match, -1 if limit is None else limit)).fetchall()
        return Found(*counted(store, query), list(_hits(store, language, rows, query.spans)))


def search_pattern(
    store: Store, pattern: str, *, language: Language | None = None, limit: int | None = None, seconds: float = SECONDS
) -> Found:
    r"""Look for a regular expression, as the package `regex` reads it: `\p{Han}` is any Chinese character.

    Every link is looked at, so this takes seconds where a term takes milliseconds.

    Raises:
        InputError: It is no regular expression, or looking for it takes more than `seconds`.
        StoreError: The store cannot be read.
    """
    import regex

    try:
        compiled = regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError, MemoryError) as error:
        raise InputError(
            f"{pattern!r} is no regular expression ({error})", do="mend it, or leave out --regex"
        ) from error
    language = language or language_of(pattern)
    until = time.monotonic() + seconds
    numbers: dict[int, list[Span]] = {}
    links, documents = 0, set()
    with named_errors(store.path):
        column = "zh_text" if language == "zh" else "en_text"
        for number, text in store.connection.execute(f"SELECT id, {column} FROM links ORDER BY id"):
            left = until - time.monotonic()
            try:
                if left <= 0:
                    raise TimeoutError
                found = (match.span() for match in compiled.finditer(text, timeout=left))
                spans = [Span(start, end) for start, end in found if start < end]
            except TimeoutError:
                raise InputError(
                    f"looking for {pattern!r} takes more than {seconds:g} seconds",
                    do="make the pattern simpler (no repetition inside a repetition), or look for a term",
                ) from None
            if spans:
                if limit is None or links < limit:
                    numbers[number] = spans
                links += 1
                documents.add(document_of(number))
        rows = [(number, None) for number in numbers]
        return Found(links, len(documents), list(_hits(store, language, rows, lambda row, text: numbers[row[0]])))


class _Sections:
    """The titles of sections, looked up once a document."""

    def __init__(self, store: Store, language: Language) -> None:
        self._store = store
        self._language = language
        self._known: dict[int, dict[int, tuple[int | None, str, str]]] = {}

    def titles(self, document: int, section: int | None) -> tuple[str, ...]:
        if document not in self._known:
            select = "SELECT number, parent, zh, en FROM sections WHERE document = ?"
            rows = self._store.connection.execute(select, (document,))
            self._known[document] = {number: (parent, zh, en) for number, parent, zh, en in rows}
        found: list[str] = []
        while section is not None:
            section, zh, en = self._known[document][section]
            found.append((zh or en) if self._language == "zh" else (en or zh))
        return tuple(title for title in reversed(found) if title)

    @cached_property
    def names(self) -> dict[int, str]:
        return dict(self._store.connection.execute("SELECT id, name FROM documents"))


def _hits(
    store: Store,
    language: Language,
    rows: Sequence[Sequence[Any]],
    spans: Callable[[Sequence[Any], str], Sequence[Span]],
) -> Iterator[Hit]:
    """The hits of rows whose first column is a link's number."""
    known = _Sections(store, language)
    for at in range(0, len(rows), _MANY):
        some = rows[at : at + _MANY]
        numbers = [row[0] for row in some]
        marks = ",".join("?" * len(numbers))
        select = f"SELECT id, name, section, score, zh_text, en_text FROM links WHERE id IN ({marks})"
        links = {link[0]: link[1:] for link in store.connection.execute(select, numbers)}
        flags: dict[int, list[Flag]] = {}
        select = f"SELECT link, name, kind, severity FROM divergences WHERE link IN ({marks}) ORDER BY document, number"
        for link, *flag in store.connection.execute(select, numbers):
            flags.setdefault(link, []).append(Flag(*flag))
        for row in some:
            name, section, score, zh, en = links[row[0]]
            document = document_of(row[0])
            yield Hit(
                known.names[document],
                known.titles(document, section),
                name,
                score,
                language,
                zh,
                en,
                tuple(spans(row, zh if language == "zh" else en)),
                tuple(flags.get(row[0], ())),
            )


def links_at(store: Store, language: Language, numbers: Sequence[int]) -> list[Hit]:
    """The links of these numbers as hits without matches, in their order.

    Raises:
        StoreError: The store cannot be read.
    """
    with named_errors(store.path):
        return list(_hits(store, language, [(number,) for number in numbers], lambda row, text: ()))
