"""translate-toolkit reads what we write, with the same units."""

from pathlib import Path

import pytest

from aligner.divergence import Audit
from aligner.writing import WriteSettings, write
from aligner.writing.settings import TmxProfile

tmx = pytest.importorskip("translate.storage.tmx", reason="needs translate-toolkit")
xliff2 = pytest.importorskip("translate.storage.xliff2", reason="needs translate-toolkit with XLIFF 2")


def both(page: Audit) -> list[tuple[str, str]]:
    return [page.alignment.texts(link) for link in page.alignment.sentences if link.zh and link.en]


@pytest.mark.parametrize("profile", ["plain", "omegat", "trados", "memoq"])
def test_tmx(page: Audit, tmp_path: Path, profile: TmxProfile) -> None:
    write(page, tmp_path, name="page", formats=["tmx"], settings=WriteSettings(tmx_profile=profile))
    with (tmp_path / "page.tmx").open("rb") as stream:
        store = tmx.tmxfile(stream, "zh-CN", "en-US")
    assert [(str(unit.source), str(unit.target)) for unit in store.units] == both(page)
    divergent = {divergence.link.partition(".")[0] for divergence in page.divergences}
    noted = {unit.getid() for unit in store.units if unit.getnotes()}
    assert noted == {
        f"page-{link.id}" for link in page.alignment.sentences if link.id in divergent and link.zh and link.en
    }


def test_xliff(page: Audit, tmp_path: Path) -> None:
    write(page, tmp_path, name="page", formats=["xliff"])
    with (tmp_path / "page.xlf").open("rb") as stream:
        store = xliff2.Xliff2File.parsefile(stream)
    read = [(str(unit.source), str(unit.target)) for unit in store.units if unit.source and unit.target]
    assert read == both(page)
