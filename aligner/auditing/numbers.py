"""Numbers that the translation lost, added or changed.

A quantity is matched with one of its own sentence link first, then tolerated where the link or one beside it says the
same value somewhere else: translators move a figure over a full stop, and say once what holds twice. What is left over
on both sides of one clause, alike in kind, was changed; the rest was lost or added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from aligner.auditing.numerals import CURRENCIES, Quantity, agree, chinese_quantities, english_quantities, shown
from aligner.auditing.rule import Rule, Tabulation
from aligner.auditing.statistics import Statistics
from aligner.auditing.unit import Passage, Unit
from aligner.divergence import Candidate, Kind, Severity

NAME = "numbers"

# How sure a careful linguist is to mark a number of full weight; set on official translations, which are faithful.
CHANGED, LOST, ADDED, OTHER_BOUND, OTHER_CURRENCY = 0.92, 0.75, 0.6, 0.55, 0.85
CHANGED_REPEATED = 0.65  # one of the two values is said elsewhere too
LOST_YEAR, ADDED_YEAR = 0.55, 0.4  # a year that the other side names by “last year”, or that is plain from the text
_LIGHT = 0.3  # below this weight a quantity only serves to explain one of the other side
_ALIKE = {"count": 0, "multiple": 0, "ordinal": 0, "name": 5, "percent": 1, "year": 2, "month": 3, "day": 4}

Pair = tuple[Quantity, Quantity]


class Comparison(NamedTuple):
    """The quantities of a unit: pairs that agree, pairs that differ, and what stands on one side alone.

    `alone` holds the identities of those whose value is not said elsewhere; `en` all that the English says.
    """

    same: list[Pair]
    changed: list[Pair]
    lost: list[Quantity]
    added: list[Quantity]
    alone: set[int]
    en: list[Quantity]


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Numbers of one sentence link that do not agree."""
    if not (unit.link.zh and unit.link.en):
        return
    found = compare(unit)
    yield from _differing(unit, found.same)
    for zh, en in found.changed:
        strength = CHANGED if id(zh) in found.alone and id(en) in found.alone else CHANGED_REPEATED
        yield _candidate(unit, "mistranslation", "major", strength * max(zh.weight, en.weight), (zh,), (en,))
    for quantity in found.lost:
        yield _lost(unit, quantity, found.en)
    for quantity in found.added:
        strength = ADDED_YEAR if quantity.kind == "year" else ADDED
        yield _candidate(unit, "addition", "minor", strength * quantity.weight, (), (quantity,))


@lru_cache(maxsize=1)
def compare(unit: Unit) -> Comparison:
    """Match the quantities of a unit, and tell what changed from what was lost or added.

    It is kept for the report's rows, which are asked for after the findings.
    """
    zh, en = quantities(unit)
    same, left_zh, left_en = match(zh, en)
    if any(q.kind == "relative" for q in zh):
        left_en = [q for q in left_en if q.kind != "year"]
    lost = _unexplained(left_zh, en, [q for text in unit.near_texts("en") for q in english_quantities(text)])
    added = _unexplained(left_en, zh, [q for text in unit.near_texts("zh") for q in chinese_quantities(text)])
    alone = {id(q) for q in (*lost, *added)}
    changed = [pair for pair in _opposite(unit, left_zh, left_en) if id(pair[0]) in alone or id(pair[1]) in alone]
    told = {id(q) for pair in changed for q in pair}
    return Comparison(
        same, changed, [q for q in lost if id(q) not in told], [q for q in added if id(q) not in told], alone, en
    )


def quantities(unit: Unit) -> tuple[list[Quantity], list[Quantity]]:
    """The Chinese and the English quantities of a unit, without the numbers of its blocks."""
    return (
        _outside(chinese_quantities(unit.zh.text), unit.zh),
        _outside(english_quantities(unit.en.text), unit.en),
    )


def match(zh: Sequence[Quantity], en: Sequence[Quantity]) -> tuple[list[Pair], list[Quantity], list[Quantity]]:
    """Pair quantities that agree, each once, likeliest first; then what is left of both sides, in order."""
    possible = [(_distance(a, b), i, k) for i, a in enumerate(zh) for k, b in enumerate(en) if agree(a, b)]
    left_zh, left_en = dict(enumerate(zh)), dict(enumerate(en))
    pairs: list[Pair] = []
    for _, i, k in sorted(possible):
        if i in left_zh and k in left_en:
            pairs.append((left_zh.pop(i), left_en.pop(k)))
    return pairs, list(left_zh.values()), list(left_en.values())


def rows(unit: Unit) -> Iterator[tuple[str, ...]]:
    """For the report: each number of weight, and what stands for it on the other side."""
    found = compare(unit)
    both = [(zh, en) for zh, en in (*found.same, *found.changed) if max(zh.weight, en.weight) > _LIGHT]
    left = [(zh, None) for zh in found.lost if zh.weight > _LIGHT]
    for zh, en in sorted([*both, *left], key=lambda pair: pair[0].span):
        yield zh.text, en.text if en else "", shown(zh), shown(en) if en else ""
    for quantity in found.added:
        if quantity.weight > _LIGHT:
            yield "", quantity.text, "", shown(quantity)


