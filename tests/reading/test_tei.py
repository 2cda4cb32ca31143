from pathlib import Path

import pytest

from aligner.errors import LanguageError, ReadError
from aligner.reading import read, read_pairs
from tests.reading.given import EN, ZH, pairs, written

OPEN = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>题名 Title</fileDesc></teiHeader>'


def tei(text: str, off: str = "") -> str:
    return f"{OPEN}<text>{text}</text>{off}</TEI>"


def group(links: str, attributes: str = 'type="alignment"') -> str:
    return f"<standOff><linkGrp {attributes}>{links}</linkGrp></standOff>"


TEXTS = (
    '<group><text xml:lang="zh-Hans"><body><p><s xml:id="z1">甲。</s><s xml:id="z2"><cl xml:id="z2c1">乙，</cl>'
    '<cl xml:id="z2c2">丙。</cl></s><s xml:id="z3">丁。</s></p></body></text>'
    '<text xml:lang="en"><body><p><s xml:id="e1">A.</s> <s xml:id="e2">B,\n   C.</s> <s xml:id="e3">E.</s></p></body>'
    "</text></group>"
)


def test_the_blocks_of_a_document(tmp_path: Path) -> None:
    body = (
        '<front><docTitle><titlePart>关于风能的意见</titlePart></docTitle></front><body xml:lang="zh"><pb n="1"/>'
        '<div><head>一、总体<lb/>要求</head><fw>第1页</fw><p>发展风<lb/>能。<note place="foot">脚注。</note></p>'
        "<list><head>任务</head><item>（一）建设</item><item><p>（二）运行</p></item></list>"
        "<table><row><cell>甲</cell><cell>乙</cell></row></table>"
        "<lg><l>床前明月光</l><l>疑是地上霜</l></lg><p><choice><sic>做</sic><corr>作</corr></choice>用</p></div></body>"
    )
    reading = read(written(tmp_path, "zh.tei.xml", tei(body)), written(tmp_path, "en.txt", EN * 5))
    blocks = [(block.span.of(reading.zh.text), block.kind) for block in reading.zh.blocks]
    assert blocks == [
        ("关于风能的意见", "heading"),
        ("一、总体要求", "heading"),
        ("发展风能。", "paragraph"),
        ("脚注。", "paragraph"),
        ("任务", "heading"),
        ("（一）建设", "item"),
        ("（二）运行", "paragraph"),
        ("甲", "cell"),
        ("乙", "cell"),
        ("床前明月光", "paragraph"),
        ("疑是地上霜", "paragraph"),
        ("作用", "paragraph"),
    ]


def test_a_document_in_both_languages_is_a_page(tmp_path: Path) -> None:
    reading = read(written(tmp_path, "both.xml", tei(TEXTS)))
    assert reading.zh.text == "甲。乙，丙。丁。"
    assert reading.en.text == "A. B, C. E."


def test_what_the_root_says_of_its_language_is_no_word_on_the_text(tmp_path: Path) -> None:
    reading = read(written(tmp_path, "both.xml", tei(f"<body><p>{ZH}</p><p>{EN}</p></body>")))
    assert (reading.zh.text, reading.en.text) == (ZH, EN)


LINKS = '<link target="#z1 #e1"/><link target="#z2 #z3 #e2"/><ptr target="#e3"/>'
PAIRS = [("甲。", "A."), ("乙，丙。丁。", "B, C."), ("", "E.")]


@pytest.mark.parametrize(
    "off",
    [
        group(LINKS),
        group(LINKS, 'type="translation"'),
        group(LINKS, 'type="alignment" subtype="sentence"').replace(
            "</standOff>",
            '<linkGrp type="alignment" subtype="clause"><link target="#z2c1 #e2"/></linkGrp></standOff>',
        ),
    ],
)
def test_links_make_pairs(off: str, tmp_path: Path) -> None:
    assert pairs(written(tmp_path, "x.tei.xml", tei(TEXTS, off))) == PAIRS


def test_links_into_other_files_of_the_folder(tmp_path: Path) -> None:
    for name, language, ids in (("zh.xml", "zh", ("甲。", "乙。")), ("en.xml", "en", ("OK", "A."))):
        sentences = "".join(f'<s xml:id="s{n}">{text}</s>' for n, text in enumerate(ids))
        written(tmp_path, name, tei(f'<body xml:lang="{language}"><p>{sentences}</p></body>'))
    links = '<link target="zh.xml#s0 en.xml#s0"/><link target="zh.xml#s1 en.xml#s1"/>'
    assert pairs(written(tmp_path, "x.xml", f"{OPEN}{group(links)}</TEI>")) == [("甲。", "OK"), ("乙。", "A.")]


@pytest.mark.parametrize("file", ["/etc/passwd", "../zh.xml", "http://example.org/zh.xml", "a/../../zh.xml"])
def test_links_into_files_elsewhere_are_not_followed(file: str, tmp_path: Path) -> None:
    off = group(f'<link target="{file}#s0 #e1"/>')
    with pytest.raises(ReadError, match="only files beside it are read"):
        pairs(written(tmp_path, "x.xml", tei(TEXTS, off)))


@pytest.mark.parametrize(
    "text",
    [
        '<body><p xml:lang="zh"><s xml:id="z1" corresp="#e1">甲。</s><s xml:id="z2" corresp="#e2 #e3">乙。</s></p>'
        '<p xml:lang="en"><s xml:id="e1" corresp="#z1">A.</s><s xml:id="e2">B1.</s><s xml:id="e3" corresp="#z2">B2.</s>'
        "</p></body>",
        '<body><div xml:id="d1" corresp="#d2" xml:lang="zh"><ab xml:id="z1">甲。</ab><ab xml:id="z2">乙。</ab></div>'
        '<div xml:id="d2" corresp="#d1" xml:lang="en"><ab xml:id="e1" corresp="#z1">A.</ab>'
        '<ab xml:id="e2" corresp="#z2">B1. B2.</ab></div></body>',
    ],
    ids=["sentences", "paragraphs"],
)
def test_correspondences_make_pairs(text: str, tmp_path: Path) -> None:
    assert pairs(written(tmp_path, "x.xml", tei(text))) == [("甲。", "A."), ("乙。", "B1. B2.")]


@pytest.mark.parametrize(
    ("off", "error", "message"),
    [
        ("", ReadError, "this TEI file has no links between texts; use `aligner align`"),
        (group('<link target="#z1 #nowhere"/>'), ReadError, "a link points at 'nowhere', which is not in this file"),
        (group('<link target="absent.xml#z1 #e1"/>'), ReadError, r"into 'absent\.xml', which is not there"),
        (group('<link target="#z1 #z2"/>'), LanguageError, "no unit of this file has both"),
    ],
)
def test_links_that_lead_nowhere(off: str, error: type[Exception], message: str, tmp_path: Path) -> None:
    with pytest.raises(error, match=message):
        pairs(written(tmp_path, "x.tei.xml", tei(TEXTS, off)))


def test_xml_of_an_unknown_kind_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, "x.xml", "<docbook><para>甲</para></docbook>")
    for reader in (read, read_pairs):
        with pytest.raises(ReadError, match=r"unknown kind \(<docbook>\); give one of TEI, TMX, XLIFF, InterText"):
            reader(path)
