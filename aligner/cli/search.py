"""`aligner search TERM`: a parallel concordance of a store."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from aligner.cli import options
from aligner.cli.talk import talk

if TYPE_CHECKING:
    from aligner.store.schema import Store
    from aligner.store.search import Found

_MOST_SIMILAR = 1000


def search_cli(
    term: Annotated[str, typer.Argument(metavar="TERM", help="Chinese characters, or English words in a row.")],
    store: options.StoreFile = options.DEFAULT_STORE,
    side: Annotated[
        Literal["zh", "en", "both"] | None,
        typer.Option(
            "--in",
            help="The side to look in; both only with --similar.  [default: zh if a character of the term is Chinese, "
            "else en]",
        ),
    ] = None,
    pattern: Annotated[bool, typer.Option("--regex", help="TERM is a regular expression.")] = False,
    meaning: Annotated[
        bool, typer.Option("--similar", help="TERM is a sentence; find those nearest to it in meaning.")
    ] = False,
    stems: Annotated[bool, typer.Option("--stems", help="Find English words in all their forms.")] = False,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, metavar="N", help="Most hits to print; 0 for all.")
    ] = 20,
    shape: Annotated[
        Literal["text", "tsv", "jsonl"], typer.Option("--format", help="For people, or for programs.")
    ] = "text",
    verbose: options.Verbose = None,
) -> None:
    """Find a term in a store, in context, with what stands for it on the other side.

    Prints the hits on stdout, and on stderr how many there are.
    """
    if pattern + stems + meaning > 1:
        raise typer.BadParameter("choose one of --regex, --stems and --similar")
    if side == "both" and not meaning:
        raise typer.BadParameter("a term is looked for on one side", param_hint="--in")
    with talk(verbose):
        from aligner.store.schema import Store
        from aligner.store.search import search, search_pattern

        most = limit or None
        with Store.open(store) as opened:
            if side == "both" or meaning:
                found = _similar(opened, term, side, limit)
            elif pattern:
                found = search_pattern(opened, term, language=side, limit=most)
            else:
                found = search(opened, term, language=side, stems=stems, limit=most)
        _show(found, shape)
    if verbose is not False:
        print(_counted(found), file=sys.stderr)  # noqa: T201  # talk


def _similar(store: Store, text: str, side: Literal["zh", "en", "both"] | None, limit: int) -> Found:
    from aligner.document import LANGUAGES
    from aligner.store.search import Found, language_of
    from aligner.store.vectors import similar

    languages = LANGUAGES if side == "both" else (side or language_of(text),)
    hits = similar(store, text, languages=languages, limit=limit or _MOST_SIMILAR)
    return Found(len(hits), len({hit.document for hit in hits}), hits)


def _show(found: Found, shape: Literal["text", "tsv", "jsonl"]) -> None:
    from aligner.cli import concordance

    {"text": concordance.as_text, "tsv": concordance.as_tsv, "jsonl": concordance.as_jsonl}[shape](found, sys.stdout)


def _counted(found: Found) -> str:
    shown = f"; the first {len(found.hits)} are shown (--limit 0 for all)" if len(found.hits) < found.links else ""
    return f"found in {_number(found.links, 'link')} of {_number(found.documents, 'document')}{shown}"


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")
