import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.benchmark_growth import Run, app, f1, make_text, proportional_memory, table, word_pairs
from scripts.evaluation.ladders import read_ladder

PAIRS = [(chr(0x4E00 + k) * 2, "word" + "abcdefghij"[k]) for k in range(10)]


def test_the_ladder_holds_every_sentence_once(tmp_path: Path) -> None:
    zh, en, ladder = make_text(500, PAIRS, tmp_path)
    beads = read_ladder(ladder)
    sizes = [len(path.read_text(encoding="utf-8").splitlines()) for path in (zh, en)]
    assert sizes[0] == 500
    assert [i for bead in beads for i in bead.zh] == list(range(sizes[0]))
    assert [j for bead in beads for j in bead.en] == list(range(sizes[1]))
    assert {"1-1", "1-2", "2-1", "1-0", "0-1"} <= {bead.type for bead in beads}


def test_a_text_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    texts = []
    for folder, seed in (("one", 1), ("again", 1), ("other", 2)):
        (tmp_path / folder).mkdir()
        texts.append([path.read_bytes() for path in make_text(50, PAIRS, tmp_path / folder, seed)])
    assert texts[0] == texts[1] != texts[2]


def test_word_pairs_are_of_both_languages() -> None:
    pairs = word_pairs()
    assert len(pairs) > 1000
    assert all(not zh.isascii() and en.isascii() for zh, en in pairs)


def test_f1_counts_identical_beads(tmp_path: Path) -> None:
    gold, found = tmp_path / "gold", tmp_path / "found"
    gold.write_text("[0]:[0]\n[1]:[1]\n[2]:[]\n")
    found.write_text("[0]:[0]\n[1, 2]:[1]\n")
    assert f1(gold, found) == pytest.approx(2 / 5)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux says what pages are shared")
def test_memory_is_measured() -> None:
    # In a process of its own: this one may have room left over from other tests.
    program = "held = bytearray(b'x') * 50_000_000; print(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdin
        process.stdout.readline()
        assert 50_000_000 <= proportional_memory(process.pid) < 100_000_000
        process.stdin.close()


def test_growth_leaves_out_what_a_text_of_a_few_sentences_takes() -> None:
    runs = [Run(1.0, 1.0, 200.0, 1.0), Run(2.0, 3.0, 202.0, 0.9), Run(11.0, 21.0, 232.0, 0.9)]
    *_, last = zip(*(column.cells for column in table([10, 100, 1000], runs).columns), strict=True)
    assert last == ("growth exponent", "1.00", "1.00", "", "")


def test_a_small_text_is_aligned_and_judged(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--sizes", "60", "--texts", str(tmp_path)])
    assert result.exit_code == 0, result.output
    row = next(line for line in result.output.splitlines() if line.startswith("|") and " 60 |" in line)
    assert float(row.split("|")[-2]) > 0.9
