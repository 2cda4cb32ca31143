import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from aligner.writing import FORMATS
from tests.cli.conftest import Command


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_page_becomes_every_file_and_a_summary(run: Command, sample: Path, tmp_path: Path) -> None:
    code, out, err = run("align", sample, "--out", tmp_path / "out")
    assert (code, out) == (0, "")
    assert names(tmp_path / "out") == sorted(
        f"page.{end}" for end in ("zh.txt", "en.txt", "links.jsonl", "divergences.jsonl", "tmx", "tei.xml", "html")
    )
    labels = [line.split("  ")[0] for line in err.splitlines()]
    assert labels == ["sentences", "sentence links", "clause links", "divergences", "written to", "files"]
    assert str(tmp_path / "out") in err


def test_two_files_in_either_order_give_the_same_bytes(run: Command, sample: Path, tmp_path: Path) -> None:
    assert run("align", sample, "--out", tmp_path, "--name", "page", "--format", "jsonl").code == 0
    zh, en = tmp_path / "page.zh.txt", tmp_path / "page.en.txt"
    assert run("align", zh, en, "--out", tmp_path / "one", "--name", "x", "--format", "jsonl").code == 0
    assert run("align", en, zh, "--out", tmp_path / "two", "--name", "x", "--format", "jsonl").code == 0
    for name in names(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("given", [["--format", "tmx,jsonl"], ["--format", "tmx", "--format", " jsonl"]])
def test_format_limits_what_is_written(run: Command, sample: Path, tmp_path: Path, given: list[str]) -> None:
    assert run("align", sample, "-o", tmp_path / "out", "--name", "n", *given).code == 0
    assert names(tmp_path / "out") == ["n.divergences.jsonl", "n.en.txt", "n.links.jsonl", "n.tmx", "n.zh.txt"]


def test_choices_about_what_is_written_reach_the_files(run: Command, sample: Path, tmp_path: Path) -> None:
    choices = ["--tmx-profile", "trados", "--units", "clause", "--null-file", "--clean", "--merge-duplicates"]
    done = run("align", sample, "-o", tmp_path, "--format", "tmx,tei", "--tei-corpus", *choices)
    assert done.code == 0
    memory = (tmp_path / "page.tmx").read_text(encoding="utf-8")
    assert 'segtype="phrase"' in memory
    assert "x-Score:Integer" in memory
    assert "have a major divergence and are left out" in done.err
    assert (tmp_path / "page.null.tmx").exists()
    assert "<teiCorpus" in (tmp_path / "page.tei.xml").read_text(encoding="utf-8")


def test_min_score_0_writes_every_candidate_and_1_almost_none(run: Command, sample: Path, tmp_path: Path) -> None:
    scores = {}
    for least in ("0", "0.5", "1"):
        assert run("align", sample, "-o", tmp_path / least, "--format", "jsonl", "--min-score", least).code == 0
        lines = (tmp_path / least / "page.divergences.jsonl").read_text(encoding="utf-8").splitlines()
        scores[least] = [json.loads(line)["score"] for line in lines]
    assert min(scores["0.5"]) >= 0.5
    assert len(scores["0"]) >= len(scores["0.5"]) >= len(scores["1"])


def test_quiet_says_nothing_and_verbose_lists_what_was_left_out(run: Command, sample: Path, tmp_path: Path) -> None:
    assert run("align", sample, "--out", tmp_path / "q", "-q") == (0, "", "")
    err = run("align", sample, "--out", tmp_path / "v", "-v").err
    assert "Posted on June 3, 2024" in err
    assert "Posted on" not in run("align", sample, "--out", tmp_path / "d").err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--format", "tmx,pdf"],
        ["--min-score", "1.5"],
        ["--min-score", "much"],
        ["--original", "fr"],
        ["--tmx-profile", "wordfast"],
        ["--units", "word"],
        ["--out"],
    ],
)
def test_a_wrong_value_is_wrong_usage(run: Command, sample: Path, tmp_path: Path, wrong: list[str]) -> None:
    code, _, err = run("align", sample, "--out", tmp_path / "out", *wrong)
    assert code == 2
    assert wrong[0] in err
    assert not (tmp_path / "out").exists()


def test_help_names_every_format(run: Command) -> None:
    listed = run("align", "--help").out.split("commas between:")[1].split(".")[0]
    assert sorted(name.strip() for name in listed.split(",")) == sorted(FORMATS)


@pytest.mark.parametrize(
    ("content", "option", "said"),
    [
        (b"", [], "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, [], "image"),
        ("只有中文，没有译文。\n第二段也是中文。\n".encode(), [], ""),
        (b"This page has no Chinese text at all.\n\nNot even in its second paragraph.\n", [], ""),
        ("今天天气很好。\nThe weather is fine today.\n".encode(), ["--encoding", "klingon"], "klingon"),
        ("今天天气很好。\nThe weather is fine today.\n".encode(), ["--model", "no/such-model"], "no/such-model"),
        ("今天天气很好。\nThe weather is fine today.\n".encode(), ["--name", "a/b"], "a/b"),
    ],
    ids=["empty", "picture", "Chinese alone", "English alone", "no such encoding", "no such model", "wrong name"],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Command, tmp_path: Path, content: bytes, option: list[str], said: str
) -> None:
    page = tmp_path / "given.txt"
    page.write_bytes(content)
    code, out, err = run("align", page, "--out", tmp_path / "out", *option)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("aligner: ")
    assert said in err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_leaves_nothing(run: Command, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands here", encoding="utf-8")
    code, _, err = run("align", sample, "--out", tmp_path / "out")
    assert (code, err.count("\n")) == (1, 1)
    assert names(tmp_path) == ["out"]


def test_an_address_is_fetched(run: Command, sample: Path, tmp_path: Path) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=str(sample.parent))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]  # quiet
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/page.txt"
        left = run("align", address, "--out", tmp_path / "web", "--format", "jsonl", "-v")
        server.shutdown()
    assert left.code == 0
    assert f"fetching {address} …" in left.err
    assert run("align", sample, "--out", tmp_path / "disk", "--format", "jsonl").code == 0
    for name in names(tmp_path / "disk"):
        assert (tmp_path / "web" / name).read_bytes() == (tmp_path / "disk" / name).read_bytes()


def test_an_address_that_cannot_be_fetched_is_said_in_one_line(run: Command, tmp_path: Path) -> None:
    for address in ("ftp://example.org/page.txt", "http://127.0.0.1:9/page.txt"):
        code, out, err = run("align", address, "--out", tmp_path / "out")
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert address in err
        assert not (tmp_path / "out").exists()
