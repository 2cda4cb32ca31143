"""One audit with everything in it that a writer can meet, and the schemas."""

from __future__ import annotations

import pytest

from aligner.bitext import Alignment, Bead
from aligner.divergence import Audit, Table
from tests.writing import build
from tests.writing.build import Para

ZH = build.document(
    "zh",
    Para([["关于推进山区道路建设的意见"]], "heading"),
    [["各县人民政府，", "各有关部门："]],
    Para([["一、总体要求"]], "heading", "一、"),
    [
        ["以砂石、沥青等本地材料为主体，", "加快<干线>道路&桥梁建设。"],
        ["到2025年，", "新建道路3.2万公里；"],
        ["旧桥一律停用。"],
    ],
    Para([["（一）明确职责。", "（交通局、财政局负责）"]], "item", "（一）", 2, "paren-han"),
    Para([["（二）加强检查。"]], "item", "（二）", 2, "paren-han"),
    Para([["里程"]], "cell"),
    Para([["3.2万公里"]], "cell"),
    source="roads.html",
)
EN = build.document(
    "en",
    Para([["Opinions on Advancing the Construction of Mountain Roads"]], "heading"),
    [["To all county governments", "and departments concerned:"]],
    Para([["I. General requirements"]], "heading", "I.", 1, "roman"),
    [
        ["Speed up the building of <trunk> roads & bridges,", "with local material at the core."],
        ["By 2025", "32,000 kilometres will be built."],
        ["This is a great task."],
    ],
    Para([["(1) Make duties clear.", "(Transport Bureau)"]], "item", "(1)", 2, "paren-arabic"),
    Para([["(1) Strengthen inspection."]], "item", "(1)", 2, "paren-arabic"),
    Para([["Length"]], "cell"),
    Para([["32,000 km"]], "cell"),
    source="roads.html",
)


@pytest.fixture(scope="session")
def aligned() -> Alignment:
    beads = [
        Bead((0,), (0,), 0.98),
        Bead((1,), (1,), 0.95),
        Bead((2,), (2,), 0.97),
        Bead((3,), (3,), 0.91),
        Bead((4,), (4,), 0.88),
        Bead((5,), (), 0.61),
        Bead((), (5,), 0.55),
        Bead((6,), (6,), 0.9),
        Bead((7,), (7,), 0.31),
        Bead((8, 9), (8, 9), 0.7),
    ]
    inner = [[build.whole(ZH, EN, bead)] for bead in beads]
    inner[1] = [Bead((1,), (1,), 0.9), Bead((2,), (2,), 0.9)]
    inner[3] = [Bead((4,), (5,), 0.82), Bead((5,), (4,), 0.86)]  # the English turns the two clauses round
    return build.alignment(ZH, EN, beads, inner, warnings=("One warning, for <everyone>.",))


@pytest.fixture(scope="session")
def sample(aligned: Alignment) -> Audit:
    return build.audit(
        aligned,
        build.mark(aligned, "omission", "砂石、沥青", message="砂石 and 沥青 are not rendered.", score=0.83),
        build.mark(
            aligned,
            "mistranslation",
            "（二）",
            "(1)",
            after=("", "(1) Strengthen"),
            cls="structure",
            severity="minor",
            score=0.64,
            message="The section （二） is numbered (1).",
            rules=("numbering",),
        ),
        build.mark(
            aligned,
            "omission",
            "财政局",
            cls="entity",
            message="The list of bodies lacks 财政局 <Finance & Co>.",
            rules=("entities", "coverage"),
            evidence={"entities": {"expected": ["Finance Bureau"], "strength": 0.25}, "coverage": {"strength": 0.2}},
        ),
        build.mark(aligned, "omission", "旧桥一律停用。", score=0.77),
        build.mark(aligned, "addition", (), "This is a great task.", severity="minor", score=0.58),
        build.mark(aligned, "mistranslation", ["道路", "桥梁"], ["roads", "bridges"], cls="terminology", score=0.2),
        tables=(Table("Agencies", ("Chinese", "English"), (("交通局", "Transport Bureau"), ("财政局", "–"))),),
    )
