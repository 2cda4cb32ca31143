import pytest

from aligner.cli import progress
from aligner.cli.progress import Progress


def test_a_short_run_shows_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Progress(("reading", "writing"))
    bar("writing")
    bar.close()
    assert capsys.readouterr() == ("", "")


def test_a_long_run_shows_the_stage_it_is_in(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setenv("FORCE_COLOR", "1")  # a terminal, as far as the bar is concerned
    bar = Progress(("reading", "writing"))
    bar("writing")
    bar._timer.join()
    bar.close()
    assert "writing" in capsys.readouterr().err
    bar.close()  # once more does no harm
