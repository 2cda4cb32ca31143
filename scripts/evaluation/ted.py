"""Omissions in two talks translated by fifteen systems, marked by hand (MQM; Freitag et al. 2021): rank, and few flags.

The marks cover 0.3% of the letters, and raters of MQM mark at most five errors a segment, so that what is not marked
may still be lost. Two things are asked of the audit: that a marked word is in more doubt than the other words of its
segment, and that segments without a mark are let alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aligner.alignment.given import align_pairs
from aligner.auditing import audit
from aligner.auditing.coverage.atoms import atoms
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.unit import Passage
from aligner.divergence import Divergence
from aligner.document import Span
from aligner.reading.pairs import Pair
from scripts.evaluation.bench import Bench
from scripts.evaluation.figures import Figure, slack_for
from scripts.evaluation.intervals import interval
from scripts.evaluation.parallel import each

TALKS = "gold/ted-mqm/dev.tsv"
RANK_TARGET = 0.85
FLAGS_TARGET = 15.0
HUMAN = "ref"  # what the names of human translations begin with
_OMISSION = "Accuracy/Omission"
_TAG = re.compile("</?v>")


class Segment(NamedTuple):
    """One segment of one system's translation: the texts without tags, and what raters marked as left out."""

    system: str
    zh: str
    en: str
    marks: tuple[Span, ...]


class Found(NamedTuple):
    """What the audit says of a segment: the rank of each mark in [0, 1], and the omissions that reach the threshold."""

    segment: Segment
    ranks: tuple[float, ...]
    flags: int


def measure_ted(bench: Bench) -> tuple[Figure, ...]:
    """The mean rank of marked words, and omission flags for every 100 segments without a mark; also for machines alone.

    The rank of a mark is the share of the other words of its segment that score below its best word, equal scores
    counting half; a word's score is that of the likeliest candidate that marks it, 0 without one.
    """
    systems = by_system(read_segments(bench.gold(TALKS).read_text(encoding="utf-8")))
    found = [one for several in each(judged, systems) for one in several]
    machines = [one for one in found if not one.segment.system.startswith(HUMAN)]
    return (*_figures(found, ""), *_figures(machines, "machines: "))


def _figures(found: Sequence[Found], whose: str) -> Iterator[Figure]:
    marked, others = [one for one in found if one.ranks], [one for one in found if not one.segment.marks]
    sums, counts = [sum(one.ranks) for one in marked], [len(one.ranks) for one in marked]
    yield Figure(
        f"{whose}rank of omitted words",
        sum(sums) / sum(counts),
        target=RANK_TARGET,
        baseline=0.5,
        interval=interval(sums, counts),
        slack=slack_for(sum(counts)),
    )
    flags = [100.0 * one.flags for one in others]
    yield Figure(
        f"{whose}omission flags a 100 clean segments",
        sum(flags) / len(others),
        "less",
        target=FLAGS_TARGET,
        interval=interval(flags, [1] * len(flags)),
        slack=1.0,
    )


def read_segments(text: str) -> list[Segment]:
    """The segments of a table with a row an error, in order of the talks; a segment has the marks of all its rows."""
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    found: dict[tuple[str, str, int], Segment] = {}
    for row in rows:
        zh, marks = unmarked(row["source"])
        segment = Segment(row["system"], zh, unmarked(row["target"])[0], ())
        key = row["system"], row["doc"], int(row["seg_id"])
        known = found.get(key, segment)
        new = marks if row["category"] == _OMISSION else ()
        found[key] = known._replace(marks=tuple(dict.fromkeys((*known.marks, *new))))
    return [found[key] for key in sorted(found)]


def by_system(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Each system's segments, which are one document to the audit."""
    systems: dict[str, list[Segment]] = {}
    for segment in segments:
        systems.setdefault(segment.system, []).append(segment)
    return list(systems.values())


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """A text without its tags, and where the text between them stands."""
    out, edges, at = "", [], 0
    for tag in _TAG.finditer(text):
        out += text[at : tag.start()]
        edges.append(len(out))
        at = tag.end()
    return out + text[at:], tuple(Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True))


def judged(segments: Sequence[Segment]) -> list[Found]:
    """Audit a system's talks as pairs, and look at each segment."""
    alignment = align_pairs([Pair(segment.zh, segment.en) for segment in segments])
    made = audit(alignment)
    found = []
    for segment, link in zip(segments, alignment.sentences, strict=True):
        start, end = link.zh[0].start, link.zh[-1].end
        here = [d for d in made.candidates if d.cls != "language" and any(start <= s.start < end for s in d.zh)]
        flags = sum(d.kind == "omission" and d.score >= made.threshold for d in here)
        found.append(Found(segment, ranks(segment, here, start), flags))
    return found


def ranks(segment: Segment, here: Sequence[Divergence], start: int) -> tuple[float, ...]:
    """The rank of each mark of a segment whose Chinese begins at offset `start` of the document."""
    if not segment.marks:
        return ()
    words = [s for s in atoms([Passage(segment.zh, 0)], "zh", Tables.load()).spans if s.of(segment.zh).isalnum()]
    scores = {word: max((d.score for d in here if _touches(d, word, start)), default=0.0) for word in words}
    unmarked_words = [scores[word] for word in words if not any(_overlap(word, mark) for mark in segment.marks)]
    found = []
    for mark in segment.marks:
        best = max((scores[word] for word in words if _overlap(word, mark)), default=0.0)
        below = sum((score < best) + 0.5 * (score == best) for score in unmarked_words)
        found.append(below / len(unmarked_words) if unmarked_words else 0.5)
    return tuple(found)


def _touches(divergence: Divergence, word: Span, start: int) -> bool:
    return any(_overlap(word.shift(start), span) for span in divergence.zh)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
