from pathlib import Path

import pytest

from scripts import benchmark_search


def test_a_store_is_made_and_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark_search, "VECTORS", 100)
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("能源技术很好。\tEnergy technology is good.\n天气好。\tFine weather.\n", encoding="utf-8")
    benchmark_search.benchmark_cli(pairs, make=False, store=None, runs=1)
    out = capsys.readouterr().out
    assert "made in" in out
    rows = {
        cells[1].strip(): cells[2].strip() for cells in (line.split("|") for line in out.splitlines()) if len(cells) > 3
    }
    assert (rows["能源"], rows["energy"], rows["可持续发展"]) == ("1", "1", "0")
    assert "100 vectors of one side" in out
    assert "100 vectors of both sides" in out
    assert {"的", "、", "the", "of"} <= rows.keys()
    assert "full text, the slowest: " in out


def test_a_question_is_timed() -> None:
    asked = []
    clock, processor = benchmark_search.timed(lambda: asked.append(1), 3)
    assert len(asked) == 4
    assert min(clock, processor) >= 0
