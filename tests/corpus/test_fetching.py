"""Fetching and verifying against a server on this machine."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from aligner.corpus.adding import sha256_of
from aligner.corpus.catalogue import load_catalogue
from aligner.corpus.fetching import Said, fetch_texts, verify
from aligner.errors import InputError

PAGES = {
    "zh.html": "<h1>关于养老服务的意见</h1><p>国发〔2024〕7号</p><p>到2030年，建成五个站。</p>",
    "en.html": "<h1>Opinions on Care</h1><p>By 2030, five stations will be built.</p>",
    "other.html": "<h1>Another page</h1><p>It has nothing to do with it.</p>",
}
ENTRY = """# by hand
[[document]]
id = "care"
title.zh = {{ value = "关于养老服务的意见", seen = "from memory", verified = false }}
title.en = "Opinions on Care"
number = "国发〔2024〕7号"
issuer = "国务院"

[[document.text]]
language = "zh"
address = {{ value = "{site}/zh.html", seen = "a list", verified = false }}

[[document.text]]
language = "en"
path = "english/care.html"
address = "{site}/{en}"
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a site with `PAGES`."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name, content in PAGES.items():
        (folder / name).write_text(content, encoding="utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]  # quiet
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def corpus(tmp_path: Path, site: str, en: str = "en.html") -> Path:
    path = tmp_path / "corpus/catalogue.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(ENTRY.format(site=site, en=en), encoding="utf-8")
    return path


def grades(said: Iterator[Said]) -> list[tuple[str, str]]:
    return [(line.grade, line.text.split(";")[0].split(",")[0]) for line in said]


def test_texts_are_fetched_with_checksums_and_what_is_right_is_verified(tmp_path: Path, site: str) -> None:
    path = corpus(tmp_path, site)
    assert grades(fetch_texts(load_catalogue(path))) == [
        ("note", f"nobody has verified {site}/zh.html"),
        ("done", "fetched zh/care.html"),
        ("note", f"nobody has verified {site}/en.html"),
        ("done", "fetched english/care.html"),
    ]
    (entry,) = load_catalogue(path).documents
    for text, address in zip(entry.texts, ("zh.html", "en.html"), strict=True):
        assert text.path
        assert text.address
        assert text.address.verified
        file = path.parent / text.path
        assert file.read_text(encoding="utf-8") == PAGES[address]
        assert text.sha256 == sha256_of(file)
    assert path.read_text(encoding="utf-8").startswith("# by hand\n")
    assert [said.grade for said in fetch_texts(load_catalogue(path))] == ["done", "done"]
    assert grades(verify(load_catalogue(path))) == [("note", "1 facts are not verified")]
    (entry,) = load_catalogue(path).documents
    assert {key: fact.verified for key, fact in entry.facts()} == {
        "number": True,
        "issuer": False,
        "title.zh": True,
        "title.en": True,
        "text.zh.address": True,
        "text.en.address": True,
    }
    assert entry.titles["zh"].seen == "from memory"
    assert entry.titles["en"].seen == "checked by aligner corpus"


def test_a_page_without_the_title_stays_unverified(tmp_path: Path, site: str) -> None:
    path = corpus(tmp_path, site, "other.html")
    assert grades(fetch_texts(load_catalogue(path)))[-1] == ("note", "fetched english/care.html")
    address = load_catalogue(path).documents[0].texts[1].address
    assert address
    assert not address.verified
    assert ("note", f"{site}/other.html: the title is not in it: look whether it is the right page") in grades(
        verify(load_catalogue(path))
    )


def test_addresses_are_verified_without_being_fetched(tmp_path: Path, site: str) -> None:
    path = corpus(tmp_path, site)
    before = path.read_text(encoding="utf-8")
    list(verify(load_catalogue(path), online=False))
    assert path.read_text(encoding="utf-8") == before
    said = grades(verify(load_catalogue(path)))
    assert ("fault", "english/care.html: this file is not there") in said
    assert ("done", f"{site}/zh.html: it opens") in said
    assert not (path.parent / "zh").exists()


def test_a_fault_with_one_text_stops_no_other(tmp_path: Path, site: str) -> None:
    path = corpus(tmp_path, site)
    text = path.read_text(encoding="utf-8").replace("/zh.html", "/gone.html")
    path.write_text(text, encoding="utf-8")
    found = list(fetch_texts(load_catalogue(path)))
    assert [said.grade for said in found] == ["note", "fault", "note", "done"]
    assert "404" in found[1].text


@pytest.mark.parametrize("where", ["../outside.html", "/tmp/outside.html", "a/../../outside.html"])
def test_nothing_is_written_outside_the_corpus(tmp_path: Path, site: str, where: str) -> None:
    path = corpus(tmp_path, site)
    path.write_text(path.read_text(encoding="utf-8").replace("english/care.html", where), encoding="utf-8")
    found = list(fetch_texts(load_catalogue(path), ["care"]))
    assert found[-1].grade == "fault"
    assert "leads out of the corpus" in found[-1].text
    assert not (tmp_path / "outside.html").exists()


def test_another_text_than_the_one_with_the_checksum_is_not_written(tmp_path: Path, site: str) -> None:
    path = corpus(tmp_path, site)
    path.write_text(path.read_text(encoding="utf-8") + f'sha256 = "{"00" * 32}"\n', encoding="utf-8")
    found = list(fetch_texts(load_catalogue(path)))
    assert found[-1].grade == "fault"
    assert not (path.parent / "english").exists()


def test_a_file_that_has_changed_is_a_fault(tmp_path: Path, site: str) -> None:
    path = corpus(tmp_path, site)
    list(fetch_texts(load_catalogue(path)))
    (path.parent / "zh/care.html").write_text("changed", encoding="utf-8")
    found = list(verify(load_catalogue(path), online=False))
    assert found[0].grade == "fault"
    assert "has changed since" in found[0].text


def test_an_unknown_document_is_an_error(tmp_path: Path, site: str) -> None:
    with pytest.raises(InputError, match="there is no document x"):
        list(verify(load_catalogue(corpus(tmp_path, site)), ["x"]))
