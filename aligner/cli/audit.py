"""`aligner audit PAIRS --out DIR`: a translation memory or a list of pairs, checked as it is aligned."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from aligner.cli import judging, options
from aligner.cli.given import given
from aligner.cli.glossaries import glossary_of
from aligner.cli.talk import talk
from aligner.workers import available
from aligner.writing.settings import WriteSettings

FOUND = 3
"""The exit code of a gate that found something."""


def _columns(names: str | None) -> tuple[str, str] | None:
    if names is None:
        return None
    zh, _, en = (name.strip() for name in names.partition(","))
    if not zh or not en or "," in en:
        raise typer.BadParameter("give two columns with a comma between, the Chinese one first", param_hint="--columns")
    return zh, en


def audit_cli(
    pairs: Annotated[
        str, typer.Argument(metavar="PAIRS", help="TMX, XLIFF, PO, a table (XLSX, CSV, TSV …), or TEI with links.")
    ],
    out: options.Out,
    name: options.Name = None,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            metavar="ZH,EN",
            help="A table's Chinese and English column, by name, letter or number.  [default: found]",
        ),
    ] = None,
    fail_on: Annotated[
        Literal["major", "minor"] | None,
        typer.Option("--fail-on", help="Exit with code 3 if a divergence is that severe or worse."),
    ] = None,
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
    """Audit a translation memory or a list of pairs as it is aligned: each unit is a sentence link."""
    with talk(verbose) as to_user:
        from aligner.api import JUDGED_STAGES, STAGES
        from aligner.memories import audit_files

        opinion = judging.second_opinion(judge, judge_model, judge_budget, to_user)
        outcome = audit_files(
            given(pairs, to_user),
            out=out,
            name=name,
            model=model,
            original=original,
            encoding=encoding,
            columns=_columns(columns),
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
            on_units=to_user.count,
        )
        if opinion is not None:
            to_user.warn(opinion.warnings)
        to_user.summarise(outcome)
    severities = outcome.totals.divergences
    if severities["major"] or (fail_on == "minor" and severities["minor"]):
        raise typer.Exit(FOUND if fail_on else 0)
