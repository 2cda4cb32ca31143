from pathlib import Path

import pytest

from aligner.batch.documents import documents_in
from aligner.errors import InputError, ReadError


def names(folder: Path, *files: str) -> dict[str, list[str]]:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = documents_in(folder)
    return {d.name: [str(file.relative_to(folder)) for file in d.files] for d in found.documents}


@pytest.mark.parametrize(
    ("files", "documents"),
    [
        (["a.zh.txt", "a.en.txt"], {"a": ["a.zh.txt", "a.en.txt"]}),
        (["a.en.docx", "a.zh.pdf"], {"a": ["a.zh.pdf", "a.en.docx"]}),
        (["a.b.ZH.txt.gz", "a.b.en.txt.gz"], {"a.b": ["a.b.ZH.txt.gz", "a.b.en.txt.gz"]}),
        (["zh/a.txt", "en/a.html"], {"a": ["zh/a.txt", "en/a.html"]}),
        (["page.html", "x.tei.xml"], {"page": ["page.html"], "x": ["x.tei.xml"]}),
        (["b.txt", "a.txt", "B.txt"], {"B": ["B.txt"], "a": ["a.txt"], "b": ["b.txt"]}),
        (["a.zh.txt", "b.en.txt"], {"a.zh": ["a.zh.txt"], "b.en": ["b.en.txt"]}),
        (["zh/a.txt", "en/b.txt"], {"a": ["zh/a.txt"], "b": ["en/b.txt"]}),
        (["a.txt", "a.docx"], {"a.docx": ["a.docx"], "a.txt": ["a.txt"]}),
        (["a.zh.txt", "a.en.txt", "a.html"], {"a.html": ["a.html"], "a.txt": ["a.zh.txt", "a.en.txt"]}),
        (
            ["a.zh.txt", "a.en.txt", "a.zh.docx", "a.en.docx"],
            {"a.docx": ["a.zh.docx", "a.en.docx"], "a.txt": ["a.zh.txt", "a.en.txt"]},
        ),
        ([".hidden.txt", "zh/.DS_Store", "a.txt"], {"a": ["a.txt"]}),
    ],
)
def test_names_say_what_is_a_document(tmp_path: Path, files: list[str], documents: dict[str, list[str]]) -> None:
    assert names(tmp_path, *files) == documents


def test_documents_that_no_name_tells_apart_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"two documents are called a\.txt: .*; rename one"):
        names(tmp_path, "a.zh.txt", "a.en.txt", "a.txt")


def test_what_is_no_document_is_said(tmp_path: Path) -> None:
    names(tmp_path, "a.txt", "2015/b.txt", "zh/deep/c.txt")
    first, second = documents_in(tmp_path).warnings
    assert first.startswith(f"{tmp_path / '2015'}: the files in this folder are no part of the corpus")
    assert second.startswith(f"{tmp_path / 'zh/deep'}: ")


def test_a_catalogue_says_which_files_are_documents(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_text(
        """
        [[document]]
        id = "two"
        text = [{ language = "zh", path = "x/1.txt" }, { language = "en", path = "x/2.txt" }]
        [[document]]
        id = "one"
        text = [{ language = "both", path = "page.html" }]
        [[document]]
        id = "none"
        text = [{ language = "zh", address = "https://example.org/1" }]
        """,
        encoding="utf-8",
    )
    for given in (tmp_path, tmp_path / "catalogue.toml"):
        found = documents_in(given)
        assert [(d.name, [str(f.relative_to(tmp_path)) for f in d.files]) for d in found.documents] == [
            ("one", ["page.html"]),
            ("two", ["x/1.txt", "x/2.txt"]),
        ]
        assert "1 of 3 documents have no files yet" in found.warnings[0]


@pytest.mark.parametrize("file", ["manifest.jsonl.txt", "run.jsonl.txt"])
def test_names_that_a_batch_needs_itself_are_refused(tmp_path: Path, file: str) -> None:
    with pytest.raises(InputError, match="cannot be called"):
        names(tmp_path, file)


def test_no_corpus_at_all(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no document"):
        documents_in(tmp_path)
    with pytest.raises(ReadError, match="no such file"):
        documents_in(tmp_path / "absent")
