"""Sentence beads: identical beads on the gold sets, and null beads where sentences have been taken out."""

from __future__ import annotations

import statistics
from functools import partial
from pathlib import Path
from typing import NamedTuple

from aligner.alignment.beads import align_sentences
from aligner.api import align_lines
from aligner.document import Language
from aligner.embedding import load_encoder
from aligner.evaluation.calibration import judged, reliability
from scripts.evaluation.bench import Bench
from scripts.evaluation.figures import Figure, slack_for
from scripts.evaluation.ladders import drawn, one_by_one, read_ladder, without, write_ladder
from scripts.evaluation.parallel import each
from scripts.evaluation.scorers import score

TARGETS = {"mac-dev": 0.92, "mag": 0.99}
NULL_TARGET = 0.60
NULL_SLACK = 0.01  # a mean over some hundred null beads a seed
SEEDS = 10
DELETED = 0.05  # of the sentences of one side: the Chinese with even seeds, the English with odd ones


class Text(NamedTuple):
    """A text of a gold set: two files of one sentence a line, and the ladder of its gold beads."""

    zh: Path
    en: Path
    gold: Path


def texts(bench: Bench, name: str) -> list[Text]:
    """The texts of a gold set, in order."""
    folder = bench.gold(f"gold/{name}")
    ladders = sorted((folder / "gold").glob("*.align"))
    return [Text(folder / f"zh/{path.stem}.txt", folder / f"en/{path.stem}.txt", path) for path in ladders]


def measure_beads(bench: Bench) -> tuple[Figure, ...]:
    """F1 of identical beads, null beads counted, through the function of `aligner beads`."""
    figures = []
    for name, target in TARGETS.items():
        out = bench.work / "beads" / name
        for text in texts(bench, name):
            write_ladder(out / text.gold.name, align_lines(text.zh, text.en))
        result = score(bench, "beads", bench.gold(f"gold/{name}/gold"), out)
        figures.append(Figure(f"{name} F1", result["f1"], target=target))
    return tuple(figures)


def measure_calibration(bench: Bench) -> tuple[Figure, ...]:
    """What the scores of beads are worth; the constants of `aligner.alignment.doubts` were fitted on mac-dev alone."""
    figures = []
    for name in TARGETS:
        some = texts(bench, name)
        found = reliability(*judged((read_ladder(text.gold), align_lines(text.zh, text.en)) for text in some))
        wrong = round(found.count * (1 - found.right))
        figures += [
            Figure(f"{name} expected error", found.expected_error, better="less", target=0.05),
            Figure(f"{name} Brier gain", found.brier_gain or 0.0, target=0.15, slack=slack_for(wrong)),
            Figure(f"{name} AUC", found.auc or 0.0, target=0.80, slack=slack_for(wrong) / 2),
        ]
    return tuple(figures)


def measure_nulls(bench: Bench) -> tuple[Figure, ...]:
    """F1 of null beads where 5% of the sentences of one side were deleted: mean and spread over ten seeds.

    Where a deleted sentence was rendered by several, each of these is a null bead, as in the gold. Given beside it is
    the figure with all of them as one null bead, which no output of single ones can find.
    """
    figures = []
    for name in TARGETS:
        singly, whole = zip(*each(partial(null_f1, bench, name), range(SEEDS)), strict=True)
        for kind, values, target in (("", singly, NULL_TARGET), (", lost beads whole", whole, None)):
            mean, spread = statistics.mean(values), statistics.stdev(values)
            label = f"{name} null F1, 5% deleted{kind}"
            figures.append(Figure(label, mean, target=target, spread=spread, slack=NULL_SLACK))
    return tuple(figures)


def null_f1(bench: Bench, name: str, seed: int) -> tuple[float, float]:
    """F1 of the null beads of a gold set from whose texts sentences have been drawn and deleted.

    First with one null bead a sentence, then with those of a bead that has lost its other side as one.
    """
    encoder = load_encoder()
    side: Language = "en" if seed % 2 else "zh"
    out = bench.work / "nulls" / name / str(seed)
    for text in texts(bench, name):
        lines = {"zh": _lines(text.zh), "en": _lines(text.en)}
        gone = drawn(len(lines[side]), DELETED, f"{name}/{text.gold.stem}/{seed}")
        lines[side] = [line for index, line in enumerate(lines[side]) if index not in gone]
        gold = without(read_ladder(text.gold), side, gone)
        write_ladder(out / "gold" / text.gold.name, one_by_one(gold))
        write_ladder(out / "whole" / text.gold.name, gold)
        write_ladder(out / "auto" / text.gold.name, align_sentences(lines["zh"], lines["en"], encoder))
    found = (score(bench, "beads", out / gold, out / "auto") for gold in ("gold", "whole"))
    singly, whole = (float(result["by_type"]["null"]["f1"]) for result in found)
    return singly, whole


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
