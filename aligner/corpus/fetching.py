"""Texts from the addresses of a catalogue, and the check of what a catalogue says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple

from aligner.corpus.adding import sha256_of
from aligner.corpus.catalogue import Catalogue, Entry, Fact, Text
from aligner.corpus.clues import says
from aligner.corpus.editing import document_in, edit, put_fact
from aligner.document import LANGUAGES
from aligner.errors import AlignerError, InputError, OutputError
from aligner.reading import Source
from aligner.reading.formats import format_of
from aligner.reading.source import load, suffix_of
from aligner.reading.web import OnBytes, fetch

Grade = Literal["done", "note", "fault"]


class Said(NamedTuple):
    """Something to tell about a document: that it was done, to be noted, or a fault."""

    id: str
    grade: Grade
    text: str


def chosen(catalogue: Catalogue, ids: Collection[str]) -> list[Entry]:
    """The documents of these identifiers, or all for none.

    Raises:
        InputError: One is not in the catalogue.
    """
    known = {entry.id for entry in catalogue.documents}
    for name in ids:
        if name not in known:
            raise InputError(f"there is no document {name}", where=str(catalogue.path), do="see `aligner corpus list`")
    return [entry for entry in catalogue.documents if not ids or entry.id in ids]


def fetch_texts(
    catalogue: Catalogue,
    ids: Collection[str] = (),
    *,
    on_bytes: Callable[[str], OnBytes] = lambda address: lambda done, total: None,
) -> Iterator[Said]:
    """Fetch what has an address and no file yet, and write file, checksum and verification as each arrives.

    An address is verified by being opened if the document's title is in what is there. A fault with one text stops no
    other.

    Args:
        catalogue: The catalogue.
        ids: The documents; none for all.
        on_bytes: Given an address, what to tell of its progress.
    """
    for entry in chosen(catalogue, ids):
        for index, text in enumerate(entry.texts):
            if text.address is None:
                continue
            try:
                file = _inside(catalogue.path.parent, text.path or _path_for(entry, text, text.address.value))
                if text.path and file.exists():
                    yield Said(entry.id, "done", f"{text.path} is there already")
                    continue
                if not text.address.verified:
                    yield Said(entry.id, "note", f"nobody has verified {text.address.value}; trying it")
                source = fetch(text.address.value, on_bytes=on_bytes(text.address.value))
                yield from _fetched(catalogue, entry, index, source, file)
            except AlignerError as error:
                yield Said(entry.id, "fault", str(error))


def _fetched(catalogue: Catalogue, entry: Entry, index: int, source: Source, file: Path) -> Iterator[Said]:
    text, path = entry.texts[index], file.relative_to(catalogue.path.parent).as_posix()
    digest = sha256(source.data).hexdigest()
    if text.sha256 and text.sha256 != digest:
        yield Said(
            entry.id,
            "fault",
            f"{text.address and text.address.value}: another text than the one whose checksum is in "
            "the catalogue, so it was not written; take the checksum out to have it",
        )
        return
    _write(file, source.data)
    titled = _is_titled(entry, text, source)

    def change(content: Any) -> None:  # noqa: ANN401  # see `edit`
        table = document_in(content, entry.id)["text"][index]
        table["path"], table["sha256"] = path, digest
        if text.address and titled:
            put_fact(table, "address", replace_verified(text.address))

    edit(catalogue.path, change)
    if titled:
        yield Said(entry.id, "done", f"fetched {path}, {len(source.data):,} bytes")
    else:
        yield Said(entry.id, "note", f"fetched {path}, but the title is not in it: look whether it is the right page")


def verify(catalogue: Catalogue, ids: Collection[str] = (), *, online: bool = True) -> Iterator[Said]:
    """Check files against checksums, facts against texts, and addresses by opening them; write what holds as verified.

    A title or a number is verified if a text of the document holds it. An address is if it can be opened and the title
    is in what is there. What cannot be checked so stays as it is: it is for a person to verify.

    Args:
        catalogue: The catalogue.
        ids: The documents; none for all.
        online: Whether addresses are opened.
    """
    for entry in chosen(catalogue, ids):
        contents: list[str] = []
        verified: list[tuple[str, Fact]] = []
        for text in entry.texts:
            if text.path:
                file = catalogue.path.parent / text.path
                fault = _fault_of(file, text)
                if fault:
                    yield Said(entry.id, "fault", f"{text.path}: {fault}")
                    continue
                contents.append(_content(load(file)))
        for key, fact in entry.facts():
            if (
                not fact.verified
                and key.startswith(("title.", "number"))
                and any(says(c, fact.value) for c in contents)
            ):
                verified.append((key, replace_verified(fact)))
        found: list[int] = []
        for index, text in enumerate(entry.texts if online else ()):
            if text.address and not text.address.verified:
                said, is_right = _opened(entry, text)
                yield said
                found += [index] if is_right else []
        if verified or found:
            _write_verified(catalogue, entry, verified, found)
        left = sum(not fact.verified for _, fact in entry.facts()) - len(verified) - len(found)
        yield Said(entry.id, "note" if left else "done", f"{left} facts are not verified" if left else "verified")


def _write_verified(catalogue: Catalogue, entry: Entry, facts: list[tuple[str, Fact]], addresses: list[int]) -> None:
    def change(content: Any) -> None:  # noqa: ANN401  # see `edit`
        table = document_in(content, entry.id)
        for key, fact in facts:
            put_fact(table, key, fact)
        for index in addresses:
            address = entry.texts[index].address
            if address:
                put_fact(table["text"][index], "address", replace_verified(address))

    edit(catalogue.path, change)


def replace_verified(fact: Fact) -> Fact:
    """The fact as verified; one that nobody had seen anywhere was seen by this program."""
    return fact._replace(seen=fact.seen or "checked by aligner corpus", verified=True)


def _opened(entry: Entry, text: Text) -> tuple[Said, bool]:
    address = text.address.value if text.address else ""
    try:
        source = fetch(address)
    except AlignerError as error:
        return Said(entry.id, "fault", str(error)), False
    if not _is_titled(entry, text, source):
        return Said(entry.id, "note", f"{address}: the title is not in it: look whether it is the right page"), False
    return Said(entry.id, "done", f"{address}: it opens, and the title is there"), True


def _fault_of(file: Path, text: Text) -> str | None:
    if not file.is_file():
        return "this file is not there; `aligner corpus fetch` gets it" if text.address else "this file is not there"
    if text.sha256 and sha256_of(file) != text.sha256:
        return "this file has changed since its checksum was written"
    return None


def _is_titled(entry: Entry, text: Text, source: Source) -> bool:
    """Whether a text holds the title in its language; one whose title is not known cannot be checked."""
    languages = LANGUAGES if text.language == "both" else (text.language,)
    titles = [entry.titles[language].value for language in languages if language in entry.titles]
    content = _content(source)
    return bool(titles) and all(says(content, title) for title in titles)


def _content(source: Source) -> str:
    """All the text of a file, page noise included; nothing for one that cannot be read."""
    try:
        page = format_of(source.name, source.suffix, source.data).read(source)
    except AlignerError:
        return ""
    return "\n".join(piece.text for piece in (*page.pieces, *page.left_out))


def _path_for(entry: Entry, text: Text, address: str) -> str:
    suffix = suffix_of(address)
    ending = suffix if suffix[1:].isalnum() and len(suffix) <= 6 else ".html"
    return f"{entry.id}{ending}" if text.language == "both" else f"{text.language}/{entry.id}{ending}"


def _inside(folder: Path, path: str) -> Path:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts:
        raise InputError("this path leads out of the corpus", where=path, do="give one below the catalogue's folder")
    return folder / parts


def _write(file: Path, data: bytes) -> None:
    beside = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(file)
    except OSError as error:
        raise OutputError(
            f"cannot write ({(error.strerror or str(error)).lower()})", where=str(file), do="free this folder"
        ) from error
