import sqlite3
from pathlib import Path

import pytest

from aligner.errors import StoreError
from aligner.store.schema import Store, document_of, number_of


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        Store.open(tmp_path / "corpus.sqlite")
    assert not list(tmp_path.iterdir())


def test_what_is_no_store_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("这不是数据库。" * 200, encoding="utf-8")
    with pytest.raises(StoreError, match="no store, or a damaged one"):
        Store.open(tmp_path / "text")
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE documents (id)")
    other.close()
    with pytest.raises(StoreError, match="no store of this program"):
        Store.open(tmp_path / "other.sqlite")


def test_another_version_is_an_error_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "corpus.sqlite"
    with Store.create(path) as store:
        store.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="of version 99"):
        Store.create(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be made"):
        Store.create(tmp_path / "file/corpus.sqlite")


def test_a_link_knows_its_document() -> None:
    assert document_of(number_of(7, 123)) == 7
    assert number_of(7, 1 << 23) < number_of(8, 0)
