"""Responsible agencies, compared one by one, and bodies named in running text.

Both lists are read into items. An item that names the same body is right, however freely it is named; one that shares
the words but is another kind of body ("Ministry of Energy" for the National Energy Administration), or names another
body, is a mistranslation; what is left over in one list alone is an omission or an addition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from aligner.auditing.agencies import COMMON_WORDS, abbreviated, agencies, chinese_mentions, english_mentions, nearest
from aligner.auditing.agency_lists import Item, Reading, read_chinese, read_english
from aligner.auditing.rule import Rule, Tabulation
from aligner.auditing.statistics import Statistics
from aligner.auditing.unit import Unit
from aligner.divergence import Candidate, Kind, Severity
from aligner.document import Span

NAME = "entities"

WRONG_BODY, WRONG_RANK, LOST, REPEATED, INVENTED, LIST_LOST = 0.92, 0.85, 0.85, 0.75, 0.7, 0.7
RUNNING_WRONG, RUNNING_LOST, RUNNING_ADDED = 0.55, 0.3, 0.15
LIKELY_OTHER, UNKNOWN = 0.7, 0.4
_LIKE = 0.6  # the share of common words from which a name means a body that the other list has
_VERY_LIKE = 0.8  # … and from which it means any other body of the table


class Matched(NamedTuple):
    """Items of two lists: what names the same body, what names another, and what one list has alone."""

    same: list[tuple[Item, Item]]
    wrong: list[tuple[Item, Item]]
    lost: list[Item]
    added: list[Item]


def find(unit: Unit, statistics: Statistics) -> Iterator[Candidate]:
    """Agencies of one sentence link that do not agree."""
    if not (unit.link.zh and unit.link.en):
        return
    zh, en = read_chinese(unit.zh.text), read_english(unit.en.text)
    if zh.items and en.items:
        yield from _listed(unit, match(zh.items, en.items))
    elif zh.items:
        yield from _unlisted(unit, zh, en)
    yield from _in_running_text(unit, zh, en)


def match(zh: Sequence[Item], en: Sequence[Item]) -> Matched:
    """Pair the items of two lists: by the body they name, by the words they share, then by their order."""
    same, left_zh, left_en = _pair(list(zh), list(en), lambda a, b: bool(set(a.keys) & set(b.keys)))
    close, left_zh, left_en = _pair(left_zh, left_en, _freely_named)
    misnamed, left_zh, left_en = _pair(left_zh, left_en, _other_rank)
    repeated = [b for b in left_en if any(set(b.keys) & set(a.keys) for a in zh)]
    left_en = [b for b in left_en if b not in repeated]
    crossed = list(zip(left_zh, left_en, strict=False))
    lost, added = left_zh[len(crossed) :], left_en[len(crossed) :]
    return Matched(same + close, misnamed + crossed, lost, sorted(repeated + added))


def rows(unit: Unit) -> Iterator[tuple[str, ...]]:
    """For the report: the agencies of the unit's lists in both languages, and what was found."""
    zh, en = read_chinese(unit.zh.text), read_english(unit.en.text)
    if not zh.items:
        return
    found = match(zh.items, en.items)
    lines = [(a.span, a.text, b.text, "") for a, b in found.same]
    lines += [(a.span, a.text, b.text, "another body") for a, b in found.wrong]
    lines += [(a.span, a.text, "", "left out") for a in found.lost]
    for _, chinese, english, verdict in sorted(lines):
        yield unit.section, chinese, english, _official(chinese), verdict
    for item in found.added:
        yield unit.section, "", item.text, "", "added"


