from hypothesis import given
from hypothesis import strategies as st

from aligner.divergence import Audit, Divergence
from aligner.document import Document, Span
from aligner.writing.report.runs import Part, marks_by_sentence, parts
from tests.writing import build
from tests.writing.build import Para

ZH = build.document("zh", Para([["一、修路，", "架桥，"], ["通车。"]], label="一、"), [["甲乙。"]])


def divergence(name: str, *spans: tuple[int, int], severity: str = "major", score: float = 0.8) -> Divergence:
    zh = tuple(Span(*span) for span in spans)
    return Divergence(name, "omission", "content", severity, score, "s", zh, (), "", ())  # type: ignore[arg-type]  # a row's text


def cut(document: Document, *divergences: Divergence) -> list[Part]:
    return parts(document, range(len(document.sentences)), marks_by_sentence(document, divergences))


def shown(found: list[Part]) -> list[list[tuple[int | None, list[tuple[str, str]]]]]:
    return [
        [
            (piece.clause, [(run.text, " ".join(d.id for d in run.divergences)) for run in piece.runs])
            for piece in part.pieces
        ]
        for part in found
    ]


def test_without_divergences_a_clause_is_one_run_beside_the_number() -> None:
    assert shown(cut(ZH)) == [
        [(0, [("一、", ""), ("修路，", "")]), (1, [("架桥，", "")]), (2, [("通车。", "")])],
        [(3, [("甲乙。", "")])],
    ]
    assert [run.label for run in cut(ZH)[0].pieces[0].runs] == [True, False]


def test_a_divergence_across_clauses_sentences_and_blocks_is_in_each() -> None:
    assert shown(cut(ZH, divergence("d", (4, 13)))) == [
        [
            (0, [("一、", ""), ("修路", ""), ("，", "d")]),
            (1, [("架桥，", "d")]),
            (2, [("通车。", "d")]),
        ],
        [(3, [("甲", "d"), ("乙。", "")])],
    ]


def test_overlapping_divergences_are_named_by_gravity() -> None:
    minor = divergence("minor", (2, 7), severity="minor", score=0.99)
    major = divergence("major", (3, 6), score=0.6)
    graver = divergence("graver", (4, 6), score=0.7)
    first, second, *_ = cut(ZH, minor, major, graver)[0].pieces
    assert [(run.text, [d.id for d in run.divergences]) for run in (*first.runs, *second.runs)] == [
        ("一、", []),
        ("修", ["minor"]),
        ("路", ["major", "minor"]),
        ("，", ["graver", "major", "minor"]),
        ("架", ["graver", "major", "minor"]),
        ("桥", ["minor"]),
        ("，", []),
    ]
    assert [[d.id for d in run.ends] for run in second.runs] == [["graver", "major"], ["minor"], []]


def test_several_spans_end_each() -> None:
    runs = [run for piece in cut(ZH, divergence("d", (2, 4), (5, 7)))[0].pieces for run in piece.runs]
    assert [run.text for run in runs if run.ends] == ["修路", "架桥"]


def test_what_stands_between_clauses_belongs_to_none() -> None:
    en = build.document("en", [["Build roads,", "and bridges."], ["Go."]])
    assert shown(cut(en)) == [
        [
            (0, [("Build roads,", "")]),
            (None, [(" ", "")]),
            (1, [("and bridges.", "")]),
            (None, [(" ", "")]),
            (2, [("Go.", "")]),
        ]
    ]


def test_sentences_that_do_not_follow_one_another_are_parts_of_their_own() -> None:
    assert [[piece.clause for piece in part.pieces] for part in parts(ZH, [0, 2], {})] == [[0, 1], [3]]
    en = build.document("en", [["A."], ["B."], ["C."]])
    assert [[piece.clause for piece in part.pieces] for part in parts(en, [0, 2], {})] == [[0], [2]]


spans = st.tuples(st.integers(0, 14), st.integers(1, 15)).map(lambda pair: (pair[0], min(pair[0] + pair[1], 15)))


@given(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=5))
def test_runs_give_back_the_text_and_every_mark(places: list[list[tuple[int, int]]]) -> None:
    assert len(ZH.text) == 15
    divergences = [divergence(f"d{i}", *given) for i, given in enumerate(places)]
    found = cut(ZH, *divergences)
    assert "\n".join("".join(run.text for piece in part.pieces for run in piece.runs) for part in found) == ZH.text
    at, marked = 0, {d.id: set[int]() for d in divergences}
    for part in found:
        for run in (run for piece in part.pieces for run in piece.runs):
            assert run.text
            for one in run.divergences:
                marked[one.id].update(range(at, at + len(run.text)))
            at += len(run.text)
        at += 1
    newline = ZH.text.index("\n")
    for one in divergences:
        assert marked[one.id] == {i for span in one.zh for i in range(*span)} - {newline}


def test_marks_of_an_audit_are_found_by_sentence(sample: Audit) -> None:
    document = sample.alignment.zh
    found = marks_by_sentence(document, sample.divergences)
    assert {i: [span.of(document.text) for span, _ in marks] for i, marks in found.items()} == {
        3: ["砂石、沥青"],
        5: ["旧桥一律停用。"],
        6: ["财政局"],
        7: ["（二）"],
    }
