"""How plants are counted, on pairs written for this test."""

import random

import pytest

from aligner.divergence import Divergence, DivergenceClass, Kind
from aligner.document import Span
from scripts.evaluation.plants import Planted
from scripts.evaluation.synthetic import MOST, WAYS, Tally, Unit, audited, hits, is_of_class, tally, units

ZH, EN = "各地要保护森林、草原和湿地。", "All regions shall protect forests and wetlands."
ITEM = Unit(ZH, EN, "dropped list items", Planted(ZH, EN, Span(8, 10), None))
NUMBER = Unit("新建15个园区。", "Build 19 parks.", "changed numbers", Planted("", "", Span(2, 4), Span(6, 8)))


def flag(zh: tuple[int, int] | None, en: tuple[int, int] | None, kind: Kind, cls: DivergenceClass) -> Divergence:
    spans = [(Span(*side),) if side else () for side in (zh, en)]
    return Divergence("d", kind, cls, "major", 0.9, "s", *spans, "", ())


@pytest.mark.parametrize(
    ("why", "zh", "hit"),
    [
        ("the item", (8, 10), True),
        ("half of it", (9, 10), True),
        ("with the one before it", (5, 10), True),
        ("the whole list and more", (0, 13), False),
        ("another item", (5, 7), False),
        ("the comma alone", (7, 8), False),
    ],
)
def test_hits(why: str, zh: tuple[int, int], hit: bool) -> None:
    marked = flag((zh[0] + 50, zh[1] + 50), None, "omission", "content")
    assert hits(marked, ITEM, 50, 900) is hit, why


def test_a_number_is_found_on_either_side() -> None:
    assert hits(flag(None, (106, 108), "addition", "number"), NUMBER, 0, 100)
    assert hits(flag((2, 4), None, "omission", "number"), NUMBER, 0, 100)
    assert not hits(flag(None, (100, 105), "addition", "number"), NUMBER, 0, 100)


@pytest.mark.parametrize(
    ("way", "kind", "cls", "counts"),
    [
        ("dropped list items", "omission", "content", True),
        ("dropped list items", "mistranslation", "content", False),
        ("dropped list items", "omission", "number", False),
        ("changed numbers", "addition", "number", True),
        ("changed numbers", "mistranslation", "content", False),
        ("swapped agencies in lists", "mistranslation", "entity", True),
        ("swapped agencies in running text", "omission", "structure", False),
    ],
)
def test_classes(way: str, kind: Kind, cls: DivergenceClass, counts: bool) -> None:
    assert way in WAYS
    assert is_of_class(flag((0, 1), None, kind, cls), way) is counts


def test_a_place_is_found_once_and_other_flags_of_the_class_count_against_us() -> None:
    found, other = flag((8, 10), None, "omission", "content"), flag((0, 2), None, "omission", "content")
    seen = [
        (ITEM, [found, found, other], Span(0, 14), Span(0, 40)),
        (ITEM, [], Span(0, 14), Span(0, 40)),
        (Unit(ZH, EN), [other], Span(0, 14), Span(0, 40)),
    ]
    assert tally(seen) == {"dropped list items": Tally(planted=2, found=1, flags=3)}


def test_a_source_is_planted_in_up_to_a_number_of_times_between_pairs_left_alone() -> None:
    pairs = [(f"新建{k}个园区。", f"Build {k} parks.") for k in range(100, 500)]
    pairs += [("各地要做好有关工作", "All regions shall do this well")] * 5
    made = list(units(pairs, random.Random(1)))
    ways = [unit.way for unit in made if unit.way]
    assert ways.count("changed numbers") == MOST
    assert len(made) == 2 * len(ways)


def test_the_whole_audit_finds_what_is_planted() -> None:
    list_zh, list_en = (
        "各地要做好工作（教育部、科技部、财政部负责）。",
        "Do it (Ministry of Education, {}, Ministry of Finance).",
    )
    wrong = list_en.format("Ministry of Justice")
    at = wrong.index("Ministry of Justice")
    body = Planted(list_zh, wrong, Span(12, 15), Span(at, at + 19))
    made = tally(audited([Unit(list_zh, wrong, "swapped agencies in lists", body), Unit(ZH, EN)]))
    assert made == {"swapped agencies in lists": Tally(1, 1, 1)}
    assert audited([]) == []
