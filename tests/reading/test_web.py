import gzip
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from aligner.errors import InputError, ReadError
from aligner.reading import read, read_pairs
from aligner.reading.source import stem_of, suffix_of
from aligner.reading.web import fetch, is_address
from tests.reading.given import EN, ZH, tmx

PAGE = f"<html><body><article><p>{ZH}</p><p>{EN}</p></article></body></html>".encode()


class Site(BaseHTTPRequestHandler):
    """A site of a few pages, some of them bad."""

    agents: list[str]

    def do_GET(self) -> None:  # the name that the base class asks for
        self.server.agents.append(self.headers["User-Agent"])  # type: ignore[attr-defined]  # our own
        path = self.path.partition("?")[0]
        pages: dict[str, Callable[[], None]] = {
            "/page.htm": lambda: self._give(PAGE),
            "/%E9%A1%B5": lambda: self._give(PAGE),
            "/": lambda: self._give(PAGE),
            "/packed": lambda: self._give(gzip.compress(PAGE)),
            "/memory.tmx": lambda: self._give(tmx([[("zh", ZH), ("en", EN)]]).encode()),
            "/empty": lambda: self._give(b""),
            "/moved": lambda: self._move("/page.htm"),
            "/loop": lambda: self._move("/loop"),
            "/to-file": lambda: self._move("file:///etc/passwd"),
            "/to-ftp": lambda: self._move("ftp://127.0.0.1/x"),
            "/large": lambda: self._give(b"", length=10**9),
            "/endless": self._go_on,
            "/slow": lambda: self._go_on(pause=0.05, piece=b"x"),
            "/cut": lambda: self._give(PAGE[:20], length=len(PAGE)),
            "/silent": lambda: time.sleep(3),
        }
        pages.get(path, lambda: self.send_error(404))()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _give(self, data: bytes, length: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def _move(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def _go_on(self, pause: float = 0.0, piece: bytes = bytes(1 << 16)) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(2000):
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            return


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.agents = []  # type: ignore[attr-defined]  # our own
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    assert all(agent.startswith("zh-en-aligner/") for agent in server.agents)  # type: ignore[attr-defined]  # our own


@pytest.mark.parametrize("path", ["/page.htm", "/page.htm?x=1#part", "/页", "/", "/moved", "/packed"])
def test_a_page_is_fetched_and_read(path: str, site: str) -> None:
    reading = read(fetch(site + path))
    assert (reading.zh.text, reading.en.text) == (ZH, EN)
    assert reading.zh.source == site + path


def test_a_memory_is_fetched_and_read(site: str) -> None:
    assert [(pair.zh, pair.en) for pair in read_pairs(fetch(f"{site}/memory.tmx"))] == [(ZH, EN)]


def test_progress_is_told(site: str) -> None:
    told: list[tuple[int, int | None]] = []
    fetch(f"{site}/page.htm", on_bytes=lambda done, total: told.append((done, total)))
    assert told[0] == (0, len(PAGE))
    assert told[-1] == (len(PAGE), len(PAGE))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/absent", "/absent: the server answers 404 Not Found; check the address"),
        ("/empty", "this file is empty"),
        ("/loop", "the server answers 302"),
        ("/to-file", "the server answers 302 .*not allowed"),
        ("/to-ftp", "this address cannot be fetched"),
        ("/large", "there is more at this address than 1 MiB; fetch it yourself"),
        ("/endless", "there is more at this address than 1 MiB"),
        ("/slow", "this address answers too slowly"),
        ("/cut", "this address cannot be fetched|only 20 of"),
        ("/silent", "this address cannot be fetched"),
    ],
)
def test_what_cannot_be_fetched(path: str, message: str, site: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        fetch(site + path, most_bytes=1 << 20, most_seconds=1)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "file:///etc/passwd", "data://x", "http://", "https://[::1/x", "http://x:port/"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(InputError):
        fetch(url)


def test_nobody_there() -> None:
    with pytest.raises(ReadError, match="this address cannot be fetched"):
        fetch("http://127.0.0.1:9/x", most_seconds=5)


@pytest.mark.parametrize(
    ("name", "is_one", "stem", "suffix"),
    [
        ("https://www.gov.cn/zhengce/2015-07/04/content_10002.htm", True, "content_10002", ".htm"),
        ("https://example.org/a/%E6%84%8F%E8%A7%81.PDF?download=1#p2", True, "意见", ".pdf"),
        ("http://example.org", True, "example.org", ""),
        ("http://example.org/a/", True, "a", ""),
        ("https://example.org/x%2F..%2F.hidden", True, "hidden", ""),
        ("x/memory.tmx.gz", False, "memory", ".tmx"),
        ("page.tei.xml", False, "page", ".xml"),
        ("page.v2.txt", False, "page.v2", ".txt"),
        ("C:\\x.txt", False, "C:\\x", ".txt"),
        (".hidden", False, ".hidden", ""),
    ],
)
def test_names(name: str, is_one: bool, stem: str, suffix: str) -> None:
    assert (is_address(name), stem_of(name), suffix_of(name)) == (is_one, stem, suffix)
