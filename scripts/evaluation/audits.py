"""The audit against the annotation of two documents, and the places that everyone will ask about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from aligner.auditing import audit as audit_alignment
from aligner.auditing.terms import built_in
from aligner.divergence import Audit, Divergence
from aligner.document import Span
from aligner.writing import write
from scripts.evaluation.baselines import write_every_six_letters
from scripts.evaluation.bench import Bench, Source, run
from scripts.evaluation.figures import Better, Figure, slack_for
from scripts.evaluation.gold import INTERNET_PLUS, WORK_REPORT, Mark, annotation, paragraphs
from scripts.evaluation.letters import Letters, lettered
from scripts.evaluation.scorers import score

TARGETS: dict[Source, dict[str, float]] = {
    INTERNET_PLUS: {
        "precision": 0.30,
        "F1": 0.42,
        "average precision": 0.42,
        "major recall": 0.60,
        "majors called major": 0.60,
        "kind right": 0.75,
    },
    WORK_REPORT: {},
}
NAMED = ("entity", "structure")  # the classes of which each item has to be found
FEWEST = 5  # items below which a share of them is shown, and no floor pinned
LOST = "太阳能、风能"  # the page's lost list: one omission, major, of at most so many characters
LOST_MOST = 8


def measure_audit(bench: Bench) -> tuple[Figure, ...]:
    """All figures of the scorer on both documents, the entity and structure items, and the lost list."""
    figures = [figure for source in TARGETS for figure in _document(bench, source)]
    figures += _without_marked_terms(bench)
    audit = run(bench, INTERNET_PLUS).audit
    marks = _placed(bench, INTERNET_PLUS, audit.alignment.zh.text)
    named = [_is_found(audit, mark, places) for mark, places in marks if mark.cls in NAMED and mark.agreed]
    lost = [_is_held(audit, place) for mark, places in marks if LOST in mark.zh for place in places]
    return (
        *figures,
        Figure("entity and structure items found", sum(named) / len(named), target=1.0, slack=0),
        Figure(f"{LOST} found", sum(lost) / len(lost), target=1.0, slack=0),
    )


def _document(bench: Bench, source: Source) -> list[Figure]:
    gold, aligned = bench.gold(annotation(source)), run(bench, source)
    marked = bench.work / "every-six-letters" / source.name
    write_every_six_letters(aligned.audit.alignment.zh.text, aligned.audit.alignment.en.text, marked)
    ours = scorer_figures(score(bench, "audit", gold, aligned.reported), score(bench, "audit", gold, aligned.ranked))
    everything = score(bench, "audit", gold, marked)
    baselines = {figure.name: figure.value for figure in scorer_figures(everything, everything)}
    return [
        Figure(
            f"{source.name} {figure.name}",
            figure.value,
            figure.better,
            target=TARGETS[source].get(figure.name),
            baseline=baselines.get(figure.name),
            slack=figure.slack,
        )
        for figure in ours
    ]


def _without_marked_terms(bench: Bench) -> list[Figure]:
    """The page again, audited without the terms that its own annotation marks, or that hold what it marks."""
    marked = {mark.zh for paragraph in paragraphs(bench, INTERNET_PLUS) for mark in paragraph.marks if mark.zh}
    own = [term for term in built_in().terms if any(term in zh or (len(zh) > 1 and zh in term) for zh in marked)]
    audit = audit_alignment(run(bench, INTERNET_PLUS).audit.alignment, glossary=built_in().without(own))
    reported, ranked = (bench.work / "without-terms" / folder for folder in ("reported", "ranked"))
    for threshold, folder in ((audit.threshold, reported), (0.0, ranked)):
        write(replace(audit, threshold=threshold), folder, name=INTERNET_PLUS.name, formats=["jsonl"])
    gold = bench.gold(annotation(INTERNET_PLUS))
    figures = scorer_figures(score(bench, "audit", gold, reported), score(bench, "audit", gold, ranked))
    kept = [figure for figure in figures if "," not in figure.name and "flags" not in figure.name]
    return [Figure(f"internet-plus {figure.name}, without its {len(own)} terms", figure.value, None) for figure in kept]


def scorer_figures(reported: dict[str, Any], ranked: dict[str, Any]) -> list[Figure]:
    """The scorer's results as figures.

    Args:
        reported: What it says of the divergences at the default threshold.
        ranked: What it says of every candidate; average precision is taken from here.
    """
    gold, majors, flags = reported["gold"], reported["major"], reported["flags"]
    found = round(reported["recall"] * gold)
    of_majors: Better | None = "more" if majors >= FEWEST else None
    return [
        Figure("precision", reported["precision"], slack=slack_for(flags)),
        Figure("recall", reported["recall"], None),
        Figure("F1", reported["f1"], slack=slack_for(gold)),
        Figure("average precision", ranked["average_precision"], slack=slack_for(gold)),
        Figure("major recall", reported["recall_major"], of_majors, slack=slack_for(majors)),
        Figure("majors called major", reported["major_called_major"], of_majors, slack=slack_for(majors)),
        Figure("kind right", reported["kind_right"], slack=slack_for(found)),
        Figure("flags", flags, None),
        Figure("major flags", reported["major_flags"], None),
        *(Figure(f"recall, {key}", _share(share), None) for key, share in reported["recall_by"].items()),
    ]


def _share(written: str) -> float:
    part, whole = map(int, written.split("/"))
    return part / whole


def _placed(bench: Bench, source: Source, zh: str) -> list[tuple[Mark, list[Span]]]:
    """The marks that have a Chinese text, with every place where it stands in its paragraph."""
    letters, placed, at = Letters(zh), [], 0
    for paragraph in paragraphs(bench, source):
        found = letters.occurrences(paragraph.zh, Span(at, len(zh)))
        if found:
            at = found[0].end
            placed += [(mark, letters.occurrences(mark.zh, found[0])) for mark in paragraph.marks if mark.zh]
    return placed


def _is_found(audit: Audit, mark: Mark, places: Collection[Span]) -> bool:
    text = audit.alignment.zh.text
    return any(d.cls == mark.cls and marks(text, d, place) for d in audit.divergences for place in places)


def marks(text: str, divergence: Divergence, place: Span) -> bool:
    """Whether a divergence marks a place of the Chinese text, as the scorer sees it.

    It covers at least half of the place's letters, and from its first letter to its last there are at most twice as
    many, plus two.
    """
    flagged, wanted = lettered(text, divergence.zh), lettered(text, [place])
    if len(flagged & wanted) * 2 < len(wanted) or not flagged:
        return False
    extent = lettered(text, [Span(min(flagged), max(flagged) + 1)])
    return len(extent) <= 2 * len(wanted) + 2


def _is_held(audit: Audit, place: Span) -> bool:
    """Whether one divergence alone touches a place, and it is a short major omission that covers `LOST`."""
    text = audit.alignment.zh.text
    wanted = Letters(text).occurrences(LOST, place)[0]
    touching = [d for d in audit.divergences if d.cls != "language" and lettered(text, d.zh) & lettered(text, [wanted])]
    if len(touching) != 1:
        return False
    only = touching[0]
    covers = lettered(text, only.zh) >= lettered(text, [wanted])
    short = only.zh[-1].end - only.zh[0].start <= LOST_MOST
    return covers and short and (only.kind, only.severity) == ("omission", "major")
