"""The public names, and the functions that join two stages."""

import subprocess
import sys
from pathlib import Path

import pytest

import aligner
from aligner.api import STAGES, align_files, align_lines
from aligner.document import Document, Language
from aligner.errors import InputError, ReadError

SAMPLE = Path(__file__).resolve().parents[1] / "corpus/sample/page.txt"

ZH = "他推开门，屋里没有人。桌上的茶还冒着热气。"
EN = "He pushed the door open and found the room empty. The tea on the table was still steaming."


def document(language: Language, *paragraphs: str) -> Document:
    return Document.from_blocks(language, [(text, "paragraph", None) for text in paragraphs], f"{language}.txt")


def test_public_names_are_these() -> None:
    assert aligner.__all__ == [
        "AlignerError",
        "Alignment",
        "Audit",
        "Bead",
        "Block",
        "Clause",
        "Divergence",
        "Document",
        "Encoder",
        "Link",
        "Reading",
        "Sentence",
        "Span",
        "__version__",
        "align",
        "audit",
        "load_encoder",
        "read",
        "segment",
        "write",
    ]


@pytest.mark.parametrize("name", aligner.__all__)
def test_each_public_name_is_there_and_listed(name: str) -> None:
    assert getattr(aligner, name)
    assert name in dir(aligner)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'translate'"):
        aligner.translate  # noqa: B018  # asking for it is the test


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ("numpy", "faiss", "lxml", "rich", "tokenizers", "jinja2", "trafilatura")
    code = f"import sys, aligner; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_align_takes_a_reading_and_cuts_it() -> None:
    alignment = aligner.align(aligner.read(SAMPLE))
    assert alignment.zh.sentences
    assert alignment.en.clauses
    assert sorted(i for bead in alignment.beads for i in bead.zh) == list(range(len(alignment.zh.sentences)))


def test_align_takes_two_documents_in_either_order() -> None:
    zh, en = document("zh", ZH), document("en", EN)
    assert aligner.align(zh, en) == aligner.align(en, zh)
    assert aligner.align(zh, en, original="en").original == "en"


def test_align_takes_sentences_as_they_are_cut() -> None:
    zh, en = aligner.segment(document("zh", ZH)), aligner.segment(document("en", EN))
    merged = zh.with_parts(
        (zh.sentences[0]._replace(span=aligner.Span(0, len(ZH))),),
        (zh.clauses[0]._replace(span=aligner.Span(0, len(ZH))),),
    )
    assert [bead.zh for bead in aligner.align(merged, en).beads] == [(0,)]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((document("zh", ZH),), "zh.txt: one document alone"),
        ((document("zh", ZH), document("zh", ZH)), "same language"),
        ((document("en", EN), document("en", EN)), "same language"),
    ],
)
def test_align_says_what_is_missing(given: tuple[Document, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        aligner.align(*given)


def test_align_files_runs_every_stage_once_and_is_named_after_its_source(tmp_path: Path) -> None:
    begun: list[str] = []
    outcome = align_files(SAMPLE, out=tmp_path / "out", on_stage=begun.append)
    assert tuple(begun) == STAGES
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in outcome.files)
    assert {path.name.split(".")[0] for path in outcome.files} == {"page"}


def test_align_files_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    first = align_files(SAMPLE, out=tmp_path / "first")
    second = align_files(SAMPLE, out=tmp_path / "second")
    assert [path.read_bytes() for path in first.files] == [path.read_bytes() for path in second.files]


def test_align_files_writes_nothing_when_a_stage_fails(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        align_files(tmp_path / "missing.txt", out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("一。\n二。\n", 2),  # the last newline ends a line, it does not begin one
        ("一。\n二。", 2),
        ("一。\r\n二。\r\n", 2),
        ("一。\n\n二。\n", 3),  # an empty line has an index too
        ("一。\u2028一。\x85\n二。\n", 2),  # other separators are characters of a sentence
    ],
)
def test_align_lines_counts_lines_as_files_do(content: str, lines: int, tmp_path: Path) -> None:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_bytes(content.encode())
    en.write_bytes(b"One.\nTwo.\n")
    beads = align_lines(zh, en)
    assert [i for bead in beads for i in bead.zh] == list(range(lines))
    assert [i for bead in beads for i in bead.en] == [0, 1]
