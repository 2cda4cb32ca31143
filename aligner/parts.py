"""A memory that is too large to be held: audited part by part, and written as it goes.

    pairs ──► Part, Part … (an audit each, and where its texts begin) ──► text, JSON lines and TMX, in one pass

A part is audited as if it were all there is, several of them at a time by as many processes. Its links have the
identifiers that they would have in the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from tempfile import gettempdir
from typing import Any, BinaryIO, NamedTuple

from aligner.alignment.given import align_pairs
from aligner.auditing import audit as audit_alignment
from aligner.bitext import digest
from aligner.divergence import Audit, Divergence
from aligner.document import LANGUAGES, Language
from aligner.embedding.encoder import Encoder
from aligner.errors import InputError
from aligner.glossary import Glossary
from aligner.reading.pairs import Pair
from aligner.totals import Totals
from aligner.workers import streamed
from aligner.writing.chinese_script import tags
from aligner.writing.folder import place
from aligner.writing.hidden import hidden_folder
from aligner.writing.jsonl import divergence_records, line, link_records
from aligner.writing.origin import Origin
from aligner.writing.settings import WriteSettings
from aligner.writing.text import utf8
from aligner.writing.tmx import Memory, encoded, tell
from aligner.writing.tmx_profiles import PROFILES
from aligner.writing.units import LeftOut, Unit, choose, units

SIZE = 1000
"""Units in a part."""
FORMATS = ("jsonl", "tmx")
"""The formats that can be written part by part."""
_PIECE = 1 << 20


class Part(NamedTuple):
    """The audit of a part, and the offsets at which its two texts begin in those of the whole."""

    audit: Audit
    starts: Mapping[Language, int]


def audit_parts(
    pairs: Iterable[Pair],
    *,
    encoder: Encoder,
    threshold: float,
    glossary: Glossary | None = None,
    original: Language = "zh",
    source: str = "",
    size: int = SIZE,
    workers: int = 1,
) -> Iterator[Part]:
    """Audit aligned units, `size` of them at a time by each of the `workers`; see `align_pairs`."""

    def audited(chosen: Sequence[Pair]) -> Audit:
        alignment = align_pairs(chosen, encoder=encoder, original=original, source=source)
        return audit_alignment(alignment, threshold=threshold, glossary=glossary)

    identifiers = _Identifiers()
    starts = dict.fromkeys(LANGUAGES, 0)
    for audit in streamed(audited, _cut(pairs, size), workers):
        yield Part(identifiers.of(audit), dict(starts))
        for language in LANGUAGES:
            text = audit.alignment.document(language).text
            starts[language] += len(text) + 1 if text else 0


def _cut(pairs: Iterable[Pair], size: int) -> Iterator[list[Pair]]:
    rest = iter(pairs)
    while chosen := list(islice(rest, size)):
        yield chosen


def write_parts(
    parts: Iterable[Part],
    out: Path,
    *,
    name: str,
    formats: Collection[str],
    settings: WriteSettings,
    on_units: Callable[[int], None] = lambda units: None,
) -> tuple[list[Path], Totals]:
    """Write the two texts and the `formats` of an audit in parts, all files or none; see `aligner.write`.

    Calls `on_units` after each part with the number of units so far.

    Raises:
        InputError: A format cannot be written in parts, or a setting needs the whole.
        OutputError: The folder or a file cannot be written.
    """
    _check(formats, settings)
    with hidden_folder(Path(gettempdir())) as folder, ExitStack() as open_files:
        suffixes = [".zh.txt", ".en.txt"]
        suffixes += [".links.jsonl", ".divergences.jsonl"] if "jsonl" in formats else []
        suffixes += [".tmx"] if "tmx" in formats else []
        paths = {suffix: folder / f"whole{suffix}" for suffix in suffixes}
        files = {suffix: open_files.enter_context(path.open("wb")) for suffix, path in paths.items()}
        totals = _write(parts, files, Origin.of(name), settings, on_units)
        for file in files.values():
            file.flush()
        contents = {name + suffix: _pieces(path) for suffix, path in paths.items()}
        return place(contents, out), totals


def _write(
    parts: Iterable[Part],
    files: Mapping[str, BinaryIO],
    origin: Origin,
    settings: WriteSettings,
    on_units: Callable[[int], None],
) -> Totals:
    totals, left = Totals(), LeftOut()
    rest = iter(parts)
    first = next(rest, None)
    if first is None:
        return totals

    def through() -> Iterator[Unit]:
        nonlocal totals, left
        for part in chain([first], rest):
            _write_records(part, files)
            totals += Totals.of(part.audit)
            choice = choose(units(part.audit, settings.units), settings)
            left += choice.left_out
            yield from choice.units
            on_units(totals.sentence_links.total())

    if ".tmx" in files:
        alignment = first.audit.alignment
        locales = {language: tags(alignment.document(language)).region for language in LANGUAGES}
        memory = Memory(origin, locales, alignment.original, settings.units, (), [("model", alignment.model)])
        files[".tmx"].writelines(encoded(memory, through(), PROFILES[settings.tmx_profile]))
        tell(left, origin.name)
    else:
        for _ in through():
            pass
    return totals


def _write_records(part: Part, files: Mapping[str, BinaryIO]) -> None:
    alignment = part.audit.alignment
    for language in LANGUAGES:
        if text := alignment.document(language).text:
            files[f".{language}.txt"].write(utf8(text + "\n"))
    records = {".links.jsonl": link_records(alignment), ".divergences.jsonl": divergence_records(part.audit)}
    for suffix, found in records.items():
        if suffix in files:
            files[suffix].writelines(map(partial(_line, starts=part.starts), found))


def _line(record: dict[str, Any], starts: Mapping[Language, int]) -> bytes:
    """A record as a line, its spans shifted to where they stand in the whole texts."""
    for language in LANGUAGES:
        record[language] = [span.shift(starts[language]) for span in record[language]]
    return line(record)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _check(formats: Collection[str], settings: WriteSettings) -> None:
    others = [name for name in formats if name not in FORMATS]
    if others:
        raise InputError(
            f"{', '.join(others)} cannot be written of so large a memory",
            do=f"choose from {', '.join(FORMATS)} with --format, or cut the memory up",
        )
    if settings.merge_duplicates or settings.null_file:
        raise InputError(
            "duplicates cannot be merged, nor null links be written apart, in so large a memory",
            do="leave out --merge-duplicates and --null-file, or cut the memory up",
        )


class _Identifiers:
    """Tells links of the same two texts apart, and divergences that are alike, across parts."""

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._repeated: dict[int, int] = {}
        self._divergences: Counter[int] = Counter()

    def of(self, audit: Audit) -> Audit:
        """The audit, its links with the identifiers that they would have in the whole, its divergences with new ones.

        Links have them already unless their two texts stood in a part before.
        """
        alignment = audit.alignment
        sentences, clauses = list(alignment.sentences), list(alignment.clauses)
        renamed: dict[str, str] = {}
        for index, link in enumerate(sentences):
            identifier = self._of_link(*alignment.texts(link))
            if identifier != link.id:
                renamed[link.id] = identifier
                sentences[index] = replace(link, id=identifier)
                inner = [
                    replace(clause, id=f"{identifier}.c{k}", parent=identifier)
                    for k, clause in enumerate(clauses[index], 1)
                ]
                renamed |= {old.id: new.id for old, new in zip(clauses[index], inner, strict=True)}
                clauses[index] = tuple(inner)
        found = tuple(self._told_apart(divergence, renamed) for divergence in audit.candidates)
        alignment = replace(alignment, sentences=tuple(sentences), clauses=tuple(clauses))
        return replace(audit, alignment=alignment, candidates=found)

    def _of_link(self, zh: str, en: str) -> str:
        """What is taken already belongs to other texts: of a million digests two may well be the same."""
        first = digest(zh, en, "0")
        key = place = int(first, 16)
        number, found = self._repeated.get(key, 0), first
        while place in self._taken:
            number += 1
            found = digest(zh, en, str(number))
            place = int(found, 16)
        self._taken.add(place)
        if number:
            self._repeated[key] = number
        return "s" + found

    def _told_apart(self, divergence: Divergence, renamed: Mapping[str, str]) -> Divergence:
        """A divergence with an identifier that none before it has, and its link's new one."""
        key = int(divergence.id[1:], 16)
        seen = self._divergences[key]
        self._divergences[key] += 1
        link = renamed.get(divergence.link, divergence.link)
        if seen or link != divergence.link:
            identifier = "d" + digest(divergence.id, str(seen)) if seen else divergence.id
            return replace(divergence, id=identifier, link=link)
        return divergence
