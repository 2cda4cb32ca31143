"""`aligner align SOURCE [TARGET] --out DIR`: a page, or two files, to a checked and exported alignment."""

from __future__ import annotations

from typing import Annotated

import typer

from aligner.cli import judging, options
from aligner.cli.given import given
from aligner.cli.glossaries import glossary_of
from aligner.cli.talk import talk
from aligner.workers import available
from aligner.writing.settings import WriteSettings


def align_cli(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A page in both languages, or one language's file, or an address.")
    ],
    out: options.Out,
    target: Annotated[
        str | None, typer.Argument(metavar="TARGET", help="The other language's file, in either order.")
    ] = None,
    name: options.Name = None,
    model: options.Model = options.DEFAULT_MODEL,
    original: options.Original = "zh",
    encoding: options.Encoding = None,
    min_score: options.MinScore = options.DEFAULT_MIN_SCORE,
    glossaries: options.Glossaries = None,
    glossary_columns: options.GlossaryColumns = None,
    formats: options.Formats = None,
    tmx_profile: options.Profile = "plain",
    units: options.Units = "sentence",
    null_file: options.NullFile = False,
    clean: options.Clean = False,
    merge_duplicates: options.Merge = False,
    tei_corpus: options.TeiCorpus = False,
    judge: judging.Judge = None,
    judge_model: judging.JudgeModel = None,
    judge_budget: judging.JudgeBudget = judging.DEFAULT_BUDGET,
    verbose: options.Verbose = None,
) -> None:
    """Align a bilingual page, or two files, and write links, divergences, TMX, TEI and a report.

    The page holds its languages one after the other, paragraph by paragraph or side by side. Plain text, HTML,
    Markdown, Word, PDF, Excel, CSV, TMX, XLIFF, TEI and PO are read, from a disk or from an address (https://…).
    """
    with talk(verbose) as to_user:
        from aligner.api import JUDGED_STAGES, STAGES, align_files

        opinion = judging.second_opinion(judge, judge_model, judge_budget, to_user)
        outcome = align_files(
            given(source, to_user),
            None if target is None else given(target, to_user),
            out=out,
            name=name,
            model=model,
            original=original,
            encoding=encoding,
            threshold=min_score,
            glossary=glossary_of(glossaries, glossary_columns),
            formats=formats,
            settings=WriteSettings(
                tmx_profile=tmx_profile,
                units=units,
                null_file=null_file,
                clean=clean,
                merge_duplicates=merge_duplicates,
                tei_corpus=tei_corpus,
            ),
            workers=available(),
            second_opinion=opinion,
            on_stage=to_user.progress(STAGES if opinion is None else JUDGED_STAGES),
        )
        if opinion is not None:
            to_user.warn(opinion.warnings)
        to_user.summarise(outcome)
