"""A glossary: what Chinese terms are called in English, and what they must not be called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Term(NamedTuple):
    """A Chinese term.

    `renderings` are accepted in English and `forbidden` are not; `origin` says where the term is attested. A `binding`
    term is the user's own: any other rendering is a fault, however well it fits.
    """

    zh: str
    renderings: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    origin: str = ""
    binding: bool = False


@dataclass(frozen=True, eq=False)
class Glossary:
    """Terms by their Chinese."""

    terms: Mapping[str, Term]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Glossary:
        """A glossary of terms; what is said of one term in several places is taken together."""
        found: dict[str, Term] = {}
        for term in terms:
            seen = found.get(term.zh)
            found[term.zh] = _together(seen, term) if seen else term
        return cls(found)

    def over(self, other: Glossary) -> Glossary:
        """The terms of both; of a term that both have, what this one says."""
        return Glossary({**other.terms, **self.terms})

    def without(self, terms: Iterable[str]) -> Glossary:
        """All but some terms, named in Chinese."""
        left_out = frozenset(terms)
        return Glossary({zh: term for zh, term in self.terms.items() if zh not in left_out})

    @cached_property
    def by_beginning(self) -> Mapping[str, tuple[str, ...]]:
        """The terms by their first two characters, the longest first."""
        buckets: dict[str, list[str]] = {}
        for zh in sorted(self.terms, key=len, reverse=True):
            buckets.setdefault(zh[:2], []).append(zh)
        return {beginning: tuple(bucket) for beginning, bucket in buckets.items()}


NO_TERMS = Glossary({})


def _together(a: Term, b: Term) -> Term:
    return a._replace(
        renderings=tuple(dict.fromkeys((*a.renderings, *b.renderings))),
        forbidden=tuple(dict.fromkeys((*a.forbidden, *b.forbidden))),
        binding=a.binding or b.binding,
    )
