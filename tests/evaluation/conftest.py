"""The audit that the tests of the writers write."""

from tests.writing.conftest import aligned, sample

__all__ = ["aligned", "sample"]
