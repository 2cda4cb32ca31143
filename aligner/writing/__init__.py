"""Writing an audit out: each format is one module, and one line in `formats.FORMATS`."""

from aligner.writing.folder import write
from aligner.writing.formats import FORMATS

__all__ = ["FORMATS", "write"]
