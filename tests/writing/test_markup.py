from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aligner.writing.markup import element, illegal, legal, tag, text

anything = st.text(st.characters(codec=None))


@given(anything, anything)
def test_an_xml_parser_reads_back_what_was_written(content: str, value: str) -> None:
    parsed = etree.fromstring(element("a", text(content), {"b": value, "c": None}).encode())
    assert len(parsed.text or "") == len(content)
    assert (parsed.text or "") == legal(content)
    assert parsed.get("b") == legal(value)
    assert "c" not in parsed.attrib


def test_illegal_characters() -> None:
    assert text("a\x00\x08\x0b\x1f\ufffe\uffff\ud800b") == "a" + "\ufffd" * 7 + "b"
    assert legal("a\x00\ud800b") == "a\ufffd\ufffdb"
    assert illegal("a\x00\x08\x0b\x1f\ufffe\uffff\ud800b") == 7


def test_legal_characters_stay() -> None:
    characters = "\t\n 路\u3000\u2028\x85\ue000\ufffd\U0001f6e3"
    assert text(characters) == legal(characters) == characters
    assert illegal(characters) == 0


def test_tags() -> None:
    assert tag("a", {"b": 'x"\n<', "c": None}) == '<a b="x&quot;&#10;&lt;">'
    assert element("a") == "<a/>"
