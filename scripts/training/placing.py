"""Put what was made in its place: all files or none."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from aligner.errors import OutputError


def place(folders: Sequence[Path], out: Path) -> None:
    """Copy the files of `folders` into folders of the same names in `out`, beside what is there, then rename them.

    Raises:
        OutputError: one of them cannot be written.
    """
    parts: list[Path] = []
    try:
        for folder in folders:
            (out / folder.name).mkdir(parents=True, exist_ok=True)
            for file in sorted(folder.iterdir()):
                parts.append(out / folder.name / f"{file.name}.part")
                shutil.copyfile(file, parts[-1])
        for part in parts:
            part.replace(part.with_suffix(""))
    except OSError as error:
        for part in parts:
            part.unlink(missing_ok=True)
        raise OutputError(f"cannot be written ({error.strerror})", where=str(out), do="give another --out") from error