def _distance(a: Quantity, b: Quantity) -> tuple[int, int, int]:
    """How unlike two quantities that agree are: in their best reading, their kind, their place."""
    readings = min((i + k for i, x in enumerate(a.readings) for k, y in enumerate(b.readings) if x == y), default=9)
    return readings, int(a.kind != b.kind), abs(a.span.start * 3 - b.span.start)


def _outside(found: Iterable[Quantity], passage: Passage) -> list[Quantity]:
    labels = [numbering.span.shift(-passage.start) for numbering in passage.numbering]
    return [q for q in found if not any(label.start <= q.span.start < label.end for label in labels)]


def _unexplained(left: Iterable[Quantity], others: Sequence[Quantity], beside: Sequence[Quantity]) -> list[Quantity]:
    """Those whose value is said nowhere in the other text, nor beside it."""
    return [q for q in left if q.readings and not any(_same(q, other) for other in (*others, *beside))]


def _same(a: Quantity, b: Quantity) -> bool:
    return agree(a, b) or agree(b, a)


def _opposite(unit: Unit, lost: Sequence[Quantity], added: Sequence[Quantity]) -> Iterator[Pair]:
    """What is left over on both sides, alike in kind: in one clause, or in the same place of a series as long."""
    free = [q for q in added if q.weight >= _LIGHT]
    waiting = []
    for quantity in (q for q in lost if q.weight >= _LIGHT):
        together = [q for q in free if _alike(quantity, q) and _in_one_clause(unit, quantity, q)]
        if together:
            free.remove(together[0])
            yield quantity, together[0]
        else:
            waiting.append(quantity)
    for group in sorted({_ALIKE[q.kind] for q in waiting}):
        zh = [q for q in waiting if _ALIKE[q.kind] == group]
        en = [q for q in free if _ALIKE.get(q.kind) == group]
        if len(zh) == len(en):
            yield from zip(zh, en, strict=True)


def _alike(zh: Quantity, en: Quantity) -> bool:
    return _ALIKE.get(zh.kind, -1) == _ALIKE.get(en.kind, -2)


def _in_one_clause(unit: Unit, zh: Quantity, en: Quantity) -> bool:
    clause = unit.clause_at(unit.zh.span(*zh.span), "zh")
    other = unit.clause_at(unit.en.span(*en.span), "en")
    return clause is not None and other is not None and clause.id == other.id


def _differing(unit: Unit, pairs: Iterable[Pair]) -> Iterator[Candidate]:
    """The same number in another currency, or "more than" where the original says "less than"."""
    for a, b in pairs:
        if a.unit in CURRENCIES and b.unit in CURRENCIES and a.unit != b.unit:
            yield _candidate(unit, "mistranslation", "major", OTHER_CURRENCY, (a,), (b,), "the currency differs")
        elif {a.bound, b.bound} == {"more", "less"} and min(a.weight, b.weight) > 0.5:
            yield _candidate(
                unit, "mistranslation", "minor", OTHER_BOUND, (a,), (b,), "one is “more than”, one “less than”"
            )


def _lost(unit: Unit, quantity: Quantity, en: Sequence[Quantity]) -> Candidate:
    unnamed = quantity.kind == "year" and any(q.kind == "relative" for q in en)
    severity: Severity = "minor" if unnamed else "major"
    strength = LOST_YEAR if unnamed else LOST
    return _candidate(unit, "omission", severity, strength * quantity.weight, (quantity,), ())


def _candidate(
    unit: Unit,
    kind: Kind,
    severity: Severity,
    strength: float,
    zh: tuple[Quantity, ...],
    en: tuple[Quantity, ...],
    why: str = "",
) -> Candidate:
    zh_spans = tuple(unit.zh.span(*q.span) for q in zh)
    en_spans = tuple(unit.en.span(*q.span) for q in en)
    written = " and ".join(q.text if q.text == shown(q) else f"{q.text} ({shown(q)})" for q in (*zh, *en))
    said = {
        "omission": f"{written} has no counterpart in the English",
        "addition": f"{written} has no counterpart in the Chinese",
        "mistranslation": f"{written} stand in the same place{': ' + why if why else ' and differ'}",
    }
    evidence = {"zh_values": [shown(q) for q in zh], "en_values": [shown(q) for q in en]}
    return Candidate(
        NAME,
        kind,
        "number",
        severity,
        strength,
        unit.place(zh_spans, en_spans),
        zh_spans,
        en_spans,
        said[kind],
        evidence,
    )


_TABLE = Tabulation("Numbers", ("Chinese", "English", "Chinese value", "English value"), rows)
RULE = Rule(NAME, find, (_TABLE,))
