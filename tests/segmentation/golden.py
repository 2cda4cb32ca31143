"""Reads the tables of golden cases: one case a line, "¦" where a cut must fall and nowhere else."""

import csv
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "segmentation"


def cases(name: str, *columns: str) -> list[ParameterSet]:
    """The rows of a table as test parameters, named after their labels."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [pytest.param(*(row[column] for column in columns), id=row["label"]) for row in rows]


def parts(marked: str) -> tuple[str, list[str]]:
    """A case's text and the pieces that it must be cut into."""
    pieces = marked.split("¦")
    return "".join(pieces), pieces
