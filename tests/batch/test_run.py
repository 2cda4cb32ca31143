"""Whole batches on local processes."""

import json
import os
import shutil
from pathlib import Path

import pytest

from aligner.api import align_files
from aligner.batch import BatchOutcome, BatchSettings, run
from aligner.batch.crews import LocalCrew
from aligner.batch.settings import Judge
from aligner.batch.work import ENDINGS, WORK, Job
from aligner.errors import InputError, OutputError
from aligner.glossary import Glossary, Term
from aligner.writing import FORMATS
from aligner.writing.hidden import locked
from aligner.writing.settings import TmxProfile, WriteSettings
from tests.batch.build import corpus, tree

JSONL = BatchSettings(formats=("jsonl",))


def batch(given: Path, out: Path, jobs: int = 1, settings: BatchSettings = JSONL) -> BatchOutcome:
    return run(given, out=out, crew=LocalCrew(jobs), settings=settings)


def counts(outcome: BatchOutcome) -> tuple[int, int, int]:
    return outcome.done, outcome.skipped, len(outcome.failed)


def manifest(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def test_each_document_is_what_align_makes_of_it(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 3), tmp_path / "out"
    assert counts(batch(given, out, settings=BatchSettings())) == (3, 0, 0)
    alone = align_files(given / "d02.zh.txt", given / "d02.en.txt", out=tmp_path / "alone", name="d02")
    for file in alone.files:
        assert (out / "d02" / file.name).read_bytes() == file.read_bytes()
    assert len(list((out / "d02").iterdir())) == len(alone.files)
    first = manifest(out)[0]
    assert list(first) == ["name", "status", "error", "links", "divergences", "input_sha256", "settings_sha256"]
    assert (first["name"], first["status"], first["error"], first["links"]) == ("d01", "done", None, 4)
    lines = (out / "d01/d01.divergences.jsonl").read_text(encoding="utf-8").splitlines()
    assert first["divergences"] == len(lines)


def test_the_output_is_the_same_for_every_number_of_jobs(tmp_path: Path) -> None:
    given = corpus(tmp_path / "in", 5)
    (given / "bad.txt").write_text("English alone, and a good deal of it, so that it is no page.", encoding="utf-8")
    for jobs in (1, 3):
        assert counts(batch(given, tmp_path / str(jobs), jobs)) == (5, 0, 1)
    assert tree(tmp_path / "1") == tree(tmp_path / "3")
    assert [line["name"] for line in manifest(tmp_path / "1")] == ["bad", "d01", "d02", "d03", "d04", "d05"]


def test_a_bad_document_stops_no_other(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 1), tmp_path / "out"
    (given / "empty.txt").touch()
    (given / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (given / "alone.zh.txt").write_text("这个文件里只有中文。", encoding="utf-8")
    (given / "gone.txt").symlink_to(tmp_path / "nowhere")
    outcome = batch(given, out)
    assert counts(outcome) == (1, 0, 4)
    errors = {record.name: record.error for record in outcome.failed}
    assert str(errors["alone.zh"]).startswith("alone.zh.txt: there is no English text in this file")
    assert "empty" in str(errors["empty"])
    assert "no such file" in str(errors["gone"])
    lines = {str(line["name"]): line for line in manifest(out)}
    assert lines["gone"]["input_sha256"] is None
    assert lines["alone.zh"]["input_sha256"]
    assert lines["alone.zh"]["links"] is None
    assert not (out / "alone.zh").exists()


def test_what_is_done_and_unchanged_is_left_alone(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 3), tmp_path / "out"
    batch(given, out)
    before, stamp = tree(out), (out / "d01").stat().st_mtime_ns
    os.utime(given / "d01.zh.txt")
    assert counts(batch(given, out)) == (0, 3, 0)
    assert tree(out) == before
    assert (out / "d01").stat().st_mtime_ns == stamp
    (given / "d02.en.txt").write_text("Another text.\n\nBy 2020, nine stations.\n", encoding="utf-8")
    assert counts(batch(given, out)) == (1, 2, 0)
    assert tree(out)["d01/d01.links.jsonl"] == before["d01/d01.links.jsonl"]
    batch(given, tmp_path / "fresh")
    assert tree(out) == tree(tmp_path / "fresh")
    shutil.rmtree(out / "d03")
    assert counts(batch(given, out)) == (1, 2, 0)
    assert tree(out) == tree(tmp_path / "fresh")
    assert counts(batch(given, out, settings=BatchSettings(formats=("tmx",)))) == (3, 0, 0)


@pytest.mark.parametrize("lost", ["run.jsonl", "manifest.jsonl", "figures.jsonl"])
def test_one_of_the_records_may_be_lost(tmp_path: Path, lost: str) -> None:
    given, out = corpus(tmp_path / "in", 2), tmp_path / "out"
    batch(given, out)
    before = tree(out)
    (out / lost).unlink()
    assert counts(batch(given, out)) == (0, 2, 0)
    assert tree(out) == before


def test_an_interrupted_run_is_taken_up(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 8), tmp_path / "out"
    told = []

    def interrupt(result: object, total: int) -> None:
        told.append(result)
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(given, out=out, crew=LocalCrew(2), settings=JSONL, on_result=interrupt)
    assert [line["status"] for line in manifest(out)] == ["done"] * 3
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
    assert counts(batch(given, out)) == (5, 3, 0)
    batch(given, tmp_path / "whole")
    assert tree(out) == tree(tmp_path / "whole")


def test_a_journal_that_was_cut_off_is_taken_up(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 4), tmp_path / "out"
    batch(given, out)
    before = tree(out)
    lines = (out / "run.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    ends = [number for number, line in enumerate(lines) if '"outcome"' in line]
    (out / "run.jsonl").write_text("".join(lines[: ends[1] + 1]) + lines[ends[2]][:50], encoding="utf-8")
    for file in ("manifest.jsonl", "figures.jsonl"):
        (out / file).unlink()
    assert counts(batch(given, out)) == (2, 2, 0)
    assert tree(out) == before


def test_a_document_that_was_begun_is_done_again_even_if_its_text_is_the_old_one(tmp_path: Path) -> None:
    """Its folder may hold what was made of the text in between."""
    given, out = corpus(tmp_path / "in", 2), tmp_path / "out"
    batch(given, out)
    with (out / "run.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"began": "d02"}\n')
    assert counts(batch(given, out)) == (1, 1, 0)


def test_files_of_others_are_kept_and_those_of_an_older_run_are_not(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 1), tmp_path / "out"
    batch(given, out, settings=BatchSettings(formats=("jsonl", "html")))
    (out / "d01/d01.review.json").write_text("decisions", encoding="utf-8")
    (out / "d01/notes").mkdir()
    (out / "d01/notes/a.txt").write_text("mine", encoding="utf-8")
    batch(given, out)
    names = {path.name for path in (out / "d01").iterdir()}
    assert names == {f"d01{end}" for end in (".zh.txt", ".en.txt", ".links.jsonl", ".divergences.jsonl")} | {
        "d01.review.json",
        "notes",
    }
    assert (out / "d01/notes/a.txt").read_text(encoding="utf-8") == "mine"


def test_the_endings_of_all_formats_are_known(tmp_path: Path) -> None:
    profiles: tuple[TmxProfile, ...] = ("plain", "trados")
    for profile in profiles:
        settings = BatchSettings(formats=tuple(FORMATS), write=WriteSettings(null_file=True, tmx_profile=profile))
        batch(corpus(tmp_path / "in", 1), tmp_path / profile, settings=settings)
        assert {path.name.removeprefix("d01") for path in (tmp_path / profile / "d01").iterdir()} <= ENDINGS


def test_documents_that_left_the_corpus_are_named(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 2), tmp_path / "out"
    batch(given, out)
    for language in ("zh", "en"):
        (given / f"d02.{language}.txt").unlink()
    outcome = batch(given, out)
    assert [line["name"] for line in manifest(out)] == ["d01"]
    assert outcome.warnings == (f"{out}: no document of the corpus is behind d02; delete what you do not need",)


def test_a_date_reaches_the_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, out = corpus(tmp_path / "in", 1), tmp_path / "out"
    settings = BatchSettings(formats=("tmx",))
    batch(given, out, settings=settings)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert counts(batch(given, out, settings=settings)) == (1, 0, 0)
    assert "20231114" in (out / "d01/d01.tmx").read_text(encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(InputError, match="SOURCE_DATE_EPOCH"):
        batch(given, out)


def test_two_batches_do_not_write_into_one_folder(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 1), tmp_path / "out"
    out.mkdir()
    with locked(out), pytest.raises(OutputError, match="another batch"):
        batch(given, out)
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write"):
        batch(given, tmp_path / "file")


def test_a_file_in_a_folders_place_fails_its_document_alone(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 2), tmp_path / "out"
    out.mkdir()
    (out / "d01").write_text("mine", encoding="utf-8")
    outcome = batch(given, out)
    assert counts(outcome) == (1, 0, 1)
    assert (out / "d01").read_text(encoding="utf-8") == "mine"
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def stuck(folder: Path, *names: str) -> None:
    """Documents that are never read to their end."""
    for name in names:
        os.mkfifo(folder / f"{name}.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_over_its_time_is_given_up_and_no_other(tmp_path: Path, jobs: int) -> None:
    given, out = corpus(tmp_path / "in", 4), tmp_path / "out"
    stuck(given, "d00", "d02x")
    outcome = run(given, out=out, crew=LocalCrew(jobs), settings=JSONL, time_limit=2)
    assert counts(outcome) == (4, 0, 2)
    assert {record.name for record in outcome.failed} == {"d00", "d02x"}
    assert {record.error for record in outcome.failed} == {"it took more than 2 seconds (--time-limit)"}
    journal = [json.loads(line) for line in (out / "run.jsonl").read_text(encoding="utf-8").splitlines()]
    ends = {line["name"]: line for line in journal if "outcome" in line}
    late = [name for name in sorted(ends) if ends[name]["outcome"] == "timeout"]
    assert late == ["d00", "d02x"]
    assert ends["d00"]["seconds"] == 2
    assert "read_bytes" in ends["d00"]["details"]
    assert journal[-1]["timeout"] == 2
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
    for name in ("d00", "d02x"):
        (given / f"{name}.txt").unlink()
    assert counts(batch(given, out)) == (0, 4, 0)
    batch(given, tmp_path / "fresh")
    assert tree(out) == tree(tmp_path / "fresh")


def test_what_a_killed_run_left_is_no_timeout_of_this_one(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 1), tmp_path / "out"
    (out / WORK).mkdir(parents=True)
    job = Job("d01", (), given, out, JSONL, "", "", None)
    job.mark.write_text("where it was", encoding="utf-8")
    assert counts(run(given, out=out, crew=LocalCrew(1), settings=JSONL, time_limit=60)) == (1, 0, 0)


def test_a_glossary_reaches_the_workers_and_a_changed_one_makes_documents_new(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 2), tmp_path / "out"

    def with_term(rendering: str) -> BatchSettings:
        return BatchSettings(formats=("jsonl",), glossary=Glossary.of([Term("服务站", (rendering,), binding=True)]))

    assert counts(batch(given, out, settings=with_term("service post"))) == (2, 0, 0)
    found = (out / "d01/d01.divergences.jsonl").read_text(encoding="utf-8")
    assert "服务站" in found
    assert "terminology" in found
    assert counts(batch(given, out, settings=with_term("service post"))) == (0, 2, 0)
    assert counts(batch(given, out, settings=with_term("service station"))) == (2, 0, 0)
    assert "terminology" not in (out / "d01/d01.divergences.jsonl").read_text(encoding="utf-8")
    assert counts(batch(given, out)) == (2, 0, 0)


def test_a_judge_is_part_of_the_settings() -> None:
    judges = (None, Judge("http://127.0.0.1:1", "a", 5), Judge("http://127.0.0.1:1", "b", 5), Judge("", "a", 6))
    assert len({BatchSettings(judge=judge).sha256() for judge in judges}) == 4
