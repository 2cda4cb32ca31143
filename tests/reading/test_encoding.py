import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import ReadError
from aligner.reading.encoding import decode, plausibility
from aligner.reading.source import Source

SIMPLIFIED = "国务院关于发展农村图书馆的意见。各省要重视，到2020年，“互联网+”图书馆达到3.2亿册……\n"
TRADITIONAL = "國務院關於發展農村圖書館的意見。各省應當重視，到2020年，「網路」圖書館達到三億冊……\n"
ENGLISH = "Opinions of the State Council on village libraries. By 2020, all “Internet Plus” rooms open — café too.\n"


def decoded(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    found = decode(Source("page.txt", data, encoding))
    return found.text, found.encoding


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        (SIMPLIFIED + ENGLISH, "utf-8", "utf-8"),
        (SIMPLIFIED + ENGLISH, "utf-8-sig", "utf-8"),
        (SIMPLIFIED + ENGLISH, "utf-16", "utf-16-le"),
        (SIMPLIFIED + ENGLISH, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED + ENGLISH, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED + ENGLISH, "utf-32", "utf-32-le"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL * 30 + "Rules of the State Council.\n" * 30, "big5", "big5hkscs"),
        (SIMPLIFIED + "Rules of the State Council.\n" * 50, "gbk", "gb18030"),
        ("你好", "gbk", "gb18030"),
        ("图书馆", "gbk", "gb18030"),
        (ENGLISH, "cp1252", "cp1252"),
        ("Rules of the State Council.\n", "ascii", "utf-8"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_the_encoding_is_detected(text: str, written: str, expected: str) -> None:
    assert decoded(text.encode(written)) == (text, expected)


@pytest.mark.parametrize("written", ["utf-8", "utf-16", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("size", [1, 7, 500])
def test_texts_of_any_size(written: str, size: int) -> None:
    text = SIMPLIFIED * size
    assert decoded(text.encode(written))[0] == text


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "GB2312", "utf-8", "UTF8", "utf-8-sig", "utf-16"])
def test_a_forced_encoding_is_used(encoding: str) -> None:
    text = "图书馆"
    assert decoded(text.encode(encoding), encoding)[0] == text


def test_a_forced_encoding_wins_over_the_one_that_looks_likelier() -> None:
    assert decoded("café".encode(), "latin-1")[0] == "cafÃ©"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (
            SIMPLIFIED.encode("gbk"),
            "utf-8",
            r"page.txt:1: this file is not in utf-8: byte 0 \(0xb9\) cannot be decoded; leave",
        ),
        (b"line\n" + SIMPLIFIED.encode("gbk"), "utf-8", r"page.txt:2: this file is not in utf-8"),
        (SIMPLIFIED.encode(), "ascii", "this file is not in ascii"),
        (SIMPLIFIED.encode(), "latin-1", "this file is not in latin-1: it reads as utf-8; leave out --encoding"),
        (SIMPLIFIED.encode() * 5, "utf-16", "this file is not in utf-16"),
        (SIMPLIFIED.encode("utf-16"), "gb18030", "this file is not in gb18030"),
        (SIMPLIFIED.encode("gbk") * 5, "big5", "this file is not in big5"),
        (SIMPLIFIED.encode(), "klingon", "there is no encoding 'klingon'; try one of utf-8"),
        (SIMPLIFIED.encode(), "hex", "there is no encoding 'hex'"),
        (SIMPLIFIED.encode(), "rot13", "there is no encoding 'rot13'"),
        (SIMPLIFIED.encode(), "undefined", "this file is not in undefined"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_wrong_forced_encoding_is_an_error(data: bytes, encoding: str, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        decoded(data, encoding)
    assert "\n" not in str(caught.value)


def test_bytes_in_no_encoding_are_an_error() -> None:
    with pytest.raises(ReadError, match="in no encoding that can be recognised; name it with --encoding"):
        decoded(bytes(range(128, 256)) * 20)


def test_line_ends_become_one_character() -> None:
    assert decoded(b"a\r\nb\rc\nd\r\n\r\n")[0] == "a\nb\nc\nd\n\n"


@pytest.mark.parametrize("bad", ["\x00", "\x01", "\x1f", "\ufffe", "\uffff"])
def test_characters_that_xml_forbids_are_replaced_one_for_one_and_counted(bad: str) -> None:
    text = ENGLISH * 20 + f"a{bad}b{bad}c"
    found = decode(Source("page.txt", text.encode()))
    assert found.text == text.replace(bad, "\ufffd")
    assert found.warnings == ("page.txt: 2 characters that no XML file may hold were read as U+FFFD",)


def test_a_lone_surrogate_is_replaced() -> None:
    data = codecs.BOM_UTF16_LE + "图书".encode("utf-16-le") + b"\x3d\xd8" + "馆".encode("utf-16-le")
    found = decode(Source("page.txt", data))
    assert found.text == "图书\ufffd馆"
    assert found.warnings == ("page.txt: 1 character that could not be decoded as utf-16-le was read as U+FFFD",)


def test_a_few_broken_bytes_do_not_hide_utf_8() -> None:
    data = (SIMPLIFIED * 30).encode()
    found = decode(Source("page.txt", data[:1000] + b"\xff" + data[1000:-2]))
    assert found.encoding == "utf-8"
    assert len(found.warnings) == 1


def test_prose_is_plausible_and_its_misreadings_are_not() -> None:
    for text, right, wrong in (
        (SIMPLIFIED, "gb18030", "big5hkscs"),
        (TRADITIONAL, "big5hkscs", "gb18030"),
        (SIMPLIFIED, "utf-8", "cp1252"),
        (SIMPLIFIED, "utf-16-le", "gb18030"),
    ):
        data = text.encode(right)
        assert plausibility(data.decode(right)) > plausibility(data.decode(wrong, "replace")) + 0.2


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff", exclude_categories=("Cc", "Cn", "Cs"))))
def test_utf_8_is_read_as_it_stands(text: str) -> None:
    assert decoded(text.encode())[0] == text
