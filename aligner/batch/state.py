"""What a batch has done so far: the manifest, the figures, and the journal of the run that is going on.

`manifest.jsonl` and `figures.jsonl` hold a line a document, in order of name, and depend on the corpus and the settings
alone. `run.jsonl` is the journal: what happened, when and where, line by line as it happens, in one run. The next run
first takes what the journal says into the other two, so that nothing is lost however the last one ended.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self

from aligner.batch.figures import Figures
from aligner.errors import OutputError

MANIFEST, FIGURES, JOURNAL = "manifest.jsonl", "figures.jsonl", "run.jsonl"


@dataclass(frozen=True)
class Record:
    """A document's line in the manifest; `links` are its sentence links, None where it failed."""

    name: str
    status: Literal["done", "failed"]
    error: str | None
    links: int | None
    divergences: int | None
    input_sha256: str | None
    settings_sha256: str

    @classmethod
    def done(cls, name: str, figures: Figures, input_sha256: str, settings_sha256: str) -> Record:
        """That of a document whose folder is finished."""
        found = sum(figures.divergences.values())
        return cls(name, "done", None, figures.links, found, input_sha256, settings_sha256)

    @classmethod
    def failed(cls, name: str, error: str, input_sha256: str | None, settings_sha256: str) -> Record:
        """That of a document that could not be done; it has no digest if its files could not be read."""
        return cls(name, "failed", error, None, None, input_sha256, settings_sha256)

    def is_of(self, input_sha256: str, settings_sha256: str) -> bool:
        """Whether it says that a document of these digests is done."""
        return (self.status, self.input_sha256, self.settings_sha256) == ("done", input_sha256, settings_sha256)


class Entry(NamedTuple):
    """What is known of a document; one that failed has no figures."""

    record: Record
    figures: Figures | None


State = dict[str, Entry]
"""By name."""


def load_state(out: Path) -> State:
    """What the folder of a batch says of its documents; a line that no run finished is none.

    A document that was begun and not finished is left out, whatever an earlier run said of it: its folder may be of
    the one or of the other.
    """
    figures = {str(line["name"]): line for line in _lines(out / FIGURES) if "name" in line}
    state: State = {}
    for line in _lines(out / MANIFEST):
        _take(state, line, figures.get(str(line.get("name"))))
    for line in _lines(out / JOURNAL):
        if "began" in line:
            state.pop(str(line["began"]), None)
        elif "record" in line:
            _take(state, line["record"], line.get("figures"))
    return state


def save_state(out: Path, state: Mapping[str, Entry]) -> None:
    """Write the manifest and the figures, each as a whole.

    Raises:
        OutputError: They cannot be written.
    """
    ordered = [state[name] for name in sorted(state)]
    _write(out / FIGURES, ({"name": e.record.name, **e.figures.as_record()} for e in ordered if e.figures))
    _write(out / MANIFEST, (asdict(entry.record) for entry in ordered))


class Journal:
    """The journal of one run, which takes the last one's place; a line is on its way to the disk once it is written."""

    def __init__(self, out: Path) -> None:
        with _writing(out / JOURNAL):
            self._stream = (out / JOURNAL).open("w", encoding="utf-8", newline="\n")

    def write(self, line: Mapping[str, Any]) -> None:
        """Add a line.

        Raises:
            OutputError: The disk is full, or gone.
        """
        with _writing(Path(self._stream.name)):
            self._stream.write(_json(line))
            self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()


def _take(state: State, record: Mapping[str, Any], figures: Mapping[str, Any] | None) -> None:
    """Take in a line of the manifest, unless it is none or a finished document's figures are lost."""
    try:
        taken = Entry(Record(**record), Figures.revived(figures) if figures else None)
    except (TypeError, KeyError):
        return
    if taken.figures or taken.record.status == "failed":
        state[taken.record.name] = taken


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        stream = path.open(encoding="utf-8", errors="replace")
    except OSError:
        return
    with stream:
        for line in stream:
            try:
                found = json.loads(line)
            except ValueError:  # cut off, where the run was killed
                continue
            if isinstance(found, dict):
                yield found


def _write(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    beside = path.with_name(f".{path.name}.new")
    with _writing(path):
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(map(_json, lines))
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)


def _json(line: Mapping[str, Any]) -> str:
    text = json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n"
    return text.encode("utf-8", "replace").decode()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn what the system says of a file that cannot be written into an error that says what to do."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot write ({(error.strerror or str(error)).lower()})",
            where=str(path),
            do="free it, or some space; the same command goes on from here",
        ) from error
