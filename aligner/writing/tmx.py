"""TMX 1.4, the translation memory that CAT tools exchange: NAME.tmx, one unit a link.

What tools refuse shapes the file: no default namespace and no DOCTYPE (a parser would look for the DTD), version
exactly "1.4", languages with a region, the source language literally the same in header and units, notes and
properties on the unit (OmegaT ignores those on its variants), no half-empty unit. Links with a blank side are left
out and counted in the header, or go to NAME.null.tmx, whose source language is "*all*".
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from aligner.bitext import Level
from aligner.divergence import Audit
from aligner.document import LANGUAGES, Language, other
from aligner.writing.chinese_script import tags
from aligner.writing.markup import DECLARATION, element, tag, text
from aligner.writing.origin import TOOL, Origin, rounded, source_name
from aligner.writing.settings import WriteSettings
from aligner.writing.tmx_profiles import PROFILES, Profile
from aligner.writing.units import Choice, LeftOut, Unit, choose, units

log = logging.getLogger(__name__)

_SEGTYPES: Mapping[Level, str] = {"sentence": "sentence", "clause": "phrase"}
_ALL = "*all*"
_BATCH = 256


class Memory(NamedTuple):
    """What holds for all units of a file.

    `locales` gives each language's tag. `source` is the original's language, or None where units may lack it.
    `notes` and `properties` stand in the header.
    """

    origin: Origin
    locales: Mapping[Language, str]
    source: Language | None
    level: Level = "sentence"
    notes: Sequence[str] = ()
    properties: Sequence[tuple[str, str]] = ()


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The memory, and if asked for that of the links that have text on one side only."""
    choice = choose(units(audit, settings.units), settings)
    tell(choice.left_out, origin.name)
    locales = {language: tags(audit.alignment.document(language)).region for language in LANGUAGES}
    profile = PROFILES[settings.tmx_profile]
    memory = Memory(
        origin,
        locales,
        audit.alignment.original,
        settings.units,
        [*choice.left_out.sentences, *audit.alignment.warnings],
        [*_sources(audit), *_counts(choice, audit)],
    )
    found: dict[str, Iterable[bytes]] = {".tmx": encoded(memory, choice.units, profile)}
    if settings.null_file:
        null = [unit for unit in choice.null if unit.zh.strip() or unit.en.strip()]
        properties = [*_sources(audit), ("units", str(len(null)))]
        found[".null.tmx"] = encoded(memory._replace(source=None, notes=(), properties=properties), null, profile)
    return found


def encoded(memory: Memory, given: Iterable[Unit], profile: Profile) -> Iterator[bytes]:
    """A whole file, in pieces: it may be larger than memory if `given` is an iterator."""
    yield (DECLARATION + '<tmx version="1.4">\n' + "".join(_header(memory, profile)) + "<body>\n").encode()
    batch: list[str] = []
    spell = _Speller(memory, profile)
    for unit in given:
        batch.append(spell(unit))
        if len(batch) == _BATCH:
            yield "".join(batch).encode()
            batch.clear()
    yield ("".join(batch) + "</body>\n</tmx>\n").encode()


def _header(memory: Memory, profile: Profile) -> Iterator[str]:
    attributes = {
        "creationtool": TOOL,
        "creationtoolversion": memory.origin.version,
        "segtype": _SEGTYPES[memory.level],
        "o-tmf": TOOL,
        "adminlang": "en",
        "srclang": memory.locales[memory.source] if memory.source else _ALL,
        "datatype": "plaintext",
        "creationdate": _date(memory.origin),
    }
    yield tag("header", attributes) + "\n"
    for note in memory.notes:
        yield element("note", text(note)) + "\n"
    for name, value in (("document", memory.origin.name), *memory.properties):
        yield _prop(f"x-{name}", value)
    for name, value in profile.header:
        yield _prop(name, value)
    yield "</header>\n"


