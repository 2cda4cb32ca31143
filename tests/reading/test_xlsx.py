import io
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from xlsxwriter import Workbook as Writer

from aligner.errors import ReadError
from aligner.reading import read
from aligner.writing import write
from tests.reading.given import EN, ZH, pairs, warnings, written
from tests.reading.test_archive import zipped
from tests.writing import build


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


def test_of_a_review_what_the_reviewer_left_is_read(tmp_path: Path) -> None:
    zh = build.document("zh", *([[text]] for text in ("甲。", "_x0041_。", "丙。", "丁。", "戊。")))
    en = build.document("en", *([[text]] for text in ("A.", "B.", "C.", "D.", "E.")))
    *_, file = write(build.audit(build.parallel(zh, en)), tmp_path, name="x", formats=["xlsx"])
    assert pairs(file) == [("甲。", "A."), ("_x0041_。", "B."), ("丙。", "C."), ("丁。", "D."), ("戊。", "E.")]
    assert warnings(file) == []
    book = load_workbook(file)
    sheet = book["Review"]
    sheet["F2"], sheet["E3"] = "An edited A.", "乙。"  # openpyxl does not escape what it writes
    sheet["H4"], sheet["I4"] = "Reject", "no pair"
    sheet["E5"], sheet["E6"] = "丁。戊。", None
    sheet.append([None, None, None, None, "新\n句。", "A new one."])
    book.create_sheet("Notes").append(["中文", "English"])
    book.save(tmp_path / "reviewed.xlsx")
    reviewed = tmp_path / "reviewed.xlsx"
    assert pairs(reviewed) == [
        ("甲。", "An edited A."),
        ("乙。", "B."),
        ("丁。戊。", "D."),
        ("", "E."),
        ("新句。", "A new one."),
    ]
    assert warnings(reviewed) == ["rows that the reviewer rejected were left out: 1"]
    assert pairs(reviewed, ("English", "Chinese"))[0] == ("An edited A.", "甲。")
    assert pairs(reviewed, ("E", "F")) == pairs(reviewed)


def test_another_workbook_with_a_sheet_of_that_name_is_a_table(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Review"
    book.active.append(["Chinese", "English", "Decision"])
    book.active.append([ZH, EN, "reject"])
    book.save(tmp_path / "x.xlsx")
    assert pairs(tmp_path / "x.xlsx") == [(ZH, EN)]
