"""`aligner eval GOLD AUTO`: how good an alignment is, as a table or JSON on stdout and a plot."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aligner.cli import options
from aligner.cli.talk import talk

if TYPE_CHECKING:
    from aligner.evaluation import Evaluation
    from aligner.evaluation.agreement import Rates, Tally
    from aligner.evaluation.calibration import Reliability

_logger = logging.getLogger(__name__)
_DECIMALS = 4


def eval_cli(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The right beads: a file, or a folder of files.")],
    auto: Annotated[
        Path, typer.Argument(metavar="AUTO", help="The beads to judge: a file, or a folder with files of those names.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON in place of tables.")] = False,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE.svg", help="Draw the reliability of the scores; AUTO has to have them."),
    ] = None,
    encoding: options.Encoding = None,
    verbose: options.Verbose = None,
) -> None:
    """Measure an alignment against gold: identical beads, by type; overlapping beads; what scores are worth.

    Reads ladders ([zh indices]:[en indices], with or without :score) and link files of InterText, and compares
    TMX, TSV and the like with one another.
    """
    with talk(verbose):
        from aligner.evaluation import compare, evaluate

        found = evaluate(compare(gold, auto, encoding))
        for warning in found.warnings:
            _logger.warning("%s", warning)
        if plot is not None:
            _draw(found.reliability, auto, plot)
    print(json.dumps(as_record(found), indent=1) if as_json else "\n".join(_lines(found)))  # noqa: T201  # data


def as_record(found: Evaluation) -> dict[str, Any]:
    """An evaluation as JSON values, rounded to 4 decimals."""
    return {
        **_tally(found.strict.all),
        "by_type": {kind: _tally(tally) for kind, tally in found.strict.by_type.items()},
        "vecalign": {"strict": _rates(found.vecalign.strict), "lax": _rates(found.vecalign.lax)},
        "reliability": None if found.reliability is None else _reliability(found.reliability),
        "signature": found.signature,
    }


def _tally(tally: Tally) -> dict[str, float]:
    return {**_rates(tally.rates), "gold": tally.gold}


def _rates(rates: Rates) -> dict[str, float]:
    return {
        "p": round(rates.precision, _DECIMALS),
        "r": round(rates.recall, _DECIMALS),
        "f1": round(rates.f1, _DECIMALS),
    }


def _reliability(found: Reliability) -> dict[str, Any]:
    gain = found.brier_gain
    return {
        "beads": found.count,
        "right": round(found.right, _DECIMALS),
        "expected_error": round(found.expected_error, _DECIMALS),
        "brier": round(found.brier, _DECIMALS),
        "constant_brier": round(found.constant_brier, _DECIMALS),
        "brier_gain": None if gain is None else round(gain, _DECIMALS),
        "auc": None if found.auc is None else round(found.auc, _DECIMALS),
        "bins": [
            {**asdict(b), "score": round(b.score, _DECIMALS), "right": round(b.right, _DECIMALS)} for b in found.bins
        ],
    }


def _lines(found: Evaluation) -> list[str]:
    """An evaluation as tables."""
    head = ("beads", "precision", "recall", "F1", "gold")
    rows = [_row("identical", found.strict.all.rates, found.strict.all.gold)]
    rows += [_row(f"  {kind}", tally.rates, tally.gold) for kind, tally in found.strict.by_type.items()]
    rows += [_row("as Vecalign, strict", found.vecalign.strict), _row("as Vecalign, lax", found.vecalign.lax)]
    lines = [*_table(head, rows), ""]
    if found.reliability is not None:
        lines += [*_scores(found.reliability), ""]
    return [*lines, found.signature]


def _row(label: str, rates: Rates, gold: int | None = None) -> tuple[str, ...]:
    numbers = (f"{value:.4f}" for value in (rates.precision, rates.recall, rates.f1))
    return (label, *numbers, "" if gold is None else str(gold))


def _scores(found: Reliability) -> list[str]:
    rows = [(f"{b.low:g} to {b.high:g}", str(b.count), f"{b.score:.4f}", f"{b.right:.4f}") for b in found.bins]
    saved = "" if found.brier_gain is None else f", {abs(found.brier_gain):.0%} {_less(found.brier_gain)}"
    auc = "none (all right or all wrong)" if found.auc is None else f"{found.auc:.4f}"
    return [
        *_table(("score", "beads", "mean score", "right"), rows),
        f"expected calibration error  {found.expected_error:.4f}",
        f"Brier score  {found.brier:.4f}  (a constant: {found.constant_brier:.4f}{saved})",
        f"AUC  {auc}",
    ]


def _less(gain: float) -> str:
    return "less" if gain >= 0 else "more"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return [
        "  ".join(cell.rjust(width) if k else cell.ljust(width) for k, (cell, width) in enumerate(line)).rstrip()
        for line in (zip(row, widths, strict=True) for row in (head, *rows))
    ]


def _draw(found: Reliability | None, auto: Path, plot: Path) -> None:
    from aligner.errors import InputError, OutputError
    from aligner.evaluation.plot import plot as drawn
    from aligner.writing.folder import place

    if found is None:
        raise InputError(
            "there are no probabilities to plot", where=str(auto), do="make the ladder with `aligner beads --scores`"
        )
    try:
        place({plot.name: [drawn({auto.stem: found}).encode()]}, plot.parent)
    except OutputError as error:
        raise OutputError(error.what, where=str(plot), do="choose another file with --plot") from error
