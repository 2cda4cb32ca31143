from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.document import Document, Language, Span
from aligner.segmentation import Cutter, chinese, english, segment

CUTTERS = [chinese.cut_sentences, chinese.cut_clauses, english.cut_sentences, english.cut_clauses]

# What official texts, novels and broken files are made of, and what may break a cutter.
MARKS = "。！？；…，、：,.;:?!“”‘’\"'「」《》（）()〔〕[]—–-•道我𠮷𪚥🙂é\u200f\u202b\ufeff\u2028\u3000\u00a0 \t\r\x00"
OFFICIAL = (
    "一、|（一）|(一)|1.|I,|II.|(a)|No.|etc.|e.g.|U.S.|Mr.|3.2亿|1,000|10:30|https://a.cn/b?c=1,2|a.b@c.org|&amp;"
)
WORDS = "他说|国务院|發展|and|or|but|to|by|with|which|while|that|promote|strengthened|performing|reform|We|is|the|of"
SCRAPS = st.sampled_from([*MARKS, *f"{OFFICIAL}|{WORDS}".split("|")])
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.one_of(SCRAPS, st.just(" ")), max_size=40).map("".join))


def document(language: Language, *blocks: str) -> Document:
    return Document.from_blocks(language, [(block, "paragraph", None) for block in blocks])


def pieces(spans: list[Span], text: str) -> list[str]:
    return [span.of(text) for span in spans]


@settings(deadline=None)
@given(text=TEXTS)
@pytest.mark.parametrize("cut", CUTTERS)
def test_the_pieces_give_the_text_back(cut: Cutter, text: str) -> None:
    assert "".join(pieces(cut(text), text)) == text


@settings(deadline=None)
@given(text=TEXTS)
@pytest.mark.parametrize("cut", CUTTERS)
def test_no_piece_is_blank_unless_the_text_is(cut: Cutter, text: str) -> None:
    if text.strip():
        assert all(piece.strip() for piece in pieces(cut(text), text)[1:])


@settings(deadline=None)
@given(blocks=st.lists(TEXTS, max_size=5), language=st.sampled_from(["zh", "en"]))
def test_parts_are_nested_and_in_order_and_leave_only_whitespace_out(blocks: list[str], language: Language) -> None:
    whole = document(language, *blocks)
    cut = segment(whole)
    assert (cut.text, cut.language, cut.source) == (whole.text, whole.language, whole.source)
    assert [block.span for block in cut.blocks] == [block.span for block in whole.blocks]
    for sentence in cut.sentences:
        assert within(sentence.span, cut.blocks[sentence.block].span)
    for clause in cut.clauses:
        assert within(clause.span, cut.sentences[clause.sentence].span)
    for parts in (cut.sentences, cut.clauses):
        assert "".join(gaps_and_parts([part.span for part in parts], cut.text)) == cut.text
        assert all(part.span.of(cut.text) == part.span.of(cut.text).strip() != "" for part in parts)
    assert [block.numbering for block in segment(cut).blocks] == [block.numbering for block in cut.blocks]
    assert segment(cut) == cut


def within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < inner.end <= outer.end


def gaps_and_parts(spans: list[Span], text: str) -> list[str]:
    """The text between and in the spans, after a look that they follow one another and the rest is whitespace."""
    out, last = [], 0
    for span in [*spans, Span(len(text), len(text))]:
        assert last <= span.start
        assert not text[last : span.start].strip()
        out += [text[last : span.start], span.of(text)]
        last = span.end
    return out


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("zh", "他说：“" + "天黑了。" * 500, 500),
        ("zh", "（" + "天黑了。" * 500, 500),
        ("zh", "《" + "天黑了。" * 500 + "》", 500),
        ("en", "(" + "It is late. " * 500, 500),
        ("en", "“" + "It is late. " * 500 + ")", 500),
        ("en", '"' + "It is late. " * 500, 500),
        ("zh", "((((（（（（" * 1000 + "天黑了。走吧。", 2),
        ("zh", "\u202e天黑了。\u2028走吧。\u200f", 3),
    ],
)
def test_what_is_never_closed_does_not_swallow_the_rest(language: Language, text: str, count: int) -> None:
    assert len(segment(document(language, text)).sentences) == count


@pytest.mark.parametrize(
    ("cut", "text"),
    [
        (chinese.cut_sentences, "“这是对的。”他说。"),
        (chinese.cut_sentences, "真的？！"),
        (chinese.cut_sentences, "一. 总体要求"),
        (chinese.cut_sentences, "(商务部等负责,列第一位者为牵头部门。下同)"),
        (english.cut_sentences, "See No. (2015)40, p. 3, etc."),
        (english.cut_sentences, "“Is it far?” she asked."),
        (english.cut_sentences, "A. Smith met Mr. Li."),
        (english.cut_sentences, "I. Programme requirements"),
    ],
)
def test_a_sentence_alone_is_one_sentence(cut: Cutter, text: str) -> None:
    assert pieces(cut(text), text) == [text]


def test_a_label_belongs_to_the_first_sentence_and_is_no_clause_of_its_own() -> None:
    cut = segment(document("en", "I, Programme requirements", "  (1) Overall thinking. Go on.", "II, Focus activities"))
    assert [block.numbering and block.numbering.label for block in cut.blocks] == ["I,", "(1)", "II,"]
    texts = [sentence.span.of(cut.text) for sentence in cut.sentences]
    assert texts == ["I, Programme requirements", "(1) Overall thinking.", "Go on.", "II, Focus activities"]
    assert [clause.span.of(cut.text) for clause in cut.clauses] == texts


def test_a_label_alone_is_a_sentence() -> None:
    cut = segment(document("zh", "第二章", "——", "（一）"))
    assert [sentence.span.of(cut.text) for sentence in cut.sentences] == ["第二章", "——", "（一）"]


def test_blank_blocks_have_no_sentences() -> None:
    assert segment(document("zh", "", "\u3000", "好。")).sentences == ((Span(3, 5), 2),)


def test_an_english_paragraph_in_a_chinese_text_is_cut_as_english() -> None:
    cut = segment(document("zh", "参考文献：", "See Mr. Li’s report. It is long, and it has maps."))
    assert [sentence.span.of(cut.text) for sentence in cut.sentences] == [
        "参考文献：",
        "See Mr. Li’s report.",
        "It is long, and it has maps.",
    ]


@pytest.mark.shared
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_government_report_is_cut_at_its_grain(shared: Path, language: Language) -> None:
    lines = (shared / "gold" / "gov-reports" / language / "gwr-2018.txt").read_text(encoding="utf-8").split("\n")
    cut = segment(document(language, *lines))
    assert 1.8 < len(cut.clauses) / len(cut.sentences) < 2.8
    lengths = sorted(clause.span.end - clause.span.start for clause in cut.clauses)
    assert lengths[len(lengths) * 99 // 100] < (60 if language == "zh" else 240)
