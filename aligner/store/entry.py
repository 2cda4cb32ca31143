"""A document as it enters a store: its two texts and the records of its links and divergences.

The records are those of `NAME.links.jsonl` and `NAME.divergences.jsonl`, whether they come from an audit in memory or
from the files of one, and links are read one by one, so that a memory of a million units takes little space.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from aligner.bitext import digest
from aligner.divergence import Audit
from aligner.errors import InputError, ReadError
from aligner.reading.pairs import Pair
from aligner.reading.source import opening
from aligner.writing.jsonl import divergence_records, link_records
from aligner.writing.text import utf8, without_surrogates

Record = Mapping[str, Any]
LINKS = ".links.jsonl"
DIVERGENCES = ".divergences.jsonl"
TEXTS = (".zh.txt", ".en.txt")


@dataclass(frozen=True)
class Entry:
    """A document's `name` in the store, a digest of all its content, its texts, and its records, read anew each time.

    `links` gives each sentence link followed by its clause links.
    """

    name: str
    sha256: str
    zh: str
    en: str
    links: Callable[[], Iterator[Record]]
    divergences: Callable[[], Iterator[Record]]

    @classmethod
    def of_audit(cls, audit: Audit, name: str) -> Entry:
        """The entry that the files of an audit would make."""
        alignment = audit.alignment
        zh, en = (without_surrogates(document.text) for document in (alignment.zh, alignment.en))
        links = [_plain(record) for record in link_records(alignment)]
        divergences = [_plain(record) for record in divergence_records(audit)]
        contents = [[utf8(zh + "\n")], [utf8(en + "\n")], map(_line, links), map(_line, divergences)]
        return cls(name, _digest(contents), zh, en, lambda: iter(links), lambda: iter(divergences))

    @classmethod
    def of_files(cls, links: Path, name: str) -> Entry:
        """The entry that files of an audit make.

        Args:
            links: `NAME.links.jsonl`; the two texts must lie beside it, and the divergences may.
            name: The document's name in the store.

        Raises:
            ReadError: A file is missing, or holds something else; files of records are read when they are asked for.
        """
        stem = str(links).removesuffix(LINKS)
        files = [Path(stem + suffix) for suffix in (*TEXTS, LINKS, DIVERGENCES)]
        zh, en = (_text(file) for file in files[:2])
        records = partial(_records, files[2], ("id", "level", "zh", "en", "zh_text", "en_text", "score"))
        found = partial(_records, files[3], ("id", "kind", "class", "severity", "score", "link"))
        if not files[3].exists():
            return cls(name, _digest(map(_pieces, files[:3])), zh, en, records, lambda: iter(()))
        return cls(name, _digest(map(_pieces, files)), zh, en, records, found)

    @classmethod
    def of_pairs(cls, pairs: Iterable[Pair], name: str) -> Entry:
        """The entry that a translation memory makes: a link a unit, as it stands, of which nothing more is known.

        Args:
            pairs: The units. They are gone through three times.
            name: The document's name in the store.
        """
        state = hashlib.sha256()
        sides: tuple[list[str], list[str]] = ([], [])
        for pair in pairs:
            state.update(json.dumps([pair.zh, pair.en]).encode())
            for side, text in zip(sides, pair[:2], strict=True):
                if text:
                    side.append(without_surrogates(text))
        zh, en = ("\n".join(side) for side in sides)
        return cls(name, state.hexdigest(), zh, en, partial(_links_of, pairs), lambda: iter(()))


def entries_in(folder: Path) -> Iterator[Entry]:
    """The documents whose files lie in a folder or below it, in order of their names.

    A name is the way to the files from `folder`: "reports/2015" for `reports/2015.links.jsonl`, and for
    `reports/2015/2015.links.jsonl` as well.

    Raises:
        InputError: There is none, or two have the same name.
        ReadError: See `Entry.of_files`.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*" + LINKS)):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") for part in parts):
            continue
        stem = parts[-1].removesuffix(LINKS)
        name = "/".join(parts[:-1] if parts[-2:-1] == (stem,) else (*parts[:-1], stem))
        if name in found:
            raise InputError(
                f"two documents would be called {name!r}", where=f"{found[name]}, {path}", do="rename one of them"
            )
        found[name] = path
    if not found:
        raise InputError(
            f"there are no files that `aligner align` or `aligner batch` wrote (NAME{LINKS})",
            where=str(folder),
            do="give the folder that they were told to write into",
        )
    for name in sorted(found):
        yield Entry.of_files(found[name], name)


def _plain(record: Record) -> Record:
    """The record as it is read back from its line."""
    made: Record = json.loads(_line(record))
    return made


def _line(record: Record) -> bytes:
    return utf8(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")


def _digest(contents: Iterable[Iterable[bytes]]) -> str:
    state = hashlib.sha256()
    for content in contents:
        for piece in content:
            state.update(piece)
        state.update(b"\0")
    return state.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with opening(str(path)), path.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece


def _text(path: Path) -> str:
    try:
        return b"".join(_pieces(path)).decode().removesuffix("\n")
    except UnicodeDecodeError as error:
        raise ReadError("this text is not UTF-8", where=str(path), do="run `aligner align` again") from error


def _records(path: Path, keys: Iterable[str]) -> Iterator[Record]:
    with opening(str(path)), path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
                complete = all(key in record for key in keys)
            except (ValueError, TypeError):
                complete = False
            if not complete:
                raise ReadError(
                    "this line is no record that this program wrote",
                    where=f"{path}:{number}",
                    do="run `aligner align` again",
                )
            yield record


def _links_of(pairs: Iterable[Pair]) -> Iterator[Record]:
    at = {"zh": 0, "en": 0}
    seen: dict[int, int] = {}
    for pair in pairs:
        texts = {language: without_surrogates(text) for language, text in pair.texts.items()}
        spans: dict[str, list[list[int]]] = {"zh": [], "en": []}
        for language, text in texts.items():
            if text:
                spans[language].append([at[language], at[language] + len(text)])
                at[language] += len(text) + 1
        place = int(digest(*texts.values()), 16)
        seen[place] = seen.get(place, -1) + 1
        name = "s" + digest(*texts.values(), str(seen[place]))
        yield {"id": name, "level": "sentence", **spans, "zh_text": texts["zh"], "en_text": texts["en"], "score": 1.0}
