from pathlib import Path

import pytest

from aligner.reading import Reading, read
from aligner.reading.noise_phrases import is_certain, is_possible

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[1] / "golden/reading/noise.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
CERTAIN, POSSIBLE, BODY = (
    [line for kind, line, _ in ROWS if kind == wanted] for wanted in ("certain", "possible", "body")
)

ABOVE = "Reading rooms bring books and films to every household in the county, and many more shall open this year."
BELOW = "In recent years more than two hundred of them have opened, but most close at noon and few buy new books."
CHINESE = "农村书屋把图书和电影送到家家户户，今年还要开放更多，近年来已有二百多家开放，但不少中午就关门。"
BODY_LINES = (ABOVE, BELOW, CHINESE)


def read_lines(folder: Path, *lines: str) -> Reading:
    page = folder / "page.txt"
    page.write_text("\n".join(lines), encoding="utf-8")
    return read(page)


def left_out(reading: Reading) -> list[str]:
    return [entry.split(": ", 1)[1] for entry in reading.left_out]


def kept(reading: Reading) -> str:
    return reading.en.text + "\n" + reading.zh.text


@pytest.mark.parametrize("line", CERTAIN)
def test_certain_noise_is_left_out_wherever_it_stands(line: str, tmp_path: Path) -> None:
    assert left_out(read_lines(tmp_path, ABOVE, line, BELOW, CHINESE)) == [line]


@pytest.mark.parametrize("line", POSSIBLE)
def test_possible_noise_is_left_out_beside_certain_noise(line: str, tmp_path: Path) -> None:
    reading = read_lines(tmp_path, ABOVE, BELOW, "Leave a Reply", line, CHINESE)
    assert left_out(reading) == ["Leave a Reply", line]


@pytest.mark.parametrize("line", POSSIBLE)
def test_possible_noise_stays_among_prose(line: str, tmp_path: Path) -> None:
    reading = read_lines(tmp_path, "Leave a Reply", ABOVE, line, BELOW, CHINESE, "Leave a Reply")
    assert left_out(reading) == ["Leave a Reply"] * 2
    assert line in kept(reading)


@pytest.mark.parametrize("line", BODY)
def test_text_that_mentions_such_words_stays(line: str, tmp_path: Path) -> None:
    assert not is_certain(line)
    reading = read_lines(tmp_path, "Posted on March 3, 2016", ABOVE, line, BELOW, "Leave a Reply", CHINESE)
    assert left_out(reading) == ["Posted on March 3, 2016", "Leave a Reply"]
    assert line in kept(reading)


def test_no_line_is_both_certain_and_body() -> None:
    assert len(CERTAIN) >= 60
    assert len(BODY) >= 40
    assert all(is_possible(line) for line in POSSIBLE)


def test_noise_between_the_languages_goes_and_the_signature_before_it_stays(tmp_path: Path) -> None:
    reading = read_lines(
        tmp_path, "Reading Rooms", ABOVE, BELOW, "State Council", "1 July 2015", "Share this:", "Twitter", "Like this:",
        "Loading...", "农村书屋", CHINESE, "国务院", "2015年7月1日", "Leave a Reply", "Connecting to %s",
    )  # fmt: skip
    assert reading.en.text.split("\n") == ["Reading Rooms", ABOVE, BELOW, "State Council", "1 July 2015"]
    assert reading.zh.text.split("\n") == ["农村书屋", CHINESE, "国务院", "2015年7月1日"]


def test_a_menu_above_the_first_prose_goes_and_the_title_stays(tmp_path: Path) -> None:
    reading = read_lines(
        tmp_path,
        "Home",
        "About",
        "A Policy Notebook",
        "Search",
        "Reading Rooms",
        "Posted on March 3, 2016",
        ABOVE,
        CHINESE,
    )
    assert reading.en.text.split("\n") == ["A Policy Notebook", "Reading Rooms", ABOVE]


def test_what_stands_at_the_foot_among_noise_goes(tmp_path: Path) -> None:
    reading = read_lines(
        tmp_path, ABOVE, CHINESE, "国务院", "相关链接", "关于路灯的通知", "打印本页", "责任编辑：王小明",
        "某县人民政府", "版权所有：某县人民政府", "京ICP备00000000号",
    )  # fmt: skip
    assert reading.zh.text.split("\n") == [CHINESE, "国务院"]


def test_a_list_at_the_foot_stays_after_one_line_of_noise(tmp_path: Path) -> None:
    names = ["Lamps", "Wells", "Roads", "Bridges"]
    reading = read_lines(tmp_path, CHINESE, ABOVE, "Share this:", *names)
    assert reading.en.text.split("\n") == [ABOVE, *names]


def test_comments_go_with_their_heading_up_to_their_form(tmp_path: Path) -> None:
    comment = "Many thanks for this translation, which I have been looking for since the draft was published."
    reading = read_lines(
        tmp_path, ABOVE, BELOW, ABOVE, BELOW, "2 thoughts on “Reading Rooms”", "Jo says:", comment, "Leave a Reply",
        *[CHINESE] * 4,
    )  # fmt: skip
    assert reading.en.text.split("\n") == [ABOVE, BELOW, ABOVE, BELOW]


def test_comments_that_are_half_the_page_stay(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, CHINESE, "2 comments on reading rooms", *[ABOVE] * 5, "Leave a Reply")
    assert reading.en.text.split("\n") == [ABOVE] * 5


def test_a_page_without_noise_is_left_alone(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, "Home", "Search", *BODY_LINES, "Related", "打印")
    assert reading.left_out == ()


def test_noise_is_listed_with_its_place(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, ABOVE, "", "Leave a Reply", CHINESE)
    assert reading.left_out == (f"{tmp_path / 'page.txt'}:3: Leave a Reply",)
