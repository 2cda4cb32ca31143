from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given, settings

from aligner.bitext import Bead, joined
from aligner.divergence import Audit, Table
from aligner.document import Span
from aligner.errors import OutputError, ReadError
from aligner.reading.review import Edit, edits
from aligner.writing import write
from aligner.writing.marks import runs
from aligner.writing.markup import legal
from aligner.writing.origin import Origin
from aligner.writing.places import text_order
from aligner.writing.settings import DEFAULTS
from tests.writing import build
from tests.writing.hostile import pairs

pytest.importorskip("xlsxwriter", reason="the workbook needs XlsxWriter")
openpyxl = pytest.importorskip("openpyxl", reason="another reader of workbooks is needed")

from aligner.writing.xlsx import COLUMNS, MOST_CHARACTERS, files  # noqa: E402  # after the skip

PLAIN = build.parallel(build.document("zh", [["甲。"]]), build.document("en", [["A."]]))


def written(audit: Audit, folder: Path) -> Path:
    *_, file = write(audit, folder, name="roads", formats=["xlsx"])
    return file


def test_a_row_is_a_link_and_is_read_back_unchanged(sample: Audit, tmp_path: Path) -> None:
    alignment = sample.alignment
    links = [alignment.sentences[i] for i in text_order(alignment.sentences)]
    assert edits(written(sample, tmp_path)) == [
        Edit(link.id, *alignment.texts(link), "", "", changed=False) for link in links
    ]


@given(pairs)
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_back_as_it_was(pairs: list[tuple[str, str]]) -> None:
    zh = build.document("zh", *([[a]] for a, _ in pairs))
    en = build.document("en", *([[b]] for _, b in pairs))
    aligned = build.parallel(zh, en)
    template = build.mark(PLAIN, "omission", "甲")
    marks = [
        replace(template, id=link.id, link=link.id, zh=link.zh, en=(Span(link.en[0].start, link.en[0].start + 1),))
        for link in aligned.sentences
    ]
    content = b"".join(files(build.audit(aligned, *marks), Origin("x", "1"), DEFAULTS)[".xlsx"])
    with TemporaryDirectory() as folder:
        (Path(folder) / "x.xlsx").write_bytes(content)
        read = edits(Path(folder) / "x.xlsx")
    assert [(row.zh, row.en) for row in read] == [(legal(a), legal(b)) for a, b in pairs]
    assert not any(row.changed for row in read)


def test_nothing_is_a_formula_or_a_link(tmp_path: Path) -> None:
    zh = build.document("zh", [['=HYPERLINK("http://example.org")']], [["@SUM(A1)"]], [["http://example.org"]])
    en = build.document("en", [["=1+1"]], [["+1"]], [["-1"]])
    file = written(build.audit(build.parallel(zh, en)), tmp_path)
    with ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet
    cells = openpyxl.load_workbook(file)["Review"]
    assert {cells.cell(row, column).data_type for row in (2, 3, 4) for column in (5, 6)} == {"s"}


