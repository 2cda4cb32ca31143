"""The HTML report: what its template shows, taken from an audit."""

from __future__ import annotations

from aligner.divergence import Audit
from aligner.writing.origin import Origin


def files(audit: Audit, origin: Origin) -> dict[str, bytes]:
    """The report, not yet made."""
    return {}
