from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aligner.divergence import Audit
from aligner.writing.memo import files
from aligner.writing.origin import Origin
from aligner.writing.settings import DEFAULTS
from tests.writing import build


def memo(audit: Audit, date: datetime | None = None) -> str:
    return b"".join(files(audit, Origin("roads_1", "0.1", date), DEFAULTS)[".memo.md"]).decode()


def test_it_says_what_was_compared_and_counts(sample: Audit) -> None:
    lines = memo(sample, datetime(2015, 7, 4, tzinfo=UTC)).splitlines()
    assert lines[0] == "# Audit of roads\\_1"
    assert "- Chinese, original, roads.html: 10 sentences" in lines
    assert "- 10 sentence links, 2 of them without counterpart" in lines
    assert "- 2015-07-04" in lines
    assert "- **Note:** One warning, for \\<everyone\\>." in lines
    assert "| omission | 3 | 0 | 3 |" in lines
    assert "| all | 3 | 2 | 5 |" in lines


def test_divergences_stand_under_their_section_the_grave_ones_first(sample: Audit) -> None:
    text = memo(sample)
    section = text[text.index("## 一、总体要求 · I. General requirements") :]
    assert text.count("\n- **") == len(sample.divergences) + 1
    first, *_, last = [line for line in section.splitlines() if line.startswith("- **")]
    assert first == "- **major omission** (content, line 4, score 0.83): 砂石 and 沥青 are not rendered."
    assert last.startswith("- **minor mistranslation** (structure, line 9, score 0.64)")
    assert "  - Chinese: “砂石、沥青”" in section


def test_markdown_in_the_text_is_shown_as_text() -> None:
    zh, en = build.document("zh", [["*粗*|_斜_\n# 题<b>。"]]), build.document("en", [["A."]])
    aligned = build.parallel(zh, en)
    mark = build.mark(aligned, "omission", "*粗*|_斜_\n# 题<b>", message="[x](y) `z`")
    text = memo(build.audit(aligned, mark))
    assert "“\\*粗\\*\\|\\_斜\\_ \\# 题\\<b\\>”" in text
    assert "\\[x\\](y) \\`z\\`" in text


def test_a_long_quotation_shows_its_two_ends() -> None:
    zh, en = build.document("zh", [["始" + "字" * 300 + "终"]]), build.document("en", [["A."]])
    aligned = build.parallel(zh, en)
    text = memo(build.audit(aligned, build.mark(aligned, "omission", "始" + "字" * 300 + "终")))
    (quoted,) = [line for line in text.splitlines() if "“" in line]
    assert quoted.startswith("  - Chinese: “始字")
    assert quoted.endswith("字终”")
    assert len(quoted) < 250


@pytest.mark.parametrize("threshold", [0.99, 1.0])
def test_nothing_found_is_said(sample: Audit, threshold: float) -> None:
    assert f"No divergence reaches the score {threshold:.2f}." in memo(replace(sample, threshold=threshold))


def test_tables_stand_at_the_end(sample: Audit) -> None:
    assert memo(sample).endswith(
        "\n## Agencies\n\n| Chinese | English |\n|---|---|\n| 交通局 | Transport Bureau |\n| 财政局 | – |\n"
    )
