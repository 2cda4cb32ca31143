"""What rules quote of a text, in its own characters where they read it in simplified ones.

Rules compare by simplified text, and name what they found by it. Each stretch of Chinese in what they say that stands
in the passage too is given back as it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aligner.chinese_script import HAN
from aligner.divergence import Divergence

_chinese = re.compile(f"[{HAN}]+")


@dataclass(frozen=True)
class Quotation:
    """A passage as it is compared and as it is written, character for character; `start` is where it stands."""

    compared: str
    written: str
    start: int = 0

    def of(self, divergence: Divergence) -> Divergence:
        """A divergence whose message and evidence quote the passage as it is written."""
        first = [span.start - self.start for span in divergence.zh[:1]]
        evidence = {rule: self._value(value, first) for rule, value in divergence.evidence.items()}
        return replace(divergence, message=self.text(divergence.message, first), evidence=evidence)

    def text(self, said: str, first: Sequence[int] = ()) -> str:
        """What is said, in the passage's own characters; of equal stretches that from an offset of `first` is meant."""

        def quoted(found: re.Match[str]) -> str:
            places = [self.compared.find(found[0], at) for at in (*first, 0)]
            place = next((place for place in places if place >= 0), None)
            return found[0] if place is None else self.written[place : place + len(found[0])]

        return _chinese.sub(quoted, said)

    def _value(self, value: Any, first: Sequence[int]) -> Any:  # noqa: ANN401  # evidence is whatever JSON holds
        if isinstance(value, str):
            return self.text(value, first)
        if isinstance(value, Mapping):
            return {key: self._value(inner, first) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self._value(inner, first) for inner in value]
        return value
