import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aligner.validation.characters import mend
from aligner.writing.markup import legal

BROKEN = re.compile("[\ud800-\udfff]")


@given(st.text(st.characters(codec="utf-8")))
def test_characters_that_xml_forbids_are_replaced_one_by_one(text: str) -> None:
    mended = mend(text.encode()).text
    assert mended == legal(text.removeprefix("\ufeff").replace("\r\n", "\n")) or "&#" in text


@given(st.binary())
def test_what_is_mended_is_a_text_that_xml_takes(data: bytes) -> None:
    text = mend(data).text
    assert legal(text) == text


def test_references_to_forbidden_characters_are_replaced_and_others_stay() -> None:
    done = mend(b"<a>&#0;&#x1f;&#65;&#x4e2d;&#xD800;&#99999999;&amp;</a>")
    assert done.text == "<a>\ufffd\ufffd&#65;&#x4e2d;\ufffd\ufffd&amp;</a>"
    assert [(fault.line, fault.code) for fault in done.faults] == [(1, "XML002")]


def test_bytes_that_are_no_characters_and_the_lines_of_all() -> None:
    done = mend("<?xml version='1.0' encoding='utf-8'?>\n<a>\n路\x01\n".encode() + b"\xff\xfe\n</a>")
    assert [(fault.line, fault.code) for fault in done.faults] == [(3, "XML002"), (4, "XML003")]
    assert etree.fromstring(done.data).text == "\n路\ufffd\n\ufffd\ufffd\n"


def test_another_encoding_is_written_as_utf8_and_no_longer_declared() -> None:
    data = "<?xml version='1.0' encoding='GB18030' standalone='yes'?>\n<a>道路\x02</a>".encode("gb18030")
    done = mend(data)
    assert done.data.decode() == "<?xml version='1.0' standalone='yes'?>\n<a>道路\ufffd</a>"
    lost = mend(data.replace("道".encode("gb18030"), b"\xff\xff"))
    assert {fault.code for fault in lost.faults} == {"XML002", "XML003"}


def test_a_replacement_character_that_was_there_is_no_fault() -> None:
    assert mend("<a>\ufffd</a>".encode()).faults == ()
    assert mend("<?xml version='1.0' encoding='UTF-16'?><a>\ufffd</a>".encode("utf-16")).faults == ()


def test_an_encoding_that_nobody_knows_is_read_as_utf8() -> None:
    assert mend("<?xml version='1.0' encoding='klingon'?><a>路</a>".encode()).text.endswith("<a>路</a>")