def _pair(
    zh: list[Item], en: list[Item], fits: Callable[[Item, Item], bool]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pair each Chinese item with the first English one left that fits, and what remains of both."""
    pairs, left = [], list(en)
    for item in zh:
        partner = next((other for other in left if fits(item, other)), None)
        if partner is not None:
            left.remove(partner)
            pairs.append((item, partner))
    paired = {a for a, _ in pairs}
    return pairs, [a for a in zh if a not in paired], left


def _freely_named(zh: Item, en: Item) -> bool:
    """Whether a name that is not in the table means the Chinese body, as the kind of body it is."""
    guess = nearest(en.text, zh.keys) if not en.keys else None
    return guess is not None and guess.likeness >= _LIKE and guess.same_rank


def _other_rank(zh: Item, en: Item) -> bool:
    """Whether an English name means the body but makes it another kind, or writes its abbreviation as a word."""
    if en.text in COMMON_WORDS:
        return bool(set(abbreviated(en.text)) & set(zh.keys))
    guess = nearest(en.text, zh.keys) if not en.keys else None
    return guess is not None and guess.likeness >= _LIKE


def _listed(unit: Unit, found: Matched) -> Iterator[Candidate]:
    for zh, en in found.wrong:
        message = f"{zh.text} is the {_official(zh.text)}; the English says “{en.text}”"
        yield _candidate(unit, "mistranslation", "major", _wrongness(zh, en), zh.span, en.span, message, zh.keys)
    for item in found.lost:
        message = f"{item.text} (the {_official(item.text)}) is missing from the English list"
        yield _candidate(unit, "omission", "major", LOST, item.span, None, message, item.keys)
    named = {key for zh, _ in (*found.same, *found.wrong) for key in zh.keys}
    for item in found.added:
        repeated = bool(set(item.keys) & named)
        message = f"“{item.text}” is {'named twice' if repeated else 'not in the Chinese list'}"
        severity: Severity = "minor" if repeated else "major"
        strength = REPEATED if repeated else INVENTED
        yield _candidate(unit, "addition", severity, strength, None, item.span, message, item.keys)


def _wrongness(zh: Item, en: Item) -> float:
    """How sure it is that an English item names another body; an unknown name may be a free rendering."""
    if en.keys or en.text in COMMON_WORDS:
        return WRONG_BODY
    if _other_rank(zh, en):
        return WRONG_RANK
    guess = nearest(en.text)
    return LIKELY_OTHER if guess is not None and guess.likeness >= _VERY_LIKE else UNKNOWN


def _unlisted(unit: Unit, zh: Reading, en: Reading) -> Iterator[Candidate]:
    """A Chinese list without an English one: its bodies may stand in the sentence, or in the one beside it."""
    beside = [m for text in unit.near_texts("en") for m in english_mentions(text)]
    named = {key for m in (*en.running, *beside) for key in m.keys}
    missing = [item for item in zh.items if not set(item.keys) & named]
    if len(missing) == len(zh.items):
        message = "the list of responsible agencies is missing from the English"
        yield _candidate(unit, "omission", "major", LIST_LOST, zh.lists[0], None, message, ())
        return
    for item in missing:
        message = f"{item.text} (the {_official(item.text)}) is missing from the English"
        yield _candidate(unit, "omission", "major", RUNNING_WRONG, item.span, None, message, item.keys)


def _in_running_text(unit: Unit, zh: Reading, en: Reading) -> Iterator[Candidate]:
    """Bodies named in the sentence: lost, or another one in their place."""
    if not (zh.running or en.running):
        return
    said = {key for text in (unit.en.text, *unit.near_texts("en")) for m in english_mentions(text) for key in m.keys}
    meant = {key for text in (unit.zh.text, *unit.near_texts("zh")) for m in chinese_mentions(text) for key in m.keys}
    lost = [m for m in zh.running if not set(m.keys) & said]
    added = [m for m in en.running if not set(m.keys) & meant]
    for a, b in zip(lost, added, strict=False):
        message = f"{a.text} is the {_official(a.text)}; the English says “{b.text}”"
        yield _candidate(unit, "mistranslation", "major", RUNNING_WRONG, a.span, b.span, message, a.keys)
    for m in lost[len(added) :]:
        message = f"{m.text} (the {_official(m.text)}) is not named in the English"
        yield _candidate(unit, "omission", "minor", RUNNING_LOST, m.span, None, message, m.keys)
    for m in added[len(lost) :]:
        message = f"“{m.text}” is not named in the Chinese"
        yield _candidate(unit, "addition", "minor", RUNNING_ADDED, None, m.span, message, m.keys)


def _official(chinese: str) -> str:
    """The official English name of the body with this Chinese name, full or short."""
    mentions = chinese_mentions(chinese)
    return agencies()[mentions[0].keys[0]].en if mentions else chinese


def _candidate(
    unit: Unit,
    kind: Kind,
    severity: Severity,
    strength: float,
    zh: Span | None,
    en: Span | None,
    message: str,
    keys: tuple[str, ...],
) -> Candidate:
    zh_spans = (unit.zh.span(*zh),) if zh else ()
    en_spans = (unit.en.span(*en),) if en else ()
    official = [{"zh": key, "en": agencies()[key].en, "origin": agencies()[key].origin} for key in keys]
    place = unit.place(zh_spans, en_spans)
    return Candidate(
        NAME, kind, "entity", severity, strength, place, zh_spans, en_spans, message, {"agencies": official}
    )


_COLUMNS = ("Section", "Chinese", "English", "Official English name", "Finding")
RULE = Rule(NAME, find, (Tabulation("Agencies", _COLUMNS, rows),))
