"""`aligner mine ZH EN --out FILE`: sentence pairs from two comparable collections."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from aligner.cli import options
from aligner.cli.talk import talk


def mine_cli(
    zh: Annotated[Path, typer.Argument(metavar="ZH", help="A Chinese file, or a folder of them.")],
    en: Annotated[Path, typer.Argument(metavar="EN", help="An English file, or a folder of them.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="A .tsv, .jsonl or .tmx file.")],
    precision: Annotated[
        float,
        typer.Option("--precision", min=0.0, max=1.0, metavar="P", help="The share that should be right."),
    ] = 0.9,
    threshold: Annotated[
        float | None,
        typer.Option("--threshold", min=0.0, metavar="X", help="The least margin of a pair, in place of a precision."),
    ] = None,
    neighbours: Annotated[
        int,
        typer.Option("--neighbours", "-k", min=1, metavar="K", help="Near sentences a pair is held against."),
    ] = 4,
    model: options.Model = options.DEFAULT_MODEL,
    encoding: options.Encoding = None,
    verbose: options.Verbose = None,
) -> None:
    """Find sentences that translate each other in two collections that are not translations of one another."""
    with talk(verbose) as to_user:
        from aligner.embedding.encoder import load_encoder
        from aligner.mining.files import mine_files

        outcome = mine_files(
            zh,
            en,
            out,
            encoder=load_encoder(model),
            precision=precision,
            threshold=threshold,
            neighbours=neighbours,
            encoding=encoding,
            on_step=to_user.doing(),
        )
    if verbose is not False:
        told = f"{outcome.pairs:,} pairs from a margin of {outcome.threshold:.3f} up"
        among = f"{outcome.zh_sentences:,} Chinese and {outcome.en_sentences:,} English sentences"
        print(f"{out}: {told}, out of {among}", file=sys.stderr)  # noqa: T201  # talk
