"""Words of one sentence link matched with those of the other side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.words import Lexicon
from aligner.auditing.unit import Unit
from aligner.document import Span
from aligner.embedding.builtin import BuiltinEncoder
from aligner.embedding.vocabulary import Word, load_tokenizer, words

Floats = NDArray[np.float32]


class Atom(NamedTuple):
    """A word or a part of one: its span, its number, that of the whole word, and how much it means."""

    span: Span
    key: int
    whole: int
    content: float


@dataclass(frozen=True)
class Matching:
    """The words of both sides and how well the best counterpart renders each."""

    zh: list[Atom]
    en: list[Atom]
    zh_best: Floats
    en_best: Floats
    strengths: Floats


@cache
def _vectors() -> tuple[NDArray[np.int8], Floats]:
    rows = BuiltinEncoder.load().rows
    norms = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=np.float32))
    return rows, np.maximum(norms, 1)


@cache
def _parts(token: str) -> tuple[str, str] | None:
    tokenizer = load_tokenizer()
    if len(token) == 4:
        a, b = token[:2], token[2:]
        if tokenizer.token_to_id(a) is not None and tokenizer.token_to_id(b) is not None:
            return a, b
    return None


def _atoms(unit_words: list[Word], text: str, start: int) -> list[Atom]:
    lexicon, tokenizer = Lexicon.load(), load_tokenizer()
    out = []
    for word in unit_words:
        written = word.span.shift(-start).of(text)
        parts = _parts(written) if not written.isascii() else None
        spans = [(word.span, word.key)]
        if parts:
            middle = word.span.start + len(parts[0])
            first, second = (tokenizer.token_to_id(part) for part in parts)
            spans = [(Span(word.span.start, middle), first), (Span(middle, word.span.end), second)]
        for span, key in spans:
            linked = float(lexicon.linked[lexicon.classes[key]])
            speaks = any(c.isalpha() for c in span.shift(-start).of(text))
            content = linked if speaks and lexicon.salience[key] > 3.5 and linked > 0.75 else 0.0
            out.append(Atom(span, key, word.key, content))
    return out


def match(unit: Unit) -> Matching:
    """Match one to one, the strongest pairs first."""
    lexicon = Lexicon.load()
    tokens = words([(unit.zh.text, unit.zh.start), (unit.en.text, unit.en.start)], load_tokenizer())
    zh, en = (_atoms(found, side.text, side.start) for found, side in zip(tokens, (unit.zh, unit.en), strict=True))
    keys = np.array([a.key for a in zh], dtype=np.int64), np.array([a.key for a in en], dtype=np.int64)
    wholes = np.array([a.whole for a in zh], dtype=np.int64)
    strengths = lexicon.pairs(*keys)
    rows, norms = _vectors()
    left, right = rows[keys[0]].astype(np.float32), rows[keys[1]].astype(np.float32)
    cosines = left @ right.T / norms[keys[0]][:, None] / norms[keys[1]][None, :]
    strengths = np.maximum(strengths, np.where(cosines > 0.5, (cosines - 0.45), 0))
    if (wholes != keys[0]).any():
        from_whole = np.where((wholes != keys[0])[:, None], lexicon.pairs(wholes, keys[1]), 0)
        for k in range(len(zh) - 1):
            if wholes[k] == wholes[k + 1] and zh[k].key != wholes[k]:
                known = strengths[k : k + 2].max(axis=0) > 0.02
                from_whole[k : k + 2, known] = 0
        strengths = np.maximum(strengths, from_whole)
    zh_best, en_best = np.zeros(len(zh), np.float32), np.zeros(len(en), np.float32)
    if strengths.size:
        for flat in np.argsort(-strengths, axis=None, kind="stable"):
            i, j = divmod(int(flat), len(en))
            if strengths[i, j] < 0.01:
                break
            if not zh_best[i] and not en_best[j]:
                zh_best[i] = en_best[j] = strengths[i, j]
    for i in np.flatnonzero(zh_best == 0):
        zh_best[i] = strengths[i].max(initial=0) * 0.5
    for j in np.flatnonzero(en_best == 0):
        en_best[j] = strengths[:, j].max(initial=0) * 0.5
    return Matching(zh, en, zh_best, en_best, strengths)
