from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from aligner.batch.documents import documents_in
from aligner.corpus.catalogue import load_catalogue
from aligner.corpus.paired import as_catalogue, files_in
from aligner.corpus.pairing import FEATURES, WEIGHTS, pair
from aligner.embedding import load_encoder
from aligner.errors import InputError, OutputError

# Written for these tests: short notices of one kind, which differ in what they are about.
ZH = {
    "养老": "关于发展养老服务的意见\n\n到2030年，建成社区养老服务站1200个。\n\n医院要与养老院合作，培训护理人员。",
    "港口": "关于建设智慧港口的通知\n\n2024年底前，完成12个集装箱码头的自动化改造。\n\n用5G和北斗定位，装卸更快。",
    "森林": "关于保护天然林的决定\n\n全面停止商业性采伐，新增造林300万亩。\n\n护林员要每天巡山，防止火灾。",
    "教育": "关于乡村教师待遇的规定\n\n教师工资不低于当地公务员，每年培训72学时。\n\n偏远学校发放交通补贴。",
    "博物馆": "关于博物馆免费开放的办法\n\n每周开放不少于6天，夜间开放到21时。\n\n文物要数字化，网上展出。",
}
EN = {
    "养老": "Opinions on Developing Elderly Care\n\nBy 2030, 1,200 community care stations will be built.\n\n"
    "Hospitals are encouraged to work with nursing homes and to train carers.",
    "港口": "Notice on Building Smart Ports\n\nBy the end of 2024, 12 container terminals will be automated.\n\n"
    "Promote 5G and BeiDou positioning to load and unload more efficiently.",
    "森林": "Decision on Protecting Natural Forests\n\nCommercial logging is to stop altogether; 3 million mu will be "
    "planted.\n\nForest rangers shall patrol every day to prevent fires.",
    "教育": "Provisions on the Pay of Rural Teachers\n\nTeachers earn no less than civil servants and are trained "
    "for 72 hours a year.\n\nRemote schools pay an allowance for transport.",
    "博物馆": "Measures on Free Admission to Museums\n\nMuseums open at least 6 days a week, at night until 21:00.\n\n"
    "Relics shall be digitised and shown online.",
}


def heap(folder: Path, texts: dict[str, str], names: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for topic, name in names.items():
        (folder / name).write_text(texts[topic], encoding="utf-8")
    return folder


def test_what_belongs_together_is_found_and_what_has_no_partner_is_left(tmp_path: Path) -> None:
    heap(tmp_path / "a", ZH, {"养老": "1.txt", "港口": "2.txt", "森林": "3.txt", "博物馆": "4.txt"})
    heap(tmp_path / "b", EN, {"港口": "x.txt", "教育": "y.txt", "养老": "z.txt", "博物馆": "w.txt"})
    found = pair(files_in([tmp_path / "a", tmp_path / "b"]), load_encoder())
    assert {(p.zh.name, p.en.name) for p in found.pairs} == {("1.txt", "z.txt"), ("2.txt", "x.txt"), ("4.txt", "w.txt")}
    assert [path.name for path in found.alone_zh] == ["3.txt"]
    assert [path.name for path in found.alone_en] == ["y.txt"]
    assert all(0.5 <= p.confidence <= 1 and p.why for p in found.pairs)
    assert [p.confidence for p in found.pairs] == sorted((p.confidence for p in found.pairs), reverse=True)


def test_a_mixed_heap_with_pages_and_unreadable_files(tmp_path: Path) -> None:
    folder = heap(tmp_path / "heap", ZH, {"养老": "a.txt", "港口": "deep.txt"})
    heap(folder / "sub", EN, {"养老": "b.txt", "港口": "c.txt"})
    (folder / "page.txt").write_text(ZH["森林"] + "\n\n" + EN["森林"], encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / ".hidden.txt").write_text("x", encoding="utf-8")
    found = pair(files_in([folder]), load_encoder())
    assert {(p.zh.name, p.en.name) for p in found.pairs} == {("a.txt", "b.txt"), ("deep.txt", "c.txt")}
    assert [path.name for path in found.pages] == ["page.txt"]
    assert [path.name for path, _ in found.unreadable] == ["empty.txt"]
    as_catalogue(found, tmp_path / "catalogue.toml")
    assert [(d.name, len(d.files)) for d in documents_in(tmp_path).documents] == [("a", 2), ("deep", 2), ("page", 1)]
    assert all(file.is_file() for d in documents_in(tmp_path).documents for file in d.files)
    assert load_catalogue(tmp_path / "catalogue.toml").documents[0].note.startswith("paired, confidence")
    with pytest.raises(OutputError, match="there is a catalogue already"):
        as_catalogue(found, tmp_path / "catalogue.toml")


def test_nothing_is_paired_that_does_not_belong_together(tmp_path: Path) -> None:
    heap(tmp_path / "a", ZH, {"养老": "1.txt", "森林": "2.txt"})
    heap(tmp_path / "b", EN, {"教育": "x.txt", "博物馆": "y.txt"})
    found = pair(files_in([tmp_path]), load_encoder())
    assert found.pairs == ()
    assert len(found.alone_zh) == len(found.alone_en) == 2
    with pytest.raises(InputError, match="no pair"):
        as_catalogue(found, tmp_path / "catalogue.toml")
    assert pair([], load_encoder()).pairs == ()


def test_file_names_help_where_texts_say_little(tmp_path: Path) -> None:
    for name, text in (("2015-40_zh", "通知如下。"), ("2015-41_zh", "通知如下。")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    for name in ("2015-40_en", "2015-41_en"):
        (tmp_path / f"{name}.txt").write_text("The notice is as follows.", encoding="utf-8")
    found = pair(files_in([tmp_path]), load_encoder(), least=0.0)
    assert {(p.zh.stem, p.en.stem) for p in found.pairs} <= {(f"2015-{n}_zh", f"2015-{n}_en") for n in (40, 41)}


def test_every_feature_has_a_weight_and_none_speaks_against_its_pair() -> None:
    assert list(WEIGHTS) == list(FEATURES)
    assert min(WEIGHTS.values()) >= 0


@pytest.mark.shared
def test_parts_of_reports_find_their_translations(tmp_path: Path, shared: Path) -> None:
    """Halves of each report, those of neighbouring years much alike; two of them without their partner."""
    expected = set()
    alone = {("gwr-2016", 0, "en"), ("gwr-2018", 1, "zh")}
    for report in sorted((shared / "gold/gov-reports/zh").glob("gwr-*.txt")):
        for half in (0, 1):
            names = {side: hashlib.sha256(f"{side}{report.stem}{half}".encode()).hexdigest() for side in ("zh", "en")}
            there = [side for side in names if (report.stem, half, side) not in alone]
            for side in there:
                lines = (report.parent.parent / side / report.name).read_text(encoding="utf-8").splitlines()
                cut = len(lines) // 2
                part = lines[cut:] if half else lines[:cut]
                (tmp_path / f"{names[side]}.txt").write_text("\n".join(part), encoding="utf-8")
            if len(there) == 2:
                expected.add((names["zh"], names["en"]))
    found = pair(files_in([tmp_path]), load_encoder())
    assert {(p.zh.stem, p.en.stem) for p in found.pairs} == expected
    assert (len(found.alone_zh), len(found.alone_en)) == (1, 1)
