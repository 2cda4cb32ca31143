"""What methods get that know nothing of either language: the figures to beat.

`length_links` pairs clauses by length alone (Gale and Church 1993, "A program for aligning sentences in bilingual
corpora"), with clauses cut at punctuation and paragraphs given. `every_six_letters` audits by marking everything.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from aligner.bitext import Bead
from aligner.document import Language, Span
from scripts.evaluation.letters import Letters

_CUT: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[，,；;：:。！？!?…]+[”’\"')）》]*"),
    "en": re.compile(r"[,;:.!?]+[”’\"')]*(?=\s|$)"),
}
# Gale and Church's probabilities of each type, with larger ones added: an English list has commas, where a Chinese one
# has a mark of its own, so one Chinese clause often stands against many English pieces. Without them the figures are
# lower by 0.18 on both documents.
_PRIORS = {
    **{(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.045, (1, 2): 0.045, (2, 2): 0.011},
    **{(3, 1): 0.01, (1, 3): 0.01, (4, 1): 0.003, (1, 4): 0.003, (1, 5): 0.001, (1, 6): 0.0005},
    **{(2, 3): 0.002, (3, 2): 0.002},
}
# Their variance of the length of a translation, a character.
_VARIANCE = 6.8
_LETTERS = 6

Paragraph = tuple[str, str]


def cut_at_punctuation(text: str, language: Language) -> list[Span]:
    """Clauses as punctuation shows them, trimmed; they cover all but blanks."""
    ends = [match.end() for match in _CUT[language].finditer(text)]
    pieces = [Span(start, end) for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    trimmed = [Span(p.end - len(p.of(text).lstrip()), p.start + len(p.of(text).rstrip())) for p in pieces]
    return [span for span in trimmed if span.end > span.start]


def length_beads(zh: Sequence[int], en: Sequence[int], ratio: float) -> list[Bead]:
    """Gale and Church's programme over the lengths of two sequences; `ratio` is English characters a Chinese one."""
    best = {(0, 0): (0.0, (0, 0))}
    for i in range(len(zh) + 1):
        for j in range(len(en) + 1):
            steps = [
                (best[i - a, j - b][0] + _cost(sum(zh[i - a : i]), sum(en[j - b : j]), ratio, prior), (a, b))
                for (a, b), prior in _PRIORS.items()
                if (i - a, j - b) in best and i - a >= 0 and j - b >= 0
            ]
            if steps:
                best[i, j] = min(steps)
    beads, i, j = [], len(zh), len(en)
    while i or j:
        a, b = best[i, j][1]
        beads.append(Bead(tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]


def _cost(zh: int, en: int, ratio: float, prior: float) -> float:
    """-log of a bead's prior times the probability of so great a difference in length."""
    expected = zh * ratio
    deviation = abs(en - expected) / math.sqrt(_VARIANCE * max(1.0, (expected + en) / 2))
    return -math.log(prior) - math.log(max(math.erfc(deviation / math.sqrt(2)), 1e-300))


def length_links(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[list[Span], list[Span]]]:
    """Clause links by length, inside paragraph pairs; spans into the paragraphs of each side joined by newlines."""
    ratio = sum(len(en) for _, en in paragraphs) / max(1, sum(len(zh) for zh, _ in paragraphs))
    zh_at = en_at = 0
    for zh, en in paragraphs:
        clauses = cut_at_punctuation(zh, "zh"), cut_at_punctuation(en, "en")
        sizes = [[span.end - span.start for span in side] for side in clauses]
        for bead in length_beads(sizes[0], sizes[1], ratio):
            yield [clauses[0][k].shift(zh_at) for k in bead.zh], [clauses[1][k].shift(en_at) for k in bead.en]
        zh_at, en_at = zh_at + len(zh) + 1, en_at + len(en) + 1


def write_length_links(paragraphs: Sequence[Paragraph], out: Path) -> None:
    """Write `length_links` as `aligner align` writes its clause links."""
    texts = {"zh": "\n".join(zh for zh, _ in paragraphs), "en": "\n".join(en for _, en in paragraphs)}
    records = ({"level": "clause", "zh": zh, "en": en} for zh, en in length_links(paragraphs))
    _write(out, texts, links=records)


def every_six_letters(text: str) -> list[Span]:
    """Spans that mark each six letters of a text in turn; the last is shorter."""
    origin = Letters(text).origin
    return [Span(origin[k], origin[min(k + _LETTERS, len(origin)) - 1] + 1) for k in range(0, len(origin), _LETTERS)]


def write_every_six_letters(zh: str, en: str, out: Path) -> None:
    """Write a divergence for each six Chinese letters, of the commonest kind and the severity that counts most."""
    marks = {"kind": "mistranslation", "class": "content", "severity": "major", "score": 1.0, "en": []}
    _write(out, {"zh": zh, "en": en}, divergences=({**marks, "zh": [span]} for span in every_six_letters(zh)))


def _write(out: Path, texts: Mapping[str, str], **records: Iterable[Mapping[str, Any]]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for language, text in texts.items():
        (out / f"baseline.{language}.txt").write_bytes(text.encode("utf-8"))
    for kind, lines in records.items():
        content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (out / f"baseline.{kind}.jsonl").write_text(content, encoding="utf-8")
