import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml

from aligner.document import Document as Text
from aligner.errors import ReadError
from aligner.reading import Reading, docx, read
from aligner.reading.page import Cell, Page
from aligner.reading.source import Source
from tests.reading.given import EN, ZH, pairs, written
from tests.reading.test_archive import zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def saved(document: Docx, change: Callable[[str, str], str] = lambda name, text: text, **more: str) -> bytes:
    """The bytes of a document; `change` may rewrite the XML of a part, and `more` parts are added under word/."""
    out = io.BytesIO()
    document.save(out)
    changed = io.BytesIO()
    with ZipFile(out) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(name, data.decode()) if name.endswith((".xml", ".rels")) else data)
        for name, text in more.items():
            new.writestr(f"word/{name.replace('__', '.')}", text)
    return changed.getvalue()


def page(data: bytes) -> Page:
    return docx.read(Source("x.docx", data))


def texts(data: bytes) -> list[str]:
    return [piece.text for piece in page(data).pieces]


def body(*paragraphs: str) -> bytes:
    """A document of paragraphs, or other blocks, that are given as markup."""
    document = Document()
    for markup in paragraphs:
        element = parse_xml(re.sub(r"^<w:(\w+)", rf"<w:\1 {W}", markup))
        document.element.body.insert(len(document.element.body) - 1, element)
    return saved(document)


def blocks(document: Text) -> list[tuple[str, str]]:
    return [(block.span.of(document.text), block.kind) for block in document.blocks]


def read_bytes(folder: Path, data: bytes) -> Reading:
    return read(written(folder, "x.docx", data))


def test_headings_paragraphs_and_lists(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("关于发展风能的指导意见", 0)
    document.add_heading("总体要求", 1)
    document.add_paragraph("发展风能，").add_run("推广太阳能。").bold = True
    document.add_paragraph("第一项", style="List Bullet")
    document.add_heading("Guiding Opinions on Wind Power", 0)
    document.add_paragraph("Develop wind power.")
    document.add_paragraph("first item", style="List Number")
    document.add_paragraph("second item", style="List Number")
    reading = read_bytes(tmp_path, saved(document))
    assert blocks(reading.zh) == [
        ("关于发展风能的指导意见", "heading"),
        ("总体要求", "heading"),
        ("发展风能，推广太阳能。", "paragraph"),
        ("第一项", "item"),
    ]
    assert blocks(reading.en) == [
        ("Guiding Opinions on Wind Power", "heading"),
        ("Develop wind power.", "paragraph"),
        ("1. first item", "item"),
        ("2. second item", "item"),
    ]


def test_a_two_column_table_is_kept_in_step_and_gives_pairs(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("术语表 Glossary")
    rows = [
        ("No.", "中文", "English"),
        ("1", ZH, EN),
        ("2", "世界贸易组织\n（世贸组织）", "WTO"),
        ("3", "2015年", "2015"),
    ]
    table = document.add_table(rows=0, cols=3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = written(tmp_path, "x.docx", saved(document))
    assert pairs(path) == [(ZH, EN), ("世界贸易组织（世贸组织）", "WTO"), ("2015年", "2015")]
    reading = read(path)
    assert reading.zh.text.split("\n")[1:] == ["中文", ZH, "世界贸易组织", "（世贸组织）", "2015年"]
    assert {"WTO", "2015"} <= set(reading.en.text.split("\n"))


def test_merged_and_nested_cells() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "tall"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "inner"
    found = [(piece.text, piece.cell) for piece in page(saved(document)).pieces]
    assert found == [
        ("wide", Cell(0, 0, 0)),
        ("2", Cell(0, 0, 2)),
        ("3", Cell(0, 1, 0)),
        ("4", Cell(0, 1, 1)),
        ("inner", Cell(1, 0, 0)),
        ("tall", Cell(0, 1, 2)),
        ("6", Cell(0, 2, 0)),
        ("7", Cell(0, 2, 1)),
    ]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([f"<w:p>{run('甲')}<w:ins w:id='1'>{run('乙')}</w:ins>{run('丙')}</w:p>"], ["甲乙丙"]),
        (["<w:p>" + run("甲") + "<w:del w:id='1'><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>"], ["甲"]),
        (
            [
                f"<w:p><w:moveFrom w:id='1'>{run('甲')}</w:moveFrom>{run('乙')}</w:p>",
                f"<w:p><w:moveTo w:id='2'>{run('甲')}</w:moveTo></w:p>",
            ],
            ["乙", "甲"],
        ),
        (
            [f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('甲')}</w:p>", f"<w:p>{run('乙')}</w:p>"],
            ["甲乙"],
        ),
        ([f"<w:ins w:id='1'><w:p>{run('甲')}</w:p></w:ins>"], ["甲"]),
        (
            [
                "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p>" + run("甲") + "</w:p></w:tc></w:tr>"
                "<w:tr><w:tc><w:p>" + run("乙") + "</w:p></w:tc></w:tr></w:tbl>"
            ],
            ["乙"],
        ),
    ],
    ids=["insertion", "deletion", "move", "deleted end", "inserted paragraph", "deleted row"],
)
def test_tracked_changes_are_taken_as_accepted(paragraphs: list[str], expected: list[str]) -> None:
    assert texts(body(*paragraphs)) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (f"<w:p>{run('国务院')}<w:r><w:br/></w:r>{run('2015年7月1日')}</w:p>", ["国务院", "2015年7月1日"]),
        (f"<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>{run('指')}<w:r><w:br/></w:r>{run('导')}</w:p>", ["指导"]),
        (
            f"<w:p>{run('甲')}<w:r><w:tab/></w:r>{run('A')}<w:r><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>",
            ["甲\tA-"],
        ),
        (f"<w:p><w:hyperlink>{run('链接')}</w:hyperlink><w:smartTag>{run('标签')}</w:smartTag></w:p>", ["链接标签"]),
        (
            f"<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText>"
            f"<w:fldChar w:fldCharType='separate'/></w:r>{run('12')}</w:p>",
            ["12"],
        ),
        (f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt></w:p>", ["控件"]),
        (
            f"<w:p><w:r><w:ruby><w:rt>{run('hàn')}</w:rt><w:rubyBase>{run('汉')}</w:rubyBase></w:ruby></w:r></w:p>",
            ["汉"],
        ),
        ("<w:p>" + run(" a") + run(" ") + run("b ") + "</w:p>", ["a b"]),
    ],
    ids=["line break", "broken heading", "signs", "links", "field", "control", "ruby", "blanks"],
)
def test_what_is_shown_of_a_paragraph(paragraph: str, expected: list[str]) -> None:
    assert texts(body(paragraph)) == expected


