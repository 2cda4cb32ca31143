"""`aligner align SOURCE [TARGET] --out DIR`: a page, or two files, to a checked and exported alignment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aligner.cli import options
from aligner.cli.talk import talk
from aligner.writing.settings import WriteSettings


def align_cli(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A page in both languages, or one language's file.")],
    out: options.Out,
    target: Annotated[
        Path | None, typer.Argument(metavar="TARGET", help="The other language's file, in either order.")
    ] = None,
    name: options.Name = None,
    model: options.Model = options.DEFAULT_MODEL,
    original: options.Original = "zh",
    encoding: options.Encoding = None,
    min_score: options.MinScore = options.DEFAULT_MIN_SCORE,
    formats: options.Formats = None,
    tmx_profile: options.Profile = "plain",
    units: options.Units = "sentence",
    null_file: options.NullFile = False,
    clean: options.Clean = False,
    merge_duplicates: options.Merge = False,
    tei_corpus: options.TeiCorpus = False,
    verbose: options.Verbose = None,
) -> None:
    """Align a bilingual page, or two files, and write links, divergences, TMX, TEI and a report.

    The page holds its languages one after the other, paragraph by paragraph or side by side; plain text, HTML and
    Markdown are read.
    """
    with talk(verbose) as to_user:
        from aligner.api import STAGES, align_files

        outcome = align_files(
            source,
            target,
            out=out,
            name=name,
            model=model,
            original=original,
            encoding=encoding,
            threshold=min_score,
            formats=formats,
            settings=WriteSettings(
                tmx_profile=tmx_profile,
                units=units,
                null_file=null_file,
                clean=clean,
                merge_duplicates=merge_duplicates,
                tei_corpus=tei_corpus,
            ),
            on_stage=to_user.progress(STAGES),
        )
        to_user.summarise(outcome)
