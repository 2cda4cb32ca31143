"""A second opinion from the command line, by a server on this machine."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

import aligner.api
from tests.batch.build import corpus
from tests.cli.conftest import Command
from tests.judging.server import DENIES, Reply, judge
from tests.reading.given import written

ROWS = "到2025年，建成500个风电场。\tBy 2025, 600 wind farms will be built.\n保护森林和草原。\tProtect forests.\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("ALIGNER_JUDGE_KEY", raising=False)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    return written(tmp_path, "pairs.tsv", ROWS)


def divergences(folder: Path) -> list[dict[str, Any]]:
    (file,) = folder.glob("*.divergences.jsonl")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def options(folder: Path, url: str, *more: str) -> list[str | Path]:
    return ["--out", folder, "--format", "jsonl", "--min-score", "0", "--judge", url, "--judge-model", "little", *more]


def test_divergences_are_judged_and_a_second_run_asks_nothing(run: Command, pairs: Path, tmp_path: Path) -> None:
    with judge(Reply(DENIES)) as server:
        assert run("audit", pairs, *options(tmp_path / "one", server.url)).code == 0
        asked = len(server.requests)
        assert run("audit", pairs, *options(tmp_path / "two", server.url)).code == 0
        assert len(server.requests) == asked > 0
    found = divergences(tmp_path / "one")
    judged = [d for d in found if "judge" in d["evidence"]]
    assert len(judged) == asked
    assert all(d["score"] < d["evidence"]["judge"]["score_before"] for d in judged)
    assert all("finds it faithful: said in other words" in d["message"] for d in judged)
    files = [sorted((tmp_path / name).iterdir()) for name in ("one", "two")]
    assert [file.read_bytes() for file in files[0]] == [file.read_bytes() for file in files[1]]


def test_align_asks_too_and_sends_the_key_of_the_environment(
    run: Command, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIGNER_JUDGE_KEY", "secret")
    with judge(Reply(DENIES)) as server:
        code, _, err = run("align", sample, *options(tmp_path / "out", server.url, "--judge-budget", "2"))
        assert code == 0
        assert [headers["Authorization"] for _, headers, _ in server.requests] == ["Bearer secret"] * 2
    assert "candidates have no second opinion and keep their scores: the judge's budget is spent" in err
    assert "secret" not in err
    assert sum("judge" in d["evidence"] for d in divergences(tmp_path / "out")) == 2


def test_a_large_memory_is_judged_part_by_part(
    run: Command, pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aligner.memories, "LARGEST_WHOLE", 1)
    with judge(Reply(DENIES)) as server:
        assert run("audit", pairs, *options(tmp_path / "out", server.url)).code == 0
        assert server.requests
    assert any("judge" in d["evidence"] for d in divergences(tmp_path / "out"))


def test_a_judge_that_is_not_there_is_an_error_and_nothing_is_written(
    run: Command, pairs: Path, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code, out, err = run("audit", pairs, *options(tmp_path / "out", f"http://127.0.0.1:{port}/v1"))
    assert (code, out) == (1, "")
    assert "no judge answers there" in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_batch_whose_judge_is_not_there_does_not_begin(run: Command, pairs: Path, tmp_path: Path) -> None:
    with judge() as gone:
        address = gone.url
    code, out, err = run("batch", pairs.parent, *options(tmp_path / "out", address))
    assert (code, out) == (1, "")
    assert "no judge answers there" in err
    assert not (tmp_path / "out").exists()


def test_without_a_model_nothing_is_sent(run: Command, pairs: Path, tmp_path: Path) -> None:
    with judge() as server:
        assert run("audit", pairs, "--out", tmp_path / "out", "--judge", server.url).code == 2
        assert run("audit", pairs, "--out", tmp_path / "out", "-q").code == 0
        assert server.requests == []


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org"])
def test_what_is_no_address_is_an_error(url: str, run: Command, pairs: Path, tmp_path: Path) -> None:
    code, _, err = run("audit", pairs, *options(tmp_path / "out", url))
    assert code == 1
    assert "begins with http:// or https://; correct --judge" in err


def test_the_documents_of_a_batch_are_judged_each_within_its_budget(run: Command, tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    for name in ("one", "two"):
        for side, language in enumerate(("zh", "en")):
            text = "\n\n".join(
                row.split("\t")[side] for row in ROWS.replace("500", f"5{len(name)}{name[0]}").splitlines()
            )
            written(given, f"{name}.{language}.txt", text)
    with judge(Reply(DENIES)) as server:
        command = ("batch", given, *options(out, server.url, "--judge-budget", "1", "--jobs", "1"))
        assert run(*command).code == 0
        assert len(server.requests) == 2
        assert "2 unchanged" in run(*command).err
        assert "2 done" in run(*command, "--judge-budget", "2").err
    assert all(any("judge" in d["evidence"] for d in divergences(out / name)) for name in ("one", "two"))


def test_a_batch_with_a_wrong_judge_is_not_begun(run: Command, tmp_path: Path) -> None:
    given = corpus(tmp_path / "in", 1)
    code, _, err = run("batch", given, "--out", tmp_path / "out", "--judge", "ftp://x", "--judge-model", "m")
    assert (code, err.count("\n")) == (1, 1)
    assert not (tmp_path / "out").exists()
