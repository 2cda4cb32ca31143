"""Candidates for a bilingual glossary: Chinese terms of one word or more that recur, and what stands for them.

Terms are ranked by C-value (Frantzi, Ananiadou and Mima, 2000), which discounts a run of words that occurs mostly
inside longer ones; with log2(1 + words), so that single words count too. A rendering is the English phrase that word
links tie to an occurrence, and to nothing outside it (consistent phrase pairs; Koehn, Och and Marcu, 2003), without
articles and prepositions at its ends.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.words import Lexicon
from aligner.chinese_script import simplified
from aligner.embedding.vocabulary import Word, load_tokenizer, words

MOST_WORDS = 5
MOST_CHARACTERS = 16
LEAST = 0.15
"""The least strength of a word link that ties words to one another."""
_MOST_ENGLISH = 8
_MOST_ENTRIES = 3_000_000
_BATCH = 500
_LEAST_RENDERED = 0.25  # the share of its occurrences that a term has to have a rendering in

_term_word = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffffA-Za-z0-9０-９Ａ-Ｚａ-ｚ]+")
_han = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
# Words that no term begins or ends with.
_ZH = (
    "的 地 得 了 着 过 和 与 及 或 以及 而 且 并 但 在 于 对 对于 为 以 是 把 将 被 让 使 由 从 向 到 按 按照 "
    "根据 等 等等 之 其 这 那 此 该 各 每 本 某 我 你 他 她 它 我们 你们 他们 它们 不 没 没有 未 无 也 都 就 "
    "还 又 再 已 已经 要 会 能 可 可以 应 应当 须 必须 一 二 三 四 五 六 七 八 九 十 两 几 个 一个 种 一种 项 "
    "些 一些 有 上 下 中 内 外 里 后 前 时 者 所 吗 呢 吧 啊 如 如果 因 因为 所以 通过 进行 关于 有关 很 更 "
    "最 非常 什么 怎么 谁 哪 这个 那个 这些 那些 自己 则 即 若 第 年 月 日"
)
_EN = (
    "a an the of in on at to for by with from as and or but that which this these those its their his her our your my "
    "it be is are was were been being has have had will would shall should can could may must do does did not no such "
    "into under over between through within all any each"
)
_EMPTY_ZH, _EMPTY_EN = frozenset(_ZH.split()), frozenset(_EN.split())


class Unit(NamedTuple):
    """A link as terms are looked for in it: the name of its document, and its two texts."""

    document: str
    zh: str
    en: str


@dataclass(frozen=True)
class Rendering:
    """An English phrase, and how many occurrences of the term it stands for."""

    text: str
    count: int


@dataclass(frozen=True)
class Term:
    """A candidate: how often it occurs, in how many documents, its C-value, its renderings and a link as an example."""

    text: str
    count: int
    documents: int
    value: float
    renderings: tuple[Rendering, ...]
    example: Unit


@dataclass
class _Seen:
    count: int = 0
    documents: set[str] = field(default_factory=set)
    renderings: Counter[str] = field(default_factory=Counter)
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    examples: dict[str, Unit] = field(default_factory=dict)


def terms(
    units: Callable[[], Iterable[Unit]],
    *,
    least_count: int = 3,
    renderings: int = 3,
    on_step: Callable[[str], None] = lambda step: None,
) -> list[Term]:
    """Find the candidates of a corpus.

    Args:
        units: Gives all links, and again for a second pass.
        least_count: How often a term has to occur.
        renderings: The most renderings to give of each.
        on_step: Called with what is being done.

    Returns:
        Terms with a rendering, by falling C-value.

    Raises:
        ModelError: The lexical tables cannot be loaded.
    """
    counts = _counted(units(), on_step)
    frequent = {text: count for text, count in counts.items() if count[0] >= least_count}
    values = _values(frequent)
    wanted = {text for text, value in values.items() if value > 0}
    found: dict[str, _Seen] = defaultdict(_Seen)
    lexicon = Lexicon.load()
    for done, (unit, zh, en) in enumerate(_cut(units()), 1):
        if done % _BATCH == 0:
            on_step(f"renderings in {done:,} links")
        spans = [(i, j, text) for i, j, text in _runs(unit.zh, zh) if text in wanted]
        if spans and en:
            _render(unit, zh, en, spans, lexicon, found)
    made = [_term(text, counts[text][0], values[text], seen, renderings) for text, seen in found.items()]
    kept = (term for term in made if term.renderings)
    return sorted(kept, key=lambda term: (-term.value, term.text))


def _cut(units: Iterable[Unit]) -> Iterator[tuple[Unit, Sequence[Word], Sequence[Word]]]:
    tokenizer = load_tokenizer()
    rest = iter(units)
    while batch := list(islice(rest, _BATCH)):
        zh = words([(simplified(unit.zh), 0) for unit in batch], tokenizer)
        en = words([(unit.en, 0) for unit in batch], tokenizer)
        yield from zip(batch, zh, en, strict=True)


def _runs(text: str, side: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """The runs of words that may be a term: their first and last word, and their text."""
    pieces = [word.span.of(text) for word in side]
    for i, first in enumerate(pieces):
        if first in _EMPTY_ZH or not _term_word.fullmatch(first):
            continue
        for j in range(i, min(i + MOST_WORDS, len(side))):
            if not _term_word.fullmatch(pieces[j]) or (j > i and side[j].span.start != side[j - 1].span.end):
                break
            run = text[side[i].span.start : side[j].span.end]
            if len(run) > MOST_CHARACTERS:
                break
            if len(run) > 1 and pieces[j] not in _EMPTY_ZH and _han.search(run):
                yield i, j, run


def _counted(units: Iterable[Unit], on_step: Callable[[str], None]) -> dict[str, tuple[int, tuple[str, ...]]]:
    """How often each run occurs, and its words.

    Where there are too many different ones, those seen once are forgotten (lossy counting; Manku and Motwani, 2002).
    """
    counts: Counter[str] = Counter()
    parts: dict[str, tuple[str, ...]] = {}
    for done, (unit, zh, _) in enumerate(_cut(units), 1):
        for i, j, run in _runs(unit.zh, zh):
            counts[run] += 1
            if run not in parts:
                parts[run] = tuple(word.span.of(unit.zh) for word in zh[i : j + 1])
        if done % _BATCH == 0:
            on_step(f"terms in {done:,} links")
            if len(counts) > _MOST_ENTRIES:
                counts = Counter({run: count for run, count in counts.items() if count > 1})
                parts = {run: parts[run] for run in counts}
    return {run: (count, parts[run]) for run, count in counts.items()}


def _values(counts: dict[str, tuple[int, tuple[str, ...]]]) -> dict[str, float]:
    """The C-value of each run among those given."""
    around: dict[str, list[int]] = defaultdict(list)
    for run, (count, parts) in counts.items():
        ends = [(i, j) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)]
        for inside in {"".join(parts[i:j]) for i, j in ends} - {run}:
            if inside in counts:
                around[inside].append(count)
    return {
        run: math.log2(1 + len(parts)) * (count - (sum(around[run]) / len(around[run]) if run in around else 0.0))
        for run, (count, parts) in counts.items()
    }


def _render(
    unit: Unit,
    zh: Sequence[Word],
    en: Sequence[Word],
    spans: Sequence[tuple[int, int, str]],
    lexicon: Lexicon,
    found: dict[str, _Seen],
) -> None:
    """Note every occurrence in a link, with its rendering if it has one."""
    links = lexicon.link(zh, en).links
    best = np.where(links.max(axis=0) >= LEAST, links.argmax(axis=0), -1)  # whose each English word is
    for i, j, text in spans:
        seen = found[text]
        seen.count += 1
        seen.documents.add(unit.document)
        mine = np.flatnonzero((best >= i) & (best <= j))
        if not len(mine) or mine[-1] - mine[0] >= _MOST_ENGLISH:
            continue
        first, last = int(mine[0]), int(mine[-1])
        within = best[first : last + 1]
        if ((within >= 0) & ((within < i) | (within > j))).any() or _unrendered(links, best, i, j):
            continue
        phrase = _trimmed(unit.en, en[first : last + 1])
        if phrase:
            key = phrase.lower()
            seen.renderings[key] += 1
            seen.forms[key][phrase] += 1
            seen.examples.setdefault(key, unit)


def _unrendered(links: NDArray[np.float32], best: NDArray[np.intp], i: int, j: int) -> bool:
    """Whether the first or the last word of a run has no English word: the phrase would say less than the run."""
    return not ((best == i).any() or links[i].max() >= LEAST) or not ((best == j).any() or links[j].max() >= LEAST)


def _trimmed(text: str, side: Sequence[Word]) -> str:
    kept = list(side)
    while kept and _is_empty(kept[0].span.of(text)):
        kept.pop(0)
    while kept and _is_empty(kept[-1].span.of(text)):
        kept.pop()
    return " ".join(text[kept[0].span.start : kept[-1].span.end].split()) if kept else ""


def _is_empty(word: str) -> bool:
    return word.lower() in _EMPTY_EN or not any(character.isalnum() for character in word)


def _term(text: str, count: int, value: float, seen: _Seen, most: int) -> Term:
    enough = seen.renderings.total() >= _LEAST_RENDERED * seen.count
    ordered = sorted(seen.renderings.items(), key=lambda item: (-item[1], item[0])) if enough else []
    renderings = tuple(Rendering(_form(seen.forms[key]), number) for key, number in ordered[:most])
    example = seen.examples[ordered[0][0]] if ordered else Unit("", "", "")
    return Term(text, count, len(seen.documents), round(value, 4), renderings, example)


def _form(forms: Counter[str]) -> str:
    """The form in which a phrase is most often written; of equals the one with fewer capitals."""
    return min(forms, key=lambda form: (-forms[form], sum(map(str.isupper, form)), form))
