"""The registry of formats: a new one is one module with a function `files`, and one line here.

A format's module is imported when it is first written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from importlib import import_module

from aligner.divergence import Audit
from aligner.errors import InputError
from aligner.writing.origin import Origin
from aligner.writing.settings import WriteSettings

Writer = Callable[[Audit, Origin, WriteSettings], Mapping[str, Iterable[bytes]]]
"""Gives the files of one format: for each its suffix (".tmx"), which follows the document's name, and its pieces."""


def _of(module: str) -> Writer:
    def files(audit: Audit, origin: Origin, settings: WriteSettings) -> Mapping[str, Iterable[bytes]]:
        written: Mapping[str, Iterable[bytes]] = import_module(f"aligner.writing.{module}").files(
            audit, origin, settings
        )
        return written

    return files


FORMATS: Mapping[str, Writer] = {
    "jsonl": _of("jsonl"),
    "tmx": _of("tmx"),
    "tei": _of("tei"),
    "html": _of("report"),
    "xlsx": _of("xlsx"),
    "xliff": _of("xliff"),
    "parquet": _of("parquet"),
    "intertext": _of("intertext"),
    "vertical": _of("vertical"),
    "moses": _of("moses"),
    "memo": _of("memo"),
}
DEFAULT = ("jsonl", "tmx", "tei", "html")
"""What is written unless something else is asked for: all that needs no extra and holds any text."""


def chosen(names: Collection[str] | None) -> list[Writer]:
    """The writers of the formats `names`, in the registry's order; those in `DEFAULT` for None.

    Raises:
        InputError: A name is in no registry line; the message lists those that are.
    """
    names = DEFAULT if names is None else names
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        raise InputError(f"there is no format {', '.join(map(repr, unknown))}", do=f"choose from {', '.join(FORMATS)}")
    return [writer for name, writer in FORMATS.items() if name in names]
