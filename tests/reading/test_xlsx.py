import io
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from xlsxwriter import Workbook as Writer

from aligner.errors import ReadError
from aligner.reading import read
from tests.reading.given import EN, ZH, pairs, written
from tests.reading.test_archive import zipped


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_columns_are_found_in_every_sheet(tmp_path: Path) -> None:
    data = workbook([["id", "zh", "en"], [1, ZH, EN], [2, None, "B"]], [["only", "notes"]], [[EN, ZH]])
    path = written(tmp_path, "x.xlsx", data)
    assert pairs(path) == [(ZH, EN), ("", "B"), (ZH, EN)]
    reading = read(path)
    assert reading.zh.text.split("\n") == [ZH, ZH]


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "x.xlsx", workbook([["初稿", "定稿", "final"], ["甲", "乙", "A"]]))
    assert pairs(path, ("定稿", "final")) == [("乙", "A")]
    assert pairs(path, ("A", "C"))[-1] == ("甲", "A")


def test_values_are_read_as_they_show(tmp_path: Path) -> None:
    values = [3.0, 0.5, date(2015, 7, 1), datetime(2015, 7, 1, 12, 30), True, "001"]
    path = written(tmp_path, "x.xlsx", workbook([[ZH, EN], *([f"第{n}项", value] for n, value in enumerate(values))]))
    assert [en for _, en in pairs(path)] == [EN, "3", "0.5", "2015-07-01", "2015-07-01 12:30:00", "True", "001"]


def test_what_xlsxwriter_writes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with Writer(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [ZH, EN])
        sheet.write_string(1, 0, "=甲+\U00020bb7\u2028乙")
        sheet.write_rich_string(1, 1, "a ", book.add_format({"bold": True}), "bold", " word\nnext line")
        sheet.write_formula(2, 0, '="甲"', value="算出的甲")
        sheet.write_string(2, 1, "a\x01b")
        sheet.write_string(3, 0, "甲" * 32_767)
        sheet.write_string(3, 1, "B")
    assert pairs(path) == [
        (ZH, EN),
        ("=甲+\U00020bb7\u2028乙", "a bold word next line"),
        ("算出的甲", "a\ufffdb"),
        ("甲" * 32_767, "B"),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook>"}), "this workbook cannot be read"),
        (workbook([[ZH, EN]])[:-100], "this archive is broken or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "or one with a password, .*; save it as .docx or .xlsx"),
        (zipped({"[Content_Types].xml": "<Types/>", "xl/sheet.xml": bytes(50 << 20)}), "unpacks to far more"),
    ],
    ids=["nonsense", "cut off", "password", "bomb"],
)
def test_bad_workbooks(data: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=message):
        read(written(tmp_path, "x.xlsx", data))