def test_what_is_not_shown_is_left_out() -> None:
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent><w:p>{run('目录')}</w:p></w:sdtContent></w:sdt>"
    )
    hidden = f"<w:p>{run('甲')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r></w:p>"
    not_hidden = "<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>丙</w:t></w:r></w:p>"
    found = page(body(contents, hidden, not_hidden))
    assert [piece.text for piece in found.pieces] == ["甲", "丙"]
    assert [piece.text for piece in found.left_out] == ["目录", "乙"]
    document = Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_paragraph("正文")
    assert texts(saved(document)) == ["正文"]


def test_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent>"
    paragraph = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:r><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('甲')}</w:p>"
    )
    assert texts(body(paragraph, f"<w:p>{run('乙')}</w:p>")) == ["甲", "框", "乙"]


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    notes = "".join(f"<w:footnote w:id='{n}'><w:p>{run(f'脚注{n}')}</w:p></w:footnote>" for n in (-1, 1, 2))
    document = Document()
    document.add_paragraph("甲")._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("乙")._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="1"/></w:r>'))

    def change(name: str, text: str) -> str:
        if name == "[Content_Types].xml":
            part = f'<Override PartName="/word/footnotes.xml" ContentType="{FOOTNOTES}"/></Types>'
            return text.replace("</Types>", part)
        if name == "word/_rels/document.xml.rels":
            link = f'<Relationship Id="rId99" Type="{RELATION}" Target="footnotes.xml"/></Relationships>'
            return text.replace("</Relationships>", link)
        return text

    data = saved(document, change, footnotes__xml=f"<w:footnotes {W}>{notes}</w:footnotes>")
    assert texts(data) == ["甲", "脚注2", "乙", "脚注1"]


def test_places_are_paragraphs() -> None:
    document = Document()
    for text in ("甲", "", "乙"):
        document.add_paragraph(text)
    assert [piece.place and piece.place.line for piece in page(saved(document)).pieces] == [1, 3]


def with_macros(name: str, text: str) -> str:
    return text.replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )


def test_macros_are_left_alone_with_a_warning(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(ZH)
    document.add_paragraph(EN)
    data = saved(document, with_macros, vbaProject__bin="Sub AutoOpen()")
    reading = read(written(tmp_path, "x.docm", data))
    assert (reading.zh.text, reading.en.text) == (ZH, EN)
    assert reading.warnings == (f"{tmp_path / 'x.docm'}: this document has macros, which were left alone",)


def laughs(name: str, text: str) -> str:
    doctype = '<!DOCTYPE w:document [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;">]>'
    if name == "word/document.xml":
        text = text.replace("<w:document", f"{doctype}<w:document", 1)
        text = text.replace("<w:body>", "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
    return text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (saved(Document())[:-50], "this archive is broken or cut off"),
        (saved(Document(), lambda name, text: text[:200] if name == "word/document.xml" else text), "cannot be read"),
        (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "cannot be read"),
        (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": bytes(50 << 20)}), "unpacks to far more"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "or one with a password"),
        (saved(Document()), "this file holds no text"),
    ],
    ids=["cut off", "broken part", "nonsense", "bomb", "password", "empty"],
)
def test_bad_documents(data: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=message):
        read_bytes(tmp_path, data)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(ZH)
    document.add_paragraph(EN)
    data = saved(document, laughs)
    assert read_bytes(tmp_path, data).zh.text == ZH


def test_numbers_that_word_makes() -> None:
    levels = [
        ("chineseCounting", "%1、"),
        ("chineseCounting", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "%1.%3.%4"),
        ("bullet", "•"),
    ]
    markup = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{"<w:isLgl/>" * (at == 3)}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{markup}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    order = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 3), (1, 4), (2, 2), (2, 2), (1, 0), (0, 0)]
    document = Document()
    for number, (instance, level) in enumerate(order):
        number_pr = f'<w:pPr {W}><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr></w:pPr>'
        document.add_paragraph(f"项{number}")._p.insert(0, parse_xml(number_pr))

    def change(name: str, text: str) -> str:
        return f"<w:numbering {W}>{numbering}</w:numbering>" if name == "word/numbering.xml" else text

    assert texts(saved(document, change)) == [
        "一、项0",
        "（一）项1",
        "1. 项2",
        "2. 项3",
        "（二）项4",
        "1. 项5",
        "1.1.1 项6",
        "项7",
        "5. 项8",
        "6. 项9",
        "二、项10",
        "项11",
    ]
