from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import etree

from aligner.divergence import Audit
from aligner.writing.markup import legal
from aligner.writing.origin import Origin
from aligner.writing.places import text_order
from aligner.writing.settings import DEFAULTS
from aligner.writing.xliff import files
from tests.writing import build
from tests.writing.hostile import pairs

NS = {"x": "urn:oasis:names:tc:xliff:document:2.0", "m": "urn:oasis:names:tc:xliff:metadata:2.0"}


def written(audit: Audit) -> etree._Element:
    return etree.fromstring(b"".join(files(audit, Origin("roads", "1"), DEFAULTS)[".xlf"]))


def texts(unit: etree._Element) -> tuple[str, str]:
    return unit.findtext(".//x:source", "", NS), unit.findtext(".//x:target", "", NS)


def test_units_are_the_links_in_order_with_bead_and_score(sample: Audit) -> None:
    alignment, root = sample.alignment, written(sample)
    links = [alignment.sentences[i] for i in text_order(alignment.sentences)]
    units = root.findall(".//x:unit", NS)
    assert [(unit.get("id"), texts(unit)) for unit in units] == [(link.id, alignment.texts(link)) for link in links]
    scores = [float(meta.text) for meta in root.iterfind(".//m:meta[@type='score']", NS)]
    assert scores == [link.score for link in links]
    assert [meta.text for meta in root.iterfind(".//m:meta[@type='bead']", NS)][-1] == "2-2"
    assert (root.get("srcLang"), root.get("trgLang"), root.get("version")) == ("zh-CN", "en-US", "2.0")


def test_divergences_are_notes_on_their_unit(sample: Audit) -> None:
    root = written(sample)
    notes = root.findall(".//x:unit/x:notes/x:note", NS)
    assert sorted((note.get("id"), note.text) for note in notes) == sorted(
        (d.id, d.message) for d in sample.divergences
    )
    (lost,) = [note for note in notes if note.text == "砂石 and 沥青 are not rendered."]
    assert dict(lost.attrib, id="") == {
        "id": "",
        "appliesTo": "source",
        "category": "omission:content:0.83",
        "priority": "1",
    }
    (added,) = [note for note in notes if note.get("category").startswith("addition")]
    assert (added.get("appliesTo"), added.get("priority")) == ("target", "5")
    assert root.findtext("x:file/x:notes/x:note", "", NS) == "One warning, for <everyone>."


def test_states(sample: Audit) -> None:
    segments = written(sample).findall(".//x:segment", NS)
    found = [(segment.get("state"), segment.get("subState")) for segment in segments]
    assert found.count(("initial", None)) == 2
    assert found.count(("translated", "aligner:needs-review")) == 3
    assert found.count(("translated", None)) == 5


def test_links_without_counterpart_are_there_too(sample: Audit) -> None:
    alone = [unit for unit in written(sample).iterfind(".//x:unit", NS) if not all(texts(unit))]
    assert [texts(unit) for unit in alone] == [("", "This is a great task."), ("旧桥一律停用。", "")]
    assert alone[0].find(".//x:source", NS) is not None
    assert alone[1].find(".//x:target", NS) is None


def test_the_source_is_the_original(sample: Audit) -> None:
    root = written(replace(sample, alignment=replace(sample.alignment, original="en")))
    assert (root.get("srcLang"), root.get("trgLang")) == ("en-US", "zh-CN")
    assert texts(root.find(".//x:unit", NS))[0].startswith("Opinions")


def test_clause_units(sample: Audit) -> None:
    root = etree.fromstring(b"".join(files(sample, Origin("roads", "1"), replace(DEFAULTS, units="clause"))[".xlf"]))
    links = [link for inner in sample.alignment.clauses for link in inner]
    assert sorted(unit.get("id") for unit in root.iterfind(".//x:unit", NS)) == sorted(link.id for link in links)


@given(pairs)
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_back_as_it_was(pairs: list[tuple[str, str]]) -> None:
    zh = build.document("zh", *([[a]] for a, _ in pairs))
    en = build.document("en", *([[b]] for _, b in pairs))
    root = written(build.audit(build.parallel(zh, en)))
    assert [texts(unit) for unit in root.iterfind(".//x:unit", NS)] == [(legal(a), legal(b)) for a, b in pairs]


def test_translate_toolkit_reads_the_same_units(sample: Audit) -> None:
    xliff2 = pytest.importorskip("translate.storage.xliff2", reason="needs translate-toolkit with XLIFF 2")
    content = b"".join(files(sample, Origin("roads", "1"), DEFAULTS)[".xlf"])
    store = xliff2.Xliff2File.parsestring(content)
    read = {(str(unit.source), str(unit.target)) for unit in store.units if unit.source and unit.target}
    both = [link for link in sample.alignment.sentences if link.zh and link.en]
    assert read == {sample.alignment.texts(link) for link in both}
