import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from aligner.divergence import Audit, Table
from aligner.writing import write
from aligner.writing.origin import Origin
from aligner.writing.places import text_order
from aligner.writing.report import files
from aligner.writing.settings import DEFAULTS
from tests.writing import build


def page(audit: Audit) -> html.HtmlElement:
    return html.document_fromstring(b"".join(files(audit, Origin("roads", "0.1.0"), DEFAULTS)[".html"]).decode())


def texts(found: html.HtmlElement, language: str) -> list[str]:
    sides = found.xpath(f"//ol[@class='rows']/li/div[@class='side'][@lang='{language}']")
    return ["\n".join(part.text_content() for part in side if part.get("class") != "void") for side in sides]


def test_both_texts_are_there_row_by_row(sample: Audit) -> None:
    found = page(sample)
    alignment = sample.alignment
    links = [alignment.sentences[i] for i in text_order(alignment.sentences)]
    assert [row.get("id") for row in found.xpath("//ol[@class='rows']/li")] == [link.id for link in links]
    for language, tag in (("zh", "zh-Hans"), ("en", "en")):
        document = alignment.document(language)
        whole = "\n".join(filter(None, texts(found, tag)))
        assert re.sub(r"\s", "", whole) == re.sub(r"\s", "", document.text)


def test_marks_cover_the_characters_of_their_divergences(sample: Audit) -> None:
    found = page(sample)
    for divergence in sample.divergences:
        for language, tag in (("zh", "zh-Hans"), ("en", "en")):
            document = sample.alignment.document(language)
            marks = [
                m for m in found.xpath(f"//div[@lang='{tag}']//mark[@data-ids]") if divergence.id in m.get("data-ids")
            ]
            text = "".join(mark.text_content() for mark in marks)
            assert text == "".join(span.of(document.text) for span in divergence.spans(language))
            assert {m.get("data-kind") for m in marks} <= {divergence.kind}
            assert {m.get("data-severity") for m in marks} <= {divergence.severity}


def test_clauses_of_one_link_share_a_number_in_their_row(sample: Audit) -> None:
    row = page(sample).get_element_by_id(sample.alignment.sentences[3].id)
    found = {}
    for clause in row.xpath(".//span[contains(@class, 'clause')]"):
        found.setdefault(clause.get("data-clause"), []).append(clause.text_content())
    assert found == {
        "1": ["以砂石、沥青等本地材料为主体，", "with local material at the core."],
        "2": ["加快<干线>道路&桥梁建设。", "Speed up the building of <trunk> roads & bridges,"],
    }


def test_empty_sides_and_doubtful_links_are_marked(sample: Audit) -> None:
    found, links = page(sample), sample.alignment.sentences
    classes = {row.get("id"): row.get("class").split() for row in found.xpath("//ol[@class='rows']/li")}
    assert [link.id for link in links if "null" in classes[link.id]] == [links[5].id, links[6].id]
    assert [link.id for link in links if "doubtful" in classes[link.id]] == [links[8].id]
    assert [void.text for void in found.xpath("//p[@class='void']")] == ["no counterpart"] * 2


def test_counts_are_those_of_the_audit(sample: Audit) -> None:
    found = page(sample)
    assert found.get_element_by_id("total").text == "5"
    assert found.get_element_by_id("links").text == "10"
    assert found.get_element_by_id("nulls").text == "2"
    assert [option.text for option in found.xpath("//select[@name='class']/option")] == [
        "all classes",
        "content (3)",
        "entity (1)",
        "structure (1)",
    ]
    assert len(found.xpath("//details[@class='finding']")) == 5


def test_a_finding_tells_its_message_score_rules_and_evidence(sample: Audit) -> None:
    divergence = next(d for d in sample.divergences if d.cls == "entity")
    finding = page(sample).get_element_by_id(divergence.id)
    text = " ".join(finding.text_content().split())
    for expected in (divergence.message, "0.80", "entities, coverage", "Finance Bureau", "0.25", "major", "财政局"):
        assert expected in text
    assert finding.get("data-row") == divergence.link.partition(".")[0]


def test_evidence_of_any_shape(sample: Audit) -> None:
    evidence = {
        "a_b": None,
        "c": True,
        "d": [1, 2.5, "<x>"],
        "e": [{"f": ["g"]}, {"f": []}],
        "h": {"i": {"j": "k"}},
        "l": "",
    }
    mark = build.mark(sample.alignment, "omission", "砂石", evidence=evidence)
    text = " ".join(page(build.audit(sample.alignment, mark)).get_element_by_id(mark.id).text_content().split())
    for expected in ("a b–", "cyes", "d1, 2.5, <x>", "fg", "ijk"):
        assert expected in text


