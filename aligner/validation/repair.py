"""Mending what can be mended without doubt. Whatever a program would have to guess is left, and told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aligner.validation import tei
from aligner.validation.characters import mend
from aligner.validation.check import of_data, validate
from aligner.validation.faults import Fault
from aligner.validation.grammar import TMX, local
from aligner.validation.languages import is_language, meant
from aligner.validation.parsing import entity_line, root_of
from aligner.validation.tmx import ALL, LANG

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNKNOWN = {
    "creationtool": "unknown",
    "creationtoolversion": "unknown",
    "segtype": "sentence",
    "o-tmf": "unknown",
    "adminlang": "en",
    "datatype": "unknown",
}
"""What a header is given that lacks it: the standard's own word, and what changes nothing for a tool that reads it."""

_DATES = ("creationdate", "changedate", "lastusagedate")


class Repair(NamedTuple):
    """A mended file: its bytes, the faults that are gone, and those that are left, by the lines of the mended file."""

    data: bytes
    mended: tuple[Fault, ...]
    left: tuple[Fault, ...]


def repair(path: Path) -> Repair:
    """Mend a TMX or TEI file, in memory; the file itself stays as it is.

    Raises:
        ReadError: The file cannot be read.
    """
    from lxml import etree

    before = validate(path)
    data = path.read_bytes()
    if not before or entity_line(data) is not None:
        return Repair(data, (), tuple(before))
    text = mend(data)
    mended = text.data if text.faults else data
    try:
        root = root_of(mended)
    except etree.XMLSyntaxError:
        return Repair(data, (), tuple(before))
    root = _mended(root)
    mended = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True) + b"\n"
    left = sorted(set(of_data(mended)))
    told = {(fault.code, fault.message) for fault in left}
    return Repair(mended, tuple(f for f in before if (f.code, f.message) not in told), tuple(left))


def _mended(root: _Element) -> _Element:
    from lxml import etree

    if local(root) in tei.ROOTS:
        for element in root.iter("{*}*"):
            _mend_tag(element)
        return root
    if local(root) != "tmx":
        return root
    for element in root.iter("{*}*"):
        element.tag = local(element)
    etree.cleanup_namespaces(root)
    root.set("version", "1.4")
    for variant in root.iter("tuv"):
        if variant.get(LANG) is None and is_language(variant.get("lang", "")):
            variant.set(LANG, variant.attrib.pop("lang"))
        _mend_tag(variant)
    for element in root.iter("header", "tu", "tuv"):
        _mend_dates(element)
    for unit in list(root.iter("tu")):
        _gather_notes(unit)
        _part_duplicates(unit)
    for header in root.iterchildren("header"):
        _mend_header(header, [_languages(unit) for unit in root.iter("tu")])
    return root


def _mend_tag(element: _Element) -> None:
    tag = element.get(LANG)
    if tag and not is_language(tag) and (right := meant(tag)):
        element.set(LANG, right)


def _mend_dates(element: _Element) -> None:
    """A date in another spelling of ISO 8601 is put into TMX's, if it says its time zone."""
    for name in _DATES:
        value = element.get(name)
        if value is None or re.fullmatch(r"\d{8}T\d{6}Z", value):
            continue
        try:
            date = datetime.fromisoformat(value.strip())
        except ValueError:
            continue
        if date.tzinfo is not None:
            element.set(name, f"{date.astimezone(UTC):%Y%m%dT%H%M%SZ}")


def _mend_header(header: _Element, units: Sequence[Sequence[str | None]]) -> None:
    for name in ("srclang", "adminlang"):
        tag = header.get(name)
        if tag and tag != ALL and not is_language(tag) and (right := meant(tag)):
            header.set(name, right)
    source = header.get("srclang")
    header.set("srclang", _source(source, units))
    for name in TMX.vocabulary["header"].required:
        if header.get(name) is None:
            header.set(name, _UNKNOWN[name])


def _source(given: str | None, units: Sequence[Sequence[str | None]]) -> str:
    """The source language: as given if units have it, else the one tag of that language that every unit has."""
    common = [tag for tag in dict.fromkeys(units[0]) if tag and all(tag in unit for unit in units)] if units else []
    if given is None:
        return common[0] if common else ALL
    if given == ALL or given in common:
        return given
    same = [tag for tag in common if tag.partition("-")[0].lower() == given.partition("-")[0].lower()]
    return same[0] if len(same) == 1 else given


def _languages(unit: _Element) -> list[str | None]:
    return [variant.get(LANG) for variant in unit.iterchildren("tuv")]


def _gather_notes(unit: _Element) -> None:
    """Notes and properties go before the first variant, in their order."""
    first = unit.find("tuv")
    if first is None:
        return
    for element in [child for child in unit.iterchildren("note", "prop") if unit.index(child) > unit.index(first)]:
        first.addprevious(element)


def _part_duplicates(unit: _Element) -> None:
    """A variant that says the same as an earlier one goes; one that says something else gets a unit of its own."""
    kept: dict[str | None, _Element] = {}
    others = []
    for variant in list(unit.iterchildren("tuv")):
        tag = variant.get(LANG)
        if tag is None or tag not in kept:
            kept[tag] = variant
        elif _content(variant) == _content(kept[tag]):
            unit.remove(variant)
        else:
            others.append(variant)
    after = unit
    for number, variant in enumerate(others, 2):
        new = deepcopy(unit)
        for copied in list(new.iterchildren("tuv")):
            new.remove(copied)
        new.extend(variant if tag == variant.get(LANG) else deepcopy(first) for tag, first in kept.items())
        if new.get("tuid") is not None:
            new.set("tuid", f"{new.get('tuid')}-{number}")
        after.addnext(new)
        after = new


def _content(variant: _Element) -> list[bytes]:
    from lxml import etree

    return [etree.tostring(segment, method="c14n", with_tail=False) for segment in variant.iterchildren("seg")]
