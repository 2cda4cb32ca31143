"""`aligner corpus add | list | fetch | verify | stats`: the catalogue of a corpus."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.cli import options
from aligner.cli.talk import Talk, talk
from aligner.errors import InputError

if TYPE_CHECKING:
    from aligner.corpus.catalogue import Catalogue, Entry, Text
    from aligner.corpus.fetching import Said

_logger = logging.getLogger(__name__)

corpus_cli = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Keep a catalogue of documents, and pair files that have none."
)

Where = Annotated[
    Path, typer.Option("--corpus", "-c", metavar="DIR", help="The corpus: the folder of its catalogue.toml, or that.")
]
Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID]…", help="Documents.  [default: all]")]


@corpus_cli.command("add")
def add_cli(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…", help="Pages in both languages, pairs NAME.zh.EXT and NAME.en.EXT, or addresses."
        ),
    ],
    corpus: Where = Path(),
    name: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="All of them are one document of this id: one page, or two texts."),
    ] = None,
    licence: Annotated[str, typer.Option("--licence", metavar="TEXT", help="What may be done with the texts.")] = "",
    verbose: options.Verbose = None,
) -> None:
    """Add documents to the catalogue, with the title, number and date that are found in them."""
    with talk(verbose):
        from aligner.corpus.adding import add

        for entry in add(_folder(corpus), _grouped(files, name), licence=licence):
            print(_row(entry, _folder(corpus)))  # noqa: T201  # data


@corpus_cli.command("list")
def list_cli(corpus: Where = Path(), verbose: options.Verbose = None) -> None:
    """Print a line a document: id, number, date, titles, where each text is, and how much of it is verified."""
    with talk(verbose):
        catalogue = _catalogue(corpus)
    print("\t".join(("id", "number", "date", "title_zh", "title_en", "texts", "verified")))  # noqa: T201  # data
    for entry in catalogue.documents:
        print(_row(entry, catalogue.path.parent))  # noqa: T201  # data


@corpus_cli.command("fetch")
def fetch_cli(ids: Ids = None, corpus: Where = Path(), verbose: options.Verbose = None) -> None:
    """Fetch the texts that have an address and no file yet, and write their checksums."""
    with talk(verbose) as to_user:
        from aligner.corpus.fetching import fetch_texts

        faults = _tell(fetch_texts(_catalogue(corpus), ids or (), on_bytes=to_user.download), to_user)
    raise typer.Exit(1 if faults else 0)


@corpus_cli.command("verify")
def verify_cli(
    ids: Ids = None,
    corpus: Where = Path(),
    offline: Annotated[bool, typer.Option("--offline", help="Open no address.")] = False,
    verbose: options.Verbose = None,
) -> None:
    """Check files, facts and addresses, and write what holds as verified."""
    with talk(verbose) as to_user:
        from aligner.corpus.fetching import verify

        faults = _tell(verify(_catalogue(corpus), ids or (), online=not offline), to_user)
    raise typer.Exit(1 if faults else 0)


@corpus_cli.command("stats")
def stats_cli(corpus: Where = Path(), verbose: options.Verbose = None) -> None:
    """Print the corpus in numbers: a name and a value a line."""
    with talk(verbose):
        from aligner.corpus.stats import stats

        found = stats(_catalogue(corpus))
    rows: list[tuple[str, object]] = [
        (name.replace("_", " "), value) for name, value in found._asdict().items() if isinstance(value, int)
    ]
    rows += [(f"issued by {issuer}", count) for issuer, count in sorted(found.issuers.items())]
    rows += [(f"of {year}", count) for year, count in sorted(found.years.items())]
    for name, value in rows:
        print(f"{name}\t{value}")  # noqa: T201  # data


def _folder(corpus: Path) -> Path:
    return corpus.parent if corpus.suffix == ".toml" else corpus


def _catalogue(corpus: Path) -> Catalogue:
    from aligner.corpus.catalogue import CATALOGUE, load_catalogue

    return load_catalogue(corpus if corpus.suffix == ".toml" else corpus / CATALOGUE)


def _grouped(files: list[str], name: str | None) -> list[tuple[str, list[str]]]:
    """The files of each document: one by its id, or by what their names say."""
    from aligner.batch.documents import grouped
    from aligner.reading.web import is_address

    if name is not None:
        return [(name, files)]
    if any(map(is_address, files)):
        raise InputError("a document at an address needs an id", where=files[0], do="give one with --id")
    return [(document.name, [str(file) for file in document.files]) for document in grouped(map(Path, files))]


def _tell(said: Iterable[Said], to_user: Talk) -> int:
    faults = 0
    for line in said:
        to_user.close()
        level = {"done": logging.INFO, "note": logging.WARNING, "fault": logging.ERROR}[line.grade]
        _logger.log(level, "%s: %s", line.id, line.text)
        faults += line.grade == "fault"
    return faults


def _row(entry: Entry, folder: Path) -> str:
    facts = [fact for _, fact in entry.facts()]
    titles = [entry.titles[language].value if language in entry.titles else "" for language in ("zh", "en")]
    date = next(iter(entry.dates.values())).value if entry.dates else ""
    texts = " ".join(f"{text.language}:{_state(text, folder)}" for text in entry.texts)
    number = entry.number.value if entry.number else ""
    verified = f"{sum(fact.verified for fact in facts)}/{len(facts)}"
    return "\t".join((entry.id, number, date, *titles, texts, verified))


def _state(text: Text, folder: Path) -> str:
    if text.path and (folder / text.path).is_file():
        return "file"
    return "address" if text.address else "none"


@corpus_cli.command("pair")
def pair_cli(
    heaps: Annotated[
        list[Path], typer.Argument(metavar="HEAP…", help="Folders of files in one language each: one or two, or more.")
    ],
    catalogue: Annotated[
        Path | None,
        typer.Option("--catalogue", metavar="FILE.toml", help="Also write the pairs as a catalogue for batch."),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0.0, max=1.0, metavar="X", help="Least confidence of a pair.")
    ] = 0.5,
    model: options.Model = options.DEFAULT_MODEL,
    verbose: options.Verbose = None,
) -> None:
    """Find which Chinese file is which English one's original, and print a line a pair, then the files left over."""
    with talk(verbose) as to_user:
        from aligner.corpus.paired import as_catalogue, files_in
        from aligner.corpus.pairing import pair
        from aligner.embedding import load_encoder

        found = pair(files_in(heaps), load_encoder(model), least=min_confidence, on_file=to_user.doing())
        to_user.close()
        if catalogue is not None:
            as_catalogue(found, catalogue)
        for path, error in found.unreadable:
            _logger.warning("left aside: %s", error if str(path) in error else f"{path}: {error}")
    rows = [("zh", "en", "confidence", "why")]
    rows += [(str(p.zh), str(p.en), f"{p.confidence:.2f}", "; ".join(p.why)) for p in found.pairs]
    rows += [(str(path), str(path), "", "a page in both languages") for path in found.pages]
    rows += [(str(path), "", "", "no translation found") for path in found.alone_zh]
    rows += [("", str(path), "", "no original found") for path in found.alone_en]
    for row in rows:
        print("\t".join(row))  # noqa: T201  # data
