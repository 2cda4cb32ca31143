"""Putting files into a folder, all of them or none.

Everything is made in memory, then written to a hidden folder inside the target, then renamed into place. A fault in
any of this leaves the target as it was.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from aligner.divergence import Audit
from aligner.errors import InputError, OutputError
from aligner.writing import text
from aligner.writing.formats import chosen
from aligner.writing.origin import Origin


def write(audit: Audit, out: Path | str, *, name: str, formats: Collection[str] | None = None) -> list[Path]:
    """Write an audit into the folder `out`, which is made if need be.

    `NAME.zh.txt` and `NAME.en.txt` are always written, since the offsets in all other files count characters of
    these two. Links and divergences come in order of the Chinese text, divergences from the audit's threshold up.
    The same audit gives the same bytes; a date is written only if `SOURCE_DATE_EPOCH` gives one.

    Args:
        audit: What to write.
        out: The folder. Files of the same names in it are replaced, others are left alone.
        name: What the files' names begin with.
        formats: Names in `aligner.writing.FORMATS` ("jsonl", "tmx", "tei", "html"), or None for all.

    Returns:
        The files written, the two texts first.

    Raises:
        InputError: A format is unknown, or `name` cannot begin a file's name.
        OutputError: The folder or a file cannot be written; nothing has changed then.
    """
    if not name or name.startswith(".") or set(name) & set("/\\\0"):
        raise InputError(f"{name!r} cannot begin a file's name", do="give a name without slashes or a leading dot")
    writers = chosen(formats)
    origin = Origin.of(name)
    contents: dict[str, bytes] = {}
    for writer in (text.files, *writers):
        contents.update({name + suffix: content for suffix, content in writer(audit, origin).items()})
    return _place(contents, Path(out))


def _place(contents: Mapping[str, bytes], out: Path) -> list[Path]:
    made = _make(out)
    try:
        targets = _put(contents, out)
    except BaseException as error:
        for folder in made:  # they held nothing but what has just been taken away again
            folder.rmdir()
        if isinstance(error, OSError):
            raise _output_error(out, error) from error
        raise
    return targets


def _make(out: Path) -> list[Path]:
    """Make the folder `out`; returns the folders that did not exist before, innermost first."""
    missing = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _output_error(out, error) from error
    return missing


def _put(contents: Mapping[str, bytes], out: Path) -> list[Path]:
    targets = [out / file for file in contents]
    for target in targets:
        if target.is_dir():
            raise IsADirectoryError(None, "a folder stands where a file has to go", str(target))
    hidden = Path(tempfile.mkdtemp(prefix=".aligner-", dir=out))
    try:
        for file, content in contents.items():
            (hidden / file).write_bytes(content)
        for target in targets:
            (hidden / target.name).replace(target)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
    return targets


def _output_error(out: Path, error: OSError) -> OutputError:
    where = str(error.filename or out)
    reason = (error.strerror or str(error)).lower()
    return OutputError(f"cannot write ({reason})", where=where, do="choose another folder with --out, or free this one")
