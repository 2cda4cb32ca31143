"""Putting documents into a store, each whole or not at all.

A document that is put again keeps its number and its place; if its content is the same, nothing is written. So an
interrupted run leaves whole documents, and the next one goes on with those that are missing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from itertools import count
from typing import Any, Literal

from aligner.document import LANGUAGES, Language, Span
from aligner.errors import ReadError, StoreError
from aligner.store.entry import Entry, Record
from aligner.store.folding import fold, key_of, pieces
from aligner.store.frequent import forget_counts, keep_counts
from aligner.store.outline import MOST_LINKS, Spans, outline
from aligner.store.schema import PLACES, Store, number_of
from aligner.writing.sections import OPENING, WHOLE, Section, section_of
from aligner.writing.text import without_surrogates

Change = Literal["added", "replaced", "unchanged", "removed"]

_INSERT_LINK = "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_SENTENCE = "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?)"
_BATCH = 2000
_SHOWN = 5  # names of documents, where one is wrong
_OPTIMISED_ABOVE = 0.2
"""The share of all links that a run has to have changed for the text indexes to be merged at its end."""


def put(store: Store, entry: Entry, on_links: Callable[[int], None] = lambda count: None) -> Change:
    """Put a document into a store, in place of one of the same name if there is one.

    Args:
        store: Where to put it.
        entry: The document.
        on_links: Called with how many of its links have been put, now and then.

    Raises:
        ReadError: A record does not fit the texts.
        StoreError: The store is locked, or cannot be written; it is as it was before then.
    """
    found = store.connection.execute("SELECT id, sha256 FROM documents WHERE name = ?", (entry.name,)).fetchone()
    if found and found[1] == entry.sha256:
        return "unchanged"
    with store.transaction():
        forget_counts(store)
        if found:
            _empty(store, found[0])
            update = "UPDATE documents SET sha256 = ?, zh = ?, en = ? WHERE id = ?"
            store.connection.execute(update, (entry.sha256, entry.zh, entry.en, found[0]))
            document = int(found[0])
        else:
            last = store.connection.execute("SELECT max(id) FROM documents").fetchone()[0] or 0
            document = last + 1
            values = (document, entry.name, entry.sha256, entry.zh, entry.en)
            store.connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", values)
        numbers = _put_links(store, document, entry, on_links)
        _put_divergences(store, document, entry, numbers)
    return "replaced" if found else "added"


def remove(store: Store, name: str) -> None:
    """Take a document out of a store; decisions about it stay.

    Raises:
        StoreError: There is no such document, or the store cannot be written.
    """
    found = store.connection.execute("SELECT id FROM documents WHERE name = ?", (name,)).fetchone()
    if found is None:
        raise unknown(store, name)
    with store.transaction():
        forget_counts(store)
        _empty(store, found[0])
        store.connection.execute("DELETE FROM documents WHERE id = ?", found)


def names_of(store: Store) -> list[str]:
    """The documents' names, in order."""
    return [name for (name,) in store.connection.execute("SELECT name FROM documents ORDER BY name")]


def settle(store: Store, changed: int) -> None:
    """Make a store quick to search once documents were put or removed.

    The text indexes are merged into one piece each if so many links have `changed` that searching would be slower else;
    then the commonest terms are counted.

    Raises:
        StoreError: The store cannot be written.
    """
    total = links_in(store)
    if changed > _OPTIMISED_ABOVE * total:
        with store.transaction():
            for table in ("chinese", "english", "stems"):
                store.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
            store.connection.execute("ANALYZE")
    keep_counts(store, total)


def links_in(store: Store, document: int | None = None) -> int:
    """How many sentence links there are, of all documents or of one."""
    span = (0, 1 << 62) if document is None else (number_of(document, 0), number_of(document + 1, 0))
    found = store.connection.execute("SELECT count(*) FROM links WHERE id >= ? AND id < ?", span).fetchone()
    return int(found[0])


def _put_links(store: Store, document: int, entry: Entry, on_links: Callable[[int], None]) -> dict[str, int]:
    """Write the links, what is indexed of them, and the sections; gives the number of the link of each identifier."""
    ask = store.connection
    numbers: dict[str, int] = {}
    spans: list[Spans] = []
    made = 0
    ends: dict[Language, list[tuple[Span, int]]] = {"zh": [], "en": []}
    batch: list[tuple[Any, ...]] = []
    clauses: list[tuple[Any, ...]] = []
    inside = 0
    for record in _checked(entry):
        if record["level"] == "clause":
            parent = number_of(document, made - 1)
            numbers[record["id"]] = parent
            sides = (json.dumps(record["zh"]), json.dumps(record["en"]))
            clauses.append((parent, inside, record["id"], record["score"], *sides))
            inside += 1
            continue
        place = made
        inside = 0
        if place >> PLACES:
            raise StoreError(
                f"{entry.name}: a document can have {1 << PLACES} links", where=str(store.path), do="cut it up"
            )
        number = number_of(document, place)
        numbers[record["id"]] = number
        both = _as_spans(record["zh"]), _as_spans(record["en"])
        made += 1
        if made <= MOST_LINKS:  # what is longer has no sections
            spans.append(both)
        for language, side in zip(LANGUAGES, both, strict=True):
            ends[language] += [(span, number) for span in side]
        batch.append((number, record["id"], record["score"], json.dumps(both[0]), json.dumps(both[1]), *_texts(record)))
        if len(batch) == _BATCH:
            _flush(store, batch, clauses)
            on_links(made)
    _flush(store, batch, clauses)
    for language in LANGUAGES:
        rows = ((document, language, k, *span, link) for k, (span, link) in enumerate(sorted(ends[language])))
        ask.executemany(_INSERT_SENTENCE, rows)
    if made <= MOST_LINKS:
        _put_sections(store, document, outline(entry.zh, entry.en, spans), made)
    return numbers


