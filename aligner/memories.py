"""The line for units that are aligned already: a translation memory, a bilingual table, a corpus with links.

    read ──► audit ──► write

A large memory goes down the line part by part (parts.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aligner.divergence import DEFAULT_THRESHOLD, Audit
from aligner.document import Language
from aligner.glossary import Glossary
from aligner.totals import Totals
from aligner.writing.settings import DEFAULTS, WriteSettings

if TYPE_CHECKING:
    from aligner.reading import Columns, Source

LARGEST_WHOLE = 20_000
"""The most units of a memory that is audited as a whole; a larger one is audited in parts."""


class PairsOutcome(NamedTuple):
    """What the audit of aligned units found, in numbers, the files written, and sentences for the user."""

    totals: Totals
    files: tuple[Path, ...]
    warnings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def audit_files(
    pairs: Path | Source,
    *,
    out: Path,
    name: str | None = None,
    model: str = "builtin",
    original: Language = "zh",
    encoding: str | None = None,
    columns: Columns | None = None,
    threshold: float = DEFAULT_THRESHOLD,
    glossary: Glossary | None = None,
    formats: Collection[str] | None = None,
    settings: WriteSettings = DEFAULTS,
    workers: int = 1,
    second_opinion: Callable[[Audit], Audit] | None = None,
    on_stage: Callable[[str], None] = lambda stage: None,
    on_units: Callable[[int], None] = lambda units: None,
) -> PairsOutcome:
    """Audit aligned units: a translation memory, a bilingual table, or a corpus with links.

    Each unit is a sentence link as it stands. More than `LARGEST_WHOLE` of them are audited in parts and written as
    JSON lines and TMX alone, so that memory holds a part at a time.

    Args:
        pairs: A file that `aligner.reading.read_pairs` reads, or what was loaded of it.
        out: The folder to write into, which is made if need be.
        name: What the files' names begin with; None for the stem of `pairs`.
        model: "builtin", or the name or folder of a sentence-transformers model.
        original: The side that the other was translated from.
        encoding: The file's encoding; None for what it says itself, or what fits.
        columns: The Chinese and the English column of a table; None to find them.
        threshold: The least score, in [0, 1], of a divergence that is written.
        glossary: The terms to look for; None for the policy terms that ship with the package.
        formats: Names in `aligner.writing.FORMATS`; None for those written by default.
        settings: Choices about what the files hold.
        workers: The most processes to work with; they do not change the result.
        second_opinion: Weighs the audit anew before it is written; see `aligner.judging`.
        on_stage: Called with each of `aligner.api.STAGES` as it begins, or of `JUDGED_STAGES` there.
        on_units: Called with the number of units that are done, where they are audited in parts.

    Raises:
        AlignerError: Of the class that says which stage failed; nothing has been written then.
    """
    from aligner.alignment.given import align_pairs
    from aligner.auditing import audit as audit_alignment
    from aligner.embedding import load_encoder
    from aligner.parts import FORMATS, audit_parts, write_parts
    from aligner.reading import read_pairs
    from aligner.reading.source import stem_of
    from aligner.writing import write

    on_stage("reading")
    found = read_pairs(pairs, encoding=encoding, columns=columns)
    name = stem_of(found.name) if name is None else name
    encoder = load_encoder(model)
    rest = iter(found)
    units = list(islice(rest, LARGEST_WHOLE + 1))
    if len(units) > LARGEST_WHOLE:
        on_stage("auditing")
        parts = audit_parts(
            chain(units, rest),
            encoder=encoder,
            threshold=threshold,
            glossary=glossary,
            original=original,
            source=found.name,
            workers=workers,
        )
        del units  # the chain lets go of them as it is used up
        if second_opinion is not None:
            parts = (part._replace(audit=second_opinion(part.audit)) for part in parts)
        chosen = FORMATS if formats is None else formats
        files, totals = write_parts(parts, out, name=name, formats=chosen, settings=settings, on_units=on_units)
        note = f"{found.name}: more than {LARGEST_WHOLE} units are written as {' and '.join(chosen)} alone"
        return PairsOutcome(totals, tuple(files), (*found.warnings, *([note] if formats is None else ())))
    on_stage("aligning")
    alignment = align_pairs(units, encoder=encoder, original=original, source=found.name)
    on_stage("auditing")
    audit = audit_alignment(alignment, threshold=threshold, glossary=glossary, workers=workers)
    if second_opinion is not None:
        on_stage("judging")
        audit = second_opinion(audit)
    on_stage("writing")
    files = write(audit, out, name=name, formats=formats, settings=settings, workers=workers)
    return PairsOutcome(Totals.of(audit), tuple(files), (*found.warnings, *alignment.warnings))
