from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from aligner.divergence import Audit
from aligner.writing import write
from aligner.writing.text import utf8


def test_the_texts_are_as_read(sample: Audit, tmp_path: Path) -> None:
    zh, en = write(sample, tmp_path, name="roads", formats=())
    assert (zh.name, en.name) == ("roads.zh.txt", "roads.en.txt")
    assert zh.read_bytes().decode() == sample.alignment.zh.text + "\n"
    assert en.read_bytes().decode() == sample.alignment.en.text + "\n"


def test_offsets_hold_where_utf8_has_no_place_for_a_character(sample: Audit, tmp_path: Path) -> None:
    broken = replace(sample.alignment.zh, text="路\ud83d桥\r" + sample.alignment.zh.text[4:])
    zh, _ = write(replace(sample, alignment=replace(sample.alignment, zh=broken)), tmp_path, name="x", formats=())
    assert zh.read_bytes().decode() == "路\ufffd桥\r" + sample.alignment.zh.text[4:] + "\n"


@given(st.text(st.characters(codec=None)))
def test_a_text_keeps_its_length(text: str) -> None:
    assert len(utf8(text).decode()) == len(text)
