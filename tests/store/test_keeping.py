import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aligner import write
from aligner.divergence import Audit
from aligner.errors import InputError, ReadError, StoreError
from aligner.reading.pairs import Pair
from aligner.store.entry import Entry, Record, entries_in
from aligner.store.keeping import links_in, put, remove, settle
from aligner.store.schema import Store
from aligner.store.search import search


def dump(store: Store) -> list[str]:
    """All that is in a store, the text indexes by what they answer."""
    rows = [
        repr(row)
        for table in ("documents", "sections", "links", "sentences", "clauses", "divergences")
        for row in store.connection.execute(f"SELECT * FROM {table}")
    ]
    return [*rows, *(repr(search(store, term)) for term in ("能源", "落", "supervision", "energy industry"))]


def test_an_audit_and_its_files_make_the_same_entry(audit: Audit, tmp_path: Path) -> None:
    write(audit, tmp_path / "plan", name="plan", formats=["jsonl"])
    (read,) = entries_in(tmp_path)
    made = Entry.of_audit(audit, "plan")
    assert (read.name, read.sha256, read.zh, read.en) == (made.name, made.sha256, made.zh, made.en)
    assert list(read.links()) == list(made.links())
    assert list(read.divergences()) == list(made.divergences())


def test_all_of_a_document_is_kept(store: Store, audit: Audit) -> None:
    assert put(store, Entry.of_audit(audit, "plan")) == "added"
    ask = store.connection.execute
    aligned = audit.alignment
    for language in ("zh", "en"):
        document = aligned.document("zh" if language == "zh" else "en")
        spans = ask("SELECT start, end FROM sentences WHERE language = ? ORDER BY number", (language,)).fetchall()
        assert spans == [tuple(sentence.span) for sentence in document.sentences]
    links = ask("SELECT name, zh, en, zh_text, en_text, score FROM links ORDER BY id").fetchall()
    assert [(name, json.loads(zh), json.loads(en)) for name, zh, en, *_ in links] == [
        (link.id, [list(span) for span in link.zh], [list(span) for span in link.en]) for link in aligned.sentences
    ]
    assert [tuple(texts) for *_, zh, en, _ in links for texts in [(zh, en)]] == [*map(aligned.texts, aligned.sentences)]
    clauses = ask("SELECT name, zh FROM clauses ORDER BY link, number").fetchall()
    assert clauses == [(c.id, json.dumps([list(s) for s in c.zh])) for inner in aligned.clauses for c in inner]
    assert len(json.loads(clauses[1][1])) == 2  # a clause link of two spans
    (record,) = ask("SELECT record FROM divergences").fetchone()
    assert json.loads(record)["message"] == audit.divergences[0].message
    assert ask("SELECT zh, en FROM sections").fetchall() == [
        ("一、总体要求", "I. General requirements"),
        ("二、组织实施", "II. Organization"),
    ]


def test_the_same_again_changes_nothing(store: Store, audit: Audit) -> None:
    put(store, Entry.of_audit(audit, "plan"))
    before = store.connection.total_changes
    assert put(store, Entry.of_audit(audit, "plan")) == "unchanged"
    assert store.connection.total_changes == before


def test_a_document_that_is_replaced_leaves_nothing_behind(store: Store, audit: Audit, tmp_path: Path) -> None:
    other = Entry.of_pairs([Pair("能源很贵", "Energy is dear"), Pair("", "alone")], "plan")
    put(store, other)
    assert put(store, Entry.of_audit(audit, "plan")) == "replaced"
    settle(store, 5)
    with Store.create(tmp_path / "fresh.sqlite") as fresh:
        put(fresh, Entry.of_audit(audit, "plan"))
        assert dump(store) == dump(fresh)
    assert search(store, "dear").links == search(store, "贵").links == 0
    for table in ("chinese", "english", "stems"):
        store.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")


