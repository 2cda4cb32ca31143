import lzma
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.training.divergences.choosing import (
    PARTS,
    alike,
    held_out_documents,
    is_prose,
    likeness,
    listed_documents,
    training_documents,
)
from scripts.training.divergences.settings import Settings
from scripts.training.pairs import SOURCES
from tests.scripts.training import grammar

TICO = next(part.share for part in PARTS if part.source == "tico19")
SETTINGS = Settings(pairs=1000, held=200, one_in=10, lengths=(10, 20), alike=0.3)


@pytest.mark.parametrize(
    ("why", "zh", "en", "prose"),
    [
        ("a sentence", "各地要加强对农民工的技能培训。", "All regions should strengthen training for workers.", True),
        ("too short", "打开文件。", "Open the file.", False),
        ("markup in the English", "各地要加强对农民工的技能培训。", "All `regions` should train all workers.", False),
        ("markup in the Chinese", "各地要加强对<b>农民工的技能培训。", "All regions should train workers well.", False),
        ("no translation", "各地要加强对农民工的技能培训。", "Regions.", False),
        ("much more English", "各地要加强对农民工的技能培训。", "All " * 40, False),
        ("Chinese left in", "各地要加强对农民工的技能培训。", "All regions should train 农民工 workers well.", False),
        ("mostly Latin", "在 Microsoft Windows Server Enterprise 上安装这个软件包。", "Install it on a server.", False),
    ],
)
def test_prose(why: str, zh: str, en: str, prose: bool) -> None:
    assert is_prose(zh, en) is prose, why


def test_shares_add_up_and_name_sources() -> None:
    assert sum(part.share for part in PARTS) == pytest.approx(1)
    named = {part.source for part in PARTS}
    assert named <= {source.name for source in SOURCES if source.kind == "pairs" and source.ordered}


def test_a_document_is_translated_closely_throughout_or_freely(tmp_path: Path) -> None:
    grammar.write_data(tmp_path, [])
    lines = "".join(f"{zh}\t{en}\n" for zh, en in grammar.sentences(800))
    (tmp_path / "lctt.tsv.xz").write_bytes(lzma.compress(lines.encode(), preset=0))
    close, free = (part for part in PARTS if part.source == "lctt")
    assert close.least > free.most
    seen = set()
    for document in training_documents(tmp_path, SETTINGS):
        cosines = likeness(document)
        within = [all(part.least <= cosine <= part.most for cosine in cosines) for part in (close, free)]
        assert sum(within) == 1
        seen.add(within[0])
    assert seen == {True, False}


def test_no_pair_is_both_trained_on_and_held_out(data: Path) -> None:
    training, held = training_documents(data, SETTINGS), held_out_documents(data, SETTINGS)
    sides = [{zh for document in documents for zh, _ in document} for documents in (training, held)]
    assert all(sides)
    assert not sides[0] & sides[1]
    assert sum(map(len, training)) == round(TICO * SETTINGS.pairs)
    assert max(map(len, training)) <= max(SETTINGS.lengths)


def test_the_same_documents_in_every_run_and_others_with_another_seed(data: Path) -> None:
    again, other = (
        training_documents(data, SETTINGS),
        training_documents(data, Settings(**{**vars(SETTINGS), "seed": 2})),
    )
    assert training_documents(data, SETTINGS) == again != other


def test_sides_that_say_different_things_are_no_good_pair() -> None:
    good = ("工人昨天修理了机器。", "The workers repaired the machines yesterday.")
    bad = ("工人昨天修理了机器。", "Click the icon to open the settings.")
    assert alike([good, bad], 0.6) == [good]
    assert alike([], 0.6) == []


def test_listed_documents_hold_lists_alone(tmp_path: Path) -> None:
    grammar.write_data(tmp_path, grammar.listings(200) + grammar.sentences(400))
    found = listed_documents(tmp_path, replace(SETTINGS, listed=1000))
    pairs = [pair for document in found for pair in document]
    assert 20 < len(pairs) <= 30
    assert all("、" in zh for zh, _ in pairs)
