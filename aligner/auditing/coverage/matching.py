"""One unit with its links: which of its words render each other, one to one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from aligner.auditing.coverage.atoms import Atoms, Flags, Floats, Ints


@dataclass(frozen=True, eq=False)
class Matching:
    """Two sides and their links.

    `tables` are strengths by the lexical tables, `cosines` those of the vectors and `strengths` all evidence together,
    each of shape (zh atoms, en atoms). `zh_link[i]` is the atom linked with i, or -1; `en_link` the same from the
    other side. `near[i, j]` in [0, 1] says how well j lies where the links around i point.
    """

    zh: Atoms
    en: Atoms
    tables: Floats
    cosines: Floats
    strengths: Floats
    zh_link: Ints
    en_link: Ints
    near: Floats

    @property
    def sides(self) -> tuple[Atoms, Atoms]:
        """The Chinese and the English words."""
        return self.zh, self.en

    @cached_property
    def zh_links(self) -> list[int]:
        """`zh_link`, for who asks about one atom at a time."""
        links: list[int] = self.zh_link.tolist()
        return links

    @property
    def comparable(self) -> bool:
        """Whether there is at least one word on either side."""
        return len(self.zh) > 0 < len(self.en)


def unlinked(side: Atoms, link: Ints) -> Flags:
    """The words of meaning that nothing is linked with."""
    left: Flags = (link < 0) & side.content
    return left
