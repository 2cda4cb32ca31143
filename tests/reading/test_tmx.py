import tracemalloc
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile

from aligner.errors import LanguageError, ReadError
from aligner.reading import Pair, read, read_pairs
from aligner.reading.pairs import one_line
from tests.reading.given import EN, ZH, pairs, tmx, warnings, written

UNIT = [("zh-CN", ZH), ("en-US", EN)]


def test_what_translate_toolkit_writes_is_read(tmp_path: Path) -> None:
    memory = tmxfile(sourcelanguage="en-US", targetlanguage="zh-CN")
    memory.addtranslation("A & B <c>", "en-US", "甲和乙〈丙〉", "zh-CN")
    memory.addtranslation(EN, "en-US", ZH, "zh-CN")
    assert pairs(written(tmp_path, "memory.tmx", bytes(memory))) == [("甲和乙〈丙〉", "A & B <c>"), (ZH, EN)]


@pytest.mark.parametrize(
    ("unit", "pair"),
    [
        ([("en-US", EN), ("zh-CN", ZH)], (ZH, EN)),
        ([("EN", EN), ("ZH_tw", ZH)], (ZH, EN)),
        ([("en", EN), ("fr", "Soleil"), ("zh-Hant-TW", ZH)], (ZH, EN)),
        ([("en", "Sun &amp; wind &lt;1&gt;"), ("cmn", "<![CDATA[日 & 风 <1>]]>")], ("日 & 风 <1>", "Sun & wind <1>")),
        (
            [
                ("zh", '<bpt i="1">{\\b </bpt>日<ept i="1">}</ept><ph>&lt;br/&gt;</ph>和<hi>风</hi>'),
                ("en", "a<ut>x</ut>b"),
            ],
            ("日和风", "ab"),
        ),
        ([("zh", "  日\n   月 \n x  "), ("en", "sun\n\t moon")], ("日月 x", "sun moon")),
        (
            [("zh", "日\u2028月\u200f！\U00020bb7"), ("en", "]]&gt; \u202eb")],
            ("日\u2028月\u200f！\U00020bb7", "]]> \u202eb"),
        ),
        ([("zh", ""), ("en", EN)], ("", EN)),
    ],
    ids=[
        "English first",
        "old tags",
        "three languages",
        "CDATA",
        "codes",
        "line breaks",
        "odd characters",
        "half empty",
    ],
)
def test_units(unit: list[tuple[str, str]], pair: tuple[str, str], tmp_path: Path) -> None:
    assert pair in pairs(written(tmp_path, "memory.tmx", tmx([UNIT, unit])))


def test_version_1_1_with_lang_and_a_dtd_that_is_not_there(tmp_path: Path) -> None:
    old = tmx([UNIT], '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n').replace("xml:lang", "lang")
    assert pairs(written(tmp_path, "old.tmx", old)) == [(ZH, EN)]


def test_a_variant_without_a_language_has_that_of_its_script(tmp_path: Path) -> None:
    bare = tmx([UNIT]).replace(' xml:lang="zh-CN"', "").replace(' xml:lang="en-US"', "")
    assert pairs(written(tmp_path, "bare.tmx", bare)) == [(ZH, EN)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "gb18030", "big5hkscs"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    label = {"utf-8-sig": "utf-8", "gb18030": "gb2312", "big5hkscs": "big5"}.get(encoding, "utf-16")
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    memory = mark + tmx([[("zh", "發展風能。"), ("en", EN)]], f'<?xml version="1.0" encoding="{label}"?>')
    assert pairs(written(tmp_path, "memory.tmx", memory.encode(encoding))) == [("發展風能。", EN)]


def test_what_cannot_be_read_is_counted(tmp_path: Path) -> None:
    memory = tmx([UNIT, [("zh", ZH)], [("en", EN), ("fr", "x")], [*UNIT, ("zh-TW", "發展太陽能。")]])
    assert warnings(written(tmp_path, "memory.tmx", memory)) == [
        "units without a Chinese or without an English text were left out: 2",
        "units have several texts in one language, of which the first was read: 1",
    ]


@pytest.mark.parametrize("other", [[("fr", "x")], []])
def test_a_memory_of_one_language_is_an_error(other: list[tuple[str, str]], tmp_path: Path) -> None:
    path = written(tmp_path, "one.tmx", tmx([[("zh", ZH), *other]]))
    with pytest.raises(LanguageError, match=r"one\.tmx: no unit of this file has both"):
        pairs(path)


def test_a_broken_memory_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "broken.tmx", tmx([UNIT, UNIT]).replace("</tuv></tu>\n</body>", "</tu>\n</body>"))
    with pytest.raises(ReadError, match=r"broken\.tmx:4: this XML file is broken \(Opening and ending tag mismatch"):
        pairs(path)


def test_it_can_be_read_again(tmp_path: Path) -> None:
    found = read_pairs(written(tmp_path, "memory.tmx", tmx([UNIT, [("zh", ZH)]])))
    assert list(found) == list(found) == [Pair(ZH, EN, 3)]
    assert len(found.warnings) == 1


def test_as_a_page_it_gives_two_documents_in_step(tmp_path: Path) -> None:
    units = [
        UNIT,
        [("zh", "2015"), ("en", "2015")],
        [("zh", "OK"), ("en", "OK")],
        [("en", "Posted on"), ("zh", "发布于")],
    ]
    reading = read(written(tmp_path, "memory.tmx", tmx(units)))
    assert reading.zh.text.split("\n") == [ZH, "2015", "OK", "发布于"]
    assert reading.en.text.split("\n") == [EN, "2015", "OK", "Posted on"]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "memory.tmx", tmx([[("zh", ZH * 20), ("en", EN * 20)]] * 10_000))
    found = read_pairs(path)
    assert sum(1 for _ in found) == 10_000  # lxml and codecs are loaded now
    tracemalloc.start()
    try:
        assert sum(1 for _ in found) == 10_000
        assert 2 * tracemalloc.get_traced_memory()[1] < path.stat().st_size
    finally:
        tracemalloc.stop()


characters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")


@given(st.lists(st.tuples(st.text(characters), st.text(characters)), max_size=5))
def test_every_character_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]]) -> None:
    units = [[("zh", escape(zh)), ("en", escape(en))] for zh, en in texts]
    path = written(tmp_path_factory.mktemp("x"), "memory.tmx", tmx([UNIT, *units]))
    expected = [(one_line(zh), one_line(en)) for zh, en in texts]
    assert pairs(path)[1:] == [pair for pair in expected if any(pair)]


def test_a_unit_of_100_000_characters(tmp_path: Path) -> None:
    path = written(tmp_path, "memory.tmx", tmx([[("zh", "太" * 100_000), ("en", "sun " * 50_000)]]))
    assert [tuple(map(len, pair)) for pair in pairs(path)] == [(100_000, 199_999)]
