import pytest

from aligner.corpus.clues import Clues, clues_of, dates_in, says
from aligner.document import Document, Language


def document(language: Language, *blocks: str) -> Document:
    return Document.from_blocks(language, [(text, "paragraph", None) for text in blocks])


@pytest.mark.parametrize(
    ("language", "blocks", "expected"),
    [
        (
            "zh",
            ["国发〔2024〕7号", "关于做好 养老工作的意见", "各部门：", "2024年3月1日"],
            Clues("关于做好 养老工作的意见", "国发〔2024〕7号", "2024-03-01"),
        ),
        ("zh", ["意见", "国办发 [2013] 第 12 号", "正文。"], Clues("意见", "国办发 [2013] 第 12 号", None)),
        ("en", ["Opinions on Care", "Issued on March 1st, 2024."], Clues("Opinions on Care", None, "2024-03-01")),
        ("en", ["x" * 300], Clues(None, None, None)),
    ],
)
def test_clues(language: Language, blocks: list[str], expected: Clues) -> None:
    assert clues_of(document(language, *blocks)) == expected


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        ("zh", "2015年7月1日印发，至2015 年 12 月 31 日止", ["2015-07-01", "2015-12-31"]),
        ("zh", "2015年7月，7月1日，2015", []),
        (
            "en",
            "July 1, 2015; 31 December 2015; 2015-08-02; Sept. 3, 2016",
            ["2015-07-01", "2015-12-31", "2015-08-02", "2016-09-03"],
        ),
        ("en", "in July 2015; 1 of 2015; may 12 people", []),
    ],
)
def test_days(language: Language, text: str, dates: list[str]) -> None:
    assert dates_in(text, language) == dates


def test_a_value_is_found_however_it_is_spaced_and_bracketed() -> None:
    assert says("国 发 [2015] 40号 文", "国发〔2015〕40号")
    assert says("GUIDING  OPINIONS\non “Care”", 'Guiding Opinions on "Care"')
    assert not says("国发〔2015〕41号", "国发〔2015〕40号")
