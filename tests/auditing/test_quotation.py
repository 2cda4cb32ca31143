"""What rules say of a simplified passage, given back in the characters of the text."""

import pytest

from aligner.auditing.quotation import Quotation
from aligner.divergence import Divergence
from aligner.document import Span

PASSAGE = Quotation("发展头发，财政部负责。", "發展頭髮，財政部負責。", 100)

# What is said, and what of it is quoted.
CASES = [
    ("no word of the English renders 财政部", "no word of the English renders 財政部"),
    ("头发 and 发展", "頭髮 and 發展"),
    ("发", "發"),  # the first that is equal
    ("发改委", "发改委"),  # not of the passage
    ("财政部，发改委", "財政部，发改委"),
    ("hair", "hair"),
    ("", ""),
]


@pytest.mark.parametrize(("said", "quoted"), CASES)
def test_text(said: str, quoted: str) -> None:
    assert PASSAGE.text(said) == quoted


def test_a_divergence_quotes_the_place_that_it_marks() -> None:
    evidence = {"a": {"words": ["发", "x"], "strength": 0.5, "inner": {"zh": "负责"}, "none": None}}
    zh = (Span(103, 104),)
    found = PASSAGE.of(
        Divergence("d1", "omission", "content", "major", 0.8, "s1", zh, (), "发 is lost", ("a",), evidence)
    )
    assert found.message == "髮 is lost"
    assert found.evidence == {"a": {"words": ["髮", "x"], "strength": 0.5, "inner": {"zh": "負責"}, "none": None}}
