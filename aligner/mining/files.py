"""Mining from files to a file: collections are read into sentences, and pairs written one by one."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from aligner.bitext import digest
from aligner.document import Language
from aligner.embedding.encoder import Encoder
from aligner.errors import AlignerError, InputError, LanguageError
from aligner.mining.calibration import chances, threshold_for
from aligner.mining.margin import candidates
from aligner.reading import read_document
from aligner.segmentation import segment
from aligner.writing.folder import place
from aligner.writing.origin import Origin
from aligner.writing.text import without_surrogates
from aligner.writing.tmx import Memory, encoded
from aligner.writing.tmx_profiles import PROFILES
from aligner.writing.units import Unit

log = logging.getLogger(__name__)

PRECISION = 0.9
FORMATS = (".tsv", ".jsonl", ".tmx")
_NAMES = {"zh": "Chinese", "en": "English"}


class Mined(NamedTuple):
    """A pair: its texts, margin and chance, and the file and the place in it, counted from 1, of either sentence."""

    zh: str
    en: str
    margin: float
    score: float
    zh_source: str
    en_source: str


class Outcome(NamedTuple):
    """How many sentences there were, different ones, and how many pairs were written, from which margin up."""

    zh_sentences: int
    en_sentences: int
    pairs: int
    threshold: float


def mine_files(
    zh: Path,
    en: Path,
    out: Path,
    *,
    encoder: Encoder,
    precision: float = PRECISION,
    threshold: float | None = None,
    neighbours: int,
    encoding: str | None = None,
    on_step: Callable[[str], None] = lambda step: None,
) -> Outcome:
    """Find pairs in two collections and write them, in order of the Chinese.

    Args:
        zh: A Chinese file that `read_document` reads, or a folder of such files.
        en: The same in English.
        out: A file whose ending names its format, one of `FORMATS`.
        encoder: Gives sentence vectors.
        precision: The share of pairs that should be translations; see `calibration`.
        threshold: The least margin, in place of a precision.
        neighbours: How many nearest sentences a pair is held against.
        encoding: The files' encoding; None to detect it.
        on_step: Called with what is being done.

    Raises:
        InputError: `out` names no known format, or a collection has no sentences.
        ReadError: A file cannot be read. In a folder it is left out, with a warning.
        OutputError: `out` cannot be written; it is as it was then.
    """
    if out.suffix.lower() not in FORMATS:
        raise InputError(
            f"there is no format {out.suffix!r}", where=str(out), do=f"let its name end in {', '.join(FORMATS)}"
        )
    sides = _sentences(zh, "zh", encoding, on_step), _sentences(en, "en", encoding, on_step)
    found = candidates(list(sides[0]), list(sides[1]), encoder, neighbours=neighbours, on_step=on_step)
    least = threshold_for(precision, found.margins) if threshold is None else threshold
    kept = int((found.margins >= least).sum())
    scores = chances(found.margins)

    def pairs() -> Iterator[Mined]:
        texts, sources = [list(side) for side in sides], [list(side.values()) for side in sides]
        for at in found.zh[:kept].argsort(kind="stable").tolist():
            i, j = int(found.zh[at]), int(found.en[at])
            values = float(found.margins[at]), float(scores[at])
            yield Mined(texts[0][i], texts[1][j], *values, sources[0][i], sources[1][j])

    on_step("writing")
    place({out.name: _WRITERS[out.suffix.lower()](pairs(), out.stem)}, out.parent)
    return Outcome(len(sides[0]), len(sides[1]), kept, least)


def _sentences(given: Path, language: Language, encoding: str | None, on_step: Callable[[str], None]) -> dict[str, str]:
    """The different sentences of a collection, and where each stands first."""
    found: dict[str, str] = {}
    for path in _files(given):
        on_step(f"reading {path}")
        try:
            document = read_document(path, encoding=encoding)
            if document.language != language:
                raise LanguageError(
                    f"this file is not {_NAMES[language]}", where=str(path), do="check the two collections"
                )
        except AlignerError as error:
            if path == given:
                raise
            log.warning("left out: %s", error)
            continue
        name = path.name if path == given else path.relative_to(given).as_posix()
        document = segment(document)
        for number, sentence in enumerate(document.sentences, 1):
            text = without_surrogates(sentence.span.of(document.text))
            found.setdefault(" ".join(text.split()), f"{name}:{number}")
    if not found:
        raise InputError(f"there are no {_NAMES[language]} sentences", where=str(given), do="check the two collections")
    return found


def _files(given: Path) -> Iterator[Path]:
    if not given.is_dir():
        yield given
        return
    for path in sorted(given.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(given).parts):
            yield path


def _tsv(pairs: Iterable[Mined], name: str) -> Iterator[bytes]:
    for pair in pairs:
        line = io.StringIO()
        writer = csv.writer(line, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        writer.writerow((pair.zh, pair.en, f"{pair.margin:.4f}", f"{pair.score:.4f}", pair.zh_source, pair.en_source))
        yield line.getvalue().encode()


def _jsonl(pairs: Iterable[Mined], name: str) -> Iterator[bytes]:
    return ((json.dumps(pair._asdict(), ensure_ascii=False) + "\n").encode() for pair in pairs)


def _tmx(pairs: Iterable[Mined], name: str) -> Iterator[bytes]:
    memory = Memory(Origin.of(name), {"zh": "zh-CN", "en": "en-US"}, "zh")
    units = (Unit("s" + digest(pair.zh, pair.en), pair.zh, pair.en, "1-1", pair.score) for pair in pairs)
    return encoded(memory, units, PROFILES["plain"])


_WRITERS: dict[str, Callable[[Iterable[Mined], str], Iterator[bytes]]] = {".tsv": _tsv, ".jsonl": _jsonl, ".tmx": _tmx}
