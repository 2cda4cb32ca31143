"""Link files of InterText, as our own writer makes them and as others do."""

from pathlib import Path

import pytest

from aligner.bitext import Bead
from aligner.divergence import Audit
from aligner.errors import InputError, ReadError
from aligner.evaluation.links import read_links
from aligner.writing import write

GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<linkGrp toDoc="book.en.xml" fromDoc="book.zh.xml">
<link type="1-1" xtargets="1:1;1:1" status="man"/>
<link type="2-1" xtargets="1:9 1:10;1:2" status="man"/>
<link type="0-1" xtargets=";1:3" status="man"/>
</linkGrp>
"""

FAULTS = [
    ("no languages", GOOD.replace("book.en.xml", "a.xml").replace("book.zh.xml", "b.xml"), ":2: which of its texts is"),
    ("twice Chinese", GOOD.replace("book.en.xml", "other.zh.xml"), ":2: which of its texts is"),
    ("one side", GOOD.replace("1:1;1:1", "1:1"), ":3: this link has not two sides"),
    ("an identifier twice", GOOD.replace(";1:3", ";1:2"), ":5: Chinese sentence 1:2 is in two beads"),
    ("a link of nothing", GOOD.replace(";1:3", ";"), ":5: this bead holds no sentence"),
    ("no links", GOOD.split("<link ", maxsplit=1)[0] + "</linkGrp>", "this file holds no beads"),
]


def written(folder: Path, text: str) -> Path:
    path = folder / "book.zh.en.xml"
    path.write_text(text, encoding="utf-8")
    return path


def test_identifiers_are_numbered_by_their_numbers(tmp_path: Path) -> None:
    ladder = read_links(written(tmp_path, GOOD))
    assert ladder.beads == (Bead((0,), (0,)), Bead((1,), (1, 2)), Bead((2,), ()))  # 1:9 stands before 1:10
    assert ladder.names == {"zh": ("1:1", "1:2", "1:3"), "en": ("1:1", "1:9", "1:10")}
    assert ladder.lines == (3, 4, 5)


def test_the_text_that_is_named_first_comes_first_in_a_link(tmp_path: Path) -> None:
    swapped = GOOD.replace('toDoc="book.en.xml" fromDoc="book.zh.xml"', 'toDoc="book.zh.xml" fromDoc="book.en.xml"')
    assert read_links(written(tmp_path, swapped)).beads[1] == Bead((1, 2), (1,))


def test_what_we_write_is_read_as_the_beads_that_it_was_written_from(sample: Audit, tmp_path: Path) -> None:
    write(sample, tmp_path, name="roads", formats=["intertext"])
    # The order of null beads between two links is the writer's own.
    assert sorted(bead[:2] for bead in read_links(tmp_path / "roads.zh.en.xml").beads) == sorted(
        bead[:2] for bead in sample.alignment.beads
    )


@pytest.mark.parametrize(("text", "message"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_faulty_links_are_refused_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        read_links(written(tmp_path, text))
    assert message in str(raised.value)


def test_a_broken_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        read_links(written(tmp_path, GOOD.removesuffix("</linkGrp>\n")))
