"""The measurement of omissions, on segments written for this test."""

import pytest

from aligner.divergence import Divergence, Kind
from aligner.document import Span
from scripts.evaluation.ted import Segment, by_system, judged, ranks, read_segments, unmarked

HEADER = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity"


def table(*rows: str) -> str:
    return "\n".join([HEADER, *rows, ""])


def flag(start: int, end: int, score: float, kind: Kind = "omission") -> Divergence:
    return Divergence("d", kind, "content", "major", score, "s", (Span(start, end),), (), "", ())


def test_a_segment_has_the_marks_of_all_its_rows_and_omissions_alone() -> None:
    read = read_segments(
        table(
            "A\tt\t1\t2\tr\t他说“<v>好</v>”。\tHe said.\tAccuracy/Omission\tMajor",
            "A\tt\t1\t2\tr\t他说“好”。\tHe <v>said</v>.\tStyle/Awkward\tMinor",
            "A\tt\t1\t1\tr\t<v>他</v>走了。\tLeft.\tSource error\tMajor",
            "B\tt\t1\t10\tr\t早。\tMorning.\tNo-error\tNo-error",
        )
    )
    assert read == [
        Segment("A", "他走了。", "Left.", ()),
        Segment("A", "他说“好”。", "He said.", (Span(3, 4),)),
        Segment("B", "早。", "Morning.", ()),
    ]
    assert [len(several) for several in by_system(read)] == [2, 1]


@pytest.mark.parametrize(
    ("tagged", "text", "spans"),
    [
        ("no tag", "no tag", ()),
        ("<v>all</v>", "all", (Span(0, 3),)),
        ("a <v>b</v> <v>c</v>.", "a b c.", (Span(2, 3), Span(4, 5))),
        ("not <v>closed", "not closed", None),
    ],
)
def test_tags(tagged: str, text: str, spans: tuple[Span, ...] | None) -> None:
    if spans is None:
        with pytest.raises(ValueError, match="zip"):
            unmarked(tagged)
    else:
        assert unmarked(tagged) == (text, spans)


SEGMENT = Segment("A", "农民种植水稻和小麦。", "Farmers grow rice.", (Span(7, 9),))


@pytest.mark.parametrize(
    ("why", "flags", "rank"),
    [
        ("it alone is in doubt", [flag(7, 9, 0.4)], 1.0),
        ("nothing is in doubt", [], 0.5),
        ("all else is in more doubt", [flag(0, 7, 0.9), flag(7, 9, 0.1)], 0.0),
        ("its likeliest candidate counts", [flag(0, 7, 0.5), flag(7, 9, 0.1), flag(6, 9, 0.8)], 1.0),
        ("a part of it is enough", [flag(8, 9, 0.3)], 1.0),
    ],
)
def test_ranks(why: str, flags: list[Divergence], rank: float) -> None:
    shifted = [flag(f.zh[0].start + 100, f.zh[0].end + 100, f.score) for f in flags]
    found = ranks(SEGMENT, shifted, 100)
    if why.startswith("its likeliest"):
        assert found[0] > 0.7
    else:
        assert found == (rank,), why


def test_an_unmarked_segment_has_no_rank() -> None:
    assert ranks(SEGMENT._replace(marks=()), [flag(0, 2, 0.9)], 0) == ()


def test_the_whole_audit_finds_the_omitted_word_and_lets_the_other_segment_alone() -> None:
    faithful = Segment("A", "工人修理机器。", "Workers repair machines.", ())
    lost, kept = judged([SEGMENT, faithful])
    assert lost.ranks[0] > 0.8
    assert kept == (faithful, (), 0)
