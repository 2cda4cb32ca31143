import pytest

from aligner.segmentation import chinese, english
from tests.segmentation.golden import cases, parts

CUTTERS = {"zh": chinese.cut_sentences, "en": english.cut_sentences}


@pytest.mark.parametrize(("language", "marked"), cases("sentences.tsv", "language", "text"))
def test_sentences_are_cut_as_in_the_table(language: str, marked: str) -> None:
    text, expected = parts(marked)
    found = [span.of(text).strip() for span in CUTTERS[language](text)]
    assert found == [piece.strip() for piece in expected]
