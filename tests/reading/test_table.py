from collections.abc import Sequence

import pytest

from aligner.errors import InputError, ReadError
from aligner.reading.page import Cell, Page, Piece
from aligner.reading.pairs import Counts
from aligner.reading.table import SKIPPED_SHEETS, Columns, Row, Sheet, page_in, pairs_in, sheets_of
from tests.reading.given import EN, ZH

Rows = Sequence[Sequence[str]]


def sheet(rows: Rows, name: str = "") -> Sheet:
    return Sheet(name, iter([Row(tuple(cells), number) for number, cells in enumerate(rows, 1)]))


def found(rows: Rows, columns: Columns | None = None) -> list[tuple[str, str]]:
    return [(pair.zh, pair.en) for pair in pairs_in([sheet(rows)], columns, "x.csv", Counts())]


@pytest.mark.parametrize(
    "rows",
    [
        [[ZH, EN]],
        [[EN, ZH]],
        [["zh", "en"], [ZH, EN]],
        [["English (US)", "中文"], [EN, ZH]],
        [["原文", "译文"], [ZH, EN]],
        [["Source", "Target"], [EN, ZH]],
        [["ID", "en-US", "note", "zh-CN"], ["1", EN, "ok", ZH]],
        [["Glossary of 2015"], [], ["No.", "Chinese", "English"], ["1", ZH, EN]],
        [["1", ZH, "", EN, "2015-07-01"]],
        [["1", "太阳能", ZH, EN]],
        [["approved", ZH, EN]],
    ],
    ids=repr,
)
def test_the_columns_are_found(rows: Rows) -> None:
    assert found(rows) == [(ZH, EN)]


def test_a_name_in_the_other_language_does_not_move_a_column() -> None:
    rows = [[ZH, EN]] * 9 + [["WTO", "World Trade Organization"], ["2015", "2015"], ["OK", "好"]]
    assert found(rows)[-3:] == [("WTO", "World Trade Organization"), ("2015", "2015"), ("OK", "好")]


def test_of_two_columns_one_may_tell_the_other() -> None:
    assert found([["世界贸易组织", "2001"], ["世界卫生组织", "1948"]]) == [
        ("世界贸易组织", "2001"),
        ("世界卫生组织", "1948"),
    ]


@pytest.mark.parametrize("columns", [("b", "D"), ("2", "4"), ("初稿", "final"), (" B ", "4")])
def test_columns_can_be_named(columns: Columns) -> None:
    rows = [["id", "初稿", "定稿", "Final"], ["1", "甲", "乙", "A"]]
    assert found(rows, columns)[-1] == ("甲", "A")
    assert len(found(rows, ("初稿", "Final"))) == 1


@pytest.mark.parametrize("columns", [("zh", "en"), ("A", "Z"), ("0", "1"), ("A", "")])
def test_columns_that_are_not_there_are_an_error(columns: Columns) -> None:
    with pytest.raises(InputError, match=r"x\.csv: there are no columns"):
        found([["甲", "A"]], columns)


@pytest.mark.parametrize("rows", [[], [["", ""]], [[ZH]], [["1", "2"]], [[ZH, "1", "2"]], [["only", "notes"]]])
def test_a_table_without_two_languages_is_an_error(rows: Rows) -> None:
    with pytest.raises(ReadError, match=r"x\.csv: no column of this file is Chinese with another that is English"):
        found(rows)


def test_every_sheet_with_both_columns_is_read_and_others_are_counted() -> None:
    counts = Counts()
    sheets = [sheet([[ZH, EN]]), sheet([["1", "2"]]), sheet([]), sheet([["en", "zh"], ["A", "甲"]])]
    assert [pair[:2] for pair in pairs_in(sheets, None, "x", counts)] == [(ZH, EN), ("甲", "A")]
    assert counts == {SKIPPED_SHEETS: 1}


def test_half_empty_rows_and_short_ones_are_kept() -> None:
    assert found([["1", ZH, EN], ["2", "甲"], ["3", "", "B"], []]) == [(ZH, EN), ("甲", ""), ("", "B"), ("", "")]


def test_as_a_page_only_the_two_columns_count() -> None:
    page = page_in([sheet([["id", "zh", "en"], ["x1", "甲", "A\nB"], ["x2", "", "C"]])], "x")
    assert [(piece.text, piece.language, piece.cell) for piece in page.pieces] == [
        ("甲", "zh", Cell(0, 2, 1)),
        ("A B", "en", Cell(0, 2, 2)),
        ("C", "en", Cell(0, 3, 2)),
    ]


def test_as_a_page_a_table_in_one_language_gives_every_cell() -> None:
    page = page_in([sheet([["甲", "2015"], ["", "乙"]])], "x")
    assert [(piece.text, piece.language) for piece in page.pieces] == [("甲", None), ("2015", None), ("乙", None)]


def test_the_tables_of_a_page_are_tables() -> None:
    pieces = [
        Piece("before"),
        *(Piece(text, "cell", cell=Cell(0, 0, column)) for column, text in ((0, "甲"), (0, "乙"), (2, "A"))),
        *(Piece(text, "cell", cell=Cell(1, 5, column)) for column, text in ((0, "丙"), (1, "B"))),
    ]
    tables = [list(sheet.rows) for sheet in sheets_of(Page("x", tuple(pieces)))]
    assert tables == [[Row(("甲\n乙", "", "A"), 1)], [Row(("丙", "B"), 6)]]
