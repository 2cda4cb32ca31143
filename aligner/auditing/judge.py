"""From candidates to divergences: one record a place, with a calibrated score and an identifier that lasts.

Rules are asked in turn; candidates that mark the same place are one finding. The likeliest of them says what it is and
where; the others add their names and evidence, and agreement makes the finding surer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from aligner.auditing import lists
from aligner.auditing.rule import Rule
from aligner.auditing.statistics import Statistics
from aligner.auditing.unit import Unit
from aligner.bitext import digest
from aligner.divergence import Candidate, Divergence, Kind, Severity
from aligner.document import Language, Span

LEAST = 0.03  # under this a rule has as good as nothing to say of a place
_SHARE = 0.5  # of the shorter marking: from here two candidates mark the same place
_DIGITS = 4
# Strength from which a rule that knows numbers, bodies or lists says more than that words are uncovered.
_PARTICULAR = {"number": 0.25, "entity": 0.25, lists.NAME: 0.5}
_NEARLY = 0.2  # of strength: a candidate that is weaker by more has no say in the severity

_REVERSED: dict[Kind, Kind] = {"omission": "addition", "addition": "omission", "mistranslation": "mistranslation"}


class Places:
    """Which of the equal passages of a text one is: the count of earlier ones, whatever else is marked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, tuple[list[int], int]] = {}  # where each passage occurs, and up to where that is known

    def among_equals(self, passage: str, start: int) -> int:
        """How often `passage` occurs in the text before offset `start`."""
        found, known = self._known.get(passage, ([], 0))
        if known < start:
            end = start - 1 + len(passage)
            at = self._text.find(passage, known, end)
            while at >= 0:
                found.append(at)
                at = self._text.find(passage, at + 1, end)
            self._known[passage] = found, start
        return bisect_left(found, start)


def judge(
    units: Iterable[Unit],
    statistics: Statistics,
    rules: Sequence[Rule],
    zh: Places,
    en: Places,
    original: Language = "zh",
) -> Iterator[Divergence]:
    """The divergences of a stream of units, in order of the Chinese text.

    Args:
        units: The units, in order.
        statistics: What a first pass over the same units gathered.
        rules: The rules to ask.
        zh: The Chinese text, for identifiers.
        en: The English text, for identifiers.
        original: The side from which an omission is told from an addition; rules always look from the Chinese.
    """
    for unit in units:
        candidates = [c for rule in rules for c in rule.find(unit, statistics) if c.strength >= LEAST]
        found = [_divergence(unit, group, zh, en, original) for group in merge(candidates)]
        yield from sorted(found, key=lambda divergence: _order(unit, divergence))


def merge(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Groups of candidates that mark the same place, the strongest of each group first."""
    groups: list[list[Candidate]] = []
    for candidate in sorted(candidates, key=lambda c: -c.strength):
        for group in groups:
            if _same_place(group[0], candidate):
                group.append(candidate)
                break
        else:
            groups.append([candidate])
    return groups


def score(unit: Unit, group: Sequence[Candidate]) -> float:
    """The probability that a careful linguist would mark the place.

    Each rule's strength is a probability of its own; rules that agree are taken as independent, so that the place is
    spared only if all of them are wrong. In a link that is itself doubtful, what looks lost may be elsewhere (of a
    null link its rule has taken that into account).
    """
    by_rule: dict[str, float] = {}
    for candidate in group:
        by_rule[candidate.rule] = max(candidate.strength, by_rule.get(candidate.rule, 0.0))
    spared = reduce(lambda product, strength: product * (1 - strength), by_rule.values(), 1.0)
    certain = group[0].cls == "language" or not (unit.link.zh and unit.link.en)
    trust = 1.0 if certain else 0.5 + 0.5 * min(1.0, unit.link.score)
    return round((1 - spared) * trust, _DIGITS)


def _divergence(unit: Unit, group: Sequence[Candidate], zh: Places, en: Places, original: Language) -> Divergence:
    """One finding of a group, as its strongest candidate says; the worst severity among those nearly as strong."""
    first = _spokesman(group)
    kind = first.kind if original == "zh" else _REVERSED[first.kind]
    severity: Severity = (
        "major" if any(c.severity == "major" and c.strength >= first.strength - 0.2 for c in group) else "minor"
    )
    rules = tuple(dict.fromkeys(candidate.rule for candidate in group))
    evidence = {candidate.rule: {**candidate.evidence, "strength": candidate.strength} for candidate in reversed(group)}
    zh_text, en_text = "".join(unit.zh.of(first.zh)), " ".join(unit.en.of(first.en))
    place = zh.among_equals(zh_text, first.zh[0].start) if first.zh else en.among_equals(en_text, first.en[0].start)
    return Divergence(
        id="d" + digest(kind, zh_text, en_text, str(place)),
        kind=kind,
        cls=first.cls,
        severity=severity,
        score=score(unit, group),
        link=first.link,
        zh=first.zh,
        en=first.en,
        message=first.message,
        rules=rules,
        evidence=evidence,
    )


def _spokesman(group: Sequence[Candidate]) -> Candidate:
    """Who says what is found: the strongest, but where it knows only that words have no rendering, who knows why."""
    if len(group) == 1:
        return group[0]
    particular = (c for c in group if c.strength >= _PARTICULAR.get(c.rule if c.cls == "content" else c.cls, 1.0))
    return group[0] if group[0].cls != "content" else next(particular, group[0])


def _same_place(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates overlap by half of the shorter one, on a side that both mark.

    A fault of one text alone is never the same finding as a divergence between the two.
    """
    if (a.cls == "language") != (b.cls == "language"):
        return False
    # Most pairs lie far apart: their ends say so without adding anything up.
    if not (_near(a.zh, b.zh) or _near(a.en, b.en)):
        return False
    return _overlap(a.zh, b.zh) >= _SHARE or _overlap(a.en, b.en) >= _SHARE


def _near(a: Sequence[Span], b: Sequence[Span]) -> bool:
    return bool(a and b) and a[0].start < b[-1].end and b[0].start < a[-1].end


def _overlap(a: Sequence[Span], b: Sequence[Span]) -> float:
    """The characters that two markings share, of those of the shorter one."""
    shortest = min(sum(span.end - span.start for span in spans) for spans in (a, b))
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    return shared / shortest if shortest else 0.0


def _order(unit: Unit, divergence: Divergence) -> tuple[int, int, str]:
    """By the marked Chinese; an addition stands where the Chinese of its clause begins."""
    zh = divergence.zh
    if not zh:
        clause = next((clause for clause in unit.clauses if clause.id == divergence.link), unit.link)
        zh = clause.zh or unit.link.zh
    return zh[0].start if zh else unit.zh.start, divergence.en[0].start if divergence.en else -1, divergence.id
