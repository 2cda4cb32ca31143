import gzip
import io
import zipfile
from pathlib import Path

import pytest

from aligner.errors import LanguageError, ReadError
from aligner.reading import read, read_pairs
from tests.reading.given import EN, ZH, pairs, tmx, written

MEMORY = tmx([[("zh", ZH), ("en", EN)]]).encode()
CHINESE, ENGLISH = "一、总体要求\n发展太阳能。\n" * 3, "I. General requirements\nDevelop solar power.\n" * 3


def zipped(files: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("memory.tmx.gz", gzip.compress(MEMORY)),
        ("MEMORY.TMX.GZ", gzip.compress(MEMORY)),
        ("memory.tmx", gzip.compress(MEMORY)),
        ("memory.zip", zipped({"memory.tmx": MEMORY})),
        ("memory.zip", zipped({"a/b/memory.tmx": MEMORY, "a/": "", "__MACOSX/a/._memory.tmx": "x", ".DS_Store": "x"})),
    ],
)
def test_a_packed_memory_is_read(name: str, data: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, name, data)
    assert pairs(path) == [(ZH, EN)]
    reading = read(path)
    assert (reading.zh.text, reading.en.text) == (ZH, EN)


def test_a_packed_page_keeps_its_format(tmp_path: Path) -> None:
    page = f"<p>{CHINESE}</p><p>{ENGLISH}</p>".encode()
    reading = read(written(tmp_path, "page.html.gz", gzip.compress(page)))
    assert "<p>" not in reading.zh.text
    assert reading.zh.source.endswith("page.html.gz")


def test_an_archive_of_two_files_is_these_two(tmp_path: Path) -> None:
    reading = read(written(tmp_path, "both.zip", zipped({"en/a.txt": ENGLISH, "zh/a.md": CHINESE})))
    assert reading.zh.text.startswith("一、总体要求")
    assert reading.en.source.endswith("both.zip/en/a.txt")


def test_an_archive_of_two_files_of_one_language_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="both files are Chinese"):
        read(written(tmp_path, "both.zip", zipped({"a.txt": CHINESE, "b.txt": CHINESE})))


def test_an_archive_of_many_files_is_an_error_that_names_them(tmp_path: Path) -> None:
    path = written(tmp_path, "many.zip", zipped({f"{n}.tmx": MEMORY for n in range(7)}))
    with pytest.raises(ReadError, match="this makes 7 files to read"):
        read(path)
    with pytest.raises(ReadError, match=r"holds 7 files \(0\.tmx, 1\.tmx, 2\.tmx, 3\.tmx, 4\.tmx …\)"):
        read_pairs(path)


@pytest.mark.parametrize("name", ["bomb.tmx.gz", "bomb.zip"])
def test_a_bomb_is_refused_before_it_goes_off(name: str, tmp_path: Path) -> None:
    data = b"<tmx>" + b"<x/>" * (25 << 20)
    path = written(tmp_path, name, gzip.compress(data) if name.endswith("gz") else zipped({"bomb.tmx": data}))
    for reader in (read, lambda path: list(read_pairs(path))):
        with pytest.raises(ReadError, match="unpacks to far more than a document holds"):
            reader(path)


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"memory.tmx": MEMORY * 1000}))
    size = len(MEMORY * 1000).to_bytes(4, "little")
    assert data.count(size) == 2
    path = written(tmp_path, "lying.zip", bytes(data).replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(ReadError, match="broken"):
        pairs(path)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("cut.tmx.gz", gzip.compress(MEMORY)[:-20], "broken or cut off"),
        ("flipped.tmx.gz", gzip.compress(MEMORY)[:40] + b"\xff" * 40 + gzip.compress(MEMORY)[80:], "broken or cut off"),
        ("cut.zip", zipped({"memory.tmx": MEMORY})[:-30], "broken or cut off"),
        ("empty.zip", zipped({}), "this archive is empty"),
        ("folder.zip", zipped({"a/": ""}), "this archive is empty"),
    ],
)
def test_bad_archives(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, data)
    for reader in (read, lambda path: list(read_pairs(path))):
        with pytest.raises(ReadError, match=message) as caught:
            reader(path)
        assert str(caught.value).startswith(str(path))


def test_an_encrypted_archive_is_an_error(tmp_path: Path) -> None:
    data = bytearray(zipped({"memory.tmx": MEMORY}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path = written(tmp_path, "secret.zip", bytes(data))
    for reader in (read, read_pairs):
        with pytest.raises(ReadError, match="protected by a password"):
            reader(path)
