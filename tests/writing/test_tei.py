import json
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from aligner.bitext import Bead
from aligner.divergence import Audit
from aligner.document import LANGUAGES, Document, Span
from aligner.writing import write
from aligner.writing.markup import legal
from aligner.writing.settings import WriteSettings
from tests.writing import build
from tests.writing.build import Para
from tests.writing.hostile import LONG, audits

NS = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BLOCKS = "t:head|.//t:p|.//t:item|.//t:cell"


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(shared / "schemas" / "tei_all.rng")))


def written(audit: Audit, folder: Path, *, tei_corpus: bool = False) -> etree._Element:
    *_, file = write(audit, folder, name="roads", formats=["tei"], settings=WriteSettings(tei_corpus=tei_corpus))
    return etree.parse(str(file)).getroot()


def check(root: etree._Element) -> None:
    """The rules of TEI that RelaxNG does not see, and that every pointer has something to point at."""
    identifiers = [element.get(ID) for element in root.iterfind(".//*[@xml:id]", {"xml": ID[1:-3]})]
    assert len(set(identifiers)) == len(identifiers)
    for link in root.iterfind(".//t:link", NS):
        assert len(link.get("target").split()) >= 2
    for span in root.iterfind(".//t:span", NS):
        assert not (span.get("target") and span.get("from"))
        assert not span.get("to") or span.get("from")
    for element in root.iter("{*}*"):
        for name in ("target", "from", "corresp", "ana", "resp"):
            for pointer in element.get(name, "").split():
                assert re.sub(r"^#(string-range\()?|,\d+,\d+\)$", "", pointer) in identifiers, pointer


def characters(element: etree._Element) -> str:
    return "".join(element.itertext())


def text_of(root: etree._Element, language: str) -> str:
    body = root.find(f".//t:group/t:text[@xml:id='{language}']", {**NS, "xml": ID[1:-3]})
    return "\n".join(map(characters, body.xpath(".//t:head|.//t:p|.//t:item|.//t:cell", namespaces=NS)))


def by_id(root: etree._Element) -> dict[str, etree._Element]:
    return {str(element.get(ID)): element for element in root.iter("{*}*") if element.get(ID)}


def test_both_texts_are_whole(sample: Audit, tmp_path: Path) -> None:
    root = written(sample, tmp_path)
    check(root)
    for language in LANGUAGES:
        assert text_of(root, language) == sample.alignment.document(language).text


def test_sentences_and_clauses_have_the_characters_of_their_spans(sample: Audit, tmp_path: Path) -> None:
    found = by_id(written(sample, tmp_path))
    for document in (sample.alignment.zh, sample.alignment.en):
        for i, sentence in enumerate(document.sentences):
            name = f"{document.language}.s{i + 1}"
            assert characters(found[name]) == sentence.span.of(document.text)
            for k, clause in enumerate(document.clauses_of[i], 1):
                assert characters(found[f"{name}.c{k}"]) == document.clauses[clause].span.of(document.text)


@pytest.mark.parametrize("level", ["sentence", "clause"])
def test_links_are_read_back(sample: Audit, tmp_path: Path, level: str) -> None:
    check_links(sample, written(sample, tmp_path), level)


def check_links(audit: Audit, root: etree._Element, level: str) -> None:
    """What is read back is what was written: identifiers, types, scores, parents and the texts of all spans."""
    found, alignment = by_id(root), audit.alignment
    expected = (
        list(zip(alignment.sentences, alignment.beads, strict=True))
        if level == "sentence"
        else [
            pair
            for links, beads in zip(alignment.clauses, alignment.clause_beads, strict=True)
            for pair in zip(links, beads, strict=True)
        ]
    )
    group = root.find(f".//t:linkGrp[@subtype='{level}']", NS)
    if group is None:
        assert not expected
        return
    assert len(group) == len(expected)
    for link, bead in expected:
        element = found[link.id]
        assert element.getparent() is group
        assert etree.QName(element).localname == ("ptr" if bead.is_null else "link")
        assert element.get("type") == bead.type
        assert float(element.get("cert")) == link.score
        assert element.get("corresp") == (f"#{link.parent}" if link.parent else None)
        targets = [found[pointer[1:]] for pointer in element.get("target").split()]
        sides = zip(LANGUAGES, (link.zh, link.en), strict=True)
        assert [characters(target) for target in targets] == [
            legal(span.of(alignment.document(language).text)) for language, spans in sides for span in spans
        ]


def test_divergences_are_read_back(sample: Audit, tmp_path: Path) -> None:
    check_divergences(sample, written(sample, tmp_path))


