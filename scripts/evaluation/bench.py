"""The bench: where measurements find gold and leave files, and the runs that several of them share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aligner.api import align_files
from aligner.divergence import Audit
from aligner.errors import InputError
from aligner.writing import write

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Bench:
    """Where the gold data and the scorers are, None on a machine without them, and a folder for files."""

    shared: Path | None
    work: Path

    def gold(self, path: str) -> Path:
        """A file or folder of the gold data.

        Raises:
            InputError: There are no gold data beside the project.
        """
        if self.shared is None:
            raise InputError("the gold data are not here", where=path, do="say where they are with --shared DIR")
        return self.shared / path


class Source(NamedTuple):
    """What is aligned for a measurement: a name and one or two files, below the gold data."""

    name: str
    files: tuple[str, ...]


class Run(NamedTuple):
    """One document through the whole line.

    `reported` is the folder as `align` writes it, and `ranked` the same with every candidate (`--min-score 0`).
    """

    audit: Audit
    reported: Path
    ranked: Path


@cache
def run(bench: Bench, source: Source) -> Run:
    """Read, align, audit and write a document as the command does; done once a bench."""
    reported, ranked = (bench.work / folder / source.name for folder in ("reported", "ranked"))
    files = [bench.gold(path) for path in source.files]
    audit = align_files(*files, out=reported, name=source.name, formats=["jsonl"]).audit
    write(replace(audit, threshold=0.0), ranked, name=source.name, formats=["jsonl"])
    return Run(audit, reported, ranked)


def digests(paths: Iterable[Path], root: Path) -> dict[str, str]:
    """SHA-256 of files, by their path below `root`, in order; folders stand for all files in them."""
    files = sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())
    return {file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
