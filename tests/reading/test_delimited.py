import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import ReadError
from aligner.reading import read
from aligner.reading.delimited import sheets
from aligner.reading.pairs import Counts
from aligner.reading.source import Source
from aligner.reading.stream import Stream
from tests.reading.given import EN, ZH, pairs, written


def rows(text: str, name: str = "x.tsv") -> list[list[str]]:
    (sheet,) = sheets(Stream.of(Source(name, text.encode())), Counts())
    return [list(row.cells) for row in sheet.rows]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('中国的“一带一路”\t"Belt and Road" of China', [["中国的“一带一路”", '"Belt and Road" of China']]),
        ('是的。\t"Yes."', [["是的。", '"Yes."']]),
        ('是的。\t"Yes, I do."\n不。\tNo, thanks.', [["是的。", '"Yes, I do."'], ["不。", "No, thanks."]]),
        ('五"\t5"', [['五"', '5"']]),
        ('“\t"\n”\t"', [["“", '"'], ["”", '"']]),
        ('去。\t"I go.\n也去。\tYou too."', [["去。", '"I go.'], ["也去。", 'You too."']]),
        ('丙\tC\n甲\t"a\nb"\t乙', [["丙", "C"], ["甲", '"a'], ['b"', "乙"]]),
    ],
    ids=[
        "begins with a quotation",
        "is a quotation",
        "a comma beside it",
        "inches",
        "marks alone",
        "goes on",
        "ends in the next row",
    ],
)
def test_a_tsv_is_taken_literally(text: str, cells: list[list[str]]) -> None:
    assert rows(text) == cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('你好\t"Hello, world"\n好\tgood', [["你好", "Hello, world"], ["好", "good"]]),
        ('你好\t"He said ""yes"" twice"', [["你好", 'He said "yes" twice']]),
        ('"你\n好"\tHello', [["你\n好", "Hello"]]),
    ],
    ids=["comma", "doubled", "line break"],
)
def test_a_tsv_that_a_spreadsheet_saved_loses_its_marks(text: str, cells: list[list[str]]) -> None:
    assert rows(text) == cells


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_with_any_delimiter(delimiter: str, tmp_path: Path) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["id", "zh", "en"], [1, ZH, EN], [2, '甲,"乙"|', 'A; "B"\tC']])
    assert pairs(written(tmp_path, "x.csv", out.getvalue())) == [(ZH, EN), ('甲,"乙"|', 'A; "B"\tC')]


def test_encodings_of_spreadsheets(tmp_path: Path) -> None:
    text = f"{ZH}\t{EN}\r\n{ZH}\t{EN}\r\n"
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        assert pairs(written(tmp_path, "x.tsv", text.encode(encoding))) == [(ZH, EN)] * 2
        reading = read(written(tmp_path, "x.tsv", text.encode(encoding)))
        assert reading.zh.text == f"{ZH}\n{ZH}"


def test_pairs_in_a_text_file(tmp_path: Path) -> None:
    assert pairs(written(tmp_path, "x.txt", f"{ZH}\t{EN}\n")) == [(ZH, EN)]


def test_a_quotation_mark_that_does_not_close_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", f'zh,en\n{ZH},{EN}\n甲,"A\n')
    with pytest.raises(ReadError, match=r"x\.csv:3: the quotation marks of this row do not fit"):
        pairs(path)


cell = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff") | st.just("\n"))


@given(st.lists(st.lists(cell, min_size=2, max_size=2), min_size=1))
def test_what_a_csv_writer_writes_is_read(table: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([["zh", "en"], *table])
    assert rows(out.getvalue(), "x.csv")[1:] == table
