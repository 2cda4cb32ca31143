import gzip
from pathlib import Path

import pytest

from aligner.errors import ReadError
from tests.reading.given import pairs, written


def text(*paragraphs: list[str]) -> str:
    """A text as InterText exports it: identifiers of paragraph and sentence."""
    body = "".join(
        f'<p id="{p}">' + "".join(f'<s id="{p}:{s}">{sentence}</s>' for s, sentence in enumerate(inner, 1)) + "</p>\n"
        for p, inner in enumerate(paragraphs, 1)
    )
    return f"<?xml version='1.0' encoding='utf-8'?>\n<text>\n{body}</text>\n"


ZH, EN = text(["甲。", "乙。"], ["丙。"]), text(["A and B."], ["C.", "D."])
LINKS = [("1:1", "1:1 1:2"), ("2:1", "2:1"), ("2:2", "")]
PAIRS = [("甲。乙。", "A and B."), ("丙。", "C."), ("", "D.")]


def test_an_alignment_of_intertext(tmp_path: Path) -> None:
    written(tmp_path, "a.zh.xml", ZH)
    written(tmp_path, "a.en.xml", EN)
    links = "".join(f"<link type='1-1' xtargets='{en};{zh}' status='man'/>\n" for en, zh in LINKS)
    group = f"<linkGrp toDoc='a.en.xml' fromDoc='a.zh.xml'>\n{links}</linkGrp>"
    assert pairs(written(tmp_path, "a.zh.en.xml", f"<?xml version='1.0' encoding='utf-8'?>\n{group}\n")) == PAIRS


def test_an_alignment_of_opus(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "zh").mkdir()
    written(tmp_path, "en/a.xml.gz", gzip.compress(EN.encode()))
    written(tmp_path, "zh/a.xml", ZH)
    links = "".join(f'<link xtargets="{en} ; {zh}" />\n' for en, zh in LINKS)
    group = f'<linkGrp targType="s" fromDoc="en/a.xml.gz" toDoc="zh/a.xml.gz">\n{links}</linkGrp>'
    doctype = '<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">'
    path = written(tmp_path, "en-zh.xml", f'{doctype}<cesAlign version="1.0">{group}</cesAlign>')
    assert pairs(path) == PAIRS


def test_texts_may_lie_beside_their_alignment_without_their_folder(tmp_path: Path) -> None:
    written(tmp_path, "zh.xml", ZH)
    written(tmp_path, "en.xml", EN)
    group = '<linkGrp fromDoc="x/en.xml" toDoc="x/zh.xml"><link xtargets="2:1;2:1"/></linkGrp>'
    assert pairs(written(tmp_path, "links.xml", f"<cesAlign>{group}</cesAlign>")) == [("丙。", "C.")]


@pytest.mark.parametrize(
    ("file", "message"),
    [("absent.xml", r"its links point into 'absent\.xml', which is not there"), ("../x.xml", "only files beside it")],
)
def test_texts_that_are_not_there(file: str, message: str, tmp_path: Path) -> None:
    group = f"<linkGrp toDoc='{file}' fromDoc='b.xml'><link type='1-1' xtargets='1:1;1:1'/></linkGrp>"
    with pytest.raises(ReadError, match=message):
        pairs(written(tmp_path, "links.xml", group))
