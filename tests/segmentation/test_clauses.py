import pytest

from aligner.segmentation import chinese, english
from tests.segmentation.golden import cases, parts

CUTTERS = {"zh": chinese.cut_clauses, "en": english.cut_clauses}


@pytest.mark.parametrize(("language", "marked"), cases("clauses.tsv", "language", "text"))
def test_clauses_are_cut_as_in_the_table(language: str, marked: str) -> None:
    text, expected = parts(marked)
    found = [span.of(text).strip() for span in CUTTERS[language](text)]
    assert found == [piece.strip() for piece in expected]
