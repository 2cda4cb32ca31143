"""The errors a user can meet.

AlignerError
├── InputError        a file or an option that cannot be used as given
│   ├── ReadError     a file that is missing, binary, empty or in no known encoding or format
│   └── LanguageError a text in which one of the two languages is missing
├── OutputError       a folder or a file that cannot be written
├── StoreError        a store that is missing, damaged, busy, or of another version
├── ModelError        a model that cannot be loaded
├── ClusterError      workers on other machines that cannot be reached
└── MissingExtraError an optional package that a chosen option needs

Each message is one line: what happened, where, and what to do next. The command line turns any of them into that
line on stderr and exit code 1; no other exception is expected to reach a user.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class AlignerError(Exception):
    """The root: `what` went wrong, `where` (file, and line where one is known), and what to do `next`."""

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what = what
        self.where = where
        self.do = do
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"; {self.do}" if self.do else ""
        return f"{place}{self.what}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross processes whole, whatever their constructor takes."""
        return _revived, (type(self), self.what, self.where, self.do)


class InputError(AlignerError):
    """Something given by the user cannot be used."""


class ReadError(InputError):
    """A file cannot be read as text."""


class LanguageError(InputError):
    """One of the two languages is missing."""


class OutputError(AlignerError):
    """A result cannot be written."""


class StoreError(AlignerError):
    """A store cannot be opened, read or written."""


class ModelError(AlignerError):
    """A model cannot be loaded."""


@contextmanager
def named_model_errors(what: str, where: Path, *also: type[Exception]) -> Iterator[None]:
    """Turn what goes wrong in reading a file that ships with the package into an error that says what to do.

    Args:
        what: What the file holds, for the message.
        where: The file, or its folder.
        also: What the library that reads it raises, besides Python's own errors.

    Raises:
        ModelError: The file is missing or damaged.
    """
    expected: tuple[type[Exception], ...] = (OSError, ValueError, KeyError, TypeError, *also)
    try:
        yield
    except expected as error:
        message = f"{what} cannot be read ({error})"
        raise ModelError(message, where=str(where), do="reinstall zh-en-aligner") from error


class ClusterError(AlignerError):
    """Workers on other machines cannot be reached, or are lost."""


class MissingExtraError(AlignerError):
    """An optional package is not installed."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the package {package}, which is not installed",
            do=f"install it with: pip install 'zh-en-aligner[{extra}]'",
        )


def _revived(kind: type[AlignerError], what: str, where: str, do: str) -> AlignerError:
    error = kind.__new__(kind)
    AlignerError.__init__(error, what, where=where, do=do)
    return error
