"""Putting files into a folder, all of them or none.

Files are written to a hidden folder inside the target, then renamed into place. A fault in any of this leaves the
target as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from aligner.divergence import Audit
from aligner.errors import InputError, OutputError
from aligner.workers import beside
from aligner.writing import text
from aligner.writing.formats import chosen
from aligner.writing.hidden import hidden_folder
from aligner.writing.markup import illegal
from aligner.writing.origin import Origin
from aligner.writing.settings import DEFAULTS, WriteSettings

log = logging.getLogger(__name__)


def write(
    audit: Audit,
    out: Path | str,
    *,
    name: str,
    formats: Collection[str] | None = None,
    settings: WriteSettings = DEFAULTS,
    workers: int = 1,
) -> list[Path]:
    """Write an audit into the folder `out`, which is made if need be.

    `NAME.zh.txt` and `NAME.en.txt` are always written, since the offsets in all other files count characters of
    these two. Links and divergences come in order of the Chinese text, divergences from the audit's threshold up.
    The same audit gives the same bytes; a date is written only if `SOURCE_DATE_EPOCH` gives one.

    Args:
        audit: What to write.
        out: The folder. Files of the same names in it are replaced, others are left alone.
        name: What the files' names begin with.
        formats: Names in `aligner.writing.FORMATS` ("jsonl", "tmx", "xlsx" …), or None for those in `DEFAULT`.
        settings: Choices about what the files hold.
        workers: The most processes to work with; they do not change the result.

    Returns:
        The files written, the two texts first.

    Raises:
        InputError: A format is unknown, or `name` cannot begin a file's name.
        OutputError: The folder or a file cannot be written, or a format cannot hold a text; nothing has changed then.
        MissingExtraError: A format needs a package that is not installed.
    """
    if not name or name.startswith(".") or set(name) & set("/\\\0"):
        raise InputError(f"{name!r} cannot begin a file's name", do="give a name without slashes or a leading dot")
    *writers, last = text.files, *chosen(formats)
    origin = Origin.of(name)
    _warn_of_illegal(audit, name)

    def others() -> dict[str, list[bytes]]:
        files = (writer(audit, origin, settings) for writer in writers)
        return {suffix: list(pieces) for made in files for suffix, pieces in made.items()}

    # The last format takes as long as the others: it is the report, unless others are asked for.
    with beside(others, workers) as rest:
        longest = last(audit, origin, settings)
        contents: dict[str, Iterable[bytes]] = {**rest(), **longest}
    return place({name + suffix: content for suffix, content in contents.items()}, Path(out))


def place(contents: Mapping[str, Iterable[bytes]], out: Path) -> list[Path]:
    """Write files of these names and pieces into `out`, all of them or none.

    Raises:
        OutputError: The folder or a file cannot be written; nothing has changed then.
    """
    made: list[Path] = []
    try:
        made += [folder for folder in (out, *out.parents) if not folder.exists()]
        out.mkdir(parents=True, exist_ok=True)
        return _put(contents, out)
    except BaseException as error:
        for folder in made:  # the innermost first; another process may have put something into it
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise _cannot_write(out, error.strerror or str(error)) from error
        raise


def _put(contents: Mapping[str, Iterable[bytes]], out: Path) -> list[Path]:
    targets = [out / file for file in contents]
    for target in targets:
        if target.is_dir():
            raise _cannot_write(target, "a folder stands where a file has to go")
    with hidden_folder(out) as hidden:
        for file, content in contents.items():
            with (hidden / file).open("wb") as stream:
                stream.writelines(content)
        for target in targets:
            (hidden / target.name).replace(target)
    return targets


def _cannot_write(where: Path, why: str) -> OutputError:
    return OutputError(
        f"cannot write ({why.lower()})", where=str(where), do="choose another folder with --out, or free this one"
    )


def _warn_of_illegal(audit: Audit, name: str) -> None:
    found = illegal(audit.alignment.zh.text) + illegal(audit.alignment.en.text)
    if found:
        log.warning("%s: %d characters that XML and spreadsheets cannot hold are written there as U+FFFD", name, found)
