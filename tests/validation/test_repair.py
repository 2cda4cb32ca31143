from pathlib import Path

import pytest
from lxml import etree

from aligner.validation import CODES, repair, validate
from tests.validation.test_faults import ROWS

FILES = Path(__file__).resolve().parents[1] / "golden/validation"
VALID = (FILES / "valid.tmx").read_text(encoding="utf-8")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# What would take a guess, though other faults of the same code are mended.
LEFT = {
    "TMX205.tmx": "the type of a property",
    "TMX301-name.tmx": "which language was meant",
    "TMX303.tmx": "whether the file or the unit is wrong",
    "TMX305-month.tmx": "which month was meant",
    "TEI301-ident.tei.xml": "which language was meant",
}


def units(data: bytes) -> list[list[tuple[str | None, str]]]:
    root = etree.fromstring(data)
    return [
        [(variant.get(LANG), "".join(variant.find("seg").itertext())) for variant in unit.iterfind("tuv")]
        for unit in root.iter("tu")
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_what_can_be_mended_is_and_the_rest_is_left_as_it_was(row: dict[str, str]) -> None:
    path = FILES / row["file"]
    done = repair(path)
    if CODES[row["code"]].repairs and row["file"] not in LEFT:
        assert done.left == ()
        assert {fault.code for fault in done.mended} == {row["code"]}
    else:
        assert done.mended == ()
        assert {fault.code for fault in done.left} == {row["code"]}
    assert path.read_bytes() == (FILES / row["file"]).read_bytes()


def test_a_mended_file_is_valid_and_says_the_same(tmp_path: Path) -> None:
    wrong = (
        VALID.replace('version="1.4">', 'version="1.4b">')
        .replace(' srclang="zh-CN"', "")
        .replace("en-US", "en_US")
        .replace("20150704T080000Z", "2015-07-04T16:00:00+08:00")
    )
    (tmp_path / "x.tmx").write_text(wrong, encoding="utf-8")
    done = repair(tmp_path / "x.tmx")
    assert done.left == ()
    assert units(done.data) == units(VALID.encode())
    root = etree.fromstring(done.data)
    assert root.find("header").get("srclang") == "zh-CN"
    assert root.find("body/tu").get("creationdate") == "20150704T080000Z"
    (tmp_path / "x.tmx").write_bytes(done.data)
    assert validate(tmp_path / "x.tmx") == []
    assert repair(tmp_path / "x.tmx") == (done.data, (), ())


def test_forbidden_characters_become_one_replacement_each(tmp_path: Path) -> None:
    data = VALID.replace("修路", "修\x0b路&#0;&#x41;").encode().replace("旧".encode(), b"\xff")
    (tmp_path / "x.tmx").write_bytes(data)
    done = repair(tmp_path / "x.tmx")
    assert done.left == ()
    assert units(done.data)[0][0] == ("zh-CN", "修\ufffd路\ufffdA架桥。")
    assert units(done.data)[1][0][1].startswith("\ufffd桥")


@pytest.mark.parametrize(
    ("given", "tags", "expected"),
    [
        (None, [("zh-CN", "en-US")] * 2, "zh-CN"),
        (None, [("zh-CN", "en-US"), ("zh-TW", "en-US")], "en-US"),
        (None, [("zh-CN", "en-US"), ("zh-TW", "en-GB")], "*all*"),
        ("zh", [("zh-CN", "en-US")] * 2, "zh-CN"),
        ("ZH-cn", [("zh-CN", "en-US")] * 2, "zh-CN"),
        ("zh-CN", [("zh-CN", "en-US")] * 2, "zh-CN"),
        ("*all*", [("zh-CN", "en-US")] * 2, "*all*"),
        ("fr", [("zh-CN", "en-US")] * 2, "fr"),  # nothing here says what was meant
        ("zh", [("zh-CN", "zh-TW")] * 2, "zh"),  # which of the two?
    ],
)
def test_the_source_language(given: str | None, tags: list[tuple[str, str]], expected: str, tmp_path: Path) -> None:
    header = VALID[: VALID.index("<body>")].replace("zh-CN", given or "")
    header = header if given else header.replace(' srclang=""', "")
    body = "".join(
        f'<tu><tuv xml:lang="{a}"><seg>甲{i}</seg></tuv><tuv xml:lang="{b}"><seg>A</seg></tuv></tu>\n'
        for i, (a, b) in enumerate(tags)
    )
    (tmp_path / "x.tmx").write_text(f"{header}<body>\n{body}</body>\n</tmx>\n", encoding="utf-8")
    assert etree.fromstring(repair(tmp_path / "x.tmx").data).find("header").get("srclang") == expected


def test_a_variant_that_says_the_same_goes_and_another_gets_its_own_unit(tmp_path: Path) -> None:
    english = '<tuv xml:lang="en-US"><seg>{}</seg></tuv>\n'
    extra = english.format("Build roads and bridges.") + english.format("Build them.") + english.format("Roads!")
    wrong = VALID.replace("bridges.</seg></tuv>\n", f"bridges.</seg></tuv>\n{extra}", 1)
    (tmp_path / "x.tmx").write_text(wrong, encoding="utf-8")
    done = repair(tmp_path / "x.tmx")
    assert done.left == ()
    assert [[text for _, text in unit] for unit in units(done.data)][:3] == [
        ["修路架桥。", "Build roads and bridges."],
        ["修路架桥。", "Build them."],
        ["修路架桥。", "Roads!"],
    ]
    root = etree.fromstring(done.data)
    assert [unit.get("tuid") for unit in root.iter("tu")] == ["1", "1-2", "1-3", "2"]
    assert [len(unit.findall("note")) for unit in root.iter("tu")] == [1, 1, 1, 0]


def test_several_source_variants_are_parted_too(tmp_path: Path) -> None:
    wrong = VALID.replace(
        "架桥。</seg></tuv>\n", '架桥。</seg></tuv>\n<tuv xml:lang="zh-CN"><seg>修路</seg></tuv>\n', 1
    )
    (tmp_path / "x.tmx").write_text(wrong, encoding="utf-8")
    done = repair(tmp_path / "x.tmx")
    assert done.left == ()
    assert [[text for _, text in unit] for unit in units(done.data)][1] == ["修路", "Build roads and bridges."]


def test_notes_keep_their_order_when_they_are_moved(tmp_path: Path) -> None:
    late = "<note>b</note>\n<prop type='x'>c</prop>\n<note>d</note>\n</tu>"
    (tmp_path / "x.tmx").write_text(VALID.replace("</tu>", late, 1), encoding="utf-8")
    unit = etree.fromstring(repair(tmp_path / "x.tmx").data).find("body/tu")
    assert [child.text for child in unit][:5] == ["a note", "1-1", "b", "c", "d"]
