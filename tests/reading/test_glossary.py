"""Glossaries of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.errors import InputError, ReadError
from aligner.glossary import Term
from aligner.reading.glossary import read_glossary
from tests.reading.given import written

BASIC = """<?xml version="1.0"?><martif type="TBX" xml:lang="en"><text><body><termEntry id="c1">
<langSet xml:lang="zh-CN"><tig><term>平台</term></tig></langSet>
<langSet xml:lang="en"><ntig><termGrp><term>platform</term></termGrp></ntig>
<tig><term>stage</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>"""
DCA = """<tbx style="dca" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="c1">
<langSec xml:lang="en-GB"><termSec><term>platform</term><termNote type="administrativeStatus">preferredTerm-admn-sts
</termNote></termSec><termSec><term>stage</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote>
</termSec></langSec><langSec xml:lang="zh-Hans"><termSec><term>平台</term></termSec></langSec>
<langSec xml:lang="de"><termSec><term>Plattform</term></termSec></langSec></conceptEntry></body></text></tbx>"""
DCT = """<tbx style="dct" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:b="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry><langSec xml:lang="zh"><termSec><term>平台</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>platform</term></termSec>
<termSec><term>stage</term><b:administrativeStatus>deprecatedTerm-admn-sts</b:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize("text", [BASIC, DCA, DCT], ids=["martif", "dca", "dct"])
def test_tbx(text: str, tmp_path: Path) -> None:
    found = read_glossary(written(tmp_path, "g.tbx", text)).terms["平台"]
    assert (found.renderings, found.forbidden, found.binding) == (("platform",), ("stage",), True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("g.csv", "中文,English,Forbidden\n平台,platform; portal,stage\n"),
        ("g.tsv", "zh\ten\tdeprecated\n平台\tplatform|portal\tstage\n"),
        ("g.csv", "No.;English;Chinese;禁用\n1;platform|portal;平台;stage\n"),
    ],
)
def test_tables_with_heads(name: str, text: str, tmp_path: Path) -> None:
    found = read_glossary(written(tmp_path, name, text)).terms["平台"]
    assert (found.renderings, found.forbidden) == (("platform", "portal"), ("stage",))


def test_columns_may_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "g.csv", "甲,平台,stage,platform\n乙,网络,net,network\n")
    glossary = read_glossary(path, columns=["B", "4", "C"])
    assert glossary.terms["平台"] == Term("平台", ("platform",), ("stage",), f"{path}:1", binding=True)


def test_a_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Chinese", "English"])
    book.active.append(["平台；服务平台", "platform\nportal"])
    book.save(tmp_path / "g.xlsx")
    terms = read_glossary(tmp_path / "g.xlsx").terms
    assert {zh: term.renderings for zh, term in terms.items()} == dict.fromkeys(
        ("平台", "服务平台"), ("platform", "portal")
    )


def test_what_is_no_glossary_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no glossary that can be read"):
        read_glossary(written(tmp_path, "g.pdf", "%PDF-1.4"))
    with pytest.raises(ReadError, match="--glossary-columns"):
        read_glossary(written(tmp_path, "g.csv", "a,b\nc,d\n"))
    with pytest.raises(InputError, match="no columns"):
        read_glossary(written(tmp_path, "g.csv", "中文,English\n平台,platform\n"), columns=["x y", "z"])
    with pytest.raises(ReadError, match="no Chinese term"):
        read_glossary(written(tmp_path, "g.tbx", DCA.replace("zh-Hans", "ja")))


def test_traditional_terms_are_those_of_texts_as_they_are_compared(tmp_path: Path) -> None:
    text = "中文,English\n服務平臺,service platform\n機構改革,institutional reform\n后勤,logistics\n"
    assert set(read_glossary(written(tmp_path, "g.csv", text)).terms) == {"服务平台", "机构改革", "后勤"}