def test_sections_are_listed_with_their_counts(sample: Audit) -> None:
    found = page(sample)
    assert [" ".join(item.text_content().split()) for item in found.xpath("//nav//li")] == [
        "关于推进山区道路建设的意见Opinions on Advancing the Construction of Mountain Roads32",
        "一、总体要求I. General requirements32",
    ]


def test_tables_are_shown(sample: Audit) -> None:
    table = page(sample).xpath("//details[@class='table']//table")[0]
    rows = [[cell.text for cell in row] for row in table.iter("tr")]
    assert rows == [["Chinese", "English"], ["交通局", "Transport Bureau"], ["财政局", "–"]]


def test_identifiers_are_unique_and_links_lead_somewhere(sample: Audit) -> None:
    found = page(sample)
    identifiers = [element.get("id") for element in found.iter() if element.get("id")]
    assert len(set(identifiers)) == len(identifiers)
    targets = [link.get("href") for link in found.iter("a")]
    assert {target[1:] for target in targets} <= set(identifiers)
    assert {label.get("for") for label in found.iter("label")} == {None}


def test_it_asks_the_network_for_nothing(sample: Audit) -> None:
    text = b"".join(files(sample, Origin("roads", "0.1.0"), DEFAULTS)[".html"]).decode()
    assert not re.search(r"(https?:)?//[a-z]", re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    assert not re.search(r"url\(|@import|\bsrc=|fetch\(|XMLHttp", text)
    assert "default-src 'none'" in text


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style></script><b>", "{{ 7*7 }}"]
)
def test_what_a_text_holds_stays_text(evil: str) -> None:
    zh = build.document("zh", build.Para([[f"一、{evil}路。"]], "heading", "一、"), source=evil)
    en = build.document("en", [[f"Road {evil}."]], source=evil)
    aligned = build.parallel(zh, en, warnings=(evil,))
    mark = build.mark(
        aligned, "mistranslation", evil, evil, message=evil, rules=(evil,), evidence={evil: [evil, {evil: evil}]}
    )
    plain = build.parallel(
        build.document("zh", build.Para([["一、路。"]], "heading", "一、"), source="s"),
        build.document("en", [["Road."]], source="s"),
        warnings=("w",),
    )
    same = build.mark(
        plain, "mistranslation", "路", "Road", message="m", rules=("r",), evidence={"k": ["v", {"k": "v"}]}
    )
    tables = [(Table(x, (x,), ((x,),)),) for x in (evil, "x")]
    found, expected = (
        page(build.audit(a, m, tables=t)) for a, m, t in ((aligned, mark, tables[0]), (plain, same, tables[1]))
    )

    def count(root: html.HtmlElement, name: str) -> int:
        return len(list(root.iter(name)))

    for name in ("script", "style", "img", "b"):
        assert count(found, name) == count(expected, name)
    assert texts(found, "zh-Hans") == [f"一、{evil}路。"]
    assert evil in found.text_content()


def test_odd_audits(sample: Audit, tmp_path: Path) -> None:
    nothing = build.audit(build.parallel(build.document("zh"), build.document("en")))
    assert "Neither text has a sentence." in page(nothing).text_content()
    assert "None reaches the score 0.50." in page(replace(sample, candidates=())).text_content()
    alone = build.audit(build.parallel(build.document("zh", [["甲。"]]), build.document("en")))
    assert texts(page(alone), "zh-Hans") == ["甲。"]
    uncut = replace(sample.alignment, clauses=((),) * 10, clause_beads=((),) * 10)
    assert len(page(replace(sample, alignment=uncut, candidates=())).xpath("//ol[@class='rows']/li")) == 10
    control = build.parallel(build.document("zh", [["路\x00\ud800桥。"]]), build.document("en", [["A\x0b."]]))
    *_, file = write(build.audit(control), tmp_path, name="x", formats=["html"])
    assert "路\ufffd\ufffd桥。" in file.read_text(encoding="utf-8")


def test_a_divergence_of_a_whole_sentence_link(sample: Audit) -> None:
    divergence = replace(sample.divergences[0], link=sample.alignment.sentences[3].id)
    finding = page(replace(sample, candidates=(divergence,))).get_element_by_id(divergence.id)
    assert (finding.get("data-row"), finding.get("data-clause")) == (divergence.link, "0")
