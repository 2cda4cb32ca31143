"""Writing a catalogue so that what a person wrote in it, comments and all, stays as it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from aligner.corpus.catalogue import Entry, Fact, Text
from aligner.errors import InputError, OutputError
from aligner.reading.source import opening

HEAD = "# The documents of this corpus. docs/formats.md describes what may stand here; comments are kept.\n"


def append(path: Path, entries: list[Entry]) -> None:
    """Add documents at the end of a catalogue, which is made if there is none.

    Raises:
        OutputError: It cannot be written.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else HEAD
    if not text.endswith("\n"):
        text += "\n"
    _replace(path, text + "".join(f"\n{_document(entry)}" for entry in entries))


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Change a catalogue in place.

    Args:
        path: The catalogue.
        change: Given the content as tomlkit has it, to change.

    Raises:
        ReadError: There is none.
        InputError: It is no TOML.
        OutputError: It cannot be written.
    """
    with opening(str(path)):
        text = path.read_text(encoding="utf-8")
    try:
        content = tomlkit.parse(text)
    except TOMLKitError as error:
        raise InputError(f"this is no TOML ({error})", where=str(path), do="mend it there") from None
    change(content)
    changed = tomlkit.dumps(content)
    if changed != text:
        _replace(path, changed)


def document_in(content: Any, identifier: str) -> Any:  # noqa: ANN401  # tomlkit's tables are typed as items of any kind
    """The table of a document in a catalogue's content.

    Raises:
        KeyError: There is none.
    """
    for table in content.get("document", []):
        if table.get("id") == identifier:
            return table
    raise KeyError(identifier)


def put_fact(table: Any, key: str, fact: Fact) -> None:  # noqa: ANN401  # see above
    """Write a fact under a key such as "title.zh" into a document's table."""
    *outer, last = key.split(".")
    for name in outer:
        table = table[name]
    value = table.get(last)
    if isinstance(value, dict):
        for name, new in fact._asdict().items():
            if value.get(name, "" if name == "seen" else None) != new:
                value[name] = new
    else:
        table[last] = _inline(fact)


def _inline(fact: Fact) -> Any:  # noqa: ANN401  # see above
    inline = tomlkit.inline_table()
    inline.update(fact._asdict())
    return inline


def _document(entry: Entry) -> str:
    lines = ["[[document]]", f"id = {_string(entry.id)}"]
    facts = [(key, fact) for key, fact in entry.facts() if not key.startswith("text.")]
    lines += [f"{key} = {_fact(fact)}" for key, fact in facts]
    lines += [f"{key} = {_string(value)}" for key, value in (("licence", entry.licence), ("note", entry.note)) if value]
    for text in entry.texts:
        lines += ["", *_text(text)]
    return "".join(f"{line}\n" for line in lines)


def _text(text: Text) -> list[str]:
    found = ["[[document.text]]", f"language = {_string(text.language)}"]
    if text.path:
        found.append(f"path = {_string(text.path)}")
    if text.address:
        found.append(f"address = {_fact(text.address)}")
    if text.sha256:
        found.append(f"sha256 = {_string(text.sha256)}")
    return found


def _fact(fact: Fact) -> str:
    verified = "true" if fact.verified else "false"
    return f"{{ value = {_string(fact.value)}, seen = {_string(fact.seen)}, verified = {verified} }}"


def _string(text: str) -> str:
    return tomlkit.item(text).as_string()


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        raise OutputError(
            f"cannot write ({(error.strerror or str(error)).lower()})", where=str(path), do="choose another folder"
        ) from error
