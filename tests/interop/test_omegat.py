"""OmegaT translates a text with our memory: every unit's translation stands in what it writes.

OmegaT's console reads only `tm/auto/` and asks for an exact match of a whole segment; its text filter makes one of
each paragraph. Run by `make interop`, and skipped where OmegaT is not installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from aligner.divergence import Audit
from aligner.writing import WriteSettings, write

OMEGAT = shutil.which("omegat")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
  <project version="1.0">
    <source_dir>__DEFAULT__</source_dir>
    <target_dir>__DEFAULT__</target_dir>
    <tm_dir>__DEFAULT__</tm_dir>
    <glossary_dir>__DEFAULT__</glossary_dir>
    <dictionary_dir>__DEFAULT__</dictionary_dir>
    <source_lang>ZH-CN</source_lang>
    <target_lang>EN-US</target_lang>
    <sentence_seg>false</sentence_seg>
    <support_default_translations>true</support_default_translations>
    <remove_tags>false</remove_tags>
  </project>
</omegat>
"""

pytestmark = pytest.mark.skipif(OMEGAT is None, reason="OmegaT is not installed; `make interop` installs it on Debian")


def units(memory: Path) -> dict[str, str]:
    """Source and translation of each unit of a memory."""
    found = {}
    for unit in etree.parse(str(memory)).getroot().iterfind("body/tu"):
        texts = {str(variant.get(LANG)): variant.findtext("seg", "") for variant in unit.iterfind("tuv")}
        found[texts["zh-CN"]] = texts["en-US"]
    return found


def translated(sources: list[str], memory: Path, folder: Path) -> list[str]:
    """What OmegaT makes of the sources, a paragraph each, with this memory and no other."""
    project = folder / "project"
    for part in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (project / part).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT, encoding="utf-8")
    (project / "source/page.utf8").write_text("\n\n".join(sources) + "\n", encoding="utf-8")
    shutil.copy(memory, project / "tm/auto/memory.tmx")
    done = subprocess.run(
        [str(OMEGAT), str(project), "--mode=console-translate", f"--config-dir={folder / 'config'}"],
        env={**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "TMXR_WARNING" not in done.stdout
    assert "TMXR_ERROR" not in done.stdout
    text = (project / "target/page.utf8").read_text(encoding="utf-8").removeprefix("\ufeff").strip("\n")
    return re.split(r"\n\n", text)


@pytest.mark.parametrize(
    "settings",
    [
        WriteSettings(tmx_profile="omegat"),
        WriteSettings(tmx_profile="plain", units="clause", merge_duplicates=True),
        WriteSettings(tmx_profile="trados"),
        WriteSettings(tmx_profile="memoq"),
    ],
    ids=["omegat", "plain, clauses", "trados", "memoq"],
)
def test_every_unit_is_found_and_one_taken_out_is_not(page: Audit, tmp_path: Path, settings: WriteSettings) -> None:
    write(page, tmp_path, name="page", formats=["tmx"], settings=settings)
    expected = units(tmp_path / "page.tmx")
    assert len(expected) > 50
    tree = etree.parse(str(tmp_path / "page.tmx"))
    taken = list(expected)[7]
    for unit in tree.getroot().findall("body/tu"):
        if taken in [segment.text for segment in unit.iter("seg")]:
            unit.getparent().remove(unit)
    tree.write(str(tmp_path / "less.tmx"), encoding="UTF-8", xml_declaration=True)
    found = translated(list(expected), tmp_path / "less.tmx", tmp_path)
    assert found == [taken if source == taken else target for source, target in expected.items()]
