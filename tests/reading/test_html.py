from pathlib import Path

import pytest

from aligner.document import Document
from aligner.errors import ReadError
from aligner.reading import html, read
from aligner.reading.source import Source

PAGES = Path(__file__).parents[1] / "golden/reading/pages"


def texts(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks]


def found(fragment: str) -> list[str]:
    return [block.piece.text for block in html.blocks(fragment)]


def kinds(fragment: str) -> list[str]:
    return [block.piece.kind for block in html.blocks(fragment)]


def test_blog_page_gives_the_post_and_nothing_beside_it() -> None:
    reading = read(PAGES / "blog.html")
    english, chinese = texts(reading.en), texts(reading.zh)
    assert english[0] == "Opinions on Building Reading Rooms in Villages"
    assert english[-2:] == ["General Office", "1 March 2016"]
    assert "Librarians are paid by the county." in english
    assert chinese[0] == "关于建设农村书屋的意见"
    assert chinese[-2:] == ["办公厅", "2016年3月1日"]
    assert (len(english), len(chinese)) == (12, 12)
    for noise in ("Recent Posts", "Leave a Reply Cancel reply", "Related", "Connecting to %s", "Skip to content"):
        assert any(line.endswith(f": {noise}") for line in reading.left_out)


def test_government_page_in_nested_tables_and_gb18030(tmp_path: Path) -> None:
    page = tmp_path / "page.htm"
    page.write_bytes((PAGES / "government.html").read_text(encoding="utf-8").encode("gb18030"))
    reading = read(page)
    assert texts(reading.zh) == [
        "关于推广步行上学的指导意见",
        "国办发〔2017〕7号",
        "各省、自治区、直辖市人民政府：",
        "步行上学有利于学生健康，也有利于减少校门口的车辆。现就推广步行上学提出以下意见。",
        "一、总体要求",
        "坚持安全第一，家长、学校、街道共同负责，到2020年，步行上学的学生达到三分之二。",
        "二、主要任务",
        "（一）修好路。人行道要平整，路灯要明亮。",
        "（二）管好车。上学时段，校门口二百米内禁止停车。",
        "办公厅",
        "2017年9月1日",
    ]
    assert texts(reading.en)[0] == "Guiding Opinions on Promoting Walking to School"
    assert len(reading.en.blocks) == 11


def test_columns_of_a_table_are_kept_in_step() -> None:
    reading = read(PAGES / "table.html")
    chinese, english = texts(reading.zh), texts(reading.en)
    assert chinese[0] == "博物馆规则"
    assert english[0] == "Museum Rules"
    assert [line for line in chinese if line in ("10元", "WTO", "2015")] == ["10元", "WTO", "2015"]
    assert english[1:] == [
        "English", "The museum opens at nine every day.", "It is closed on Mondays.", "10 yuan", "WTO", "2015",
        "Visitors shall not touch the exhibits.",
    ]  # fmt: skip


def test_two_columns_made_of_boxes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    english = "".join(
        f"<p>Article {n}. Every town keeps library number {n}, and the county pays.</p>" for n in range(9)
    )
    chinese = "".join(f"<p>第{n}条 每个镇都有第{n}图书馆，费用由县级负担。</p>" for n in range(9))
    page.write_text(f"<body><div class=l>{english}</div><div class=r>{chinese}</div></body>", encoding="utf-8")
    reading = read(page)
    assert (len(reading.en.blocks), len(reading.zh.blocks)) == (9, 9)


