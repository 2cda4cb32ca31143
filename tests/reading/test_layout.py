import json
from pathlib import Path
from typing import Any

import pytest

from aligner.document import Document
from aligner.reading import read

CASES = json.loads((Path(__file__).parents[1] / "golden/reading/layout.json").read_text(encoding="utf-8"))


def texts(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_page_is_parted_by_language(case: dict[str, Any], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("\n".join(case["page"]), encoding="utf-8")
    reading = read(page)
    assert texts(reading.zh) == case["zh"]
    assert texts(reading.en) == case["en"]
    assert reading.left_out == ()
