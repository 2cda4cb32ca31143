"""`aligner index SOURCE…`: what was aligned, put into a store."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.cli import options
from aligner.cli.talk import talk

if TYPE_CHECKING:
    from aligner.store.keeping import Change


def index_cli(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="SOURCE…",
            help="Folders that align or batch wrote into; translation memories and tables, each a document.",
        ),
    ] = None,
    store: options.StoreFile = options.DEFAULT_STORE,
    model: Annotated[
        str | None,
        typer.Option(
            "--model", metavar="NAME", help="The model of sentence vectors.  [default: the store's, or builtin]"
        ),
    ] = None,
    alone: Annotated[
        bool, typer.Option("--only", help="Remove the documents of the store that no SOURCE holds any more.")
    ] = False,
    removed: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="NAME", help="Remove a document, in place of putting. May be given again."),
    ] = None,
    encoding: options.Encoding = None,
    verbose: options.Verbose = None,
) -> None:
    """Put aligned documents into a store for `search`, `terms` and `tm lookup`.

    Documents that are in it already are replaced if they have changed, and left alone if not. What no SOURCE holds any
    more stays, unless --only is given; --remove takes out single documents.
    """
    if not sources and not removed:
        raise typer.BadParameter("give a SOURCE, or --remove", param_hint="SOURCE…")
    if sources and removed:
        raise typer.BadParameter("put documents and remove them in two runs", param_hint="--remove")
    if removed and (alone or model):
        raise typer.BadParameter("it goes with --store alone", param_hint="--remove")
    with talk(verbose) as to_user:
        from aligner.embedding.encoder import load_encoder
        from aligner.store.indexing import index, take_out
        from aligner.store.schema import Store

        with Store.create(store) if sources else Store.open(store) as opened:
            encoder = None if model is None else load_encoder(model)
            changes = (
                index(sources, opened, encoding=encoding, encoder=encoder, alone=alone, on_step=to_user.doing())
                if sources
                else Counter(removed=take_out(removed or (), opened, on_step=to_user.doing()))
            )
    if verbose is not False:
        put: tuple[Change, ...] = ("added", "replaced", "unchanged") if sources else ()
        gone: tuple[Change, ...] = ("removed",) if alone or removed else ()
        told = ", ".join(f"{changes[change]} {change}" for change in (*put, *gone))
        print(f"{store}: {told}", file=sys.stderr)  # noqa: T201  # talk
