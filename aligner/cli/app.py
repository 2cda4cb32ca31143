"""The command `aligner`: its commands, and the one place where an error becomes a line and an exit code.

0 done, 1 a named error, 2 wrong usage, 3 a gate that was asked for found something; 130 interrupted, as shells have it.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from aligner.cli.align import align_cli
from aligner.cli.audit import audit_cli
from aligner.cli.batch import batch_cli
from aligner.cli.beads import beads_cli
from aligner.cli.corpus import corpus_cli
from aligner.cli.eval import eval_cli
from aligner.cli.index import index_cli
from aligner.cli.mine import mine_cli
from aligner.cli.search import search_cli
from aligner.cli.terms import terms_cli
from aligner.cli.tm import tm_app
from aligner.cli.validate import validate_cli
from aligner.errors import AlignerError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich would triple the time that --help takes
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        import aligner

        print(f"aligner {aligner.__version__}")  # noqa: T201  # data, asked for
        raise typer.Exit


@app.callback()
def aligner_cli(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Align Chinese and English texts, and show what the translation lost, added or changed."""


app.command("align", short_help="Align a bilingual page or two files.")(align_cli)
app.command("audit", short_help="Audit a translation memory or a list of pairs.")(audit_cli)
app.command("batch", short_help="Align every document of a corpus.")(batch_cli)
app.command("beads", short_help="Align two files of one sentence a line.")(beads_cli)
app.add_typer(corpus_cli, name="corpus", short_help="Keep a catalogue of documents, and pair files.")
app.command("eval", short_help="Measure an alignment against gold.")(eval_cli)
app.command("index", short_help="Put aligned documents into a store.")(index_cli)
app.command("mine", short_help="Find sentence pairs in two comparable collections.")(mine_cli)
app.command("search", short_help="Find a term in a store, with its translations.")(search_cli)
app.command("terms", short_help="Find terms that recur, with their renderings.")(terms_cli)
app.add_typer(tm_app, name="tm")
app.command("validate", short_help="Check TMX and TEI files, and mend them.")(validate_cli)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave the process with its exit code.

    Args:
        arguments: What follows the command's name; None for the process's own.
    """
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "TOKENIZERS_PARALLELISM"):
        # Matrices of one document are small: threads cost more than they give, and one keeps every sum in one order.
        os.environ.setdefault(variable, "false" if variable.startswith("TOK") else "1")
    gc.set_threshold(50_000, 20, 50)  # a run makes many small values and few cycles
    atexit.register(gc.freeze)  # nor are there cycles worth a search through all of them at the end
    try:
        try:
            app(args=arguments, prog_name="aligner")
        finally:
            sys.stdout.flush()
    except AlignerError as error:
        print(f"aligner: {' '.join(str(error).split())}", file=sys.stderr)  # noqa: T201  # talk goes to stderr
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has had enough (`aligner beads … | head`). Nothing is left for the interpreter to
        # flush at its end, which would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    sys.exit(0)
