"""`catalogue.toml`: the documents of a corpus, what is known of each, and where their texts lie.

    [[document]]
    id = "guofa-2015-40"
    number = { value = "国发〔2015〕40号", seen = "the page itself, its second line", verified = true }
    title.zh = "…"                        # a fact without its witness is not verified

    [[document.text]]
    language = "zh"                       # or "en", or "both" for a bilingual page
    path = "zh/guofa-2015-40.html"        # from the catalogue's folder
    address = { value = "https://…", seen = "…", verified = false }
    sha256 = "…"

What is known is a fact: its value, where it was seen, and whether somebody, or `corpus verify`, has checked it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from aligner.document import LANGUAGES, Language
from aligner.errors import InputError
from aligner.reading.source import opening

CATALOGUE = "catalogue.toml"
TextLanguage = Literal["zh", "en", "both"]
_ENTRY_KEYS = {"id", "title", "number", "issuer", "date", "licence", "note", "text"}
_TEXT_KEYS = {"language", "path", "address", "sha256"}


class Fact(NamedTuple):
    """What is known, where it was seen ("" for from memory), and whether that has been checked."""

    value: str
    seen: str = ""
    verified: bool = False


@dataclass(frozen=True)
class Text:
    """One text of a document: its file from the catalogue's folder, if there is one yet, and where it is found."""

    language: TextLanguage
    path: str | None = None
    address: Fact | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Entry:
    """One document. `dates` are by what happened then: "issued", "published"; `licence` says what may be done."""

    id: str
    titles: Mapping[Language, Fact] = field(default_factory=dict)
    number: Fact | None = None
    issuer: Fact | None = None
    dates: Mapping[str, Fact] = field(default_factory=dict)
    licence: str = ""
    note: str = ""
    texts: tuple[Text, ...] = ()

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """What is known of it, each fact with its key in the catalogue."""
        for key, fact in (("number", self.number), ("issuer", self.issuer)):
            if fact:
                yield key, fact
        yield from ((f"title.{language}", fact) for language, fact in self.titles.items())
        yield from ((f"date.{event}", fact) for event, fact in self.dates.items())
        yield from ((f"text.{text.language}.address", text.address) for text in self.texts if text.address)


@dataclass(frozen=True)
class Catalogue:
    """The documents, in the catalogue's order."""

    path: Path
    documents: tuple[Entry, ...]


def load_catalogue(path: Path) -> Catalogue:
    """Read a catalogue.

    Raises:
        ReadError: The file is missing or not readable.
        InputError: It is no TOML, or a document in it is malformed; the message names the document.
    """
    with opening(str(path)):
        data = path.read_bytes()
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"this is no TOML ({error})", where=str(path), do="mend it there") from None
    return Catalogue(path, tuple(entries(content, str(path))))


def entries(content: Mapping[str, Any], where: str) -> Iterator[Entry]:
    """The documents of a catalogue's content, as TOML gives it.

    Raises:
        InputError: A document is malformed, or two have one id.
    """
    seen = set()
    for number, table in enumerate(_tables(content, "document", where), 1):
        name = table.get("id")
        if not isinstance(name, str) or not name:
            raise _malformed(f"document {number} has no id", where)
        here = f"{where}: {name}"
        if name in seen:
            raise _malformed("two documents have this id", here)
        seen.add(name)
        _known(table, _ENTRY_KEYS, here)
        yield Entry(
            name,
            _titles(table, here),
            _fact(table.get("number"), "number", here),
            _fact(table.get("issuer"), "issuer", here),
            _facts(table, "date", here),
            _string(table, "licence", here) or "",
            _string(table, "note", here) or "",
            tuple(_text(inner, here) for inner in _tables(table, "text", here)),
        )


def _titles(table: Mapping[str, Any], where: str) -> dict[Language, Fact]:
    found = _facts(table, "title", where)
    _known(found, set(LANGUAGES), f"{where}: title")
    return {language: found[language] for language in LANGUAGES if language in found}


def _text(table: Mapping[str, Any], where: str) -> Text:
    _known(table, _TEXT_KEYS, where)
    languages = {language: language for language in get_args(TextLanguage)}
    language = languages.get(table.get("language"))
    if language is None:
        raise _malformed(f"the language of a text is {table.get('language')!r}, and not zh, en or both", where)
    return Text(
        language,
        _string(table, "path", where),
        _fact(table.get("address"), "address", where),
        _string(table, "sha256", where),
    )


def _tables(content: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    found = content.get(key, [])
    if not isinstance(found, list) or not all(isinstance(inner, Mapping) for inner in found):
        raise _malformed(f"{key} is no list of tables ([[{key}]])", where)
    return found


def _facts(table: Mapping[str, Any], key: str, where: str) -> dict[str, Fact]:
    found = table.get(key, {})
    if not isinstance(found, Mapping):
        raise _malformed(f"{key} is no table ({key}.zh = …)", where)
    facts = {inner: _fact(value, f"{key}.{inner}", where) for inner, value in found.items()}
    return {inner: fact for inner, fact in facts.items() if fact}


def _fact(value: object, key: str, where: str) -> Fact | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        return Fact(str(value))
    _known(value, set(Fact._fields), f"{where}: {key}")
    seen, verified = value.get("seen", ""), value.get("verified", False)
    if "value" not in value or not isinstance(seen, str) or not isinstance(verified, bool):
        raise _malformed(f'{key} is not {{ value = "…", seen = "…", verified = true or false }}', where)
    return Fact(str(value["value"]), seen, verified)


def _string(table: Mapping[str, Any], key: str, where: str) -> str | None:
    found = table.get(key)
    if found is not None and not isinstance(found, str):
        raise _malformed(f"{key} is no string", where)
    return found


def _known(table: Mapping[str, Any], keys: set[str], where: str) -> None:
    if unknown := sorted(set(table) - keys):
        raise _malformed(f"there is no key {', '.join(unknown)}", where)


def _malformed(what: str, where: str) -> InputError:
    return InputError(what, where=where, do="mend the catalogue; docs/formats.md describes it")
