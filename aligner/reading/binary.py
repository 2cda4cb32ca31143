"""Files that are no text: what they are, told by their first bytes, and what would help."""

from __future__ import annotations

from aligner.errors import ReadError
from aligner.reading.source import Source

_AGAIN = "save it as .docx or .xlsx without a password"
_SAVE = "save it as .docx, or its text as .txt, and give that"
# First bytes, where they stand, what the file is.
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls), or one with a password", _AGAIN),
    (b"{\\rtf", "a rich text document (.rtf)", _SAVE),
    (b"\x89PNG", "a PNG image", "give the text itself, not a picture of it"),
    (b"\xff\xd8\xff", "a JPEG image", "give the text itself, not a picture of it"),
    (b"GIF8", "a GIF image", "give the text itself, not a picture of it"),
    (b"II*\0", "a TIFF image", "give the text itself, not a picture of it"),
    (b"MM\0*", "a TIFF image", "give the text itself, not a picture of it"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\0", "an xz archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"SQLite format 3\0", "an SQLite database", "give a text file"),
    (b"\x7fELF", "a program", "give a text file"),
    (b"MZ\x90\0", "a program", "give a text file"),
)
_ZIPPED = (
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"application/epub+zip", "an EPUB book"),
)
_CONTROL = bytes({*range(32)} - {*b"\t\n\v\f\r\x1b"})
_SAMPLE = 1 << 16


def refuse_binary(source: Source) -> None:
    """Let text pass.

    Raises:
        ReadError: The file is of a known binary format, or full of control characters.
    """
    found = _signature(source.data) or _zipped(source.data)
    if found is None and _is_full_of_controls(source.data[:_SAMPLE]):
        found = "a binary file", "give a text file"
    if found:
        raise ReadError(f"this is {found[0]}, which is not text", where=source.name, do=found[1])


def _signature(data: bytes) -> tuple[str, str] | None:
    return next(((kind, do) for mark, kind, do in _SIGNATURES if data.startswith(mark)), None)


def _zipped(data: bytes) -> tuple[str, str] | None:
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    kind = next((kind for mark, kind in _ZIPPED if mark in data), None)
    return (kind, _SAVE) if kind else ("a zip archive", "unpack it first")


def _is_full_of_controls(sample: bytes) -> bool:
    """Whether more than one byte in twenty is a control character, NULs of UTF-16 and UTF-32 aside."""
    nul_at = [sample[offset::2].count(0) for offset in (0, 1)]
    is_wide = sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or (
        max(nul_at) > 10 * min(nul_at) and max(nul_at) > len(sample) // 100
    )
    return not is_wide and len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 20
