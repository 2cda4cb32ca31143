import logging
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from aligner.bitext import Bead
from aligner.divergence import Audit
from aligner.document import Language
from aligner.writing import write
from aligner.writing.markup import legal
from aligner.writing.origin import Origin
from aligner.writing.settings import TmxProfile, WriteSettings
from aligner.writing.tmx import files
from tests.writing import build

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def written(audit: Audit, folder: Path, **choices: object) -> etree._Element:
    write(audit, folder, name="roads", formats=["tmx"], settings=WriteSettings(**choices))
    return etree.parse(str(folder / "roads.tmx")).getroot()


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
        assert {str(language).partition("-")[0] for language in languages} == {"en", "zh"}
        assert len(languages) == 2
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
    assert caplog.messages == ["roads.tmx: 2 of 10 links have text on one side only and are left out."]
    assert not [record for record in caplog.records if record.levelno > logging.INFO]


def test_the_header_counts_the_divergences_that_null_links_take_with_them(sample: Audit, tmp_path: Path) -> None:
    root = written(sample, tmp_path)
    inside = sum(len(props(unit, "divergence")) for unit in root.findall("body/tu"))
    assert props(root.find("header"), "divergences") == [str(len(sample.divergences))] == ["5"]
    assert props(root.find("header"), "divergences-left-out") == [str(5 - inside)] == ["2"]
    assert props(root.find("header"), "units") == [str(len(root.findall("body/tu")))]


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


def test_characters_that_xml_forbids_are_replaced_and_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    zh = build.document("zh", [["路\x0b\ud800桥。"], [" "], ["桥。"]])
    en = build.document("en", [["Road <&> bridge\x07."], ["Nothing."], ["\t"]])
    root = written(build.audit(build.parallel(zh, en)), tmp_path)
    check(root)
    (unit,) = root.findall("body/tu")
    assert segments(unit) == {"zh-CN": "路\ufffd\ufffd桥。", "en-US": "Road <&> bridge\ufffd."}
    assert props(root.find("header"), "null-beads") == ["2"]
    assert caplog.messages == ["roads: 3 characters that XML and spreadsheets cannot hold are written there as U+FFFD"]


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


def test_clause_units_are_phrases(sample: Audit, tmp_path: Path) -> None:
    root = written(sample, tmp_path, units="clause")
    check(root)
    assert root.find("header").get("segtype") == "phrase"
    clauses = [link for inner in sample.alignment.clauses for link in inner if link.zh and link.en]
    assert {unit.get("tuid") for unit in root.findall("body/tu")} == {f"roads-{link.id}" for link in clauses}


@pytest.mark.parametrize("profile", ["plain", "omegat", "trados", "memoq"])
def test_profiles_differ_in_spelling_alone(sample: Audit, tmp_path: Path, profile: TmxProfile) -> None:
    plain, root = written(sample, tmp_path), written(sample, tmp_path, tmx_profile=profile)
    check(root)
    for shown in (segments, lambda unit: unit.get("tuid")):
        assert list(map(shown, root.findall("body/tu"))) == list(map(shown, plain.findall("body/tu")))


def test_omegat_gets_one_note_with_the_gravest_first(sample: Audit, tmp_path: Path) -> None:
    aligned = sample.alignment
    major = build.mark(aligned, "omission", "砂石", message="the grave one", score=0.6)
    minor = build.mark(aligned, "omission", "沥青", severity="minor", message="the light one", score=0.9)
    unit = written(build.audit(aligned, major, minor), tmp_path, tmx_profile="omegat").findall("body/tu")[3]
    (note,) = unit.findall("note")
    assert note.text == "major omission (content): the grave one\nminor omission (content): the light one"


def test_trados_gets_typed_fields_that_the_header_declares(sample: Audit, tmp_path: Path) -> None:
    root = written(sample, tmp_path, tmx_profile="trados")
    declared = {prop.get("type") for prop in root.iterfind("header/prop") if not prop.text}
    used = {prop.get("type") for prop in root.iterfind("body/tu/prop")}
    assert used == declared
    unit = root.findall("body/tu")[3]
    assert [prop.text for prop in unit.findall("prop[@type='x-Score:Integer']")] == ["91"]
    assert [prop.text for prop in unit.findall("prop[@type='x-Divergence:MultiplePicklist']")] == ["omission:0.83"]


