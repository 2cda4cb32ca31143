import json
import os
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

import pytest

from aligner import memories, parts
from aligner.bitext import digest
from aligner.errors import InputError, LanguageError, OutputError
from aligner.glossary import NO_TERMS
from aligner.memories import audit_files
from aligner.writing.settings import WriteSettings
from tests.reading.given import tmx, written

UNLIKE = {"id": "", "score": 0, "evidence": {}}
UNITS = [
    ("到2025年，建成5个风电场。", "By 2025, 6 wind farms will be built."),
    (
        "发展太阳能、风能等可再生能源，推广节能技术。",
        "Develop renewable energy such as solar and wind energy, and promote technology.",
    ),
    ("鼓励企业参与。", "Enterprises are encouraged to take part."),
]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """Thirteen units, most of them repeated."""
    units = [UNITS[number % 3] for number in range(12)] + [("最后一句。", "The last sentence.")]
    return written(tmp_path, "memory.tmx", tmx([[("zh-CN", zh), ("en-US", en)] for zh, en in units]))


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory of more than two units is audited in parts of two."""
    monkeypatch.setattr(memories, "LARGEST_WHOLE", 2)
    whole = parts.audit_parts
    monkeypatch.setattr(parts, "audit_parts", lambda *given, **options: whole(*given, **{"size": 2, **options}))


def contents(files: tuple[Path, ...]) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_parts_give_what_the_whole_gives(
    memory: Path, tmp_path: Path, in_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a text does throughout is known of a part or of the whole: without terms, and in text that is translated
    # closely, the two find the same, and how sure they are of it differs by a little.
    in_two = audit_files(memory, out=tmp_path / "parts", glossary=NO_TERMS)
    with monkeypatch.context() as patch:
        patch.setattr(memories, "LARGEST_WHOLE", 1000)
        whole = audit_files(memory, out=tmp_path / "whole", glossary=NO_TERMS, formats=("jsonl", "tmx"))
    one, two = contents(in_two.files), contents(whole.files)
    assert list(one) == list(two)
    for name in ("memory.zh.txt", "memory.en.txt", "memory.links.jsonl"):
        assert one[name] == two[name]
    found, expected = (lines(files["memory.divergences.jsonl"]) for files in (one, two))
    assert len({record["id"] for record in found}) == len(found) == len(expected) > 0
    for record, other in zip(found, expected, strict=True):
        assert {**record, **UNLIKE} == {**other, **UNLIKE}
        assert record["score"] == pytest.approx(other["score"], abs=0.05)
    assert one["memory.tmx"].count("<tu ") == two["memory.tmx"].count("<tu ") == 13
    assert in_two.totals == whole.totals
    assert in_two.warnings == (f"{memory}: more than 2 units are written as jsonl and tmx alone",)


def test_workers_give_what_one_process_gives(memory: Path, tmp_path: Path, in_parts: None) -> None:
    done: list[int] = []
    one = audit_files(memory, out=tmp_path / "one")
    several = audit_files(memory, out=tmp_path / "several", workers=3, on_units=done.append)
    assert contents(one.files) == contents(several.files)
    assert one.totals == several.totals
    assert done == [2, 4, 6, 8, 10, 12, 13]


def test_what_cleaning_leaves_out_is_counted_over_all_parts(
    memory: Path, tmp_path: Path, in_parts: None, caplog: pytest.LogCaptureFixture
) -> None:
    found = audit_files(memory, out=tmp_path / "out", settings=WriteSettings(clean=True))
    kept = contents(found.files)["memory.tmx"].count("<tu ")
    assert f"memory.tmx: {13 - kept} of 13 links have a major divergence and are left out." in caplog.text
    assert 0 < kept < 13


def test_of_alike_digests_one_link_gets_another_identifier(
    memory: Path, tmp_path: Path, in_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "digest", lambda *texts: f"{int(digest(*texts), 16) % 16:x}")
    files = contents(audit_files(memory, out=tmp_path / "out", formats=("jsonl",)).files)
    found = [record["id"] for record in lines(files["memory.links.jsonl"]) if record["level"] == "sentence"]
    assert len(set(found)) == len(found) == 13


def test_offsets_point_into_the_whole_texts(memory: Path, tmp_path: Path, in_parts: None) -> None:
    files = contents(audit_files(memory, out=tmp_path / "out", formats=("jsonl",)).files)
    for name in ("links", "divergences"):
        for record in lines(files[f"memory.{name}.jsonl"]):
            for language in ("zh", "en"):
                text = files[f"memory.{language}.txt"]
                spans = record[language]
                assert isinstance(spans, list)
                assert "".join(text[start:end] for start, end in spans).replace(" ", "") == str(
                    record[f"{language}_text"]
                ).replace(" ", "")


def test_no_more_than_a_part_is_read_ahead(memory: Path) -> None:
    from aligner.alignment.given import load_encoder
    from aligner.reading import read_pairs

    taken = 0

    def counted():  # noqa: ANN202  # a generator of pairs
        nonlocal taken
        for pair in read_pairs(memory):
            taken += 1
            yield pair

    stream = parts.audit_parts(counted(), encoder=load_encoder(), threshold=0.5, size=4)
    assert len(list(islice(stream, 2))) == 2
    assert taken == 8


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"formats": ("html", "jsonl")}, "html cannot be written of so large a memory; choose from jsonl, tmx"),
        ({"settings": WriteSettings(merge_duplicates=True)}, "duplicates cannot be merged"),
    ],
)
def test_what_needs_the_whole_is_an_error(
    options: dict[str, object], message: str, memory: Path, tmp_path: Path, in_parts: None
) -> None:
    with pytest.raises(InputError, match=message):
        audit_files(memory, out=tmp_path / "out", **options)  # type: ignore[arg-type]  # options of any kind
    assert not (tmp_path / "out").exists()


def test_a_fault_late_in_the_file_leaves_nothing_behind(memory: Path, tmp_path: Path, in_parts: None) -> None:
    memory.write_text(memory.read_text(encoding="utf-8").replace("</body>", "</boby>"), encoding="utf-8")
    with pytest.raises(Exception, match="broken"):
        audit_files(memory, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_an_error(memory: Path, tmp_path: Path, in_parts: None) -> None:
    with pytest.raises(OutputError):
        audit_files(memory, out=written(tmp_path, "file", ""))


def test_a_memory_of_one_language_is_an_error(tmp_path: Path, in_parts: None) -> None:
    path = written(tmp_path, "x.tmx", tmx([[("zh", "甲"), ("fr", "A")]]))
    with pytest.raises(LanguageError):
        audit_files(path, out=tmp_path / "out")


STALLED = """
import sys, time
from pathlib import Path
from aligner.parts import write_parts
from aligner.writing.settings import DEFAULTS

def parts():
    print("begun", flush=True)
    time.sleep(60)
    yield

write_parts(parts(), Path(sys.argv[1]), name="memory", formats=("jsonl",), settings=DEFAULTS)
"""


@pytest.mark.skipif(os.name == "nt", reason="nothing is taken away where folders cannot be locked")
def test_what_a_killed_run_leaves_is_taken_away_by_the_next(
    memory: Path, tmp_path: Path, in_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-c", STALLED, str(tmp_path / "out")]
    killed = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "TMPDIR": str(temporary)})
    assert killed.stdout
    assert killed.stdout.readline() == b"begun\n"
    killed.kill()
    killed.communicate()
    assert len(list(temporary.iterdir())) == 1
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    audit_files(memory, out=tmp_path / "out")
    assert list(temporary.iterdir()) == []