def _flush(store: Store, batch: list[tuple[Any, ...]], clauses: list[tuple[Any, ...]]) -> None:
    ask = store.connection
    ask.executemany(
        _INSERT_LINK,
        (
            (number, name, None, score, zh, en, zh_text, en_text, key_of(zh_text), key_of(en_text))
            for number, name, score, zh, en, zh_text, en_text in batch
        ),
    )
    _index(store, [(number, zh_text, en_text) for number, _, _, _, _, zh_text, en_text in batch])
    ask.executemany("INSERT INTO clauses VALUES (?, ?, ?, ?, ?, ?)", clauses)
    batch.clear()
    clauses.clear()


def _index(store: Store, rows: Sequence[tuple[int, str, str]]) -> None:
    ask = store.connection
    ask.executemany("INSERT INTO chinese (rowid, pieces) VALUES (?, ?)", ((n, pieces(fold(zh))) for n, zh, _ in rows))
    for table in ("english", "stems"):
        ask.executemany(f"INSERT INTO {table} (rowid, en_text) VALUES (?, ?)", ((n, en) for n, _, en in rows))


def unknown(store: Store, name: str) -> StoreError:
    """The error for a name that no document has, with those that are like it."""
    names = names_of(store)
    shown = ", ".join(get_close_matches(name, names, _SHOWN) or names[:_SHOWN])
    do = f"name one of its {len(names)} documents ({shown} …)" if names else "it has none"
    return StoreError(f"there is no document {name!r}", where=str(store.path), do=do)


def _empty(store: Store, document: int) -> None:
    """Take out all that belongs to a document; its own row stays."""
    ask = store.connection
    span = number_of(document, 0), number_of(document + 1, 0)
    select = "SELECT id, zh_text, en_text FROM links WHERE id >= ? AND id < ?"
    for number, zh, en in ask.execute(select, span).fetchall():
        ask.execute("INSERT INTO chinese (chinese, rowid, pieces) VALUES ('delete', ?, ?)", (number, pieces(fold(zh))))
        for table in ("english", "stems"):
            ask.execute(f"INSERT INTO {table} ({table}, rowid, en_text) VALUES ('delete', ?, ?)", (number, en))
    ask.execute("DELETE FROM links WHERE id >= ? AND id < ?", span)
    ask.execute("DELETE FROM clauses WHERE link >= ? AND link < ?", span)
    for table in ("sections", "sentences", "divergences"):
        ask.execute(f"DELETE FROM {table} WHERE document = ?", (document,))


def _put_sections(store: Store, document: int, found: Sequence[Section], links: int) -> None:
    ask = store.connection
    rows = []
    outside: list[int] = []
    for number, section in enumerate(found):
        del outside[section.depth :]
        title = "" if section.en in (OPENING, WHOLE) else section.en  # which are no headings
        rows.append((document, number, outside[-1] if outside else None, section.zh, title))
        outside.append(number)
    ask.executemany("INSERT INTO sections VALUES (?, ?, ?, ?, ?)", rows)
    if found:
        places = ((section_of(found, place), number_of(document, place)) for place in range(links))
        ask.executemany("UPDATE links SET section = ? WHERE id = ?", places)


def _put_divergences(store: Store, document: int, entry: Entry, numbers: dict[str, int]) -> None:
    rows = []
    for number, record in zip(count(), entry.divergences(), strict=False):
        if record["link"] not in numbers:
            raise _unfit(entry, f"divergence {record['id']} is of link {record['link']}, which is not there")
        known = (record["id"], numbers[record["link"]], record["kind"], record["class"], record["severity"])
        rows.append((document, number, *known, record["score"], json.dumps(record, ensure_ascii=False)))
    store.connection.executemany("INSERT INTO divergences VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _checked(entry: Entry) -> Iterator[Record]:
    """The link records, once it is sure that their spans lie in the texts and clauses follow a sentence."""
    lengths = {"zh": len(entry.zh), "en": len(entry.en)}
    begun = False
    for record in entry.links():
        begun = begun or record["level"] == "sentence"
        if not begun:
            raise _unfit(entry, f"clause link {record['id']} stands before any sentence link")
        for language, length in lengths.items():
            if not _lie_in(record[language], length):
                raise _unfit(entry, f"link {record['id']} points beyond the {language} text")
        yield record


def _lie_in(spans: object, length: int) -> bool:
    try:
        return all(0 <= start <= end <= length for start, end in spans)  # type: ignore[attr-defined]  # a JSON value
    except (TypeError, ValueError):
        return False


def _unfit(entry: Entry, why: str) -> ReadError:
    return ReadError(
        f"its records do not belong to its texts ({why})", where=entry.name, do="run `aligner align` again for it"
    )


def _as_spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _texts(record: Record) -> tuple[str, str]:
    return without_surrogates(record["zh_text"]), without_surrogates(record["en_text"])