def test_the_same_documents_make_the_same_bytes(audit: Audit, tmp_path: Path) -> None:
    for name in ("one", "two"):
        with Store.create(tmp_path / name) as store:
            put(store, Entry.of_audit(audit, "plan"))
            settle(store, 5)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_document_can_be_taken_out(store: Store, audit: Audit) -> None:
    put(store, Entry.of_audit(audit, "plan"))
    remove(store, "plan")
    assert links_in(store) == 0
    assert search(store, "能源").hits == []
    with pytest.raises(StoreError, match="no document 'plan'"):
        remove(store, "plan")


def broken(entry: Entry, **changes: Any) -> Entry:  # noqa: ANN401  # values of a record
    records = [dict(record) for record in entry.links()]
    records[2].update(changes)
    return replace(entry, sha256="other", links=lambda: iter(records))


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"zh": [[0, 10_000]]}, "beyond the zh text"), ({"en": [[1]]}, "beyond the en text"), ({"en": 1}, "beyond")],
)
def test_records_that_do_not_fit_leave_the_store_as_it_was(
    store: Store, audit: Audit, changes: dict[str, object], why: str
) -> None:
    entry = Entry.of_audit(audit, "plan")
    put(store, entry)
    before = dump(store)
    with pytest.raises(ReadError, match=why):
        put(store, broken(entry, **changes))
    assert dump(store) == before


def test_an_interrupted_document_is_not_there(store: Store, audit: Audit) -> None:
    entry = Entry.of_audit(audit, "plan")

    def interrupted() -> Iterator[Record]:
        yield next(entry.links())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put(store, replace(entry, links=interrupted))
    assert links_in(store) == 0
    assert put(store, entry) == "added"


def test_a_memory_is_a_document_of_links_alone(store: Store) -> None:
    put(store, Entry.of_pairs([Pair("好", "Good"), Pair("好", "Good"), Pair("", "Bad")], "memory"))
    rows = store.connection.execute("SELECT name, zh, en FROM links").fetchall()
    assert len({name for name, _, _ in rows}) == 3
    assert [json.loads(zh) for _, zh, _ in rows] == [[[0, 1]], [[2, 3]], []]
    assert store.connection.execute("SELECT zh, en FROM documents").fetchone() == ("好\n好", "Good\nGood\nBad")


@pytest.mark.parametrize("content", ['{"id": 1}\n', "no json\n", "[]\n", "1\n"])
def test_a_line_that_is_no_record_is_named(store: Store, audit: Audit, tmp_path: Path, content: str) -> None:
    write(audit, tmp_path, name="plan", formats=["jsonl"])
    links = tmp_path / "plan.links.jsonl"
    whole = links.read_text(encoding="utf-8") + content
    links.write_text(whole, encoding="utf-8")
    with pytest.raises(ReadError, match=rf"plan\.links\.jsonl:{len(whole.splitlines())}: this line"):
        put(store, next(entries_in(tmp_path)))


def test_documents_are_named_by_their_folders(audit: Audit, tmp_path: Path) -> None:
    for folder, name in (("b", "b"), ("a/c", "d"), (".hidden", "e"), (".", "f")):
        write(audit, tmp_path / folder, name=name, formats=["jsonl"])
    assert [entry.name for entry in entries_in(tmp_path)] == ["a/c/d", "b", "f"]
    write(audit, tmp_path, name="b", formats=["jsonl"])
    with pytest.raises(InputError, match="two documents would be called 'b'"):
        list(entries_in(tmp_path))


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no files that"):
        list(entries_in(tmp_path))


def test_a_text_that_is_missing_is_named(audit: Audit, tmp_path: Path) -> None:
    write(audit, tmp_path, name="plan", formats=["jsonl"])
    (tmp_path / "plan.en.txt").unlink()
    with pytest.raises(ReadError, match=r"plan\.en\.txt: there is no such file"):
        list(entries_in(tmp_path))


def test_another_program_that_writes_is_waited_for(store: Store, audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    store.connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="wait until"):
        put(store, Entry.of_audit(audit, "plan"))
    other.execute("ROLLBACK")
    other.close()
    assert put(store, Entry.of_audit(audit, "plan")) == "added"
