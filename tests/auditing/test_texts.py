"""The whole audit on texts: the sample with its planted divergences, official translations, an annotated page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aligner.auditing import audit
from aligner.bitext import joined
from tests.auditing.build import alignment

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample" / "divergences.json"


def pairs(path: Path) -> list[tuple[str, str]]:
    return [(pair["zh"], pair["en"]) for pair in json.loads(path.read_text(encoding="utf-8"))]


def report(shared: Path, name: str) -> list[tuple[str, str]]:
    zh, en = (
        (shared / "gold/gov-reports" / side / f"{name}.txt").read_text("utf-8").splitlines() for side in ("zh", "en")
    )
    return list(zip(zh, en, strict=True))


def found(texts: list[tuple[str, str]]) -> set[tuple[str, str, str, str]]:
    result = audit(alignment(texts))
    return {
        (d.kind, d.cls, joined(result.alignment.zh, d.zh), joined(result.alignment.en, d.en))
        for d in result.divergences
    }


def test_planted_numbers_agencies_and_numbering_of_the_sample_are_found() -> None:
    assert found(pairs(SAMPLE)) >= {
        ("mistranslation", "number", "2.9亿", "29 million"),
        ("mistranslation", "number", "2027", "2037"),
        ("mistranslation", "entity", "住房城乡建设部", "Ministry of Water Resources"),
        ("omission", "entity", "统计局", ""),
        ("mistranslation", "structure", "（六）", "(5)"),
    }


@pytest.mark.shared
def test_the_entities_and_the_numbering_of_the_annotated_page_are_found(shared: Path) -> None:
    marked = found(pairs(shared / "gold/internet-plus/dev.json"))
    assert {
        ("mistranslation", "structure", "(二)", "(1)"),
        ("mistranslation", "entity", "科技部", "most"),
        ("mistranslation", "entity", "能源局", "Ministry of Energy"),
    } <= marked
    assert not [mark for mark in marked if mark[1] == "number"]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["gwr-2016", "gwr-2017", "gwr-2018", "gwr-2019", "newyear-2020", "newyear-2021"])
def test_official_translations_have_next_to_no_false_flags_of_numbers_agencies_and_numbering(
    shared: Path, name: str
) -> None:
    texts = report(shared, name)
    thousands = sum(len(zh) for zh, _ in texts) / 1000
    flagged = [d for d in audit(alignment(texts)).divergences if d.cls in {"number", "entity", "structure"}]
    assert len(flagged) / thousands <= 0.15


@pytest.mark.shared
@pytest.mark.parametrize("name", ["gwr-2016", "gwr-2019"])
def test_numbers_of_official_translations_are_matched_and_not_merely_passed_over(shared: Path, name: str) -> None:
    tables = {table.title: table.rows for table in audit(alignment(report(shared, name))).tables}
    matched = [row for row in tables["Numbers"] if row[0] and row[1]]
    assert len(matched) > 100
    assert len(matched) > 0.9 * len([row for row in tables["Numbers"] if row[0]])
