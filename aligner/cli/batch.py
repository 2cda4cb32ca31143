"""`aligner batch CORPUS --out DIR`: every document of a corpus, on this machine or on a cluster."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.cli import judging, options
from aligner.cli.glossaries import glossary_of
from aligner.cli.talk import Talk, talk
from aligner.writing.settings import WriteSettings

if TYPE_CHECKING:
    from aligner.batch import BatchOutcome
    from aligner.batch.run import OnResult
    from aligner.batch.work import Result

_logger = logging.getLogger(__name__)


def batch_cli(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="A folder of documents, or its catalogue.toml.")],
    out: options.Out,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, metavar="N", help="Documents at a time.  [default: one a processor]"),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="A Dask scheduler, tcp://HOST:PORT, whose workers do it."),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            min=0.1,
            metavar="SECONDS",
            help="Give a document up after so long, and go on.  [default: no limit]",
        ),
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
    judge_budget: Annotated[
        int, typer.Option("--judge-budget", min=0, metavar="N", help="The most requests to the judge for a document.")
    ] = judging.DEFAULT_BUDGET,
    verbose: options.Verbose = None,
) -> None:
    """Align every document of a corpus into DIR/NAME, with a manifest and a summary of them all.

    In a folder, a document is a pair NAME.zh.EXT and NAME.en.EXT, a pair zh/NAME.EXT and en/NAME.EXT, or any other
    file, as a page in both languages. What is done and unchanged is skipped: the same command goes on after an
    interruption. A document that fails stops no other; the exit code is then 1.
    """
    with talk(verbose) as to_user:
        from aligner.batch import BatchSettings, run
        from aligner.batch.crews import ClusterCrew, LocalCrew, processors
        from aligner.batch.settings import Judge

        opinion = judging.second_opinion(judge, judge_model, judge_budget, to_user)
        if opinion is not None:
            opinion.endpoint.check()  # before hundreds of documents are aligned in vain
        glossary = glossary_of(glossaries, glossary_columns)
        outcome = run(
            corpus,
            out=out,
            crew=ClusterCrew(cluster, jobs) if cluster else LocalCrew(jobs or processors()),
            settings=BatchSettings(
                model=model,
                original=original,
                encoding=encoding,
                threshold=min_score,
                glossary=glossary,
                judge=None if opinion is None else Judge(opinion.endpoint.url, opinion.endpoint.model, judge_budget),
                formats=None if formats is None else tuple(formats),
                write=WriteSettings(
                    tmx_profile=tmx_profile,
                    units=units,
                    null_file=null_file,
                    clean=clean,
                    merge_duplicates=merge_duplicates,
                    tei_corpus=tei_corpus,
                ),
            ),
            time_limit=time_limit,
            on_result=_teller(to_user),
        )
        to_user.close()
        _summarise(outcome, out, verbose)
    raise typer.Exit(1 if outcome.failed else 0)


def _teller(to_user: Talk) -> OnResult:
    bar = to_user.documents()

    def tell(result: Result, total: int) -> None:
        record = result.record
        _logger.info("%s: %s", record.name, "skipped" if result.skipped else record.error or f"{result.seconds:.1f} s")
        for warning in result.warnings:
            _logger.info("%s: %s", record.name, warning)
        bar(total, skipped=result.skipped, failed=record.status == "failed")

    return tell


def _summarise(outcome: BatchOutcome, out: Path, verbose: bool | None) -> None:
    from aligner.cli.summary import print_rows

    for warning in outcome.warnings:
        _logger.warning("%s", warning)
    failed = outcome.failed
    for record in failed:
        _logger.error("%s: %s", record.name, record.error)
    if verbose is False:
        return
    counted = [entry.figures for entry in outcome.entries.values() if entry.figures]
    found = [
        sum(count for figures in counted for name, count in figures.divergences.items() if name.endswith(severity))
        for severity in ("major", "minor")
    ]
    hour = f", {3600 * outcome.done / outcome.seconds:,.0f} an hour" if outcome.done else ""
    print_rows(
        [
            ("documents", f"{outcome.done} done, {outcome.skipped} unchanged, {len(failed)} failed"),
            ("sentence links", str(sum(figures.links for figures in counted))),
            ("divergences", f"{sum(found)}: {found[0]} major, {found[1]} minor"),
            ("time", f"{outcome.seconds:.1f} s{hour}"),
            ("written to", str(out)),
        ],
        sys.stderr,
    )
