"""What a written file says of where it comes from: the document's name, this program, and a date if one is given."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import PurePath
from typing import NamedTuple

from aligner.document import Document
from aligner.errors import InputError

TOOL = "zh-en-aligner"


class Origin(NamedTuple):
    """The document's `name`, the `version` of this program, and the `date` to write, UTC, or None for no date at all.

    The clock is never asked, so that the same input gives the same bytes.
    """

    name: str
    version: str
    date: datetime | None = None

    @classmethod
    def of(cls, name: str) -> Origin:
        """The origin of a file written now, dated by `SOURCE_DATE_EPOCH` if the environment sets it.

        Raises:
            InputError: `SOURCE_DATE_EPOCH` is not a number of seconds.
        """
        return cls(name, _version(), _date(os.environ.get("SOURCE_DATE_EPOCH")))


def source_name(document: Document) -> str:
    """The name of the file a document was read from, without its folders: the same bytes wherever the file lies."""
    return PurePath(document.source).name


def rounded(score: float) -> str:
    """A score as it is written: at most 4 decimals, as many as scores are compared by."""
    return str(round(float(score), 4))


@cache
def _version() -> str:
    try:
        return metadata.version(TOOL)
    except metadata.PackageNotFoundError:  # run from a checkout that was never installed
        return "0"


def _date(seconds: str | None) -> datetime | None:
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(
            f"SOURCE_DATE_EPOCH is {seconds!r}, which is not a number of seconds since 1970",
            do="set it to a whole number, or unset it",
        ) from error
