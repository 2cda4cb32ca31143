"""Files into a catalogue, with what they say of themselves."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from aligner.corpus.catalogue import CATALOGUE, Catalogue, Entry, Fact, Text, TextLanguage, load_catalogue
from aligner.corpus.clues import Clues, clues_of
from aligner.corpus.editing import append
from aligner.document import Document
from aligner.errors import InputError, OutputError
from aligner.reading import Reading, read
from aligner.reading.web import is_address


def add(folder: Path, documents: Sequence[tuple[str, Sequence[str]]], *, licence: str = "") -> list[Entry]:
    """Add documents to the catalogue of a folder, which is made if there is none.

    Args:
        folder: The corpus. Files that lie elsewhere are copied into it.
        documents: For each its identifier, and one bilingual page or a Chinese and an English text in either order;
            each a file or an address. Title, number and date are taken from files, as not verified; `fetch` gets
            what is at an address.
        licence: What may be done with the texts, for all of them.

    Returns:
        The documents as they were added.

    Raises:
        InputError: An identifier is taken, or more than two texts are given for a document.
        LanguageError: A document's files are not one Chinese and one English text, or one page in both.
        OutputError: The catalogue cannot be written, or another file has a copy's place.
    """
    path = folder / CATALOGUE
    known = {entry.id for entry in (load_catalogue(path) if path.exists() else Catalogue(path, ())).documents}
    entries = []
    for name, given in documents:
        if name in known:
            raise InputError(f"there is a document {name} already", where=str(path), do="give another --id")
        if not name or name.startswith(".") or "/" in name:
            raise InputError(f"{name!r} is no identifier", where=str(path), do="give one without slashes, with --id")
        known.add(name)
        entries.append(_entry(folder, name, given, licence))
    append(path, entries)
    return entries


def sha256_of(path: Path) -> str:
    """The digest of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _entry(folder: Path, name: str, given: Sequence[str], licence: str) -> Entry:
    if len(given) > 2:
        raise InputError(
            f"document {name} has {len(given)} texts", do="give one page, or a Chinese and an English text"
        )
    if all(is_address(text) for text in given):
        if len(given) == 1:
            return Entry(name, licence=licence, texts=(Text("both", address=Fact(given[0])),))
        return Entry(
            name, licence=licence, texts=(Text("zh", address=Fact(given[0])), Text("en", address=Fact(given[1])))
        )
    if any(is_address(text) for text in given):
        raise InputError(f"document {name} has a file and an address", do="give two files, or two addresses")
    reading = read(*map(Path, given))
    inside = {text: _inside(folder, Path(text)) for text in given}
    if len(given) == 1:
        texts = [_text(folder, "both", inside[given[0]])]
    else:
        texts = [_text(folder, side.language, inside[side.source]) for side in (reading.zh, reading.en)]
    return _described(name, reading, licence, texts)


def _described(name: str, reading: Reading, licence: str, texts: Sequence[Text]) -> Entry:
    zh, en = clues_of(reading.zh), clues_of(reading.en)
    titles = {side.language: _fact(found.title, side) for side, found in _sides(reading, zh, en) if found.title}
    return Entry(
        name,
        titles,
        number=_fact(zh.number, reading.zh) if zh.number else None,
        dates={"named": _fact(zh.date, reading.zh)} if zh.date else {},
        licence=licence,
        texts=tuple(texts),
    )


def _sides(reading: Reading, zh: Clues, en: Clues) -> list[tuple[Document, Clues]]:
    return [(reading.zh, zh), (reading.en, en)]


def _fact(value: str | None, document: Document) -> Fact:
    return Fact(value or "", f"found in {Path(document.source).name}, by its form and place")


def _text(folder: Path, language: TextLanguage, path: Path) -> Text:
    return Text(language, path.relative_to(folder).as_posix(), sha256=sha256_of(path))


def _inside(folder: Path, path: Path) -> Path:
    """A file in the folder: itself, or its copy."""
    if path.resolve().is_relative_to(folder.resolve()):
        return folder / path.resolve().relative_to(folder.resolve())
    copy = folder / path.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            shutil.copy2(path, copy)
        elif sha256_of(copy) != sha256_of(path):
            raise OutputError("another file of this name is in the corpus", where=str(copy), do="rename one of them")
    except OSError as error:
        raise OutputError(
            f"cannot write ({(error.strerror or str(error)).lower()})", where=str(copy), do="free this folder"
        ) from error
    return copy
