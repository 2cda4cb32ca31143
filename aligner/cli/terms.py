"""`aligner terms STORE_OR_DIR`: candidates for a bilingual glossary, as CSV or TBX."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.cli import options
from aligner.cli.talk import talk
from aligner.errors import InputError

if TYPE_CHECKING:
    from aligner.store.terms import Term, Unit

_COLUMNS = ("term", "rendering", "count", "term_count", "documents", "c_value", "document", "zh_example", "en_example")


def terms_cli(
    source: Annotated[
        Path, typer.Argument(metavar="STORE_OR_DIR", help="A store, or a folder that align or batch wrote into.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="A .csv or .tbx file.  [default: CSV on stdout]")
    ] = None,
    min_count: Annotated[int, typer.Option("--min-count", min=1, metavar="N", help="How often a term occurs.")] = 3,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, metavar="N", help="Most terms; 0 for all.")] = 0,
    renderings: Annotated[int, typer.Option("--renderings", min=1, metavar="N", help="Most renderings of a term.")] = 3,
    verbose: options.Verbose = None,
) -> None:
    """Find Chinese terms that recur, with their English renderings, how often each stands, and an example."""
    with talk(verbose) as to_user:
        if out is not None and out.suffix.lower() not in (".csv", ".tbx"):
            raise InputError(
                f"there is no format {out.suffix!r}", where=str(out), do="let its name end in .csv or .tbx"
            )
        from aligner.store.terms import terms

        found = terms(lambda: _units(source), least_count=min_count, renderings=renderings, on_step=to_user.doing())
        chosen = found[:limit] if limit else found
        if out is not None:
            from aligner.writing.folder import place

            place({out.name: _tbx(chosen, out.stem) if out.suffix.lower() == ".tbx" else _csv(chosen)}, out.parent)
    if out is None:
        sys.stdout.write(b"".join(_csv(chosen)).decode())
    if verbose is not False:
        print(f"{len(chosen):,} of {len(found):,} terms", file=sys.stderr)  # noqa: T201  # talk


def _units(source: Path) -> Iterator[Unit]:
    from aligner.store.entry import entries_in
    from aligner.store.schema import Store, document_of
    from aligner.store.terms import Unit

    if source.is_dir():
        for entry in entries_in(source):
            for record in entry.links():
                if record["level"] == "sentence":
                    yield Unit(entry.name, record["zh_text"], record["en_text"])
        return
    with Store.open(source) as store:
        names = dict(store.connection.execute("SELECT id, name FROM documents"))
        for number, zh, en in store.connection.execute("SELECT id, zh_text, en_text FROM links ORDER BY id"):
            yield Unit(names[document_of(number)], zh, en)


def _csv(found: Iterable[Term]) -> Iterator[bytes]:
    """A row a rendering, under a row of column names."""
    lines = io.StringIO()
    rows = csv.writer(lines, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for term in found:
        for rendering in term.renderings:
            counts = (rendering.count, term.count, term.documents, f"{term.value:.2f}")
            rows.writerow((term.text, rendering.text, *counts, *term.example))
    yield lines.getvalue().encode()


def _tbx(found: Iterable[Term], name: str) -> Iterator[bytes]:
    from aligner.writing.origin import Origin
    from aligner.writing.tbx import Entry, encoded

    entries = (
        Entry(
            term.text,
            [(one.text, f"{one.count} of {term.count} occurrences") for one in term.renderings],
            f"in {term.documents} documents; C-value {term.value:.2f}",
            term.example.zh,
            term.example.en,
        )
        for term in found
    )
    return encoded(entries, Origin.of(name))
