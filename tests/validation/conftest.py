from pathlib import Path

import pytest
from lxml import etree

from tests.writing.conftest import aligned, sample

__all__ = ["aligned", "sample"]


@pytest.fixture(scope="session")
def tei_all(shared: Path) -> etree.RelaxNG:
    """The official schema of all of TEI; it takes some ten seconds."""
    return etree.RelaxNG(etree.parse(str(shared / "schemas" / "tei_all.rng")))
