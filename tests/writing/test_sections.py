from dataclasses import replace

from aligner.bitext import Bead
from aligner.divergence import Audit
from aligner.writing.places import text_order
from aligner.writing.sections import OPENING, WHOLE, Section, headings, section_of, sections
from tests.writing import build
from tests.writing.build import Para


def heading(text: str, label: str = "", level: int = 1) -> Para:
    return Para([[text]], "heading", label, level)


def of(zh: list[Para | list[list[str]]], en: list[Para | list[list[str]]]) -> list[Section]:
    aligned = build.parallel(build.document("zh", *zh), build.document("en", *en))
    return sections(aligned, text_order(aligned.sentences))


def test_sections_of_the_sample(sample: Audit) -> None:
    assert sections(sample.alignment, text_order(sample.alignment.sentences)) == [
        Section("关于推进山区道路建设的意见", "Opinions on Advancing the Construction of Mountain Roads", 0, 0, 10),
        Section("一、总体要求", "I. General requirements", 1, 2, 10),
    ]


def test_deeper_headings_lie_inside_and_equal_ones_do_not() -> None:
    zh = [
        heading("一、", "一、"),
        heading("（一）", "（一）", 2),
        [["甲。"]],
        heading("（二）", "（二）", 2),
        heading("二、", "二、"),
    ]
    en = [[["a"]], [["b"]], [["c"]], [["d"]], [["e"]]]
    found = of([*zh], [*en])
    assert [(s.zh, s.depth, s.first, s.end) for s in found] == [
        ("一、", 0, 0, 4),
        ("（一）", 1, 1, 3),
        ("（二）", 1, 3, 4),
        ("二、", 0, 4, 5),
    ]
    assert [section_of(found, place) for place in range(5)] == [0, 1, 1, 2, 3]


def test_what_stands_before_the_first_heading_is_a_section() -> None:
    assert of([[["序。"]], heading("一、", "一、")], [[["Preface."]], [["I."]]]) == [
        Section("", OPENING, 0, 0, 1),
        Section("一、", "I.", 0, 1, 2),
    ]


def test_english_headings_where_the_chinese_has_none() -> None:
    assert [(s.zh, s.en) for s in of([[["第一。"]]], [heading("One", "", 1)])] == [("第一。", "One")]


def test_a_short_numbered_sentence_is_a_heading_though_none_is_marked() -> None:
    zh = [
        [["意见。"]],
        Para([["一、要求"]], label="一、"),
        Para([["（一）架桥。"]], label="（一）", level=2),
        Para([["1.修路。"], ["到各县。"]], label="1.", level=3),
        Para([["（二）" + "各县修路，" * 8]], label="（二）", level=2),
        Para([["二、附则"]], "heading", "二、"),
    ]
    en = [[["Opinions"]], [["I"]], [["(1)"]], [["1."], ["All."]], [["(2)"]], [["II"]]]
    assert [(s.zh or s.en, s.depth, s.first, s.end) for s in of([*zh], [*en])] == [
        (OPENING, 0, 0, 1),
        ("一、要求", 0, 1, 6),
        ("（一）架桥。", 1, 2, 6),
        ("二、附则", 0, 6, 7),
    ]


def test_a_bullet_is_no_heading() -> None:
    bullet = build.document("zh", Para([["——修路。"]], label="——"))
    numbering = bullet.blocks[0].numbering
    assert numbering is not None
    block = bullet.blocks[0]._replace(numbering=numbering._replace(value=None))
    assert headings(bullet) == {bullet.blocks[0]}
    assert headings(replace(bullet, blocks=(block,))) == frozenset()


def test_no_heading_at_all() -> None:
    assert of([[["甲。"]]], [[["A."]]]) == [Section("", WHOLE, 0, 0, 1)]
    assert of([], []) == [Section("", WHOLE, 0, 0, 0)]


def test_of_two_headings_in_one_link_the_first_counts() -> None:
    zh, en = build.document("zh", heading("题"), heading("又题")), build.document("en", [["Title"]])
    aligned = build.alignment(zh, en, [Bead((0, 1), (0,))])
    assert sections(aligned, [0]) == [Section("题", "Title", 0, 0, 1)]


def test_a_long_heading_split_over_links_is_one_section() -> None:
    zh = build.document("zh", Para([["题。"], ["续题。"]], "heading"))
    assert [(s.first, s.end) for s in sections(build.parallel(zh, build.document("en", [["A."], ["B."]])), [0, 1])] == [
        (0, 2)
    ]
