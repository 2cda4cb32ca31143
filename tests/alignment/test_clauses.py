import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aligner
from aligner.alignment.clauses import align_clauses
from aligner.bitext import Alignment, Bead
from aligner.document import Document, Language
from aligner.embedding import load_encoder
from tests.scripts.training import grammar


def document(language: Language, texts: list[str]) -> Document:
    return aligner.segment(Document.from_blocks(language, [(text, "paragraph", None) for text in texts], language))


def links(alignment: Alignment) -> set[tuple[str, str]]:
    """The texts of all clause links, without the signs at their ends."""
    texts = (alignment.texts(link) for inner in alignment.clauses for link in inner)
    return {(zh.strip("，。； "), en.strip(",.; ")) for zh, en in texts}


@pytest.mark.parametrize(
    ("zh", "en", "crossing"),
    [
        (
            "如果明天下雨，比赛就改到星期六。",
            "The match will be moved to Saturday, if it rains tomorrow.",
            {("如果明天下雨", "if it rains tomorrow"), ("比赛就改到星期六", "The match will be moved to Saturday")},
        ),
        (
            "因为路上堵车，学生迟到了。",
            "The student was late, because the road was jammed.",
            {("因为路上堵车", "because the road was jammed"), ("学生迟到了", "The student was late")},
        ),
        (
            "为保护环境，工厂停止了生产。",
            "The factory stopped production, in order to protect the environment.",
            {
                ("为保护环境", "in order to protect the environment"),
                ("工厂停止了生产", "The factory stopped production"),
            },
        ),
    ],
    ids=["condition", "cause", "purpose"],
)
def test_clauses_that_cross(zh: str, en: str, crossing: set[tuple[str, str]]) -> None:
    assert crossing <= links(aligner.align(document("zh", [zh]), document("en", [en])))


def test_clauses_in_order_stay_in_order() -> None:
    zh = "老师走进教室，把书放在桌子上，打开了窗户。"
    en = "The teacher came into the classroom, put the book on the table, and opened the window."
    alignment = aligner.align(document("zh", [zh]), document("en", [en]))
    assert [(c.zh, c.en) for c in alignment.clause_beads[0]] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_a_clause_that_nothing_renders_has_a_null_link() -> None:
    zh, en = "门开着，屋里很冷，桌上放着一本书。", "The door was open, there was a book on the table."
    alignment = aligner.align(document("zh", [zh]), document("en", [en]))
    assert ("屋里很冷", "") in links(alignment)


def test_a_null_sentence_has_null_clauses() -> None:
    zh, en = document("zh", ["老师来了，学生走了。"]), document("en", ["It rained, and then it snowed."])
    inner = align_clauses(zh, en, [Bead((0,), (), 0.7), Bead((), (0,), 0.9)], load_encoder())
    assert inner[0] == tuple(Bead((i,), (), 0.7) for i in range(len(zh.clauses)))
    assert inner[1] == tuple(Bead((), (j,), 0.9) for j in range(len(en.clauses)))


@st.composite
def bitexts(draw: st.DrawFn) -> tuple[Document, Document, list[Bead]]:
    """Two cut texts of sentences with several clauses, and some sentence beads over them, right or wrong."""
    pairs = grammar.sentences(40, draw(st.integers(0, 50)))
    shuffle = random.Random(draw(st.integers(0, 1000)))
    sides: list[Document] = []
    for language, end, comma in (("zh", "。", "，"), ("en", ".", ", ")):
        side = 0 if language == "zh" else 1
        count = draw(st.integers(1, 4))
        texts = [comma.join(pair[side].rstrip(end) for pair in shuffle.sample(pairs, k)) + end for k in (3, 1, 2, 5)]
        sides.append(document("zh" if language == "zh" else "en", texts[:count]))
    n, m = (len(side.sentences) for side in sides)
    beads, i, j = [], 0, 0
    while i < n or j < m:
        a, b = draw(st.tuples(st.integers(0, 2), st.integers(0, 2)).filter(any))
        a, b = min(a, n - i), min(b, m - j)
        if a or b:
            beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), draw(st.floats(0, 1))))
        i, j = i + a, j + b
    return sides[0], sides[1], beads


@settings(deadline=None, max_examples=15)
@given(bitexts())
def test_every_clause_of_a_bead_is_linked_once_and_inside_it(given_: tuple[Document, Document, list[Bead]]) -> None:
    zh, en, beads = given_
    found = align_clauses(zh, en, beads, load_encoder())
    assert len(found) == len(beads)
    for bead, inner in zip(beads, found, strict=True):
        assert sorted(i for clause in inner for i in clause.zh) == [c for s in bead.zh for c in zh.clauses_of[s]]
        assert sorted(j for clause in inner for j in clause.en) == [c for s in bead.en for c in en.clauses_of[s]]
        assert all(0 <= clause.score <= bead.score + 1e-4 for clause in inner)
        firsts = [clause.zh[0] for clause in inner if clause.zh]
        assert firsts == sorted(firsts)


def test_clause_links_do_not_depend_on_what_else_is_in_the_text() -> None:
    zh = ["如果明天下雨，比赛就改到星期六。", "工厂停止了生产，医院接收了新的病人。"]
    en = [
        "The match will be moved to Saturday, if it rains tomorrow.",
        "The factory stopped, the hospital took in patients.",
    ]
    both = aligner.align(document("zh", zh), document("en", en))
    alone = [aligner.align(document("zh", [z]), document("en", [e])) for z, e in zip(zh, en, strict=True)]
    assert links(both) == links(alone[0]) | links(alone[1])
