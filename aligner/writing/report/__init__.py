"""The HTML report: NAME.html, one file that opens without a network."""

from aligner.writing.report.render import files

__all__ = ["files"]
