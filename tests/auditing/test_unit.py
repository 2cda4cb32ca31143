"""Units: their texts, numbering, neighbours and section."""

from __future__ import annotations

from aligner.auditing.unit import units
from aligner.bitext import Alignment, Bead, Link
from aligner.document import Span
from tests.auditing.build import alignment

PAIRS = [
    ("一、目标", "I. Goals"),
    ("（一）加强管理。", "(1) Strengthen management."),
    ("严禁虚报。", ""),
    ("1. 完善标准。", "1. Improve standards."),
    ("", "A sentence of its own."),
]


def test_passages_stand_where_the_documents_have_them() -> None:
    made = alignment(PAIRS)
    for unit, (zh, en) in zip(units(made), PAIRS, strict=True):
        assert (unit.zh.text, unit.en.text) == (zh, en)
        assert made.zh.text[unit.zh.start :].startswith(zh)
        assert made.en.text[unit.en.start :].startswith(en)


def test_numbering_belongs_to_the_unit_in_which_its_block_begins() -> None:
    labels = [[n.label for n in unit.zh.numbering] for unit in units(alignment(PAIRS))]
    assert labels == [["一、"], ["（一）"], [], ["1."], []]


def test_the_section_is_the_numbering_that_is_open() -> None:
    assert [unit.section for unit in units(alignment(PAIRS))] == [
        "一、",
        "一、 （一）",
        "一、 （一）",
        "一、 （一） 1.",
        "一、 （一） 1.",
    ]


def test_units_know_the_texts_beside_them() -> None:
    second = list(units(alignment(PAIRS)))[1]
    assert second.near_texts("zh") == ("一、目标", "严禁虚报。")
    assert second.near_texts("en") == ("I. Goals", "")


def test_a_place_is_the_clause_in_which_the_marking_begins() -> None:
    made = alignment([("加强管理，完善标准。", "Strengthen management, improve standards.")])
    link = made.sentences[0]
    clauses = (
        Link(f"{link.id}.c1", "clause", (Span(0, 5),), (Span(0, 22),), 1.0, link.id),
        Link(f"{link.id}.c2", "clause", (Span(5, 10),), (Span(23, 41),), 1.0, link.id),
    )
    unit = next(units(Alignment(made.zh, made.en, (Bead((0,), (0,)),), ((),), made.sentences, (clauses,))))
    assert unit.place((Span(7, 9),), ()) == f"{link.id}.c2"
    assert unit.place((), (Span(0, 10),)) == f"{link.id}.c1"
    assert unit.place((), ()) == link.id
