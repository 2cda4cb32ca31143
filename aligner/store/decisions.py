"""What reviewers decided of divergences.

A decision is kept by the document's name and the divergence's identifier, which is made of its content: it outlives a
new alignment, and holds again for a divergence that comes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from aligner.store.schema import Store

Verdict = Literal["accept", "reject"]


class Decision(NamedTuple):
    """A verdict on a divergence of a document, with the reviewer's `note`.

    `decided` says when, as ISO 8601, if whoever writes it wants that kept; nothing here asks the clock.
    """

    document: str
    divergence: str
    verdict: Verdict
    note: str = ""
    decided: str | None = None


def decide(store: Store, decision: Decision) -> None:
    """Keep a decision, in place of an earlier one on the same divergence.

    Raises:
        StoreError: The store cannot be written, or the verdict is none.
    """
    with store.transaction():
        store.connection.execute("INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?)", decision)


def withdraw(store: Store, document: str, divergence: str) -> None:
    """Drop the decision on a divergence, if there is one.

    Raises:
        StoreError: The store cannot be written.
    """
    with store.transaction():
        store.connection.execute("DELETE FROM decisions WHERE document = ? AND divergence = ?", (document, divergence))


def decisions(store: Store, document: str | None = None) -> Iterator[Decision]:
    """The decisions on one document, or on all, in order of document and divergence."""
    where = "" if document is None else "WHERE document = ?"
    given = () if document is None else (document,)
    rows = store.connection.execute(f"SELECT * FROM decisions {where} ORDER BY document, divergence", given)
    yield from (Decision(*row) for row in rows)
