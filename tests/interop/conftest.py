"""The sample page, aligned and audited: what other programs are given to read."""

from pathlib import Path

import pytest

import aligner
from aligner.divergence import Audit

PAGE = Path(__file__).resolve().parents[2] / "corpus/sample/page.txt"


@pytest.fixture(scope="session")
def page() -> Audit:
    return aligner.audit(aligner.align(aligner.read(PAGE)))
