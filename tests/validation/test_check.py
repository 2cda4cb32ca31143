import logging
import socket
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from aligner.divergence import Audit
from aligner.errors import ReadError
from aligner.validation import Fault, tmx, validate
from aligner.validation.grammar import TMX
from aligner.writing import write
from tests.validation.test_faults import ROWS
from tests.writing import build

FILES = Path(__file__).resolve().parents[1] / "golden/validation"
VALID = (FILES / "valid.tmx").read_bytes()


@given(st.lists(st.integers(1, len(VALID) - 1), max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_memory_is_judged_the_same_in_whatever_pieces_it_comes(cuts: list[int]) -> None:
    wrong = VALID.replace(b'x="2"', b"").replace(b'<prop type="x-bead">', b"<prop>").replace(b'tuid="2"', b'id="2"')
    bounds = [0, *sorted(cuts), len(wrong)]
    pieces = [wrong[start:end] for start, end in pairwise(bounds)]
    assert sorted(tmx.faults(pieces)) == sorted(tmx.faults([wrong]))
    assert [fault.code for fault in sorted(tmx.faults(pieces))] == ["TMX205", "TMX204"]


def memory(units: int) -> bytes:
    head, rest = VALID.split(b"<body>\n")
    unit = rest[: rest.index(b'<tu tuid="2">')]
    return head + b"<body>\n" + unit * units + rest[rest.index(b"</body>") :]


def test_units_are_dropped_when_they_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    usual = tmx._frame

    def frame(root: object) -> Iterator[Fault]:
        sizes.append(sum(1 for _ in root.iter()))
        return usual(root)

    monkeypatch.setattr(tmx, "_frame", frame)
    data = memory(2_000)
    assert list(tmx.faults(data[i : i + 4096] for i in range(0, len(data), 4096))) == []
    assert sizes == [4]  # tmx, header, its note, body


def test_lines_are_right_far_into_a_file(tmp_path: Path) -> None:
    wrong = (b"<tu/>", b"<tu><foo/>\n</tu>", b'<tu id="x">\n<tuv xml:lang="zh-CN"><seg/></tuv></tu>')
    data = memory(20_000).replace(b"</body>", b"\n".join((*wrong, b"</body>")))
    (tmp_path / "x.tmx").write_bytes(data)
    lines = [data[: data.index(unit)].count(b"\n") + 1 for unit in wrong]
    assert sorted({fault.line for fault in validate(tmp_path / "x.tmx")}) == lines
    assert min(lines) > 1 << 16


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings(encoding: str, tmp_path: Path) -> None:
    declared = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB18030"}[encoding]
    text = VALID.decode().replace("UTF-8", declared).replace('tuid="2"', 'id="2"')
    (tmp_path / "x.tmx").write_bytes(text.encode(encoding))
    assert [(fault.line, fault.code) for fault in validate(tmp_path / "x.tmx")] == [(13, "TMX204")]


def test_all_that_is_written_is_valid(sample: Audit, tmp_path: Path) -> None:
    empty = build.audit(build.parallel(build.document("zh"), build.document("en", [["Alone."]])))
    for name, audit in (("roads", sample), ("empty", empty)):
        files = write(audit, tmp_path, name=name, formats=["tmx", "tei"])
        assert [validate(file) for file in files[2:]] == [[], []]


def test_faults_behind_forbidden_characters_are_found_too(tmp_path: Path) -> None:
    text = VALID.decode().replace("修路", "修\x0b路&#0;").replace('tuid="2"', 'id="2"')
    (tmp_path / "x.tmx").write_text(text, encoding="utf-8")
    assert [(fault.line, fault.code) for fault in validate(tmp_path / "x.tmx")] == [(10, "XML002"), (13, "TMX204")]


def test_parts_of_tei_that_are_not_ours_are_checked_by_name_and_the_others_by_grammar(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = (FILES / "valid.tei.xml").read_text(encoding="utf-8")
    text = text.replace("修路，", "<persName ref='#p'>修路</persName>，")
    (tmp_path / "x.xml").write_text(text, encoding="utf-8")
    assert validate(tmp_path / "x.xml") == []
    assert "of 10 elements the names alone were checked" in caplog.text
    (tmp_path / "x.xml").write_text(text.replace('cert="0.9"', 'cert="9"'), encoding="utf-8")
    assert [fault.code for fault in validate(tmp_path / "x.xml")] == ["TEI206"]


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE tmx [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>',
    ],
    ids=["laughs", "a file", "a parameter entity"],
)
def test_entities_are_refused_at_once_and_without_a_network(
    doctype: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*arguments: object) -> None:
        raise AssertionError("a network was asked for")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    text = VALID.decode().replace("<tmx", f"{doctype}<tmx").replace("修路", "&l11;")
    (tmp_path / "x.tmx").write_text(text, encoding="utf-8")
    before = time.process_time()
    assert [fault.code for fault in validate(tmp_path / "x.tmx")] == ["XML004"]
    assert time.process_time() - before < 5


def test_a_document_type_alone_is_taken_and_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "tmx14.dtd").write_text("<!ELEMENT this is no DTD", encoding="utf-8")
    for where in ("http://127.0.0.1:9/tmx14.dtd", "tmx14.dtd", (tmp_path / "tmx14.dtd").as_uri()):
        text = VALID.decode().replace("<tmx", f'<!DOCTYPE tmx SYSTEM "{where}">\n<tmx')
        (tmp_path / "x.tmx").write_text(text, encoding="utf-8")
        assert validate(tmp_path / "x.tmx") == []


@pytest.mark.parametrize("name", ["none.tmx", "."])
def test_what_cannot_be_read_is_a_named_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"cannot be read .*; check the path"):
        validate(tmp_path / name)


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_judged(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(data)
    assert validate(path)  # none of them is a valid file


def test_a_large_file_that_breaks_off_is_not_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.validation.check._MOST_IN_MEMORY", 10)
    (tmp_path / "x.tmx").write_bytes(VALID.replace(b'tuid="2"', b'id="2"').replace(b"</body>", b"\x00</body>"))
    assert [fault.code for fault in validate(tmp_path / "x.tmx")] == ["XML001"]


def test_nothing_is_logged_about_files_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        validate(FILES / "valid.tei.xml")
    assert caplog.messages == []


def test_what_the_grammar_of_usual_units_takes_the_whole_one_takes_too() -> None:
    judge = tmx._Judge()
    takes = 0
    for row in ROWS:
        if not row["code"].startswith(("TMX2", "TMX3")):
            continue
        root = etree.parse(str(FILES / row["file"])).getroot()
        header, body = root.find("header"), root.find("body")
        if body is None:
            continue
        usual = tmx._usual(body, None if header is None else header.get("srclang"))
        for unit in body.findall("tu") if usual else ():
            batch = etree.Element("body")
            batch.append(unit)
            if usual.validate(batch):
                takes += 1
                assert TMX.holds(batch)
                assert list(judge(batch, header)) == []
    assert takes