class _Speller:
    """Turns units into markup. What is the same for all of them is made once: a memory may have millions."""

    def __init__(self, memory: Memory, profile: Profile) -> None:
        self._memory = memory
        self._profile = profile
        date = _date(memory.origin)
        self._tuid = text(memory.origin.name).replace('"', "&quot;")
        self._dated = f' creationdate="{date}"' if date else ""
        first = memory.source or LANGUAGES[0]
        self._sides = [(language, f'<tuv xml:lang="{memory.locales[language]}">') for language in (first, other(first))]
        self._fixed = "".join(_prop(name, value) for name, value in profile.unit)
        self._fixed += _prop(profile.types["document"], memory.origin.name)
        self._open = {name: f'<prop type="{kind}">' for name, kind in profile.types.items()}

    def __call__(self, unit: Unit) -> str:
        usage = f' usagecount="{unit.links}"' if unit.links > 1 else ""
        head = f'<tu tuid="{self._tuid}-{unit.id}"{usage}{self._dated}>\n{self._notes(unit)}{self._fixed}'
        return f"{head}{self._properties(unit)}{self._variants(unit)}</tu>\n"

    def _notes(self, unit: Unit) -> str:
        if not unit.divergences:
            return ""
        # OmegaT shows a unit's last note alone, so the gravest divergence comes last.
        ordered = sorted(unit.divergences, key=lambda d: (d.severity == "major", d.score))
        notes = [f"{d.severity} {d.kind} ({d.cls}): {d.message}" for d in ordered]
        if self._profile.one_note:
            notes = ["\n".join(reversed(notes))]
        return "".join(f"<note>{text(note)}</note>\n" for note in notes)

    def _properties(self, unit: Unit) -> str:
        opening = self._open
        score = str(round(100 * unit.score)) if self._profile.percent else rounded(unit.score)
        status = "needs-review" if unit.divergences else "auto"
        found = (
            f"{opening['bead']}{unit.type}</prop>\n"
            f"{opening['score']}{score}</prop>\n"
            f"{opening['status']}{status}</prop>\n"
        )
        for divergence in unit.divergences:
            found += f"{opening['divergence']}{divergence.kind}:{rounded(divergence.score)}</prop>\n"
        return found if self._profile.context_in_source else found + self._context(unit, "%s")

    def _context(self, unit: Unit, shape: str) -> str:
        found = ""
        for name, neighbour in (("context-pre", unit.before), ("context-post", unit.after)):
            if neighbour:
                found += f"{self._open[name]}{shape % text(neighbour)}</prop>\n"
        return found

    def _variants(self, unit: Unit) -> str:
        found = ""
        context = self._context(unit, "&lt;seg&gt;%s&lt;/seg&gt;") if self._profile.context_in_source else ""
        for language, opening in self._sides:
            characters = unit.text(language)
            if self._memory.source or characters.strip():
                found += f"{opening}{context}<seg>{text(characters)}</seg></tuv>\n"
            context = ""
        return found


def tell(left: LeftOut, name: str) -> None:
    """Say in the log what is not in a memory; what was not asked for is no more than information."""
    for index, sentence in enumerate(left.sentences):
        asked_for = index > 0 or not left.null
        log.log(logging.WARNING if asked_for else logging.INFO, "%s.tmx: %s", name, sentence)


def _sources(audit: Audit) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        if source := source_name(audit.alignment.document(language)):
            yield f"source-{language}", source
    yield "model", audit.alignment.model


def _counts(choice: Choice, audit: Audit) -> Iterator[tuple[str, str]]:
    written = sum(len(unit.divergences) for unit in choice.units)
    yield "units", str(len(choice.units))
    yield "null-beads", str(len(choice.null))
    yield "left-out-divergent", str(len(choice.divergent))
    yield "left-out-doubtful", str(len(choice.doubtful))
    yield "merged", str(choice.merged)
    yield "divergences", str(len(audit.divergences))
    yield "divergences-left-out", str(len(audit.divergences) - written)


def _prop(kind: str, value: str) -> str:
    return element("prop", text(value), {"type": kind}) + "\n"


def _date(origin: Origin) -> str | None:
    return f"{origin.date:%Y%m%dT%H%M%SZ}" if origin.date else None