@given(audits, st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_audit_is_read_back(audit: Audit, tei_corpus: bool) -> None:
    with TemporaryDirectory() as folder:
        root = written(audit, Path(folder), tei_corpus=tei_corpus)
    check(root)
    for level in ("sentence", "clause"):
        check_links(audit, root, level)
    check_divergences(audit, root)
    found = by_id(root)
    for document in (audit.alignment.zh, audit.alignment.en):
        for i, sentence in enumerate(document.sentences):
            name = f"{document.language}.s{i + 1}"
            assert characters(found[name]) == legal(sentence.span.of(document.text))
            for k, clause in enumerate(document.clauses_of[i], 1):
                assert characters(found[f"{name}.c{k}"]) == legal(document.clauses[clause].span.of(document.text))


def test_a_unit_of_any_length_is_read_back(tmp_path: Path) -> None:
    zh, en = (build.document(language, [[text]]) for language, text in zip(LANGUAGES, LONG, strict=True))
    audit = build.audit(build.parallel(zh, en))
    check_links(audit, written(audit, tmp_path), "sentence")


def check_divergences(audit: Audit, root: etree._Element) -> None:
    """What is read back is what was written, spans as the characters that they mark."""
    found = by_id(root)
    annotations = root.findall(".//t:annotation", NS)
    assert [annotation.get(ID) for annotation in annotations] == [d.id for d in audit.divergences]
    for annotation, divergence in zip(annotations, audit.divergences, strict=True):
        assert annotation.get("target") == f"#{divergence.link}"
        assert annotation.get("ana").split() == [
            f"#kind.{divergence.kind}",
            f"#class.{divergence.cls}",
            f"#severity.{divergence.severity}",
        ]
        assert float(annotation.get("cert")) == divergence.score
        assert [name.text for name in annotation.findall("t:respStmt/t:name", NS)] == list(map(legal, divergence.rules))
        assert annotation.findtext("t:note[@type='message']", "", NS) == legal(divergence.message)
        evidence = json.dumps(dict(divergence.evidence), ensure_ascii=False)
        assert json.loads(annotation.findtext("t:note[@type='evidence']", "{}", NS)) == json.loads(legal(evidence))
        pointers = [span.get("from") for span in root.iterfind(f".//t:span[@corresp='#{divergence.id}']", NS)]
        marked = []
        for pointer in pointers:
            sentence, start, length = pointer[len("#string-range(") : -1].split(",")
            marked.append(characters(found[sentence])[int(start) : int(start) + int(length)])
        sides = ((audit.alignment.zh, divergence.zh), (audit.alignment.en, divergence.en))
        expected = "".join(span.of(document.text) for document, spans in sides for span in spans)
        assert _bare("".join(marked)) == _bare(legal(expected))


def _bare(text: str) -> str:
    """Without blanks: a span over several sentences is written as one in each, and what is between is in none."""
    return "".join(text.split())


def test_a_span_over_several_sentences_is_a_pointer_into_each(tmp_path: Path) -> None:
    zh = build.document("zh", [["甲乙。"], ["丙丁。"]], [["戊己。"]])
    en = build.document("en", [["A b."], ["C d."]], [["E f."]])
    aligned = build.alignment(zh, en, [Bead((0, 1, 2), (0, 1, 2))])
    mark = replace(build.mark(aligned, "omission", "乙。丙丁。\n戊"), en=(Span(2, 9),))
    root = written(build.audit(aligned, mark), tmp_path)
    check(root)
    assert [span.get("from") for span in root.iterfind(".//t:span", NS)] == [
        "#string-range(zh.s1,1,2)",
        "#string-range(zh.s2,0,3)",
        "#string-range(zh.s3,0,1)",
        "#string-range(en.s1,2,2)",
        "#string-range(en.s2,0,4)",
    ]


def test_numbering_languages_and_roles(sample: Audit, tmp_path: Path) -> None:
    root = written(sample, tmp_path)
    texts = root.findall("t:text/t:group/t:text", NS)
    assert [(text.get(ID), text.get(LANG), text.get("type")) for text in texts] == [
        ("zh", "zh-Hans", "original"),
        ("en", "en", "translation"),
    ]
    assert [item.get("n") for item in texts[0].iterfind(".//t:item", NS)] == ["（一）", "（二）"]
    assert [item.get("n") for item in texts[1].iterfind(".//t:item", NS)] == ["(1)", "(1)"]
    assert [head.get("n") for head in texts[1].iterfind(".//t:head", NS)] == [None, "I."]
    swapped = written(replace(sample, alignment=replace(sample.alignment, original="en")), tmp_path)
    assert [text.get("type") for text in swapped.findall("t:text/t:group/t:text", NS)] == ["translation", "original"]


def test_headings_open_divisions_by_level(tmp_path: Path) -> None:
    headings = [("一、", 1), ("（一）", 2), ("1.", 3), ("（二）", 2), ("二、", 1)]
    sections = [Para([[label + "路"]], "heading", label, level) for label, level in headings]
    zh = build.document("zh", [["序。"]], *sections)
    en = build.document("en", [["Preface."]])
    root = written(build.audit(build.parallel(zh, en)), tmp_path)
    body = root.find(".//t:group/t:text/t:body", NS)

    def tree(element: etree._Element) -> list[object]:
        return [element.findtext("t:head/t:s/t:cl", "", NS), *map(tree, element.findall("t:div", NS))]

    assert tree(body) == ["", ["一、路", ["（一）路", ["1.路"]], ["（二）路"]], ["二、路"]]
    assert characters(body.find("t:p", NS)) == "序。"


def test_short_numbered_paragraphs_open_divisions_too_as_in_the_report(tmp_path: Path) -> None:
    zh = build.document(
        "zh", Para([["一、要求"]], label="一、"), [["修路。"]], Para([["（一）目标。"]], "paragraph", "（一）", 2)
    )
    root = written(build.audit(build.parallel(zh, build.document("en", [["I. Demands"]]))), tmp_path)
    heads = root.xpath(".//t:text[@xml:lang='zh-Hans']//t:head", namespaces=NS)
    assert [(characters(head), head.get("n")) for head in heads] == [("一、要求", "一、"), ("（一）目标。", "（一）")]
    assert len(list(heads[1].iterancestors("{*}div"))) == 2
    assert text_of(root, "zh") == zh.text


def test_cells_of_one_line_make_one_row(tmp_path: Path) -> None:
    cells = [("里程", 3), ("公里", 3), ("桥梁", 4), ("座", 4), ("合计", None), ("项", None)]
    zh = build.document("zh", *(Para([[text]], "cell", line=line) for text, line in cells))
    root = written(build.audit(build.parallel(zh, build.document("en", [["A."]]))), tmp_path)
    rows = root.findall(".//t:table/t:row", NS)
    assert [[characters(cell) for cell in row] for row in rows] == [["里程", "公里"], ["桥梁", "座"], ["合计"], ["项"]]


def test_traditional_chinese_is_tagged_so(tmp_path: Path) -> None:
    zh, en = build.document("zh", [["這個國家的人們。"]]), build.document("en", [["The people."]])
    root = written(build.audit(build.parallel(zh, en)), tmp_path)
    assert root.xpath(".//t:language/@ident", namespaces=NS) == ["zh-Hant", "en"]
    assert root.find(".//t:group/t:text", NS).get(LANG) == "zh-Hant"


def test_a_corpus_holds_a_document_a_language_and_the_same_links(sample: Audit, tmp_path: Path) -> None:
    one, corpus = written(sample, tmp_path), written(sample, tmp_path, tei_corpus=True)
    check(corpus)
    assert etree.QName(corpus).localname == "teiCorpus"
    assert [text.get(LANG) for text in corpus.findall("t:TEI/t:text", NS)] == ["zh-Hans", "en"]
    for path in (".//t:linkGrp", ".//t:listAnnotation", ".//t:spanGrp", ".//t:body"):
        assert [etree.tostring(found) for found in corpus.iterfind(path, NS)] == [
            etree.tostring(found) for found in one.iterfind(path, NS)
        ]


def test_one_character_for_each_that_xml_forbids(tmp_path: Path) -> None:
    zh = build.document("zh", [["路\x00\r<桥>\ud83d。"]])
    en = build.document("en", [["Road & bridge."]])
    root = written(build.audit(build.parallel(zh, en)), tmp_path)
    assert text_of(root, "zh") == "路\ufffd\r<桥>\ufffd。"


def test_a_date_is_written_only_if_one_is_given(sample: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert written(sample, tmp_path).find(".//t:application", NS).get("when") is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1436140800")
    assert written(sample, tmp_path).find(".//t:application", NS).get("when") == "2015-07-06T00:00:00Z"


@pytest.mark.shared
@pytest.mark.parametrize("tei_corpus", [False, True])
def test_it_is_valid(
    sample: Audit, tmp_path: Path, schema: etree.RelaxNG, monkeypatch: pytest.MonkeyPatch, tei_corpus: bool
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1436140800")
    root = written(sample, tmp_path, tei_corpus=tei_corpus)
    assert schema.validate(root), schema.error_log


@pytest.mark.shared
@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((build.document("zh"), build.document("en", [["Alone."]])), id="no Chinese at all"),
        pytest.param(
            (
                build.document(
                    "zh", Para([["题"]], "heading"), Para([["又题"]], "heading"), Para([["1.甲"]], "item", "1.")
                ),
                build.document("en", [["Title"]], Para([["(a) A"]], "heading", "(a)", 4), Para([["B"]], "cell")),
            ),
            id="headings without text below",
        ),
        pytest.param(
            (
                replace(build.document("zh", [["甲。"]]), clauses=(), sentences=()),
                replace(build.document("en", [["A."]]), clauses=(), sentences=()),
            ),
            id="texts that were never cut",
        ),
    ],
)
def test_odd_texts_are_valid(texts: tuple[Document, Document], tmp_path: Path, schema: etree.RelaxNG) -> None:
    root = written(build.audit(build.parallel(*texts)), tmp_path)
    check(root)
    assert schema.validate(root), schema.error_log
