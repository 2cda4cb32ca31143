"""The stages of a training run, each done once: its result is kept in a folder that is named after all it depends on.

A stage's digest is taken over its settings, its code and its inputs, among them the digests of earlier stages. A
folder `NAME-DIGEST` is thus the result of just that, and the next run takes it as it is. While a stage works its
folder is called `NAME-DIGEST.part`; what a run that was killed left there is where the next one may go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from scripts.training.progress import Progress, Tick


class Kept(NamedTuple):
    """A stage's result: the folder it is in, and the digest of all that it depends on."""

    folder: Path
    digest: str


@dataclass(frozen=True)
class Stages:
    """Keeps results in `folder` and tells `progress`."""

    folder: Path
    progress: Progress

    def keep(self, name: str, inputs: Sequence[str], make: Callable[[Path, Tick], None]) -> Kept:
        """The result of a stage, made by `make` in the folder given to it unless it was made before."""
        digest = hashlib.sha256("\x1f".join([name, *inputs]).encode()).hexdigest()[:16]
        folder = self.folder / f"{name}-{digest}"
        if folder.is_dir():
            self.progress.say(f"{name}: done before")
            return Kept(folder, digest)
        part = self.folder / f"{folder.name}.part"
        part.mkdir(parents=True, exist_ok=True)
        with self.progress.stage(name) as tick:
            make(part, tick)
        part.rename(folder)
        return Kept(folder, digest)


def of_file(path: Path) -> str:
    """A digest of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def of_code(*modules: str) -> str:
    """A digest of modules' text, by name and without importing them: a constant in them is a setting too."""
    found = (find_spec(module) for module in modules)
    return " ".join(of_file(Path(spec.origin)) for spec in found if spec and spec.origin)
