"""`aligner index SOURCE…`: what was aligned, put into a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from aligner.cli import options
from aligner.cli.talk import talk


def index_cli(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE…",
            help="Folders that align or batch wrote into; translation memories and tables, each a document.",
        ),
    ],
    store: options.StoreFile = options.DEFAULT_STORE,
    model: Annotated[
        str | None,
        typer.Option(
            "--model", metavar="NAME", help="The model of sentence vectors.  [default: the store's, or builtin]"
        ),
    ] = None,
    encoding: options.Encoding = None,
    verbose: options.Verbose = None,
) -> None:
    """Put aligned documents into a store for `search`, `terms` and `tm lookup`.

    Documents that are in it already are replaced if they have changed, and left alone if not.
    """
    with talk(verbose) as to_user:
        from aligner.embedding.encoder import load_encoder
        from aligner.store.indexing import index
        from aligner.store.schema import Store

        with Store.create(store) as opened:
            encoder = None if model is None else load_encoder(model)
            changes = index(sources, opened, encoding=encoding, encoder=encoder, on_step=to_user.doing())
    if verbose is not False:
        told = ", ".join(f"{changes[change]} {change}" for change in ("added", "replaced", "unchanged"))
        print(f"{store}: {told}", file=sys.stderr)  # noqa: T201  # talk
