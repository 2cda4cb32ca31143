from pathlib import Path

import pytest

from aligner.corpus.catalogue import Entry, Fact, Text, load_catalogue
from aligner.corpus.editing import append, document_in, edit, put_fact
from aligner.corpus.fetching import verify
from aligner.errors import InputError, OutputError, ReadError

BY_HAND = """# Kept by hand.
[[document]]
id = "one"   # the first
title.zh = "意见"
title.en = { value = "Opinions", seen = "the page", verified = true }
date.issued = 2015-07-01

[[document.text]]
language = "zh"
path = "zh/one.txt"   # scanned
address = "https://example.org/一"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A catalogue that somebody wrote by hand."""
    path = tmp_path / "catalogue.toml"
    path.write_text(BY_HAND, encoding="utf-8")
    return path


def test_what_is_written_by_hand_is_read(catalogue: Path) -> None:
    (entry,) = load_catalogue(catalogue).documents
    assert entry.titles == {"zh": Fact("意见"), "en": Fact("Opinions", "the page", verified=True)}
    assert entry.dates == {"issued": Fact("2015-07-01")}
    assert entry.texts == (Text("zh", "zh/one.txt", Fact("https://example.org/一")),)
    assert [key for key, _ in entry.facts()] == ["title.zh", "title.en", "date.issued", "text.zh.address"]


def test_what_is_added_is_read_back_and_nothing_else_changes(catalogue: Path) -> None:
    entry = Entry(
        "two",
        {"zh": Fact('“引号”与"quotes"', "a\\b", verified=True), "en": Fact("Second")},
        Fact("国发〔2015〕40号", "its second line"),
        Fact("国务院"),
        {"issued": Fact("2015-07-01")},
        "as the site says",
        "a note\nof two lines",
        (Text("both", "two.txt", Fact("https://example.org/2"), "ab" * 32), Text("zh")),
    )
    append(catalogue, [entry])
    assert catalogue.read_text(encoding="utf-8").startswith(BY_HAND)
    assert load_catalogue(catalogue).documents[1] == entry


def test_an_edit_keeps_comments_and_order(catalogue: Path) -> None:
    def change(content: object) -> None:
        table = document_in(content, "one")
        put_fact(table, "title.zh", Fact("意见", "zh/one.txt", verified=True))
        put_fact(table, "title.en", Fact("Opinions", "the page", verified=True))
        table["text"][0]["sha256"] = "00"

    edit(catalogue, change)
    text = catalogue.read_text(encoding="utf-8")
    assert (
        text
        == BY_HAND.replace('title.zh = "意见"', 'title.zh = {value = "意见", seen = "zh/one.txt", verified = true}')
        + 'sha256 = "00"\n'
    )
    (entry,) = load_catalogue(catalogue).documents
    assert entry.titles["zh"].verified
    assert entry.texts[0].sha256 == "00"
    with pytest.raises(KeyError):
        edit(catalogue, lambda content: document_in(content, "none"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[document]\n", "this is no TOML"),
        ("[[document]]\ntitle.zh = 'x'\n", "document 1 has no id"),
        ("[[document]]\nid = 'a'\n[[document]]\nid = 'a'\n", "a: two documents have this id"),
        ("[[document]]\nid = 'a'\ntitel.zh = 'x'\n", "a: there is no key titel"),
        ("[[document]]\nid = 'a'\ntitle.fr = 'x'\n", "a: title: there is no key fr"),
        ("[[document]]\nid = 'a'\ntitle = 'x'\n", "a: title is no table"),
        ("[[document]]\nid = 'a'\nnumber = { seen = 'x' }\n", "a: number is not"),
        ("[[document]]\nid = 'a'\nnumber = { value = 'x', verified = 'yes' }\n", "a: number is not"),
        ("[[document]]\nid = 'a'\nnumber = { value = 'x', sen = 'y' }\n", "a: number: there is no key sen"),
        ("[[document]]\nid = 'a'\nlicence = 1\n", "a: licence is no string"),
        ("[[document]]\nid = 'a'\ntext = 'x'\n", "a: text is no list of tables"),
        ("[[document]]\nid = 'a'\n[[document.text]]\nlanguage = 'fr'\n", "a: the language of a text is 'fr'"),
        ("[[document]]\nid = 'a'\n[[document.text]]\npath = 'x'\n", "a: the language of a text is None"),
    ],
)
def test_what_is_malformed_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        load_catalogue(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        load_catalogue(tmp_path / "absent.toml")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        append(tmp_path / "file" / "catalogue.toml", [])
    (tmp_path / "bad.toml").write_text("x = ", encoding="utf-8")
    with pytest.raises(InputError, match="no TOML"):
        edit(tmp_path / "bad.toml", lambda content: None)


def test_the_projects_own_catalogue_says_where_each_fact_was_seen() -> None:
    catalogue = load_catalogue(Path(__file__).resolve().parents[2] / "corpus/catalogue.toml")
    assert len(catalogue.documents) >= 50
    facts = [fact for entry in catalogue.documents for _, fact in entry.facts()]
    assert all(fact.seen for fact in facts)
    assert not any(fact.verified for fact in facts if fact.seen == "from memory")
    assert not any(text.address.verified for entry in catalogue.documents for text in entry.texts if text.address)
    faults = [said for said in verify(catalogue, ["sample"], online=False) if said.grade == "fault"]
    assert faults == []
