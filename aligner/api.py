"""The stages joined: from documents to an alignment, and from files to a finished folder.

    read ──► segment ──► align ──► audit ──► write

`align_files` runs the whole line. It is a function from paths to a folder, keeps nothing between calls, and may run
in any process. A stage is imported when it is first needed, so that one process can load the stages that another does
not need.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aligner.divergence import DEFAULT_THRESHOLD, Audit
from aligner.document import Document, Language
from aligner.errors import InputError
from aligner.glossary import Glossary
from aligner.totals import Totals
from aligner.workers import beside
from aligner.writing.settings import DEFAULTS, WriteSettings

if TYPE_CHECKING:
    from aligner.bitext import Alignment, Bead
    from aligner.embedding import Encoder
    from aligner.reading import Reading, Source

STAGES = ("reading", "aligning", "auditing", "writing")
JUDGED_STAGES = ("reading", "aligning", "auditing", "judging", "writing")
"""The stages where a second opinion is asked for."""


class Outcome(NamedTuple):
    """What a run made: what was read, the audited alignment, and the files written."""

    reading: Reading
    audit: Audit
    files: tuple[Path, ...]

    @property
    def totals(self) -> Totals:
        """What was found, in numbers."""
        return Totals.of(self.audit)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know of the files and of the alignment."""
        return (*self.reading.warnings, *self.audit.alignment.warnings)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is in neither text, as "FILE:LINE: text"."""
        return self.reading.left_out


def align(
    source: Reading | Document,
    target: Document | None = None,
    *,
    encoder: Encoder | None = None,
    original: Language = "zh",
    workers: int = 1,
) -> Alignment:
    """Align two documents, sentence by sentence and clause by clause.

    Documents that have no sentences yet are segmented first; those that have are taken as they are cut.

    Args:
        source: What `aligner.read` gave, or one document.
        target: The other document where `source` is one; they may come in either order.
        encoder: Gives sentence vectors; None for the built-in model.
        original: The side that the other was translated from.
        workers: The most processes to work with; they do not change the result.

    Returns:
        Links that cover every sentence and every clause of both sides exactly once.

    Raises:
        InputError: The two documents are in one language, or the second is missing.
        ModelError: The built-in model cannot be loaded.
    """
    from aligner.alignment import align as align_documents

    zh, en = _sides(source, target)
    return align_documents(_cut(zh), _cut(en), encoder=encoder, original=original, workers=workers)


def align_files(
    source: Path | Source,
    target: Path | Source | None = None,
    *,
    out: Path,
    name: str | None = None,
    model: str = "builtin",
    original: Language = "zh",
    encoding: str | None = None,
    threshold: float = DEFAULT_THRESHOLD,
    glossary: Glossary | None = None,
    formats: Collection[str] | None = None,
    settings: WriteSettings = DEFAULTS,
    workers: int = 1,
    second_opinion: Callable[[Audit], Audit] | None = None,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> Outcome:
    """Run the whole line: read, segment, align, audit and write.

    Args:
        source: A page in both languages, or one language's file, or what was loaded of it.
        target: The other language's file; the two may come in either order.
        out: The folder to write into, which is made if need be.
        name: What the files' names begin with; None for the stem of `source`.
        model: "builtin", or the name or folder of a sentence-transformers model.
        original: The side that the other was translated from.
        encoding: The files' encoding; None to detect it.
        threshold: The least score, in [0, 1], of a divergence that is written.
        glossary: The terms to look for; None for the policy terms that ship with the package.
        formats: Names in `aligner.writing.FORMATS`; None for those written by default.
        settings: Choices about what the files hold.
        workers: The most processes to work with; they do not change the result.
        second_opinion: Weighs the audit anew before it is written; see `aligner.judging`.
        on_stage: Called with each of `STAGES` as it begins, or of `JUDGED_STAGES` with a second opinion.

    Raises:
        AlignerError: Of the class that says which stage failed; nothing has been written then.
    """
    with beside(lambda: _read_and_cut(source, target, encoding), workers) as cut:
        on_stage("reading")
        from aligner.auditing import audit as audit_alignment
        from aligner.embedding import load_encoder
        from aligner.writing import write

        encoder = load_encoder(model)
        reading = cut()
    on_stage("aligning")
    alignment = align(reading, encoder=encoder, original=original, workers=workers)
    on_stage("auditing")
    audit = audit_alignment(alignment, threshold=threshold, glossary=glossary, workers=workers)
    if second_opinion is not None:
        on_stage("judging")
        audit = second_opinion(audit)
    on_stage("writing")
    name = _stem(source) if name is None else name
    files = write(audit, out, name=name, formats=formats, settings=settings, workers=workers)
    return Outcome(reading, audit, tuple(files))


def align_lines(
    zh: Path,
    en: Path,
    *,
    model: str = "builtin",
    encoding: str | None = None,
    on_stage: Callable[[str], None] = lambda stage: None,
    workers: int = 1,
) -> list[Bead]:
    """Align two files that hold one sentence a line; an empty line counts as one.

    Returns:
        Beads in order; their indices count the lines of each file from 0, and each occurs exactly once.

    Raises:
        ReadError: A file cannot be read.
        ModelError: The model cannot be loaded.
    """
    with beside(lambda: (_lines(zh, encoding), _lines(en, encoding)), workers) as read:
        on_stage("reading")
        from aligner.alignment.beads import align_sentences
        from aligner.embedding import load_encoder

        encoder = load_encoder(model)
        lines = read()
    on_stage("aligning")
    return align_sentences(*lines, encoder, workers)


def _read_and_cut(source: Path | Source, target: Path | Source | None, encoding: str | None) -> Reading:
    from aligner.reading import read
    from aligner.segmentation import segment

    reading = read(source, target, encoding=encoding)
    return replace(reading, zh=segment(reading.zh), en=segment(reading.en))


def _stem(source: Path | Source) -> str:
    from aligner.reading.source import Source, stem_of

    return stem_of(source.name if isinstance(source, Source) else str(source))


def _lines(path: Path, encoding: str | None) -> list[str]:
    from aligner.reading.binary import refuse_binary
    from aligner.reading.encoding import decode
    from aligner.reading.source import load

    source = load(path, encoding)
    refuse_binary(source)
    return decode(source).text.removesuffix("\n").split("\n")


def _sides(source: Reading | Document, target: Document | None) -> tuple[Document, Document]:
    from aligner.reading import Reading

    if isinstance(source, Reading):
        return source.zh, source.en
    if target is None:
        raise InputError(
            "one document alone cannot be aligned", where=source.source, do="give the other language's too"
        )
    if source.language == target.language:
        raise InputError(
            f"both documents are in the same language ({source.language})",
            where=target.source,
            do="give one Chinese and one English document",
        )
    return (source, target) if source.language == "zh" else (target, source)


def _cut(document: Document) -> Document:
    from aligner.segmentation import segment

    return document if document.sentences else segment(document)