def test_a_repeated_paragraph_and_short_paragraphs_stay(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    body = [
        "Yes.",
        "The county pays.",
        "The county pays.",
        "No.",
        "是。",
        "费用由县级负担。",
        "费用由县级负担。",
        "否。",
    ]
    page.write_text(f"<article>{''.join(f'<p>{line}</p>' for line in body)}</article>", encoding="utf-8")
    reading = read(page)
    assert texts(reading.en) == body[:4]
    assert texts(reading.zh) == body[4:]


def test_a_page_that_names_its_body_a_sidebar_or_wraps_it_in_a_form_is_read(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    text = (
        "<p>Every town keeps a library, and the county pays for the books and the lamps in it.</p><p>各镇设图书馆。</p>"
    )
    page.write_text(f"<body><form><div class='sidebar'>{text}</div></form></body>", encoding="utf-8")
    assert len(read(page).en.blocks) == 1


def test_html_without_a_name_that_says_so_is_read_as_html(tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.write_text("<!DOCTYPE html><html><body><p>Library rules</p><p>图书馆规则</p></body></html>", encoding="utf-8")
    assert texts(read(page).zh) == ["图书馆规则"]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<p>one<br>two<br/>three</p>", ["one", "two", "three"]),
        ("<p>a <b>bold</b> word and a <a href='/x'>link</a>.</p>", ["a bold word and a link."]),
        ("<p>  much \n  white\tspace  </p>", ["much white space"]),
        ("<p>路灯要\n   明亮，\n人行道</p>", ["路灯要明亮，人行道"]),
        ("<p>路灯 明亮</p>", ["路灯 明亮"]),
        ("<div>loose <p>inner</p> tail</div>", ["loose", "inner", "tail"]),
        ("<p>x</p><script>var a;</script><style>p{}</style><!-- c --><p>y</p>", ["x", "y"]),
        ("<p>&ldquo;Internet&nbsp;Plus&rdquo; &amp; more</p>", ["“Internet\xa0Plus” & more"]),
        ("<p>a&#1;b</p>", ["a\ufffdb"]),
        ("<p>a&#8232;b</p>", ["a b"]),
        ("<pre>line one\n\n第二行</pre>", ["line one", "第二行"]),
        ("<ruby>汉<rp>(</rp><rt>han</rt><rp>)</rp></ruby>字", ["汉字"]),
        ("<p>first<p>second", ["first", "second"]),
        ("<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>", ["one", "inner", "two"]),
        ("<table><caption>Title</caption><tr><td>cell</td></tr></table>tail", ["Title", "cell", "tail"]),
        ("<span>" * 400 + "deep" + "</span>" * 400, ["deep"]),
        ("", []),
        ("<!-- nothing -->", []),
    ],
)
def test_blocks_of_a_fragment(fragment: str, expected: list[str]) -> None:
    assert found(fragment) == expected


def test_kinds() -> None:
    page = "<h2>h</h2><p>p</p><ul><li>i</li></ul><table><tr><th>c</th><td><p>q</p></td></tr></table>d"
    assert kinds(page) == ["heading", "paragraph", "item", "cell", "paragraph", "paragraph"]


def test_cells_know_their_column_under_spans() -> None:
    rows = "<tr><td rowspan=2>1</td><td>甲</td><td>A</td></tr><tr><td>乙</td><td>B</td></tr>"
    rows += "<tr><td colspan=2>丙</td><td>C</td></tr>"
    cells = {block.piece.text: block.piece.cell for block in html.blocks(f"<table>{rows}</table>")}
    assert {text: cell.column for text, cell in cells.items() if cell} == {
        "1": 0, "甲": 1, "A": 2, "乙": 1, "B": 2, "丙": 0, "C": 2,
    }  # fmt: skip


def test_nested_tables_are_told_apart() -> None:
    found = html.blocks("<table><tr><td>outer</td><td><table><tr><td>inner</td></tr></table></td></tr></table>")
    assert [block.piece.cell and block.piece.cell.table for block in found] == [0, 1]


def test_the_line_of_each_block_is_kept() -> None:
    found = html.blocks("<html>\n<body>\n<p>one</p>\n\n<p>two</p></body></html>")
    assert [block.piece.place and block.piece.place.line for block in found] == [3, 5]


def test_the_encoding_a_page_declares_is_used_and_not_believed_blindly() -> None:
    page = "<html><head><meta charset='{}'></head><body><p>图书馆规则</p><p>Rules</p></body></html>"
    for declared, actual in (("gbk", "gb18030"), ("big5", "utf-8"), ("gb2312", "utf-8"), ("utf-8", "gb18030")):
        read_page = html.read(Source("page.html", page.format(declared).encode(actual)))
        assert [piece.text for piece in read_page.pieces] == ["图书馆规则", "Rules"]


def test_a_page_without_text_is_an_error() -> None:
    with pytest.raises(ReadError, match="holds no text"):
        html.read(Source("page.html", b"<html><body><script>x</script></body></html>"))


def test_an_xml_declaration_is_no_obstacle() -> None:
    page = "<?xml version='1.0' encoding='utf-8'?><html><body><p>规则</p></body></html>"
    assert [piece.text for piece in html.read(Source("page.xhtml", page.encode())).pieces] == ["规则"]


def test_a_portal_page_loses_its_record_and_its_related_links() -> None:
    reading = read(PAGES / "portal.html")
    assert texts(reading.zh)[-3:] == ["国务院", "2017年9月1日", "（此件公开发布）"]
    assert not {"发文机关：", "相关稿件", "责任编辑：王小明"} & set(texts(reading.zh))
    assert texts(reading.en)[-2:] == ["State Council", "1 September 2017"]


def test_an_old_theme_keeps_the_title_of_the_post_and_not_of_the_site() -> None:
    reading = read(PAGES / "old-blog.html")
    assert texts(reading.en) == [
        "Opinions on Walking to School",
        "September 3rd, 2017",
        "Walking to school is good for the health of students, and reduces the number of cars at school gates.",
        "I, General requirements",
        "Put safety first.",
    ]
    assert len(reading.zh.blocks) == 3


def test_words_cut_up_by_a_word_processor_are_joined() -> None:
    reading = read(PAGES / "word.html")
    assert texts(reading.zh)[1] == "2015年7月，步行上学的学生达到3.2万。"
    assert texts(reading.en)[1] == "In July 2015, 32,000 students walked."
