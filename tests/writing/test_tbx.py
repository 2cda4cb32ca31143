from pathlib import Path

from lxml import etree
from translate.storage.tbx import tbxfile

from aligner.writing.origin import Origin
from aligner.writing.tbx import Entry, encoded

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ENTRIES = [
    Entry("新能源汽车", [("new energy vehicles", "3 of 4 occurrences"), ("NEVs", "")], "in 2 documents", "<例>", "R&D"),
    Entry("能源", [("energy", "")]),
]


def test_a_terminology_library_reads_the_terms(tmp_path: Path) -> None:
    (tmp_path / "terms.tbx").write_bytes(b"".join(encoded(ENTRIES, Origin.of("terms"))))
    read = tbxfile.parsefile(str(tmp_path / "terms.tbx"))
    assert [(unit.source, unit.target) for unit in read.units] == [
        ("新能源汽车", "new energy vehicles"),
        ("能源", "energy"),
    ]


def test_each_language_holds_its_terms_notes_and_example() -> None:
    root = etree.fromstring(b"".join(encoded(ENTRIES, Origin.of("terms"))))
    assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
    first = root.find(".//termEntry")
    assert first is not None
    assert first.findtext("note") == "in 2 documents"
    assert [side.get("{http://www.w3.org/XML/1998/namespace}lang") for side in first.iter("langSet")] == [
        "zh-CN",
        "en-US",
    ]
    assert [term.text for term in first.iter("term")] == ["新能源汽车", "new energy vehicles", "NEVs"]
    assert [context.text for context in first.iter("descrip")] == ["<例>", "R&D"]
    identifiers = [entry.get("id") for entry in root.iter("termEntry")]
    assert len(set(identifiers)) == 2


def test_no_terms_make_a_whole_file() -> None:
    assert etree.fromstring(b"".join(encoded([], Origin.of("terms")))).find("text/body") is not None
