import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.document import Document
from aligner.errors import LanguageError, ReadError
from aligner.reading import read

CHINESE = "每个镇都有图书馆，费用由县级负担。\n星期日开放。\n"
ENGLISH = "Every town keeps a library, and the county pays.\nIt opens on Sundays.\n"


def texts(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_two_files_in_either_order(tmp_path: Path) -> None:
    zh, en = written(tmp_path, "a.txt", CHINESE), written(tmp_path, "b.txt", ENGLISH)
    first, second = read(zh, en), read(en, zh)
    assert first == second
    assert texts(first.zh) == CHINESE.splitlines()
    assert texts(first.en) == ENGLISH.splitlines()
    assert (first.zh.source, first.en.source) == (str(zh), str(en))


def test_two_files_of_two_formats_and_encodings(tmp_path: Path) -> None:
    zh = written(tmp_path, "a.txt", CHINESE.encode("gb18030"))
    en = written(tmp_path, "b.md", "# Rules\n\n" + ENGLISH)
    reading = read(zh, en)
    assert texts(reading.zh) == CHINESE.splitlines()
    assert texts(reading.en) == ["Rules", *ENGLISH.splitlines()]


def test_a_file_of_one_language_keeps_its_foreign_lines(tmp_path: Path) -> None:
    zh = written(tmp_path, "a.txt", "WTO\n" + CHINESE * 3 + "Internet Plus\n")
    reading = read(zh, written(tmp_path, "b.txt", ENGLISH))
    assert texts(reading.zh) == ["WTO", *CHINESE.splitlines() * 3, "Internet Plus"]


def test_one_sentence_against_many(tmp_path: Path) -> None:
    reading = read(written(tmp_path, "a.txt", "每个镇都有图书馆。"), written(tmp_path, "b.txt", ENGLISH * 250))
    assert (len(reading.zh.blocks), len(reading.en.blocks)) == (1, 500)


def test_documents_come_without_parts_that_segmentation_finds(tmp_path: Path) -> None:
    reading = read(written(tmp_path, "page.txt", ENGLISH + CHINESE))
    for document in (reading.zh, reading.en):
        assert document.sentences == ()
        assert document.clauses == ()
        assert all(block.numbering is None for block in document.blocks)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "page.txt: this file is empty; give a file with a Chinese and an English text"),
        (" \n\t\r\n ", "this file is empty"),
        ("\ufeff", "this file holds no text"),
        ("\u3000\u3000\n", "this file holds no text"),
        ("Leave a Reply\nConnecting to %s\n", "this file holds no text"),
        (
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
            "this PDF cannot be read",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(99), "this is a PNG image, which is not text; give the text itself"),
        (b"PK\x03\x04\x14\0\x06\0" + bytes(20) + b"notes.txt", "this archive is broken or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "this is an old Office document"),
        (b"{\\rtf1\\ansi text}", "this is a rich text document"),
        (b"\x1f\x8b\x08\0\0\0", "this archive is broken or cut off"),
        (bytes(range(256)) * 8, "this is a binary file"),
        (bytes(4000), "this is a binary file"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_files_without_text_are_errors(content: str | bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(written(tmp_path, "page.txt", content))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "page.txt"))


def test_a_missing_file_a_folder_and_an_impossible_name_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"absent.txt: there is no such file; check the name"):
        read(tmp_path / "absent.txt")
    with pytest.raises(ReadError, match="this is a folder; give one file"):
        read(tmp_path)
    with pytest.raises(ReadError, match="there is no such file"):
        read(written(tmp_path, "page.txt", CHINESE), tmp_path / "absent.txt")
    with pytest.raises(ReadError, match="cannot be opened"):
        read(tmp_path / ("x" * 5000))
    with pytest.raises(ReadError, match="cannot be opened"):
        read(tmp_path / "a\0b")


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="permissions bind neither Windows nor root this way")
def test_a_file_that_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    page = written(tmp_path, "page.txt", CHINESE)
    page.chmod(0)
    with pytest.raises(ReadError, match="you may not read this file"):
        read(page)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (CHINESE, "there is no English text in this file; give the English text as a second file"),
        (ENGLISH, "there is no Chinese text in this file; give the Chinese text as a second file"),
        (CHINESE + "WTO\n" + CHINESE, "there is no English text"),
        (CHINESE * 40 + "English version\n", "there is no English text"),
        (ENGLISH * 40 + "中文\n", "there is no Chinese text"),
        ("123\n2015-07-01\n* * *\n", "there is no Chinese text in this file; check the file"),
        ("Все народы равны.\nЭто правда.\n", "there is no Chinese text in this file; check the file"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_a_page_of_one_language_is_an_error(content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=message):
        read(written(tmp_path, "page.txt", content))


def test_two_files_of_one_language_or_of_both_are_errors(tmp_path: Path) -> None:
    zh, en = written(tmp_path, "a.txt", CHINESE), written(tmp_path, "b.txt", ENGLISH)
    both, none = written(tmp_path, "c.txt", CHINESE + ENGLISH), written(tmp_path, "d.txt", "1 2 3")
    with pytest.raises(LanguageError, match=r"a.txt, .*a.txt: both files are Chinese; give the English text as one of"):
        read(zh, zh)
    with pytest.raises(LanguageError, match="both files are English"):
        read(en, en)
    with pytest.raises(
        LanguageError, match=r"c.txt: this file holds both languages; give it alone, as a bilingual page"
    ):
        read(both, en)
    with pytest.raises(LanguageError, match=r"d.txt: this file is neither Chinese nor English"):
        read(zh, none)


def test_replaced_characters_are_a_warning(tmp_path: Path) -> None:
    reading = read(written(tmp_path, "page.txt", ENGLISH + CHINESE + "图\0书\n"))
    assert texts(reading.zh)[-1] == "图\ufffd书"
    assert reading.warnings == (f"{tmp_path / 'page.txt'}: 1 character that no XML file may hold was read as U+FFFD",)


def test_two_megabytes_in_one_line(tmp_path: Path) -> None:
    chinese, english = (
        "发展改革委要推动互联网（Internet）与3.2亿用户融合。",
        "The NDRC (发展改革委) shall promote 3.5% growth. ",
    )
    page = written(tmp_path, "page.txt", chinese * 15_000 + english * 20_000)
    reading = read(page)
    assert texts(reading.zh) == [chinese * 15_000]
    assert texts(reading.en) == [(english * 20_000).strip()]


LINE_ENDS = ["\n", "\r\n", "\r", "\n\n", "\x0c", "\x0b", "\x85", "\u2028", "\u2029", "\n\x0c", "  \n\u3000"]
LINES = [
    *("第一条 每个镇都有图书馆。", "Every town keeps a library.", "图书馆 Library of the town", "“Internet Plus” 行动"),
    *("WTO", "2015", "* * *", "——发展", "a\tb", "甲\tA", "（1） 甲。(1) One of them.", "Ⅳ", "😀 𠮷野家", "甲 | Alpha"),
    *("\u3000\u3000缩进的段落，", "The county\xa0pays"),
    "国务院决定，每个镇都要设立图书馆，由县级负担图书、灯具和管理员的费用，管理",
    "The State Council has decided that every town shall keep a library, and that",
]
BREAKS = dict.fromkeys(map(ord, "\n\x0b\x0c\x85\u2028\u2029"), " ")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    lines=st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(LINE_ENDS)), max_size=12),
    encoding=st.sampled_from(["utf-8", "utf-16", "gb18030"]),
)
def test_plain_text_is_kept_once_and_found_at_its_place(
    lines: list[tuple[str, str]], encoding: str, tmp_path: Path
) -> None:
    text = CHINESE + "".join(line + end for line, end in lines) + ENGLISH
    page = written(tmp_path, "page.txt", text.encode(encoding))
    reading = read(page, encoding=encoding)
    as_read = page.read_text(encoding=encoding)
    places: list[int] = []
    for document in (reading.zh, reading.en):
        assert document.text == "\n".join(texts(document))
        for block in document.blocks:
            inside = block.span.of(document.text)
            assert inside == inside.strip()
            assert inside == inside.translate(BREAKS)
            assert block.place is not None
            if block.place.offset is not None:
                end = block.place.offset + len(inside)
                assert as_read[block.place.offset : end].translate(BREAKS) == inside
                assert as_read.count("\n", 0, block.place.offset) == block.place.line - 1
                places += range(block.place.offset, end)
    assert len(places) == len(set(places))
    assert sorted(filter(str.isalnum, reading.zh.text + reading.en.text)) == sorted(filter(str.isalnum, text))
