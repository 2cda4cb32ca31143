from pathlib import Path

import pytest
from translate.storage.xliff import xlifffile

from aligner.errors import LanguageError, ReadError
from aligner.reading import read
from tests.reading.given import EN, ZH, pairs, warnings, written


def old(body: str, source: str = "zh-CN", target: str = "en-US") -> str:
    return (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="x" datatype="plaintext" '
        f'source-language="{source}" target-language="{target}"><body>{body}</body></file></xliff>'
    )


def new(body: str, source: str = "zh-CN", target: str = "en-US") -> str:
    return (
        '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" '
        f'srcLang="{source}" trgLang="{target}"><file id="f"><group id="g">{body}</group></file></xliff>'
    )


UNIT = f'<trans-unit id="1"><source>{ZH}</source><target>{EN}</target></trans-unit>'
SEGMENT = f'<unit id="1"><segment><source>{ZH}</source><target>{EN}</target></segment></unit>'


def test_what_translate_toolkit_writes_is_read(tmp_path: Path) -> None:
    file = xlifffile()
    file.setsourcelanguage("en")
    file.settargetlanguage("zh_CN")
    file.addsourceunit("A < B & C").target = "甲〈乙〉和丙"
    file.addsourceunit("Not yet.")
    path = written(tmp_path, "x.xlf", bytes(file))
    assert pairs(path) == [("甲〈乙〉和丙", "A < B & C")]
    assert warnings(path) == ["segments without a translation were left out: 1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (old(UNIT), [(ZH, EN)]),
        (old(UNIT.replace(ZH, "x").replace(EN, ZH).replace("x", EN), "en", "zh"), [(ZH, EN)]),
        (
            old(
                '<trans-unit id="1"><source>甲。乙。</source><seg-source><mrk mtype="seg" mid="0">甲。</mrk>'
                '<mrk mtype="seg" mid="1">乙。</mrk></seg-source><target><mrk mtype="seg" mid="0">A. </mrk>'
                '<mrk mtype="seg" mid="1">B.</mrk></target></trans-unit>'
            ),
            [("甲。", "A."), ("乙。", "B.")],
        ),
        (
            old(
                '<trans-unit id="1"><source><bpt id="1">&lt;b></bpt>甲<ept id="1">&lt;/b></ept><x id="2"/>乙</source>'
                '<target><g id="1">A</g><ph id="3">%s</ph>B</target>'
                "<alt-trans><source>丙</source><target>C</target></alt-trans></trans-unit>"
            ),
            [("甲乙", "AB")],
        ),
        (new(SEGMENT), [(ZH, EN)]),
        (
            new(
                '<unit id="1"><originalData><data id="d">x</data></originalData>'
                '<segment><source>甲<ph id="1" dataRef="d"/>。</source><target><pc id="2">A</pc>.</target></segment>'
                '<ignorable><source> </source></ignorable><segment state="initial"><source>乙。</source></segment>'
                '<segment><source>丙<cp hex="001F"/></source><target><mrk id="m">C</mrk></target></segment></unit>'
            ),
            [("甲。", "A."), ("丙\ufffd", "C")],
        ),
    ],
    ids=["1.2", "from English", "segments", "codes", "2.1", "2.1 inline"],
)
def test_units(text: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert pairs(written(tmp_path, "x.xliff", text)) == expected
    assert pairs(written(tmp_path, "x.xml", text)) == expected


def test_a_target_that_copies_its_source_is_no_translation(tmp_path: Path) -> None:
    copied = f'<trans-unit id="2"><source>{ZH}</source><target>{ZH}</target></trans-unit>'
    path = written(tmp_path, "x.xlf", old(UNIT + copied))
    assert pairs(path) == [(ZH, EN)]
    assert warnings(path) == ["segments without a translation were left out: 1"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (old(UNIT, "zh", "fr"), "this file goes from zh to fr"),
        (old(UNIT).replace(' target-language="en-US"', ""), "goes from zh-CN to an unnamed one"),
        (new(SEGMENT).replace(' srcLang="zh-CN" trgLang="en-US"', ""), "this file names no languages"),
        (old('<trans-unit id="1"><source>甲</source></trans-unit>'), "no unit of this file has both"),
    ],
)
def test_files_between_other_languages_are_errors(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=message):
        pairs(written(tmp_path, "x.xlf", text))


def test_a_broken_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="broken"):
        read(written(tmp_path, "x.xlf", old(UNIT)[:-20]))
