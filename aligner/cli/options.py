"""Options that more than one command has, with the checks that make a wrong one a usage error."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aligner.bitext import Level
from aligner.divergence import DEFAULT_THRESHOLD
from aligner.document import Language
from aligner.errors import InputError
from aligner.writing.settings import TmxProfile


def _formats(names: list[str] | None) -> list[str] | None:
    if not names:
        return None
    from aligner.writing.formats import chosen

    wanted = [name.strip() for given in names for name in given.split(",")]
    try:
        chosen(wanted)
    except InputError as error:
        raise typer.BadParameter(str(error)) from None
    return wanted


Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write into; made if need be.")]
Name = Annotated[
    str | None,
    typer.Option("--name", metavar="NAME", help="What the files' names begin with.  [default: the source's stem]"),
]
Model = Annotated[
    str,
    typer.Option(
        "--model",
        metavar="NAME",
        help="The model of sentence vectors: builtin, or the name or folder of a sentence-transformers model.",
    ),
]
Original = Annotated[Language, typer.Option("--original", help="The language that the other was translated from.")]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="The files' encoding, where detection goes wrong: gb18030, big5 …"),
]
MinScore = Annotated[
    float,
    typer.Option(
        "--min-score", min=0.0, max=1.0, metavar="X", help="Least score of a divergence that is written; 0 for all."
    ),
]
Glossaries = Annotated[
    list[str] | None,
    typer.Option(
        "--glossary",
        metavar="FILE",
        help="Terms to hold the translation to: TBX, CSV, TSV or XLSX; over the built-in policy terms, unless one is "
        "none. May be given again.",
    ),
]
GlossaryColumns = Annotated[
    str | None,
    typer.Option(
        "--glossary-columns",
        metavar="ZH,EN[,BAD]",
        help="A glossary table's columns, the last of forbidden renderings, by name, letter or number.  "
        "[default: found]",
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="LIST",
        callback=_formats,
        help="What to write, with commas between: tmx, tei, html, jsonl, xlsx, xliff, parquet, intertext, vertical, "
        "moses, memo.  [default: the first four]",
    ),
]
Profile = Annotated[
    TmxProfile,
    typer.Option(
        "--tmx-profile", metavar="TOOL", help="The tool that the TMX is spelled for: omegat, trados, memoq, plain."
    ),
]
Units = Annotated[
    Level, typer.Option("--units", help="What a unit of TMX, XLIFF and Moses is: a sentence link or a clause link.")
]
NullFile = Annotated[
    bool, typer.Option("--null-file", help="Write links without counterpart to NAME.null.tmx; TMX leaves them out.")
]
Clean = Annotated[
    bool, typer.Option("--clean", help="Leave units with a major divergence or a low score out of TMX and Moses.")
]
Merge = Annotated[
    bool, typer.Option("--merge-duplicates", help="Write TMX and Moses units of the same two texts once, with a count.")
]
TeiCorpus = Annotated[
    bool, typer.Option("--tei-corpus", help="Write TEI as a teiCorpus of two documents, not one with two texts.")
]
Verbose = Annotated[
    bool | None,
    typer.Option("--verbose/--quiet", "-v/-q", help="Say more (what was left out of a page) or errors only."),
]
StoreFile = Annotated[Path, typer.Option("--store", metavar="FILE", help="The store.", show_default=True)]

DEFAULT_MODEL = "builtin"
DEFAULT_MIN_SCORE = DEFAULT_THRESHOLD
DEFAULT_STORE = Path("corpus.sqlite")
