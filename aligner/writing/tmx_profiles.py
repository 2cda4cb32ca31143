"""What translation tools want of a TMX beyond the standard: how properties are named, and where context and notes go.

Segments, languages and identifiers are the same in all of them. Sources: OmegaT's TMX reader (the last note alone is
kept, what stands inside a `tuv` is not); exports of Trados Studio (fields are declared in the header, with their type
in the name) and of memoQ (context inside the source `tuv`, as an escaped `seg`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aligner.writing.settings import TmxProfile

FIELDS = ("document", "bead", "score", "status", "divergence", "context-pre", "context-post")
"""What a unit tells beside its texts; a profile gives each the `type` of its `prop`, or none."""


@dataclass(frozen=True)
class Profile:
    """How one tool's files are spelled.

    `types` names the `prop` of each of `FIELDS`. `one_note` joins a unit's notes into one. `context_in_source` puts
    the context into the source `tuv`, as escaped segments. `percent` writes scores as whole numbers. `header` and
    `unit` are properties that every file, and every unit, has.
    """

    types: Mapping[str, str]
    one_note: bool = False
    context_in_source: bool = False
    percent: bool = False
    header: tuple[tuple[str, str], ...] = ()
    unit: tuple[tuple[str, str], ...] = field(default=())


_PLAIN = {name: f"x-{name}" for name in FIELDS}
_TRADOS = {
    "document": "x-Document:SingleString",
    "bead": "x-Bead:SingleString",
    "score": "x-Score:Integer",
    "status": "x-Status:SinglePicklist",
    "divergence": "x-Divergence:MultiplePicklist",
    "context-pre": "x-ContextBefore:SingleString",
    "context-post": "x-ContextAfter:SingleString",
}

PROFILES: Mapping[TmxProfile, Profile] = {
    "plain": Profile(_PLAIN),
    "omegat": Profile(_PLAIN, one_note=True),
    "trados": Profile(_TRADOS, percent=True, header=tuple((name, "") for name in _TRADOS.values())),
    "memoq": Profile(_PLAIN, context_in_source=True, unit=(("aligned", "yes"), ("corrected", "no"))),
}
