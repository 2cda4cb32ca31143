"""Every fault has a file that holds it and nothing else; tests/golden/validation/faults.tsv lists where."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from aligner.validation import CODES, Fault, validate

FILES = Path(__file__).resolve().parents[1] / "golden/validation"
with (FILES / "faults.tsv").open(encoding="utf-8") as stream:
    ROWS = list(csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t"))

UNSEEN = {"TMX299", "TEI299"}
"""What libxml2 says and nothing above can name: no file is known that leads there."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_a_fault_is_found_where_it_is_and_nothing_else(row: dict[str, str]) -> None:
    found = [(fault.line, fault.code) for fault in validate(FILES / row["file"])]
    assert found == [(int(line), row["code"]) for line in row["lines"].split()]


@pytest.mark.parametrize("name", ["valid.tmx", "valid.tei.xml"])
def test_valid_files_have_no_faults(name: str) -> None:
    assert validate(FILES / name) == []


def test_every_code_has_its_file() -> None:
    assert {row["code"] for row in ROWS} == set(CODES) - UNSEEN
    assert {path.name for path in FILES.iterdir()} == {row["file"] for row in ROWS} | {
        "faults.tsv",
        "valid.tmx",
        "valid.tei.xml",
    }


@pytest.mark.parametrize("code", CODES)
def test_a_message_says_what_and_how_to_mend_it(code: str) -> None:
    values = dict.fromkeys(["name", "of", "inside", "value", "why", "count", "encoding", "before", "names"], "x")
    what, _, mend = Fault.of(code, 3, **values).message.partition("; ")
    assert what
    assert mend == CODES[code].mend
    assert "{" not in what


def test_long_values_are_cut_and_stay_in_one_line() -> None:
    message = Fault.of("TMX301", None, value="very\nlong " * 30).message
    assert "\n" not in message
    assert len(message) < 200


@pytest.mark.shared
@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["code"].startswith(("TMX10", "TMX2"))], ids=lambda row: row["file"]
)
def test_what_the_grammar_refuses_the_official_dtd_or_xsd_refuses_too(row: dict[str, str], shared: Path) -> None:
    tree = etree.parse(str(FILES / row["file"]))
    dtd = etree.DTD(str(shared / "schemas/tmx14.dtd"))
    xsd = etree.XMLSchema(etree.parse(str(shared / "schemas/tmx14.xsd")))
    stricter = {"TMX102"}  # the description asks for a version, the DTD would fill it in
    assert (dtd.validate(tree) and xsd.validate(tree)) == (row["code"] in stricter)


@pytest.mark.shared
def test_the_official_dtd_and_xsd_take_the_valid_file(shared: Path) -> None:
    tree = etree.parse(str(FILES / "valid.tmx"))
    assert etree.DTD(str(shared / "schemas/tmx14.dtd")).validate(tree)
    assert etree.XMLSchema(etree.parse(str(shared / "schemas/tmx14.xsd"))).validate(tree)


@pytest.mark.shared
@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["code"].startswith(("TEI10", "TEI2"))], ids=lambda row: row["file"]
)
def test_what_the_grammar_refuses_tei_refuses_too(row: dict[str, str], tei_all: etree.RelaxNG) -> None:
    assert not tei_all.validate(etree.parse(str(FILES / row["file"])))


@pytest.mark.shared
def test_tei_takes_the_valid_file(tei_all: etree.RelaxNG) -> None:
    tree = etree.parse(str(FILES / "valid.tei.xml"))
    assert tei_all.validate(tree), tei_all.error_log


def test_codes_come_in_order() -> None:
    prefixes = ["XML", "TMX", "TEI"]
    ranks = [(prefixes.index(code[:3]), code[3]) for code in CODES]
    assert all(a <= b for a, b in pairwise(ranks))
