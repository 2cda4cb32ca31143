"""The registry of formats: a new one is one module, and one line here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from aligner.divergence import Audit
from aligner.errors import InputError
from aligner.writing import intertext, jsonl, memo, moses, parquet, report, tei, tmx, vertical, xliff, xlsx
from aligner.writing.origin import Origin
from aligner.writing.settings import WriteSettings

Writer = Callable[[Audit, Origin, WriteSettings], Mapping[str, Iterable[bytes]]]
"""Gives the files of one format: for each its suffix (".tmx"), which follows the document's name, and its pieces."""

FORMATS: Mapping[str, Writer] = {
    "jsonl": jsonl.files,
    "tmx": tmx.files,
    "tei": tei.files,
    "html": report.files,
    "xlsx": xlsx.files,
    "xliff": xliff.files,
    "parquet": parquet.files,
    "intertext": intertext.files,
    "vertical": vertical.files,
    "moses": moses.files,
    "memo": memo.files,
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
