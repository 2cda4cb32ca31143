"""`aligner tm lookup FILE`: what a store already holds of a new document."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.cli import options
from aligner.cli.given import given
from aligner.cli.talk import talk

if TYPE_CHECKING:
    from aligner.document import Document
    from aligner.store.lookup import Segment

BANDS = ((100, "100%"), (95, "95-99%"), (85, "85-94%"), (75, "75-84%"), (0, "below 75%"))
_COLUMNS = ("sentence", "similarity", "text", "source", "target", "document", "link", "flagged")

tm_app = typer.Typer(help="Use a store as a translation memory.", no_args_is_help=True, rich_markup_mode=None)


@tm_app.callback()
def tm_cli() -> None:
    """Use a store as a translation memory."""


@tm_app.command("lookup", short_help="Find what a store holds of a new document.")
def lookup_cli(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document in Chinese or English, or its address.")],
    store: options.StoreFile = options.DEFAULT_STORE,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Write NAME.tmx and NAME.xlf there.  [default: TSV on stdout]"),
    ] = None,
    name: options.Name = None,
    least: Annotated[
        int, typer.Option("--least", min=1, max=100, metavar="N", help="The least similarity of a match, in per cent.")
    ] = 70,
    most: Annotated[int, typer.Option("--matches", min=1, metavar="N", help="Most matches of a sentence.")] = 3,
    encoding: options.Encoding = None,
    verbose: options.Verbose = None,
) -> None:
    """Find exact and fuzzy matches for the sentences of a new document in a store.

    Prints on stderr how many sentences have a match of which similarity.
    """
    with talk(verbose) as to_user:
        from aligner.reading import read_document
        from aligner.segmentation import segment
        from aligner.store.lookup import lookup
        from aligner.store.schema import Store

        document = segment(read_document(given(file, to_user), encoding=encoding))
        with Store.open(store) as opened:
            segments = lookup(opened, document, least=least, most=most, on_step=to_user.doing())
        if out is not None:
            _write(segments, document, out, name)
    if out is None:
        _print(segments)
    if verbose is not False:
        sys.stderr.write("".join(f"{label:<12} {count:>6}\n" for label, count in banded(segments)))


def banded(segments: Sequence[Segment]) -> list[tuple[str, int]]:
    """How many sentences have their best match in which band, and how many have none."""
    counts = dict.fromkeys([label for _, label in BANDS], 0)
    for segment in segments:
        if segment.matches:
            counts[next(label for least, label in BANDS if segment.matches[0].similarity >= least)] += 1
    none = sum(not segment.matches for segment in segments)
    return [*counts.items(), ("no match", none), ("sentences", len(segments))]


def _print(segments: Iterable[Segment]) -> None:
    rows = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    rows.writerow(_COLUMNS)
    for number, segment in enumerate(segments, 1):
        for match in segment.matches:
            texts = (segment.text, match.source, match.target)
            rows.writerow((number, match.similarity, *texts, match.document, match.link, "major" * match.flagged))


def _write(segments: Sequence[Segment], document: Document, out: Path, name: str | None) -> None:
    from aligner.reading.source import stem_of
    from aligner.writing.folder import place

    name = name or stem_of(document.source)
    place({f"{name}.tmx": _tmx(segments, document, name), f"{name}.xlf": _xliff(segments, document)}, out)


def _locales(document: Document) -> tuple[str, str]:
    """The language tags of a document and of its translation."""
    from aligner.writing.chinese_script import tags

    here = tags(document).region
    return (here, "en-US") if document.language == "zh" else (here, "zh-CN")


def _tmx(segments: Iterable[Segment], document: Document, name: str) -> Iterator[bytes]:
    """The matches as a memory, each once; the tool that opens it compares anew."""
    from aligner.document import other
    from aligner.writing.origin import Origin
    from aligner.writing.tmx import Memory, encoded
    from aligner.writing.tmx_profiles import PROFILES
    from aligner.writing.units import Unit

    here, there = _locales(document)
    memory = Memory(Origin.of(name), {document.language: here, other(document.language): there}, document.language)
    found = {(match.document, match.link): match for segment in segments for match in segment.matches}
    units = (
        Unit(
            match.link,
            match.source if document.language == "zh" else match.target,
            match.target if document.language == "zh" else match.source,
            "1-1",
            match.similarity / 100,
        )
        for match in found.values()
    )
    return encoded(memory, units, PROFILES["plain"])


def _xliff(segments: Iterable[Segment], document: Document) -> Iterator[bytes]:
    from aligner.writing.origin import source_name
    from aligner.writing.xliff_matches import Candidate, encoded

    here, there = _locales(document)
    sentences = (
        (one.text, [Candidate(m.similarity, m.source, m.target, f"{m.document}#{m.link}") for m in one.matches])
        for one in segments
    )
    return encoded(sentences, original=source_name(document), source=here, target=there)
