"""The lexical tables as their file has them."""

from pathlib import Path

import pytest

from aligner.alignment.lexical_tables import load_tables
from aligner.errors import ModelError


def test_every_rendering_has_its_shares() -> None:
    tables = load_tables()
    assert tables.starts[-1] == len(tables.keys) == len(tables.forward) == len(tables.backward)
    for shares in (tables.forward, tables.backward):
        assert ((shares > 0) & (shares <= 1)).all()
    assert load_tables() is tables


def test_damaged_tables_are_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall zh-en-aligner"):
        load_tables(tmp_path)
