"""`aligner validate FILE…`: the faults of TMX and TEI files, one a line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from aligner.cli import options
from aligner.cli.talk import talk


def validate_cli(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="TMX or TEI files.")],
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend what can be mended without doubt; the old file becomes FILE.bak.")
    ] = False,
    verbose: options.Verbose = None,
) -> None:
    """Say what is wrong with TMX and TEI files, where, and how to mend it: FILE:LINE: CODE message.

    Exits with 0 if all of them are valid, else with 1. With --repair, what was mended is told on stderr, and what is
    left on stdout.
    """
    with talk(verbose):
        found = [line for file in files for line in (_repaired(file) if repair else _faults(file))]
    print("\n".join(found), end="\n" if found else "")  # noqa: T201  # data goes to stdout
    if found:
        raise typer.Exit(1)


def _faults(file: Path) -> list[str]:
    from aligner.validation import validate

    return [f"{file}:{fault.line}: {fault.code} {fault.message}" for fault in validate(file)]


def _repaired(file: Path) -> list[str]:
    from aligner.validation import repair
    from aligner.writing.folder import place

    done = repair(file)
    if done.mended:
        old = file.with_name(file.name + ".bak")
        place({file.name: [done.data]} | ({} if old.exists() else {old.name: [file.read_bytes()]}), file.parent)
    for fault in done.mended:
        print(f"{file}:{fault.line}: mended {fault.code} {fault.message}", file=sys.stderr)  # noqa: T201  # talk
    return [f"{file}:{fault.line}: {fault.code} {fault.message}" for fault in done.left]
