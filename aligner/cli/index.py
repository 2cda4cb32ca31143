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
    encoding: options.Encoding = None,
    verbose: options.Verbose = None,
) -> None:
    """Put aligned documents into a store for `search`, `terms` and `tm lookup`.

    Documents that are in it already are replaced if they have changed, and left alone if not.
    """
    with talk(verbose) as to_user:
        from aligner.store.indexing import index
        from aligner.store.schema import Store

        with Store.create(store) as opened:
            changes = index(sources, opened, encoding=encoding, on_document=to_user.counting("documents"))
    if verbose is not False:
        told = ", ".join(f"{changes[change]} {change}" for change in ("added", "replaced", "unchanged"))
        print(f"{store}: {told}", file=sys.stderr)  # noqa: T201  # talk
