"""The texts written for this project: whether they are what their READMEs say, and what the program makes of them."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest

import aligner
from aligner.bitext import joined
from aligner.divergence import DivergenceClass, Kind, Severity

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "corpus/sample"
PAGE = SAMPLE / "page.txt"
PAIRS: list[dict[str, Any]] = json.loads((SAMPLE / "divergences.json").read_text(encoding="utf-8"))
PLANTED = [(pair, divergence) for pair in PAIRS for divergence in pair["divergences"]]
GOLDEN_CLAUSES: list[dict[str, Any]] = json.loads((ROOT / "tests/golden/clauses.json").read_text(encoding="utf-8"))


def partitions(pieces: list[str], text: str) -> bool:
    """Whether the pieces, put where they stand, cover all but the blanks of the text exactly once."""
    rest = text
    for piece in sorted(pieces, key=len, reverse=True):
        if rest.count(piece) != 1:
            return False
        rest = rest.replace(piece, "\0")
    return not rest.replace("\0", "").strip()


def test_page_holds_every_pair_in_order_english_first() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").split("\n") if line]
    at = [lines.index(pair["en"]) for pair in PAIRS] + [lines.index(pair["zh"]) for pair in PAIRS]
    assert at == sorted(set(at))
    assert len(lines) > len(at), "a page has noise"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair["p"]))
def test_clause_links_of_the_sample_cover_each_paragraph(pair: dict[str, Any]) -> None:
    for language in ("zh", "en"):
        assert partitions([piece for bead in pair["beads"] for piece in bead[language]], pair[language])


def test_a_dozen_divergences_of_all_kinds_are_planted() -> None:
    assert len(PLANTED) == 15
    assert {d["kind"] for _, d in PLANTED} == set(get_args(Kind))
    assert {d["class"] for _, d in PLANTED} == set(get_args(DivergenceClass)) - {"language"}
    assert {d["severity"] for _, d in PLANTED} == set(get_args(Severity))


@pytest.mark.parametrize(("pair", "planted"), PLANTED, ids=[d["zh"] or d["en"] for _, d in PLANTED])
def test_each_planted_divergence_stands_once_in_its_pair_and_is_listed(
    pair: dict[str, Any], planted: dict[str, Any]
) -> None:
    for language, empty in (("zh", "addition"), ("en", "omission")):
        assert pair[language].count(planted[language]) == 1 or planted["kind"] == empty
        assert bool(planted[language]) == (planted["kind"] != empty)
    row = " | ".join(planted[key] for key in ("kind", "class", "severity", "zh", "en")).replace("|  |", "| |")
    listed = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert row.rstrip() in listed


@pytest.mark.parametrize("row", GOLDEN_CLAUSES, ids=lambda row: row["label"])
def test_golden_clause_links_cover_both_sentences(row: dict[str, Any]) -> None:
    for side, language in enumerate(("zh", "en")):
        assert partitions([piece for link in row["links"] for piece in link[side]], row[language])


def test_golden_clause_table_is_large_and_of_every_kind() -> None:
    assert len(GOLDEN_CLAUSES) >= 40
    for kind in ("crossing", "discontinuous", "merged", "null"):
        assert sum(kind in row["label"] for row in GOLDEN_CLAUSES) >= 5, kind
    assert {row["origin"].split(",")[0] for row in GOLDEN_CLAUSES} >= {"government", "fiction", "news", "technical"}


def test_reading_gives_both_texts_without_the_noise() -> None:
    reading = aligner.read(PAGE)
    assert reading.zh.text == "\n".join(pair["zh"] for pair in PAIRS)
    assert reading.en.text == "\n".join(pair["en"] for pair in PAIRS)
    assert len(reading.left_out) == 13


def test_sample_has_about_sixty_sentences() -> None:
    reading = aligner.read(PAGE)
    for document in (reading.zh, reading.en):
        assert 55 <= len(aligner.segment(document).sentences) <= 75


# What the audit is sure to find; the rest of the planted ones ask for knowledge of meaning, and may be found or not.
FOUND = [
    "2.9亿",
    "2027年",
    "住房城乡建设部",
    "统计局",
    "（六）",
    "This is a challenge that every country in the world has to face.",
]


@pytest.fixture(scope="module")
def audit() -> aligner.Audit:
    return aligner.audit(aligner.align(aligner.read(PAGE)))


def flagged(audit: aligner.Audit, divergence: aligner.Divergence) -> tuple[str, str]:
    return joined(audit.alignment.zh, divergence.zh), joined(audit.alignment.en, divergence.en)


def marks(audit: aligner.Audit, divergence: aligner.Divergence, planted: dict[str, Any]) -> bool:
    """Whether the flag is the planted place, or lies in it, or holds it and little else."""
    return any(
        given and wanted and (given in wanted or wanted in given) and len(given) <= 2 * len(wanted) + 2
        for given, wanted in zip(flagged(audit, divergence), (planted["zh"], planted["en"]), strict=True)
    )


@pytest.mark.parametrize("text", FOUND)
def test_audit_finds_what_can_be_checked_by_rule(audit: aligner.Audit, text: str) -> None:
    (planted,) = [d for _, d in PLANTED if text in (d["zh"], d["en"])]
    found = [d for d in audit.divergences if marks(audit, d, planted)]
    assert [(d.kind, d.cls, d.severity) for d in found] == [(planted["kind"], planted["class"], planted["severity"])]


def test_most_of_what_the_audit_flags_is_planted(audit: aligner.Audit) -> None:
    false = [d for d in audit.divergences if not any(marks(audit, d, planted) for _, planted in PLANTED)]
    assert len(false) * 2 <= len(audit.divergences), [flagged(audit, d) for d in false]
