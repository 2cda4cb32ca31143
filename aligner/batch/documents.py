"""Which documents a corpus holds: those of its catalogue, or what the names in a folder say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from aligner.corpus.catalogue import CATALOGUE, load_catalogue
from aligner.document import LANGUAGES
from aligner.errors import InputError
from aligner.reading.source import opening, stem_of

RESERVED = frozenset({"manifest.jsonl", "figures.jsonl", "run.jsonl", "summary.html"})
"""What a batch writes beside the documents' folders, so that no document may be called that."""
_by_suffix = re.compile(r"(?P<name>.+)\.(?P<language>zh|en)\.(?P<ending>.+)", re.IGNORECASE)


class BatchDocument(NamedTuple):
    """A document's name, and its files: one page in both languages, or the Chinese and the English text."""

    name: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Corpus:
    """The documents in order of name, the folder they lie in, and sentences for the user on what is none."""

    root: Path
    documents: tuple[BatchDocument, ...]
    warnings: tuple[str, ...] = ()


def documents_in(corpus: Path) -> Corpus:
    """Find the documents of a corpus.

    In a folder without `catalogue.toml`, a document is a pair `NAME.zh.EXT` and `NAME.en.EXT`, a pair `zh/NAME.EXT` and
    `en/NAME.EXT`, or any other file, taken as a bilingual page. Hidden files are none. Where a page has the name of
    another document, its ending becomes part of its name.

    Args:
        corpus: The folder, or its catalogue.

    Raises:
        ReadError: There is no such file, or it is not readable.
        InputError: The catalogue is malformed, there is no document, or two cannot be told apart by name.
    """
    with opening(str(corpus)):
        listed = sorted(corpus.iterdir()) if corpus.is_dir() else None
    if listed is None:
        return _checked(_in_catalogue(corpus))
    if corpus / CATALOGUE in listed:
        return _checked(_in_catalogue(corpus / CATALOGUE))
    return _checked(_in_folder(corpus, listed))


def _in_catalogue(path: Path) -> Corpus:
    catalogue = load_catalogue(path)
    found, without = [], 0
    for entry in catalogue.documents:
        files = [path.parent / text.path for text in entry.texts if text.path]
        if files:
            found.append(BatchDocument(entry.id, tuple(files)))
        else:
            without += 1
    note = (
        f"{path}: {without} of {len(catalogue.documents)} documents have no files yet; `aligner corpus fetch` gets them"
    )
    return Corpus(path.parent, tuple(found), (note,) if without else ())


def _in_folder(folder: Path, listed: Sequence[Path]) -> Corpus:
    files: list[Path] = []
    warnings = []
    for path in _visible(listed):
        if not path.is_dir():
            files.append(path)
        elif path.name.lower() in LANGUAGES:
            for inner in _visible(sorted(path.iterdir())):
                if inner.is_dir():
                    warnings.append(f"{inner}: the files in this folder are no part of the corpus")
                else:
                    files.append(inner)
        else:
            warnings.append(f"{path}: the files in this folder are no part of the corpus; give the folder itself")
    return Corpus(folder, tuple(grouped(files, folder)), tuple(warnings))


def grouped(files: Iterable[Path], folder: Path | None = None) -> list[BatchDocument]:
    """The documents that files make by their names and by the folders `zh` and `en` that they lie in.

    Args:
        files: The files.
        folder: What they all lie in, whose own name says nothing.
    """
    sides: dict[tuple[str, str], dict[str, list[Path]]] = defaultdict(lambda: {language: [] for language in LANGUAGES})
    pages: list[Path] = []
    for path in files:
        language = path.parent.name.lower()
        if language in LANGUAGES and path.parent != folder:
            sides[str(path.parent.parent), stem_of(path.name)][language].append(path)
        elif match := _by_suffix.fullmatch(path.name):
            sides["", match["name"]][match["language"].lower()].append(path)
        else:
            pages.append(path)
    pairs = [BatchDocument(name, pair) for (_, name), both in sides.items() for pair in _pairs(both["zh"], both["en"])]
    paired = {file for pair in pairs for file in pair.files}
    single = [file for both in sides.values() for some in both.values() for file in some if file not in paired]
    return _told_apart([*pairs, *(BatchDocument(stem_of(file.name), (file,)) for file in [*pages, *single])])


def _visible(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if not path.name.startswith(".")]


def _pairs(zh: Sequence[Path], en: Sequence[Path]) -> list[tuple[Path, Path]]:
    """Files of one name, paired by their endings; what is then left on both sides, by order."""
    by_ending = {_ending(path): path for path in en}
    same = [(path, by_ending[_ending(path)]) for path in zh if _ending(path) in by_ending]
    taken = {path for pair in same for path in pair}
    left = [[path for path in side if path not in taken] for side in (zh, en)]
    return [*same, *zip(*left, strict=False)]


def _ending(path: Path) -> str:
    return path.name.lower().rpartition(".")[2]


def _told_apart(documents: Sequence[BatchDocument]) -> list[BatchDocument]:
    groups: dict[str, list[BatchDocument]] = defaultdict(list)
    for document in documents:
        groups[document.name].append(document)
    return [
        document if len(group) == 1 else document._replace(name=f"{document.name}.{_ending(document.files[0])}")
        for group in groups.values()
        for document in group
    ]


def _checked(corpus: Corpus) -> Corpus:
    if not corpus.documents:
        raise InputError(
            "this corpus holds no document",
            where=str(corpus.root),
            do="give a folder with pairs of files NAME.zh.txt and NAME.en.txt, or with bilingual pages",
        )
    ordered = sorted(corpus.documents)
    seen: dict[str, BatchDocument] = {}
    for document in ordered:
        if other := seen.get(document.name):
            raise InputError(
                f"two documents are called {document.name}: {other.files[0]} and {document.files[0]}",
                where=str(corpus.root),
                do="rename one of them",
            )
        if document.name in RESERVED or document.name.startswith(".") or "/" in document.name:
            raise InputError(
                f"a document cannot be called {document.name!r}", where=str(document.files[0]), do="rename it"
            )
        seen[document.name] = document
    return Corpus(corpus.root, tuple(ordered), corpus.warnings)
