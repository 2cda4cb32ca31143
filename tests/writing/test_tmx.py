import logging
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from aligner.bitext import Bead
from aligner.divergence import Audit
from aligner.writing import write
from tests.writing import build

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def written(audit: Audit, folder: Path) -> etree._Element:
    *_, file = write(audit, folder, name="roads", formats=["tmx"])
    return etree.parse(str(file)).getroot()


def props(element: etree._Element, name: str) -> list[str]:
    return [prop.text or "" for prop in element.findall("prop") if prop.get("type") == f"x-{name}"]


def segments(unit: etree._Element) -> dict[str, str]:
    return {str(tuv.get(LANG)): tuv.findtext("seg", "") for tuv in unit.findall("tuv")}


def check(root: etree._Element) -> None:
    """What CAT tools ask for beyond the schemas."""
    units = root.findall("body/tu")
    identifiers = [unit.get("tuid") for unit in units]
    assert len(set(identifiers)) == len(identifiers)
    assert None not in identifiers
    source = root.find("header").get("srclang")
    for unit in units:
        languages = [tuv.get(LANG) for tuv in unit.findall("tuv")]
        assert languages[0] == source
        assert sorted(languages) == ["en-US", "zh-CN"]
        assert all(text.strip() for text in segments(unit).values())
        tags = [child.tag for child in unit]
        assert tags == sorted(tags, key=["note", "prop", "tuv"].index)


def test_units_are_the_links_with_two_sides(sample: Audit, tmp_path: Path) -> None:
    root = written(sample, tmp_path)
    check(root)
    both = [link for link in sample.alignment.sentences if link.zh and link.en]
    assert [tuple(segments(unit).values()) for unit in root.findall("body/tu")] == [
        sample.alignment.texts(link) for link in both
    ]
    assert [unit.get("tuid") for unit in root.findall("body/tu")] == [f"roads-{link.id}" for link in both]


def test_null_links_are_counted_in_the_header_and_the_log(
    sample: Audit, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "aligner.writing"):
        header = written(sample, tmp_path).find("header")
    assert props(header, "null-beads") == ["2"]
    assert header.findtext("note", "").startswith("2 of 10 links")
    assert "left out 2 of 10 links" in caplog.text


def test_a_unit_tells_its_bead_score_context_and_divergences(sample: Audit, tmp_path: Path) -> None:
    unit = written(sample, tmp_path).findall("body/tu")[3]
    assert props(unit, "document") == ["roads"]
    assert props(unit, "bead") == ["1-1"]
    assert props(unit, "score") == ["0.91"]
    assert props(unit, "status") == ["needs-review"]
    assert props(unit, "divergence") == ["omission:0.83"]
    assert props(unit, "context-pre") == ["一、总体要求"]
    assert props(unit, "context-post") == ["到2025年，新建道路3.2万公里；"]
    assert [note.text for note in unit.findall("note")] == ["major omission (content): 砂石 and 沥青 are not rendered."]


def test_a_unit_without_divergences_has_no_note(sample: Audit, tmp_path: Path) -> None:
    unit = written(sample, tmp_path).find("body/tu")
    assert unit.findall("note") == []
    assert props(unit, "status") == ["auto"]
    assert props(unit, "context-pre") == []


def test_the_gravest_divergence_is_the_last_note(sample: Audit, tmp_path: Path) -> None:
    aligned = sample.alignment
    major = build.mark(aligned, "omission", "砂石", message="the grave one", score=0.6)
    minor = build.mark(aligned, "omission", "沥青", severity="minor", message="the light one", score=0.9)
    unit = written(build.audit(aligned, major, minor), tmp_path).findall("body/tu")[3]
    assert [note.text for note in unit.findall("note")] == [
        "minor omission (content): the light one",
        "major omission (content): the grave one",
    ]


def test_the_source_language_is_that_of_the_original(sample: Audit, tmp_path: Path) -> None:
    root = written(replace(sample, alignment=replace(sample.alignment, original="en")), tmp_path)
    check(root)
    assert root.find("header").get("srclang") == "en-US"
    assert props(root.find("body/tu"), "context-post") == ["To all county governments and departments concerned:"]


def test_control_characters_are_left_out_and_what_they_leave_empty_is_null(tmp_path: Path) -> None:
    zh = build.document("zh", [["路\x0b\ud800桥。"], ["\x00"], ["桥。"]])
    en = build.document("en", [["Road <&> bridge\x07."], ["Nothing."], ["\x1b "]])
    root = written(build.audit(build.parallel(zh, en)), tmp_path)
    check(root)
    assert [segments(unit) for unit in root.findall("body/tu")] == [{"zh-CN": "路桥。", "en-US": "Road <&> bridge."}]
    assert props(root.find("header"), "null-beads") == ["2"]


def test_sentences_of_one_unit_are_joined_without_space_in_chinese_and_with_one_in_english(tmp_path: Path) -> None:
    zh, en = build.document("zh", [["甲。"]], [["乙。"]]), build.document("en", [["A."]], [["B."]])
    root = written(build.audit(build.alignment(zh, en, [Bead((0, 1), (0, 1))])), tmp_path)
    assert segments(root.find("body/tu")) == {"zh-CN": "甲。乙。", "en-US": "A. B."}
    assert props(root.find("body/tu"), "bead") == ["2-2"]


def test_a_date_is_written_only_if_one_is_given(sample: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert written(sample, tmp_path).find("header").get("creationdate") is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1436140800")
    root = written(sample, tmp_path)
    assert root.find("header").get("creationdate") == "20150706T000000Z"
    assert root.find("body/tu").get("creationdate") == "20150706T000000Z"


def test_no_default_namespace_and_no_doctype(sample: Audit, tmp_path: Path) -> None:
    root = written(sample, tmp_path)
    assert root.nsmap == {}
    assert root.getroottree().docinfo.doctype == ""
    assert root.get("version") == "1.4"


@pytest.mark.shared
@pytest.mark.parametrize("original", ["zh", "en"])
def test_it_is_valid(
    sample: Audit, tmp_path: Path, shared: Path, original: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1436140800")
    root = written(replace(sample, alignment=replace(sample.alignment, original=original)), tmp_path)
    dtd = etree.DTD(str(shared / "schemas" / "tmx14.dtd"))
    assert dtd.validate(root), dtd.error_log
    schema = etree.XMLSchema(etree.parse(str(shared / "schemas" / "tmx14.xsd")))
    assert schema.validate(root), schema.error_log


@pytest.mark.shared
def test_a_memory_without_units_is_valid(tmp_path: Path, shared: Path) -> None:
    empty = build.document("zh"), build.document("en", [["Alone."]])
    root = written(build.audit(build.parallel(*empty)), tmp_path)
    assert root.findall("body/tu") == []
    assert etree.DTD(str(shared / "schemas" / "tmx14.dtd")).validate(root)
