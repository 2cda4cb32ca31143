"""Files of several formats that hold the same alignment, and pairs that cannot be compared."""

from pathlib import Path

import pytest

from aligner.divergence import Audit
from aligner.errors import InputError
from aligner.evaluation import compare, evaluate
from aligner.writing import write


@pytest.fixture
def desk(sample: Audit, tmp_path: Path) -> Path:
    """The sample's alignment as TMX, link file and ladder."""
    write(sample, tmp_path, name="roads", formats=["tmx", "intertext"])
    beads = sample.alignment.beads
    ladder = "".join(f"{list(bead.zh)}:{list(bead.en)}\n" for bead in beads)
    (tmp_path / "roads.align").write_text(ladder, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("gold", "auto"),
    [
        ("roads.align", "roads.align"),
        ("roads.align", "roads.zh.en.xml"),
        ("roads.zh.en.xml", "roads.align"),
        ("roads.zh.en.xml", "roads.zh.en.xml"),
        ("roads.tmx", "roads.tmx"),
    ],
)
def test_one_alignment_in_two_formats_agrees_with_itself(desk: Path, gold: str, auto: str) -> None:
    found = evaluate(compare(desk / gold, desk / auto))
    assert found.strict.all.given > 0
    assert found.strict.all.rates.f1 == found.vecalign.strict.f1 == found.vecalign.lax.f1 == 1


@pytest.mark.parametrize("gold", ["roads.align", "roads.zh.en.xml"])
def test_indices_and_texts_cannot_be_compared(desk: Path, gold: str) -> None:
    with pytest.raises(InputError, match="cannot be compared"):
        compare(desk / gold, desk / "roads.tmx")


def test_link_files_over_other_sentences_are_refused_by_name(desk: Path) -> None:
    links = (desk / "roads.zh.en.xml").read_text(encoding="utf-8")
    (desk / "other.zh.en.xml").write_text(links.replace('"1:1;', '"99:1;'), encoding="utf-8")
    with pytest.raises(InputError, match="English sentence 99:1"):
        compare(desk / "roads.zh.en.xml", desk / "other.zh.en.xml")


def test_of_a_folder_of_link_files_the_texts_beside_them_are_passed_over(desk: Path) -> None:
    (desk / "roads.align").unlink()
    (desk / "roads.tmx").unlink()
    assert [comparison.gold.name for comparison in compare(desk, desk)] == [str(desk / "roads.zh.en.xml")]


@pytest.mark.parametrize("name", ["x.align", "x.tmx", "x"])
def test_a_file_without_beads_says_so(name: str, desk: Path) -> None:
    (desk / name).write_text("\n \n", encoding="utf-8")
    for given in ((desk / name, desk / "roads.align"), (desk / "roads.align", desk / name)):
        with pytest.raises(InputError, match=f"{name}: this file holds no beads; give one of two aligned texts"):
            compare(*given)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds nothing to compare"):
        compare(tmp_path, tmp_path)
