"""The heaps that pairing reads, and the catalogue of what it found."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from aligner.corpus.adding import sha256_of
from aligner.corpus.catalogue import Entry, Text, TextLanguage
from aligner.corpus.editing import append
from aligner.corpus.pairing import Pairing
from aligner.errors import InputError, OutputError
from aligner.reading.source import opening, stem_of


def files_in(heaps: Iterable[Path]) -> Iterator[Path]:
    """The files of heaps, folders inside them included, and files that are given themselves; hidden ones left out.

    Raises:
        ReadError: A heap is not there.
    """
    for heap in heaps:
        with opening(str(heap)):
            heap.stat()
        if heap.is_dir():
            inner = heap.rglob("*")
            yield from (p for p in inner if p.is_file() and not _is_hidden(p.relative_to(heap)))
        else:
            yield heap


def as_catalogue(found: Pairing, path: Path) -> None:
    """Write pairs, and pages in both languages, as a new catalogue, which `aligner batch` takes.

    Raises:
        InputError: Nothing was paired.
        OutputError: There is a file of that name, or it cannot be written.
    """
    if path.exists():
        raise OutputError("there is a catalogue already", where=str(path), do="give another name with --catalogue")
    if not found.pairs and not found.pages:
        raise InputError("there is no pair to write", do="check the heaps, or lower --min-confidence")
    made: list[tuple[str, tuple[Text, ...], str]] = [
        (
            stem_of(p.zh.name),
            (_text(path, "zh", p.zh), _text(path, "en", p.en)),
            f"paired, confidence {p.confidence:.2f}",
        )
        for p in found.pairs
    ]
    made += [(stem_of(page.name), (_text(path, "both", page),), "a page in both languages") for page in found.pages]
    append(path, [Entry(name, note=note, texts=texts) for name, (_, texts, note) in _named(made)])


def _named(made: list[tuple[str, tuple[Text, ...], str]]) -> Iterator[tuple[str, tuple[str, tuple[Text, ...], str]]]:
    """Identifiers from the Chinese files' names; a number tells equal ones apart."""
    counts: Counter[str] = Counter()
    for entry in sorted(made, key=lambda entry: (entry[0], entry[1][0].path or "")):
        counts[entry[0]] += 1
        yield (entry[0] if counts[entry[0]] == 1 else f"{entry[0]}-{counts[entry[0]]}"), entry


def _text(catalogue: Path, language: TextLanguage, path: Path) -> Text:
    return Text(language, Path(os.path.relpath(path, catalogue.parent)).as_posix(), sha256=sha256_of(path))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
