"""`aligner beads ZH EN`: two files of sentences to the ladder of their beads, on stdout."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aligner.bitext import Bead
from aligner.cli import options
from aligner.cli.talk import talk
from aligner.workers import available


def beads_cli(
    zh: Annotated[Path, typer.Argument(metavar="ZH", help="Chinese, one sentence a line.")],
    en: Annotated[Path, typer.Argument(metavar="EN", help="English, one sentence a line.")],
    scores: Annotated[
        bool, typer.Option("--scores", help="Append to each bead the probability that it is right.")
    ] = False,
    model: options.Model = options.DEFAULT_MODEL,
    encoding: options.Encoding = None,
    verbose: options.Verbose = None,
) -> None:
    """Align two files that are already split, and print one bead a line: [zh indices]:[en indices]."""
    with talk(verbose) as to_user:
        from aligner.api import STAGES, align_lines

        beads = align_lines(
            zh, en, model=model, encoding=encoding, on_stage=to_user.progress(STAGES[:2]), workers=available()
        )
    print("\n".join(rung(bead, scores=scores) for bead in beads))  # noqa: T201  # data goes to stdout


def rung(bead: Bead, *, scores: bool = False) -> str:
    """A bead as one line of a ladder, as Vecalign and Bertalign write it; 0-based indices, `[]` for a null side."""
    line = f"{list(bead.zh)}:{list(bead.en)}"
    return f"{line}:{bead.score:.4f}" if scores else line
