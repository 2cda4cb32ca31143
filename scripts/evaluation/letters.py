"""Texts compared by their letters and digits alone, as the scorers do, so that spaces and quotes do not matter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from aligner.document import Span


class Letters:
    """A text's letters and digits in lower case, and where each stands in the text."""

    def __init__(self, text: str) -> None:
        kept = [(character, at) for at, character in enumerate(text) if character.isalnum()]
        self.text = "".join(character for character, _ in kept).lower()
        self.origin = [at for _, at in kept]

    def occurrences(self, passage: str, within: Span | None = None) -> list[Span]:
        """Where a passage stands in the text, or in a part of it: spans of the text, in order."""
        wanted = Letters(passage).text
        part = within or Span(0, self.origin[-1] + 1 if self.origin else 0)
        found = []
        k = self.text.find(wanted, bisect_left(self.origin, part.start)) if wanted else -1
        while k >= 0 and self.origin[k + len(wanted) - 1] < part.end:
            found.append(Span(self.origin[k], self.origin[k + len(wanted) - 1] + 1))
            k = self.text.find(wanted, k + 1)
        return found


def lettered(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The offsets of the letters and digits that spans cover."""
    return frozenset(at for span in spans for at in range(span.start, span.end) if text[at].isalnum())
