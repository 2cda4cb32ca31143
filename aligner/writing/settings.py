"""What a user can choose about the files that are written, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aligner.bitext import Level

TmxProfile = Literal["plain", "omegat", "trados", "memoq"]

LEAST_CLEAN_SCORE = 0.5


@dataclass(frozen=True)
class WriteSettings:
    """Choices about content; the formats themselves are chosen by name.

    Those about units hold for the formats that pair texts without the rest of the document: TMX, XLIFF and Moses.
    """

    tmx_profile: TmxProfile = "plain"
    """The tool that the TMX is for: it decides how notes, properties and context are spelled, never the segments."""

    units: Level = "sentence"
    """A unit a sentence link, or a unit a clause link. Clauses match more often and mean less alone."""

    null_file: bool = False
    """Whether links with text on one side only, which TMX leaves out, are written to NAME.null.tmx."""

    clean: bool = False
    """Leave out units with a major divergence or a score below `least_score`. What is left out is counted."""

    least_score: float = LEAST_CLEAN_SCORE
    """The least score, in [0, 1], of a unit that `clean` keeps."""

    merge_duplicates: bool = False
    """Write units of the same two texts once, with their number as `usagecount`. Their order is lost."""

    tei_corpus: bool = False
    """A `teiCorpus` of two TEI documents, a language each, in place of one TEI document with a group of two texts."""


DEFAULTS = WriteSettings()
