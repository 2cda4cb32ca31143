"""What a batch is run with, and a digest of it that tells whether a finished document is still what would be made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import NamedTuple

from aligner.divergence import DEFAULT_THRESHOLD
from aligner.document import Language
from aligner.embedding.encoder import BUILTIN
from aligner.glossary import Glossary
from aligner.writing.origin import Origin
from aligner.writing.settings import DEFAULTS, WriteSettings


class Judge(NamedTuple):
    """Who gives a second opinion: an endpoint, a model there, and the most requests for a document.

    A budget for the whole run would make a document's result depend on which ones were done before it.
    """

    url: str
    model: str
    budget: int


@dataclass(frozen=True)
class BatchSettings:
    """The options of `aligner.api.align_files` that hold for every document.

    `formats` of None are those by default, a `glossary` of None is the built-in one.
    """

    model: str = BUILTIN
    original: Language = "zh"
    encoding: str | None = None
    threshold: float = DEFAULT_THRESHOLD
    glossary: Glossary | None = None
    judge: Judge | None = None
    formats: tuple[str, ...] | None = None
    write: WriteSettings = DEFAULTS

    def sha256(self) -> str:
        """A digest of all that a document's files depend on, besides its text.

        That is every option, this program's version, and the date that `SOURCE_DATE_EPOCH` gives. A model that is no
        part of the program is known by its name alone, and a glossary by its terms.
        """
        from aligner.writing.formats import DEFAULT

        origin = Origin.of("")
        known = {
            **asdict(self),
            "formats": sorted(DEFAULT if self.formats is None else set(self.formats)),
            "version": origin.version,
            "date": str(origin.date),
        }
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()