def test_memoq_gets_its_context_as_segments_of_the_source(sample: Audit, tmp_path: Path) -> None:
    unit = written(sample, tmp_path, tmx_profile="memoq").findall("body/tu")[2]
    source, target = unit.findall("tuv")
    assert props(source, "context-post") == ["<seg>以砂石、沥青等本地材料为主体，加快<干线>道路&桥梁建设。</seg>"]
    assert props(target, "context-post") == props(unit, "context-post") == []
    assert [prop.text for prop in unit.findall("prop[@type='aligned']")] == ["yes"]


def test_cleaning_says_how_many_units_it_leaves_out(
    sample: Audit, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = written(sample, tmp_path, clean=True)
    check(root)
    assert len(root.findall("body/tu")) == 5
    assert all(float(props(unit, "score")[0]) >= 0.5 for unit in root.findall("body/tu"))
    assert not [note for note in root.iterfind("body/tu/note") if (note.text or "").startswith("major")]
    assert props(root.find("header"), "left-out-divergent") == ["2"]
    assert props(root.find("header"), "left-out-doubtful") == ["1"]
    warnings = [record.message for record in caplog.records if record.levelno == logging.WARNING]
    assert warnings == [
        "roads.tmx: 2 of 10 links have a major divergence and are left out.",
        "roads.tmx: 1 of 10 links have a low score and are left out.",
    ]


def test_null_links_go_to_a_file_of_their_own_if_asked_for(sample: Audit, tmp_path: Path) -> None:
    written(sample, tmp_path, null_file=True)
    root = etree.parse(str(tmp_path / "roads.null.tmx")).getroot()
    assert root.find("header").get("srclang") == "*all*"
    assert list(map(segments, root.findall("body/tu"))) == [
        {"en-US": "This is a great task."},
        {"zh-CN": "旧桥一律停用。"},
    ]
    assert [props(unit, "divergence") for unit in root.findall("body/tu")] == [["addition:0.58"], ["omission:0.77"]]


def test_duplicates_are_merged_with_their_number(tmp_path: Path) -> None:
    zh = build.document("zh", [["甲。"]], [["乙。"]], [["甲。"]])
    en = build.document("en", [["A."]], [["B."]], [["A."]])
    root = written(build.audit(build.parallel(zh, en)), tmp_path, merge_duplicates=True)
    check(root)
    assert [unit.get("usagecount") for unit in root.findall("body/tu")] == ["2", None]
    assert props(root.find("header"), "merged") == ["1"]
    assert len(written(build.audit(build.parallel(zh, en)), tmp_path).findall("body/tu")) == 3


def test_traditional_chinese_is_tagged_so(tmp_path: Path) -> None:
    zh, en = build.document("zh", [["這個國家的人們。"]]), build.document("en", [["The people."]])
    root = written(build.audit(build.parallel(zh, en)), tmp_path)
    assert root.find("header").get("srclang") == "zh-TW"
    assert segments(root.find("body/tu")) == {"zh-TW": "這個國家的人們。", "en-US": "The people."}


anything = st.text(st.characters(codec=None), min_size=1, max_size=40) | st.sampled_from(
    ["]]>", "&amp;<seg/>", "\u202e123\u202c", "甲\u2028乙\u2029", "\r\n\t ", "𠀀𪚥", "\u0000", "字" * 100_000]
)


@given(st.lists(st.tuples(anything, anything), max_size=4), st.sampled_from(["plain", "omegat", "trados", "memoq"]))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_back_as_it_was(pairs: list[tuple[str, str]], profile: TmxProfile) -> None:
    zh, en = (build.document(language, *([[side]] for side in sides)) for language, sides in sided(pairs))
    audit = build.audit(build.parallel(zh, en))
    content = b"".join(files(audit, Origin("x", "1"), WriteSettings(tmx_profile=profile))[".tmx"])
    read = [tuple(segments(unit).values()) for unit in etree.fromstring(content).findall("body/tu")]
    assert read == [(legal(a), legal(b)) for a, b in pairs if a.strip() and b.strip()]


def sided(pairs: list[tuple[str, str]]) -> list[tuple[Language, list[str]]]:
    return [("zh", [a for a, _ in pairs]), ("en", [b for _, b in pairs])]
