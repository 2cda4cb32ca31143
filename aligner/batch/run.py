"""A whole batch: what is done and unchanged is left, the rest is done, and all is written down."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from aligner.batch.documents import RESERVED, Corpus, documents_in
from aligner.batch.loop import Crew, Lost, outcomes
from aligner.batch.settings import BatchSettings
from aligner.batch.state import Entry, Journal, Record, State, load_state, save_state
from aligner.batch.summary import summary_html
from aligner.batch.work import WORK, Job, Result, finished_folder, out_of_time
from aligner.errors import OutputError
from aligner.writing.folder import place
from aligner.writing.hidden import locked
from aligner.writing.origin import Origin

SUMMARY = "summary.html"

OnResult = Callable[[Result, int], None]
"""Called with what became of a document, as it comes, and with the number of all documents."""


class BatchOutcome(NamedTuple):
    """What a batch came to: what is known of each document, by name, and which of them were done in this run.

    `warnings` are sentences for the user on the corpus and on folders that no document is behind any more.
    """

    entries: Mapping[str, Entry]
    done: int
    skipped: int
    seconds: float
    warnings: tuple[str, ...]

    @property
    def failed(self) -> list[Record]:
        """Those that could not be done."""
        return [entry.record for entry in self.entries.values() if entry.record.status == "failed"]


def run(
    corpus: Path,
    *,
    out: Path,
    crew: Crew,
    settings: BatchSettings | None = None,
    time_limit: float | None = None,
    on_result: OnResult = lambda result, total: None,
) -> BatchOutcome:
    """Align every document of a corpus into its folder `out/NAME`, and write the manifest and the summary.

    A document that was done before and is unchanged is left as it is; so a run that was interrupted, in whatever way,
    is taken up by the next. A document that fails stops no other.

    Args:
        corpus: A folder or its catalogue; see `documents_in`.
        out: The folder to write into, which is made if need be.
        crew: Who does the work: `crews.LocalCrew` or `crews.ClusterCrew`. It is closed in the end.
        settings: The options, the same for every document; None for those by default.
        time_limit: The seconds after which a document is given up; None for no limit.
        on_result: Told of each document.

    Raises:
        InputError: The corpus or an option cannot be used as given.
        OutputError: The folder cannot be written, or another batch is writing into it.
    """
    settings, start = settings or BatchSettings(), time.monotonic()
    try:
        found = documents_in(corpus)
        with _only_run(out):
            state, done, skipped = _run(found, _absolute(out), crew, settings, time_limit, on_result)
            has_reports = settings.formats is None or "html" in settings.formats
            name = _absolute(found.root).name
            place({SUMMARY: [summary_html(name, state, has_reports=has_reports)]}, out)
    finally:
        crew.close()
    warnings = (*found.warnings, *_left_behind(out, state))
    return BatchOutcome(state, done, skipped, time.monotonic() - start, warnings)


def _run(
    corpus: Corpus, out: Path, crew: Crew, settings: BatchSettings, time_limit: float | None, on_result: OnResult
) -> tuple[State, int, int]:
    before = load_state(out)
    state = {document.name: before[document.name] for document in corpus.documents if document.name in before}
    save_state(out, state)
    known = dict(state)
    counts = {"done": 0, "failed": 0, "timeout": 0, "skipped": 0}
    with Journal(out) as journal:
        journal.write(
            {"run": "began", "at": _now(), "version": Origin.of("").version, "documents": len(corpus.documents)}
        )

        def began(job: Job) -> None:
            state.pop(job.name, None)
            journal.write({"began": job.name})

        jobs = _jobs(corpus, out, settings, time_limit, known)
        try:
            for outcome in outcomes(jobs, finished_folder, crew, began):
                result = outcome if isinstance(outcome, Result) else _lost(outcome)
                journal.write(_line(result))
                state[result.record.name] = Entry(result.record, result.figures)
                counts[result.outcome] += 1
                on_result(result, len(corpus.documents))
        finally:
            save_state(out, state)
            journal.write({"run": "ended", "at": _now(), **counts})
    return dict(sorted(state.items())), counts["done"], counts["skipped"]


def _jobs(
    corpus: Corpus, out: Path, settings: BatchSettings, time_limit: float | None, known: Mapping[str, Entry]
) -> Iterator[Job]:
    sha256, origin = settings.sha256(), Origin.of("")
    date, root = os.environ.get("SOURCE_DATE_EPOCH"), _absolute(corpus.root)
    for document in corpus.documents:
        yield Job(
            document.name,
            tuple(map(_absolute, document.files)),
            root,
            out,
            settings,
            sha256,
            origin.version,
            date,
            known.get(document.name),
            time_limit,
        )


def _absolute(path: Path) -> Path:
    """A path for other processes, with its links as they are: a document is called by the name it was given."""
    return Path(os.path.abspath(path))


def _lost(lost: Lost[Job]) -> Result:
    job, kind = lost.job, type(lost.error).__name__
    if late := out_of_time(job):
        return late
    if kind in ("BrokenProcessPool", "KilledWorker"):
        reason = "the process that worked on it died, and died again; it may need more memory than there is"
    else:
        reason = f"no worker could run it: {kind}: {' '.join(str(lost.error).split())}"
    return Result(Record.failed(job.name, reason, None, job.settings_sha256))


def _line(result: Result) -> dict[str, Any]:
    """A result as a line of the journal."""
    record = result.record
    return {
        "name": record.name,
        "outcome": result.outcome,
        "at": _now(),
        "seconds": result.seconds,
        "processor_seconds": result.processor,
        "megabytes": result.megabytes,
        "worker": result.worker,
        "warnings": list(result.warnings),
        **({"details": result.details} if result.details else {}),
        "record": vars(record),
        "figures": result.figures.as_record() if result.figures else None,
    }


@contextmanager
def _only_run(out: Path) -> Iterator[None]:
    """Hold the folder, which is made if need be, for one run."""
    _make(out)
    with locked(out) as held:
        if held is False:
            raise OutputError(
                "another batch is writing into this folder", where=str(out), do="wait for it, or choose another"
            )
        shutil.rmtree(out / WORK, ignore_errors=True)  # what a killed run left: of its documents nothing is known
        _make(out / WORK)
        try:
            yield
        finally:
            shutil.rmtree(out / WORK, ignore_errors=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot write ({(error.strerror or str(error)).lower()})", where=str(folder), do="choose another folder"
        ) from error


def _left_behind(out: Path, state: Mapping[str, Entry]) -> list[str]:
    """Folders of documents that the corpus does not hold any more; they are the user's to delete."""
    left = [path.name for path in out.iterdir() if path.is_dir() and not path.name.startswith(".")]
    names = sorted(name for name in left if name not in state and name not in RESERVED)
    if not names:
        return []
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    return [f"{out}: no document of the corpus is behind {shown}; delete what you do not need"]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
