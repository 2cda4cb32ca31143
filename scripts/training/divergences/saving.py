"""Write learnt trees as the file that the audit reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from aligner.auditing.coverage.trees import Trees

_DIGITS = 4


def save(trees: Mapping[str, Trees], names: Sequence[str], file: Path) -> None:
    """Write the trees by name, one tree a line, with the names of the features they ask about."""
    file.parent.mkdir(parents=True, exist_ok=True)
    entries = ",\n".join(f'"{name}": {_entry(entry)}' for name, entry in trees.items())
    file.write_text(f'{{"features": {json.dumps(list(names))},\n"trees": {{\n{entries}\n}}}}\n', encoding="utf-8")


def _entry(trees: Trees) -> str:
    tables = {
        "features": trees.features.tolist(),
        "thresholds": [[_rounded(value) for value in row] for row in trees.thresholds.tolist()],
        "leaves": [[_rounded(value) for value in row] for row in trees.leaves.tolist()],
    }
    rows = ",\n".join(
        f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in table) + "]" for name, table in tables.items()
    )
    return f'{{"bias": {_rounded(trees.bias)},\n{rows}}}'


def _rounded(value: float) -> float:
    return round(value, _DIGITS)
