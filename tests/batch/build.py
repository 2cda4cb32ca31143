"""Small corpora, written for these tests."""

from __future__ import annotations

from pathlib import Path

ZH = """第{n}号意见。

到2020年，建成{n}个服务站。

鼓励企业参与建设，发展太阳能、风能等可再生能源。

各地要加强领导，认真落实。
"""
EN = """Opinion No. {n}.

By 2020, {n} service stations will be built.

Enterprises are encouraged to take part in the building, and to develop renewable energy.

All localities shall strengthen leadership and carry this out.
"""


def corpus(folder: Path, documents: int) -> Path:
    """A folder with so many pairs of short files, called d01 and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, documents + 1):
        for language, text in (("zh", ZH), ("en", EN)):
            path = folder / f"d{number:02}.{language}.txt"
            path.write_text(text.format(n=number), encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a batch by name, the journal apart, of whose bytes nothing is promised."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files if p.name != "run.jsonl"}
