"""One document: from its files to its finished folder. It may run in any process of any machine that sees the files."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import socket
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.batch.figures import Figures
from aligner.batch.limits import limited, overrun
from aligner.batch.settings import BatchSettings, Judge
from aligner.batch.state import Entry, Record
from aligner.errors import AlignerError, InputError, OutputError
from aligner.glossary import Glossary
from aligner.reading.source import Source, load
from aligner.writing.hidden import hidden_folder
from aligner.writing.origin import Origin

if TYPE_CHECKING:
    from aligner.judging import SecondOpinion

WORK = ".aligner-batch"
"""The hidden folder, beside the documents' folders, in which they are made."""
ENDINGS = {
    *(".zh.txt", ".en.txt", ".links.jsonl", ".divergences.jsonl", ".tmx", ".null.tmx", ".tei.xml", ".html", ".xlsx"),
    *(".xlf", ".links.parquet", ".divergences.parquet", ".zh.xml", ".en.xml", ".zh.en.xml", ".zh.vert", ".en.vert"),
    *(".zh-en.zh", ".zh-en.en", ".zh-en.map", ".zh-en.beads", ".memo.md"),
}
"""How the files that a batch writes end; a folder that is replaced keeps its other files."""
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Job:
    """A document to be done: its files, the batch's folder and settings, and what is known of an earlier run.

    `version` and `date` are those of the program that asks, since results of another version would differ. A document
    that takes longer than `time_limit` seconds is given up.
    """

    name: str
    files: tuple[Path, ...]
    root: Path
    out: Path
    settings: BatchSettings
    settings_sha256: str
    version: str
    date: str | None
    known: Entry | None = None
    time_limit: float | None = None

    @property
    def mark(self) -> Path:
        """The file that says that the time was up."""
        return self.out / WORK / f"{hashlib.sha256(os.fsencode(self.name)).hexdigest()[:32]}.time"


@dataclass(frozen=True)
class Result:
    """What became of a job: its line in the manifest, its figures, and what it took.

    `seconds` are of the clock, `processor` of the processor, and `megabytes` the most memory that its process has had.
    `details` is where an unexpected error came from.
    """

    record: Record
    figures: Figures | None = None
    skipped: bool = False
    seconds: float = 0.0
    processor: float = 0.0
    megabytes: float = 0.0
    worker: str = ""
    warnings: tuple[str, ...] = ()
    details: str | None = None
    timed_out: bool = False

    @property
    def outcome(self) -> str:
        """The word for it in the journal."""
        return "skipped" if self.skipped else "timeout" if self.timed_out else self.record.status


def finished_folder(job: Job) -> Result:
    """Make a document's folder, or leave it if it is what would be made; a fault is a result too.

    The folder is made beside, then renamed into place. Where there was one already, files in it that no batch writes
    are kept. A document over its time takes this process with it; the next one that is given it says so.
    """
    with _one_at_a_time:  # a cluster may give a process several threads: memory is for one document
        start, processor = time.perf_counter(), time.process_time()
        result = _in_time(job)
        return replace(
            result,
            seconds=result.seconds or round(time.perf_counter() - start, 3),
            processor=round(time.process_time() - processor, 3),
            megabytes=_peak_megabytes(),
            worker=f"{socket.gethostname()}:{os.getpid()}",
        )


def out_of_time(job: Job) -> Result | None:
    """The result of a job whose process ended in this run because the time was up; None where none did."""
    where = overrun(job.mark)
    if job.time_limit is None or where is None:
        return None
    reason = f"it took more than {job.time_limit:g} seconds (--time-limit)"
    record = Record.failed(job.name, reason, None, job.settings_sha256)
    return Result(record, seconds=job.time_limit, details=where, timed_out=True)


def _in_time(job: Job) -> Result:
    try:
        late = out_of_time(job)
        if late is not None:
            return late
        with limited(job.time_limit, job.mark):
            return _result(job)
    except OSError as error:
        reason = f"cannot write ({(error.strerror or str(error)).lower()})"
        return Result(Record.failed(job.name, reason, None, job.settings_sha256))


