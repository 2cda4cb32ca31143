"""The summary of a batch: summary.html, one file that opens without a network."""

from aligner.batch.summary.render import summary_html

__all__ = ["summary_html"]
