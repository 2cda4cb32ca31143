from pathlib import Path

import pytest
from translate.storage.po import pofile

from aligner.errors import LanguageError, ReadError
from aligner.reading import read
from tests.reading.given import EN, ZH, pairs, warnings, written

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: {}\\n"\n\n'


def catalogue(body: str, language: str = "zh_CN") -> str:
    return HEADER.format(language) + body


def message(source: str, target: str, before: str = "") -> str:
    return f'{before}msgid "{source}"\nmsgstr "{target}"\n\n'


def test_what_translate_toolkit_writes_is_read(tmp_path: Path) -> None:
    file = pofile()
    file.updateheader(add=True, Language="zh_TW", Content_Type="text/plain; charset=UTF-8")
    file.addsourceunit('He said "yes"\\n').target = "他說「是」"
    file.addsourceunit("Not yet")
    path = written(tmp_path, "x.po", bytes(file))
    assert pairs(path) == [("他說「是」", 'He said "yes"\\n')]
    assert warnings(path) == [
        "messages without a translation, or with one that is marked fuzzy or obsolete, were left out: 1"
    ]


def test_what_is_not_a_translation_is_left_out(tmp_path: Path) -> None:
    body = message(EN, ZH) + message("Fuzzy", "模糊", "#, fuzzy\n") + '#~ msgid "Old"\n#~ msgstr "旧"\n\n'
    assert pairs(written(tmp_path, "x.po", catalogue(body))) == [(ZH, EN)]


def test_plural_forms(tmp_path: Path) -> None:
    body = 'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d 个文件"\n'
    assert pairs(written(tmp_path, "zh.po", catalogue(body))) == [("%d 个文件", "%d files")]
    body = 'msgid "%d 个文件"\nmsgid_plural "%d 个文件"\nmsgstr[0] "%d file"\nmsgstr[1] "%d files"\n'
    assert pairs(written(tmp_path, "en.po", catalogue(body, "en"))) == [
        ("%d 个文件", "%d file"),
        ("%d 个文件", "%d files"),
    ]


def test_as_a_page(tmp_path: Path) -> None:
    reading = read(written(tmp_path, "x.po", catalogue(message(EN, ZH))))
    assert (reading.zh.text, reading.en.text) == (ZH, EN)


def test_legacy_encodings(tmp_path: Path) -> None:
    text = catalogue(message(EN, ZH) * 3).replace("UTF-8", "GB2312")
    assert pairs(written(tmp_path, "x.po", text.encode("gb2312")))[0] == (ZH, EN)


@pytest.mark.parametrize("language", ["fr", ""])
def test_another_language_is_an_error(language: str, tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="this PO file is a translation into"):
        pairs(written(tmp_path, "x.po", catalogue(message("Yes", "Oui"), language)))


def test_a_broken_file_is_an_error_that_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"x\.po: this PO file is broken \(.*line 5"):
        pairs(written(tmp_path, "x.po", catalogue('msgid "a\nmsgstr')))


def test_a_file_that_looks_like_the_name_of_another_is_not_opened(tmp_path: Path) -> None:
    other = written(tmp_path, "other.po", catalogue(message(EN, ZH)))
    with pytest.raises(ReadError):
        pairs(written(tmp_path, "x.po", str(other)))