def _result(job: Job) -> Result:
    digest = None
    try:
        sources = [load(path, job.settings.encoding) for path in job.files]
        digest = input_sha256(sources)
        known = job.known
        if known and known.record.is_of(digest, job.settings_sha256) and (job.out / job.name).is_dir():
            return Result(known.record, known.figures, skipped=True)
        if Origin.of("").version != job.version:
            raise InputError(
                f"the worker has version {Origin.of('').version} of zh-en-aligner, and the batch {job.version}",
                do="install the same version everywhere",
            )
        with _caught_log() as warnings, _dated(job.date):
            figures = _made(job, sources, warnings)
        record = Record.done(job.name, figures, digest, job.settings_sha256)
        return Result(record, figures, warnings=tuple(warnings))
    except AlignerError as error:
        reason, details = str(error).replace(f"{job.root}{os.sep}", ""), None
    except Exception as error:
        reason = f"unexpected {type(error).__name__}: {error}; please report it, with what run.jsonl says of it"
        details = traceback.format_exc()
    return Result(Record.failed(job.name, " ".join(reason.split()), digest, job.settings_sha256), details=details)


def input_sha256(sources: Sequence[Source]) -> str:
    """A digest of a document's files: the name of each, which is written into results, and its bytes."""
    whole = hashlib.sha256()
    for source in sources:
        name = Path(source.name).name.encode("utf-8", "surrogateescape")
        for part in (name, source.data):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()


def _made(job: Job, sources: Sequence[Source], warnings: list[str]) -> Figures:
    from aligner.api import align_files

    opinion = _second_opinion(job.settings.judge)
    settings, target = job.settings, job.out / job.name
    try:
        if target.exists() and not target.is_dir():
            raise OutputError("a file stands where a folder has to go", where=str(target), do="move it away")
        with hidden_folder(job.out / WORK) as hidden:
            new = hidden / job.name
            outcome = align_files(
                sources[0],
                sources[1] if len(sources) > 1 else None,
                out=new,
                name=job.name,
                model=settings.model,
                original=settings.original,
                encoding=settings.encoding,
                threshold=settings.threshold,
                glossary=_glossary_of(job),
                formats=settings.formats,
                settings=settings.write,
                second_opinion=opinion,
            )
            said = (*outcome.warnings, *(opinion.warnings if opinion else ()))
            warnings += [warning for warning in said if warning not in warnings]
            _keep_others(target, new)
            for file in outcome.files:
                _on_disk(file)
            _put_in_place(new, target, hidden / "replaced")
    except OSError as error:
        raise OutputError(
            f"cannot write ({(error.strerror or str(error)).lower()})", where=str(target), do="free this folder"
        ) from error
    return Figures.of(outcome.audit)


_glossaries: dict[str, Glossary | None] = {}


def _glossary_of(job: Job) -> Glossary | None:
    """The glossary of the batch, one in a process: each job brings a copy, and caches tell copies apart."""
    if job.settings_sha256 not in _glossaries:
        _glossaries.clear()
        _glossaries[job.settings_sha256] = job.settings.glossary
    return _glossaries[job.settings_sha256]


def _second_opinion(judge: Judge | None) -> SecondOpinion | None:
    """The judge of one document; the key is that of the worker's environment, and is written nowhere."""
    if judge is None:
        return None
    from aligner.judging import SecondOpinion
    from aligner.judging.cache import AnswerCache
    from aligner.judging.endpoint import KEY, Endpoint

    endpoint = Endpoint(judge.url, judge.model, os.environ.get(KEY, ""))
    return SecondOpinion(endpoint, AnswerCache.open(), judge.budget)


def _keep_others(old: Path, new: Path) -> None:
    """Copy what no batch has written: notes, the decisions of a review."""
    if not old.is_dir():
        return
    for file in old.iterdir():
        if file.name.startswith(old.name) and file.name.removeprefix(old.name) in ENDINGS:
            continue
        copy = shutil.copytree if file.is_dir() else shutil.copy2
        copy(file, new / file.name)


def _on_disk(file: Path) -> None:
    """Have a file's bytes on the disk before its folder is renamed, lest a power failure leave it empty."""
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def _put_in_place(new: Path, target: Path, aside: Path) -> None:
    with suppress(FileNotFoundError):
        target.rename(aside)
    new.rename(target)


@contextmanager
def _caught_log() -> Iterator[list[str]]:
    """What the package logs, from warnings up: it belongs to the document, and a worker has nobody to tell."""
    logger, caught = logging.getLogger("aligner"), _Catcher()
    passes_on = logger.propagate
    logger.addHandler(caught)
    logger.propagate = False
    try:
        yield caught.messages
    finally:
        logger.removeHandler(caught)
        logger.propagate = passes_on


class _Catcher(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _dated(date: str | None) -> Iterator[None]:
    """`SOURCE_DATE_EPOCH` as it is where the batch was started."""
    before = os.environ.pop("SOURCE_DATE_EPOCH", None)
    if date is not None:
        os.environ["SOURCE_DATE_EPOCH"] = date
    try:
        yield
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _peak_megabytes() -> float:
    try:
        import resource
    except ImportError:  # Windows does not tell
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)
