"""PDF files that unpack to far more than they weigh."""

import io
import zlib
from collections.abc import Callable

import pytest

from aligner.errors import ReadError
from aligner.reading import pdf, pdf_streams
from aligner.reading.source import Source

TEXT = b"BT /F1 12 Tf 50 50 Td (He pushed the door open.) Tj ET"
MEBIBYTE = 1 << 20


def document(*streams: tuple[bytes, bytes]) -> bytes:
    """A PDF of one page that draws the first stream; each is a pair of its dictionary's entries and its data.

    The streams can be drawn as forms /X0, /X1 …
    """
    forms = b"".join(b"/X%d %d 0 R " % (index, 5 + index) for index in range(len(streams)))
    resources = b"<</Font<</F1 4 0 R>>/XObject<<" + forms + b">>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 5 0 R/Resources " + resources + b">>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources %s/Length %d%s>>stream\n%s\nendstream"
            % (resources, len(data), entries, data)
            for entries, data in streams
        ),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))
    return out.getvalue()


def blanks(mebibytes: int) -> bytes:
    """So many of them, deflated to a thousandth, without having them all at once."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * MEBIBYTE) for _ in range(mebibytes)) + packer.flush()


def laughs() -> tuple[tuple[bytes, bytes], ...]:
    """A form that draws the next one ten times, which draws the next one ten times …"""
    calls = (b" ".join([b"/X%d Do" % (level + 1)] * 10) for level in range(12))
    return (*((b"", call) for call in calls), (b"", TEXT))


BOMBS: dict[str, Callable[[], bytes]] = {
    "deflated": lambda: document((b"/Filter/FlateDecode", blanks(100))),
    "deflated twice": lambda: document((b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(blanks(100), 9))),
    "deflated, in letters": lambda: document(
        (b"/Filter[/ASCIIHexDecode/FlateDecode]", blanks(100).hex().encode() + b">")
    ),
    "runs": lambda: document((b"/Filter[/FlateDecode/RunLengthDecode]", zlib.compress(b"\x81 " * MEBIBYTE))),
    "forms": lambda: document(*laughs()),
    "damaged": lambda: document((b"/Filter/FlateDecode", blanks(100)[:-20])),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_streams, "_A_LOOK", MEBIBYTE)
    with pytest.raises(ReadError, match=r"x\.pdf: this file unpacks to far more than a document holds"):
        pdf.read(Source("x.pdf", BOMBS[name]()))


def test_a_stream_in_lempel_ziv_welch_coding_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = document((b"/Filter/LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"))
    with pytest.raises(ReadError, match="holds no text"):
        pdf.read(Source("x.pdf", data))
    monkeypatch.setattr(pdf_streams, "MOST_IN_A_STREAM", 8)
    with pytest.raises(ReadError, match="unpacks to far more"):
        pdf.read(Source("x.pdf", data))


@pytest.mark.parametrize(
    ("entries", "data"),
    [
        (b"", TEXT),
        (b"/Filter/FlateDecode", zlib.compress(TEXT)),
        (b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(zlib.compress(TEXT))),
        (b"/Filter/ASCIIHexDecode", TEXT.hex().encode() + b">"),
        (b"/Filter/RunLengthDecode", bytes([len(TEXT) - 1]) + TEXT + b"\x80"),
        (b"/Filter/FlateDecode", zlib.compress(TEXT)[:-4] + b"abcd"),  # a wrong sum
        (b"/Filter/FlateDecode", zlib.compress(TEXT + b" " * 100_000, 0)[:50_000]),  # cut off
    ],
)
def test_what_is_no_bomb_is_read(entries: bytes, data: bytes) -> None:
    assert [piece.text for piece in pdf.read(Source("x.pdf", document((entries, data)))).pieces] == [
        "He pushed the door open."
    ]


def test_without_a_limit_pdfminer_is_as_it_was() -> None:
    from pdfminer.pdftypes import PDFStream

    with pdf_streams.limited("x.pdf", most=0):
        pass
    assert PDFStream({}, TEXT).get_data() == TEXT
