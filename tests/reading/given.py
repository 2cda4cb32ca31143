"""Files for the tests of readers, and what is read of them."""

from collections.abc import Sequence
from pathlib import Path

from aligner.reading import Columns, read_pairs

ZH = "我们要大力发展太阳能。"
EN = "We will develop solar power."


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pairs(path: Path, columns: Columns | None = None, encoding: str | None = None) -> list[tuple[str, str]]:
    return [(pair.zh, pair.en) for pair in read_pairs(path, columns=columns, encoding=encoding)]


def warnings(path: Path) -> list[str]:
    """What a pass over a file says, without the file's name."""
    found = read_pairs(path)
    for _ in found:
        pass
    return [warning.removeprefix(f"{path}: ") for warning in found.warnings]


def tmx(units: Sequence[Sequence[tuple[str, str]]], header: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    """A memory of units, each a list of language tags and segments, which are markup."""
    body = "".join(
        "<tu>" + "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in unit) + "</tu>\n"
        for unit in units
    )
    return f'{header}<tmx version="1.4"><header srclang="zh-CN"/><body>\n{body}</body></tmx>\n'
