"""What stands on the other side for the words that were found: word links of the lexical tables, made into spans."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.words import Lexicon
from aligner.chinese_script import simplified
from aligner.document import Language, Span
from aligner.embedding.vocabulary import Word, load_tokenizer, words

LEAST = 0.15
"""The least strength of a word link that counts."""
_MOST_BETWEEN = 2
"""So many words without a counterpart of their own are taken in between two that belong to the match."""


def aligned(zh: str, en: str, language: Language, matches: Sequence[Span]) -> tuple[Span, ...]:
    """Spans of the other side that render the words which `matches` touch.

    Args:
        zh: The Chinese text of a link.
        en: Its English text.
        language: The side on which `matches` are spans.
        matches: What was found there.

    Returns:
        Spans in order, which do not touch one another; none where no word is linked.

    Raises:
        ModelError: The lexical tables cannot be loaded.
    """
    if not matches or not zh or not en:
        return ()
    sides = words([(simplified(zh), 0), (en, 0)], load_tokenizer())
    linked = _lexicon().link(*sides)
    strengths = linked.links if language == "zh" else linked.links.T
    here, there = sides if language == "zh" else sides[::-1]
    touched = np.array([any(w.span.start < m.end and m.start < w.span.end for m in matches) for w in here], dtype=bool)
    return _joined(there, _belong(strengths, touched))


@cache
def _lexicon() -> Lexicon:
    return Lexicon.load()


def _belong(strengths: NDArray[np.float32], touched: NDArray[np.bool_]) -> list[bool]:
    """For each word of the other side, whether it belongs to those touched here rather than to others."""
    if not touched.any() or not strengths.shape[1]:
        return [False] * strengths.shape[1]
    inside = strengths[touched].max(axis=0)
    outside = strengths[~touched].max(axis=0, initial=0.0)
    mine = (inside >= LEAST) & (inside >= outside)
    free = np.maximum(inside, outside) < LEAST
    at = np.flatnonzero(mine)
    for first, last in pairwise(at.tolist()):
        if last - first - 1 <= _MOST_BETWEEN and free[first + 1 : last].all():
            mine[first:last] = True
    found: list[bool] = mine.tolist()
    return found


def _joined(side: Sequence[Word], belong: Sequence[bool]) -> tuple[Span, ...]:
    spans: list[Span] = []
    last = -2
    for index, word in enumerate(side):
        if belong[index]:
            if index == last + 1 and spans:
                spans[-1] = Span(spans[-1].start, word.span.end)
            else:
                spans.append(word.span)
            last = index
    return tuple(spans)