def test_another_reader_finds_the_same_texts_and_the_marks(sample: Audit, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(sample, tmp_path), rich_text=True)["Review"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    row = next(row for row in sheet.iter_rows(min_row=2) if "砂石" in str(row[4].value))
    marked = [block.text for block in row[4].value if hasattr(block, "font") and block.font.color.type == "rgb"]
    assert marked == ["砂石、沥青"]
    assert row[6].value == "major omission (content), 0.83: 砂石 and 沥青 are not rendered."
    assert row[6].fill.bgColor.rgb != "00000000"
    assert sheet.column_dimensions["J"].hidden


def test_what_the_reviewer_changed_decided_and_said_is_read_back(sample: Audit, tmp_path: Path) -> None:
    file = written(sample, tmp_path)
    before = edits(file)
    book = openpyxl.load_workbook(file)
    sheet = book["Review"]
    sheet["F2"] = "Opinions on Mountain Roads"
    sheet["H3"], sheet["I3"] = "reject", "not a pair"
    sheet["H4"] = " Accept"
    sheet.delete_rows(5)
    sheet.append([None, None, None, None, "新句。", "A new one."])
    book.save(tmp_path / "reviewed.xlsx")
    after = edits(tmp_path / "reviewed.xlsx")
    assert after[0] == before[0]._replace(en="Opinions on Mountain Roads", changed=True)
    assert after[1] == before[1]._replace(decision="reject", comment="not a pair")
    assert [row.is_rejected for row in after[:3]] == [False, True, False]
    assert after[3:-1] == before[4:]
    assert after[-1] == Edit("", "新句。", "A new one.", "", "", changed=True)


def test_a_text_that_no_cell_holds_is_an_error_that_names_its_unit(tmp_path: Path) -> None:
    zh, en = build.document("zh", [["字" * MOST_CHARACTERS]]), build.document("en", [["A" * (MOST_CHARACTERS + 1)]])
    aligned = build.parallel(zh, en)
    message = f"roads.xlsx: English of unit {aligned.sentences[0].id} is 32768 characters long"
    with pytest.raises(OutputError, match=message):
        written(build.audit(aligned), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    fits = build.parallel(zh, build.document("en", [["A" * MOST_CHARACTERS]]))
    assert len(edits(written(build.audit(fits), tmp_path))[0].zh) == MOST_CHARACTERS


def test_astral_characters_count_twice_as_they_do_in_excel(tmp_path: Path) -> None:
    zh, en = build.document("zh", [["𠀀" * 16_384]]), build.document("en", [["A."]])
    with pytest.raises(OutputError, match=r"Chinese of unit s.* is 32768 characters long"):
        written(build.audit(build.parallel(zh, en)), tmp_path)


def test_the_same_audit_gives_the_same_bytes(sample: Audit) -> None:
    first, second = (b"".join(files(sample, Origin("x", "1"), DEFAULTS)[".xlsx"]) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "broken or cut off"), (b"PK\x03\x04", "broken or cut off"), (b"zh,en\n", "broken or cut off")],
)
def test_other_files_are_no_reviews(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(ReadError, match=message):
        edits(tmp_path / "x.xlsx")


def test_a_missing_file_and_other_workbooks_are_named_errors(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        edits(tmp_path / "none.xlsx")
    book = openpyxl.Workbook()
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(ReadError, match="no sheet 'Review'"):
        edits(tmp_path / "x.xlsx")
    book.active.title = "Review"
    book.active["A1"] = "Chinese"
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(ReadError, match="no column ID, English"):
        edits(tmp_path / "x.xlsx")


def test_runs_together_are_the_joined_text_and_overlaps_show_the_gravest(sample: Audit) -> None:
    aligned = sample.alignment
    light = build.mark(aligned, "omission", "砂石、沥青", severity="minor", score=0.9)
    grave = build.mark(aligned, "mistranslation", "沥青等", "local", score=0.6)
    link = aligned.sentences[3]
    found = runs(aligned.zh, link, [light, grave])
    assert [(run.text, run.divergence and run.divergence.kind) for run in found] == [
        ("以", None),
        ("砂石、", "omission"),
        ("沥青", "mistranslation"),
        ("等", "mistranslation"),
        ("本地材料为主体，加快<干线>道路&桥梁建设。", None),
    ]


def test_runs_of_a_link_whose_sentences_stand_apart() -> None:
    en = build.document("en", [["A b."], ["C d."]], [["E f."]])
    aligned = build.alignment(build.document("zh", [["甲。"]]), en, [Bead((0,), (0, 2)), Bead((), (1,))])
    mark = replace(build.mark(aligned, "addition", (), "f"), link=aligned.sentences[0].id)
    found = runs(en, aligned.sentences[0], [mark])
    assert "".join(run.text for run in found) == joined(en, aligned.sentences[0].en) == "A b. E f."
    assert [run.text for run in found if run.divergence] == ["f"]


def test_a_table_of_the_audit_is_a_sheet_of_text(sample: Audit, tmp_path: Path) -> None:
    table = Table("Terms: [all] of them, with every rendering", ("Chinese", "English"), (("=1+1", "http://a.b"),))
    book = openpyxl.load_workbook(written(replace(sample, tables=(*sample.tables, table)), tmp_path))
    assert book.sheetnames == ["Review", "Agencies", "Terms   all  of them, with ever"]
    assert [[cell.value for cell in row] for row in book["Agencies"].rows] == [
        ["Chinese", "English"],
        ["交通局", "Transport Bureau"],
        ["财政局", "–"],
    ]
    (_, (first, second)) = book.worksheets[2].rows
    assert (first.value, first.data_type, second.hyperlink) == ("=1+1", "s", None)
