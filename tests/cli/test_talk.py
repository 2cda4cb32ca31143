import logging

import pytest

from aligner.cli.talk import talk


@pytest.mark.parametrize(
    ("verbose", "said"),
    [
        (None, ["aligner: warning: two lines"]),
        (True, ["aligner: noted", "aligner: warning: two lines"]),
        (False, []),
    ],
)
def test_the_log_goes_to_stderr_at_the_level_asked_for(
    capsys: pytest.CaptureFixture[str], verbose: bool | None, said: list[str]
) -> None:
    logger = logging.getLogger("aligner.somewhere")
    with talk(verbose):
        logger.info("noted")
        logger.warning("two\nlines")
    logger.warning("after the command")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == said


def test_stages_are_logged_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    with talk(True) as to_user:
        to_user.progress(("reading", "writing"))("reading")
    assert capsys.readouterr().err == "aligner: reading …\n"
