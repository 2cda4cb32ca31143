import gzip
import socket
from collections import Counter
from pathlib import Path

import pytest

from aligner.errors import ReadError
from aligner.reading.source import Source
from aligner.reading.stream import Stream
from aligner.reading.xml_safety import REPLACED, elements, legal_pieces, root_name, text_of, tree
from tests.reading.given import EN, ZH, pairs, tmx, warnings, written

LAUGHS = '<!ENTITY l0 "哈">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def root(text: str | bytes, encoding: str | None = None) -> str:
    data = text.encode() if isinstance(text, str) else text
    return text_of(tree(Source("x.xml", data, encoding), Counter()))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt at a connection fails the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("a reader reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE tmx [{LAUGHS}]>",
        '<!DOCTYPE tmx [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE tmx [<!ENTITY l9 SYSTEM "http://example.org/x">]>',
        '<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://example.org/x.dtd"> %p;]>',
        "<!-- <tmx> --><?x <tmx>?>\n<!DOCTYPE tmx [<!ELEMENT tmx ANY><!ENTITY l9 'x'>]>",
        f"<!DOCTYPE tmx [<!-- {'x' * 400_000} --><!ENTITY l9 'x'>]>",
    ],
    ids=["billion laughs", "file", "network", "parameter", "behind a comment", "far down"],
)
def test_a_file_that_declares_entities_is_refused(doctype: str, tmp_path: Path) -> None:
    path = written(tmp_path, "bad.tmx", tmx([[("zh", "&l9;"), ("en", EN)]], f'<?xml version="1.0"?>{doctype}'))
    with pytest.raises(ReadError, match=r"bad\.tmx: this XML file declares entities"):
        pairs(path)


@pytest.mark.usefixtures("no_network")
def test_entities_that_only_a_dtd_knows_are_those_of_html_or_replaced(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for TMX//EN" "http://example.org/tmx14.dtd">'
    path = written(tmp_path, "x.tmx", tmx([[("zh", "日&mdash;月&unheardof;"), ("en", "a&nbsp;b")]], doctype))
    assert pairs(path) == [("日—月\ufffd", "a\xa0b")]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("a\x01b\x0bc\x1f", "a\ufffdb\ufffdc\ufffd"),
        ("a&#1;b&#xB;c&#x1F;&#xD800;&#xFFFE;&#0;&#1114112;", "a\ufffdb\ufffdc" + "\ufffd" * 5),
        ("a&#x20BB7;&#9;&amp;#1;", "a\U00020bb7\t&#1;"),
        ("<![CDATA[&#1;]]>&#1;<![CDATA[<&#x2;]]>", "&#1;\ufffd<&#x2;"),
        ("a\uffff\ufffeb", "a\ufffd\ufffdb"),
    ],
    ids=["raw", "references", "legal", "in CDATA", "no characters"],
)
def test_what_xml_forbids_is_replaced(given: str, read: str) -> None:
    assert root(f"<x>{given}</x>") == read


def test_a_lone_surrogate_is_replaced_and_counted(tmp_path: Path) -> None:
    memory = tmx([[("zh", ZH + "\ud800"), ("en", EN)]]).encode("utf-8", "surrogatepass")
    path = written(tmp_path, "x.tmx", memory)
    assert pairs(path) == [(ZH + "\ufffd" * 3, EN)]
    assert warnings(path) == [f"{REPLACED}: 3"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_pieces_of_any_size_give_the_same_text(size: int) -> None:
    data = '<?xml version="1.0"?>\n<x>甲&#1;乙<![CDATA[&#1;]]>&#xB;]]&gt;\x02丙</x>'.encode()

    class Slow(Stream):
        def pieces(self):  # noqa: ANN202  # a generator of bytes
            return (data[at : at + size] for at in range(0, len(data), size))

    counts: Counter[str] = Counter()
    text = b"".join(legal_pieces(Slow.of(Source("x", data)), counts)).decode()
    assert text == "\n<x>甲&#xFFFD;乙<![CDATA[&#1;]]>&#xFFFD;]]&gt;\ufffd丙</x>"
    assert counts == {REPLACED: 3}


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<x>发展</x>".encode(), None),
        ("\ufeff<x>发展</x>".encode(), None),
        ("<?xml version='1.0' encoding='UTF-16'?><x>发展</x>".encode("utf-16"), None),
        ("<?xml version='1.0' encoding='UTF-16'?><x>发展</x>".encode(), None),
        ("<?xml version='1.1' encoding='GBK'?><x>发展</x>".encode("gbk"), None),
        (f"<?xml version='1.0' encoding='GBK'?><x>{' ' * 300_000}发展</x>".encode("gbk"), None),
        ("<x>发展</x>".encode("gbk"), "gbk"),
        ("<x>发展</x>".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings(data: bytes, encoding: str | None) -> None:
    assert root(data, encoding).strip() == "发展"


def test_an_encoding_that_is_forced_and_wrong_is_an_error() -> None:
    with pytest.raises(ReadError, match="there is no encoding 'klingon'"):
        root("<x/>", "klingon")


@pytest.mark.parametrize("text", ["", "   ", "plain text", "<!-- nothing -->", "<?xml version='1.0'?>"])
def test_what_has_no_element_is_no_xml(text: str) -> None:
    with pytest.raises(ReadError, match="this is no XML file"):
        root(text)


def test_deep_nesting_is_an_error_and_no_crash() -> None:
    with pytest.raises(ReadError, match="this XML file is broken"):
        root("<x>" * 100_000 + "</x>" * 100_000)


def test_elements_in_any_namespace_are_found_and_forgotten() -> None:
    data = b'<r xmlns:n="urn:n"><n:a>1</n:a><b/><a>2</a></r>'
    kept = list(elements(Stream.of(Source("x", data)), ("a",), Counter()))
    assert len(kept) == 2
    assert [element.text for element in kept] == [None, None]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<tmx version='1.4'>", "tmx"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <x> --><!DOCTYPE TEI><TEI xmlns='x'>", "TEI"),
        ("\ufeff<?xml version='1.0'?><n:xliff>".encode("utf-16-le"), "xliff"),
        (b"text with <b>tags</b>", ""),
        (b"", ""),
    ],
)
def test_root_name(head: bytes, name: str) -> None:
    assert root_name(head) == name


def test_a_compressed_file_is_read_the_same_way(tmp_path: Path) -> None:
    path = written(tmp_path, "memory.tmx.gz", gzip.compress(tmx([[("zh", ZH), ("en", EN)]]).encode()))
    assert pairs(path) == [(ZH, EN)]
