"""The glossary that a command is given, over the one that ships with the package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from aligner.glossary import Glossary

NONE = "none"
"""What stands for leaving the built-in terms out."""


def glossary_of(names: Sequence[str] | None, columns: str | None) -> Glossary | None:
    """The glossary of the files named, the last one over all others; None for the built-in one alone.

    Raises:
        ReadError: A file cannot be read as a glossary.
        InputError: The columns named are not there.
    """
    wanted = None if columns is None else [column.strip() for column in columns.split(",")]
    if wanted is not None and (len(wanted) not in {2, 3} or not all(wanted)):
        raise typer.BadParameter("give two or three columns, with commas between", param_hint="--glossary-columns")
    if not names:
        return None
    from aligner.auditing.terms import built_in
    from aligner.glossary import Glossary
    from aligner.reading.glossary import read_glossary

    found = Glossary({}) if NONE in names else built_in()
    for name in names:
        if name != NONE:
            found = read_glossary(Path(name), columns=wanted).over(found)
    return found
