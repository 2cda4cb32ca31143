from pathlib import Path

from lxml import etree
from translate.storage.xliff2 import Xliff2File

from aligner.reading import read_pairs
from aligner.writing.xliff_matches import Candidate, encoded

SPACES = {"x": "urn:oasis:names:tc:xliff:document:2.0", "m": "urn:oasis:names:tc:xliff:matches:2.0"}
SENTENCES = [
    ("天气 <好>。", [Candidate(100, "天气 <好>。", "Fine & dry.", "memory#s1")]),
    ("天气好吗？", [Candidate(80, "天气好。", "Fine.", "memory#s2"), Candidate(75, "天气", "Weather", "memory#s3")]),
    ("没有。", []),
]


def whole() -> bytes:
    return b"".join(encoded(SENTENCES, original="new.docx", source="zh-CN", target="en-US"))


def test_each_sentence_is_a_unit_with_its_candidates() -> None:
    units = etree.fromstring(whole()).findall(".//x:unit", SPACES)
    assert ["".join(unit.find(".//x:segment/x:source", SPACES).itertext()) for unit in units] == [
        text for text, _ in SENTENCES
    ]
    matches = units[1].findall("m:matches/m:match", SPACES)
    assert [(match.get("similarity"), match.get("origin")) for match in matches] == [
        ("80.0", "memory#s2"),
        ("75.0", "memory#s3"),
    ]
    assert {match.get("ref") for match in matches} == {"#" + str(units[1].find(".//x:mrk", SPACES).get("id"))}
    assert [unit.findtext("x:segment/x:target", namespaces=SPACES) for unit in units] == ["Fine & dry.", None, None]


def test_our_own_reader_takes_the_exact_ones(tmp_path: Path) -> None:
    (tmp_path / "new.xlf").write_bytes(whole())
    pairs = [(pair.zh, pair.en) for pair in read_pairs(tmp_path / "new.xlf")]
    assert pairs[0] == ("天气 <好>。", "Fine & dry.")


def test_a_localisation_library_reads_it(tmp_path: Path) -> None:
    (tmp_path / "new.xlf").write_bytes(whole())
    assert len(Xliff2File.parsefile(str(tmp_path / "new.xlf")).units) == 3
