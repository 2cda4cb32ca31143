"""Gold and an alignment of the same texts, read from two files or from two folders of files with the same names."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from aligner.document import LANGUAGES, Language
from aligner.errors import InputError
from aligner.evaluation.ladder import Ladder, count, read_ladder
from aligner.evaluation.links import ROOTS, read_links
from aligner.evaluation.units import Units, as_ladders, read_units
from aligner.reading.stream import open_stream
from aligner.reading.xml_safety import root_name

SUFFIXES = (".align", ".xml", ".tmx", ".tsv")
"""The endings of what is compared in folders; of two folders, files that end as the first of these that occurs."""
_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


class Comparison(NamedTuple):
    """A text's gold and the alignment to be judged; their indices stand for the same sentences or pieces of text."""

    gold: Ladder
    auto: Ladder


def compare(gold: Path, auto: Path, encoding: str | None = None) -> list[Comparison]:
    """Read what is to be compared.

    Ladders (`.align`) and link files of InterText count sentences, and may be mixed. TMX, TSV and whatever else
    `aligner.reading.read_pairs` reads hold texts, and are compared with one another; see `aligner.evaluation.units`.

    Args:
        gold: A file, or a folder of files.
        auto: A file, or a folder with a file of the same name for each of the gold.
        encoding: The files' encoding; None to have it detected.

    Raises:
        ReadError: A file cannot be read.
        InputError: A file is faulty, the two are of kinds that cannot be compared, or do not cover the same text.
    """
    return [_compared(*pair, encoding) for pair in _paired(gold, auto)]


def _paired(gold: Path, auto: Path) -> list[tuple[Path, Path]]:
    if not gold.is_dir() and not auto.is_dir():
        return [(gold, auto)]
    for folder, file in ((gold, auto), (auto, gold)):
        if not folder.is_dir():
            raise InputError(
                f"this is no folder, but {file} is one", where=str(folder), do="give two files or two folders"
            )
    names = _names(gold)
    if not names:
        raise InputError(
            "this folder holds nothing to compare", where=str(gold), do=f"put files into it: {', '.join(SUFFIXES)}"
        )
    for name in names:
        if not (auto / name).exists():
            raise InputError(
                f"there is no {name} here, as there is in {gold}", where=str(auto), do="give each file its counterpart"
            )
    return [(gold / name, auto / name) for name in names]


def _names(folder: Path) -> list[str]:
    """The files of a folder that are compared."""
    for suffix in SUFFIXES:
        files = sorted(path for path in folder.iterdir() if path.name.lower().endswith(suffix))
        if suffix == ".xml":  # the texts that are linked lie beside their links
            files = [path for path in files if _is_links(path)]
        if files:
            return [path.name for path in files]
    return []


def _compared(gold: Path, auto: Path, encoding: str | None) -> Comparison:
    one, two = _read(gold, encoding), _read(auto, encoding)
    if isinstance(one, Ladder) and isinstance(two, Ladder):
        _check_covering(one, two)
        return Comparison(one, two)
    if isinstance(one, Units) and isinstance(two, Units):
        return Comparison(*as_ladders(one, two))
    ladder = one if isinstance(one, Ladder) else two
    raise InputError(
        f"{ladder.name} counts sentences, and this holds texts, so that the two cannot be compared",
        where=two.name if ladder is one else one.name,
        do="give two ladders or InterText files, or else two of TMX, TSV and the like",
    )


def _read(path: Path, encoding: str | None) -> Ladder | Units:
    with suppress(OSError):  # which whatever reads the file will tell
        if not path.read_bytes().strip():
            raise InputError("this file holds no beads", where=str(path), do="give one of two aligned texts")
    if path.suffix.lower() in (".align", ".ladder"):
        return read_ladder(path, encoding)
    if _is_links(path):
        return read_links(path, encoding)
    if open_stream(path, encoding).head().lstrip().startswith(b"["):  # whatever it is called: no text begins so
        return read_ladder(path, encoding)
    return read_units(path, encoding)


def _is_links(path: Path) -> bool:
    return root_name(open_stream(path).head()) in ROOTS


def _check_covering(gold: Ladder, auto: Ladder) -> None:
    """That both ladders hold the same sentences; each holds its own without gaps."""
    for side in LANGUAGES:
        if gold.names and auto.names and gold.names[side] != auto.names[side]:
            _check_names(gold, auto, side)
        counts = count(gold.beads, side), count(auto.beads, side)
        if counts[0] != counts[1]:
            shorter, longer = (auto, gold) if counts[1] < counts[0] else (gold, auto)
            extra = min(counts)
            number = next(k for k, bead in enumerate(longer.beads) if extra in (bead.zh if side == "zh" else bead.en))
            raise InputError(
                f"this has {longer.called(side, extra)}, which {shorter.name} has not ({max(counts)} against "
                f"{min(counts)} sentences)",
                where=longer.where(number),
                do="compare two alignments of the same sentences",
            )


def _check_names(gold: Ladder, auto: Ladder, side: Language) -> None:
    """That both files call their sentences the same."""
    names = {ladder.name: (ladder.names or {})[side] for ladder in (gold, auto)}
    for ladder, other in ((auto, gold), (gold, auto)):
        known = set(names[other.name])
        for index, name in enumerate(names[ladder.name]):
            if name not in known:
                number = next(k for k, b in enumerate(ladder.beads) if index in (b.zh if side == "zh" else b.en))
                raise InputError(
                    f"this has {_NAMES[side]} sentence {name}, which {other.name} has not",
                    where=ladder.where(number),
                    do="compare two alignments of the same sentences",
                )
