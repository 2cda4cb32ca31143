"""What it costs to write and to check a large memory, and whether anything that is written is ever invalid.

    python -m scripts.benchmark_exchange                        # 100,000 units written and validated, seconds and MB
    python -m scripts.benchmark_exchange --documents 2000       # and so many random documents, each checked
    python -m scripts.benchmark_exchange --documents 2000 --schemas ../shared/schemas    # by the official schemas too

Exits with 1 if a document was invalid. The random documents hold what breaks careless writers: `]]>`, characters that
XML forbids, right-to-left marks, headings in any order, links in any shape, divergences anywhere.
"""

from __future__ import annotations

import argparse
import logging
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from aligner.bitext import Alignment, Bead, digest, place_beads
from aligner.divergence import Audit, Divergence
from aligner.document import Block, BlockKind, Clause, Document, Language, Numbering, Place, Sentence, Span
from aligner.validation import validate
from aligner.writing import WriteSettings, write

T = TypeVar("T")

UNITS = 100_000
_ZH = "以太阳能、风能等可再生能源为主体，加快推进能源生产和消费模式变革，第{}项工程如期完成。"
_EN = "The transformation of energy production and consumption was sped up with renewable energy at the core, item {}."
_HOSTILE = ("]]>", "&", "<", '"', "\x0b", "\ufffe", "\ud83d", "\u202e", "\u2028", "\r", "\t", "𠀀", "�", "路", "a", " ")
_KINDS: tuple[BlockKind, ...] = ("paragraph", "paragraph", "heading", "item", "cell")

Paragraph = tuple[BlockKind, Sequence[Sequence[str]], Numbering | None]
"""A block's kind, its sentences as lists of clauses, and its numbering, whose span counts from the block."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and say whether all that was written is valid."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--units", type=int, default=UNITS, help="units of the memory (%(default)s)")
    parser.add_argument("--documents", type=int, default=0, help="random documents to write and check (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the random documents (%(default)s)")
    parser.add_argument("--schemas", type=Path, help="a folder with the official schemas")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        for line in memory(chosen.units, Path(folder)):
            _say(line)
        official = Official(chosen.schemas) if chosen.schemas else None
        faults = list(invalid(chosen.documents, chosen.seed, Path(folder), official))
    for fault in faults:
        _say(fault)
    if chosen.documents:
        _say(f"{chosen.documents} documents, {len(faults)} invalid files")
    return int(bool(faults))


def memory(units: int, folder: Path) -> Iterator[str]:
    """Write a memory of so many units and validate it, each told with what it took."""
    audit = large(units)
    (*_, file), cost = measured(lambda: write(audit, folder, name="large", formats=["tmx"]))
    yield f"written    {units} units, {file.stat().st_size / 1e6:.1f} MB: {cost}"
    found, cost = measured(lambda: validate(file))
    yield f"validated  {units} units, {len(found)} faults: {cost}"


class Cost(NamedTuple):
    """Seconds by the clock and of the processor; and the most memory that the process has used so far, in MB."""

    clock: float
    processor: float
    peak: float

    def __str__(self) -> str:
        return f"{self.clock:.2f} s ({self.processor:.2f} s of processor), peak so far {self.peak:.0f} MB"


def measured(function: Callable[[], T]) -> tuple[T, Cost]:
    """What a function gives, and what it cost."""
    clock, processor = time.perf_counter(), time.process_time()
    found = function()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found, Cost(time.perf_counter() - clock, time.process_time() - processor, peak)


def invalid(documents: int, seed: int, folder: Path, official: Official | None = None) -> Iterator[str]:
    """Write random documents as TMX and TEI, and tell each file that is invalid, with the document's number."""
    for number in range(documents):
        random = Random(f"{seed} {number}")
        settings = WriteSettings(
            tmx_profile=random.choice(("plain", "omegat", "trados", "memoq")),
            units=random.choice(("sentence", "clause")),
            null_file=random.random() < 0.5,
            clean=random.random() < 0.2,
            merge_duplicates=random.random() < 0.3,
            tei_corpus=random.random() < 0.5,
        )
        for file in write(random_audit(random), folder, name="random", formats=["tmx", "tei"], settings=settings)[2:]:
            for fault in validate(file):
                yield f"document {number}: {file.name}:{fault.line}: {fault.code} {fault.message}"
            if official and (why := official.refuses(file)):
                yield f"document {number}: {file.name}: {why}"


class Official:
    """The official schemas: DTD and XSD of TMX, RelaxNG of TEI, which takes some ten seconds."""

    def __init__(self, folder: Path) -> None:
        from lxml import etree

        self._tmx = (
            etree.DTD(str(folder / "tmx14.dtd")),
            etree.XMLSchema(etree.parse(str(folder / "tmx14.xsd"))),
        )
        self._tei = (etree.RelaxNG(etree.parse(str(folder / "tei_all.rng"))),)

    def refuses(self, file: Path) -> str:
        """Why a file is invalid, or "" if it is not."""
        from lxml import etree

        root = etree.parse(str(file))
        for schema in self._tmx if file.suffix == ".tmx" else self._tei:
            if not schema.validate(root):
                return str(schema.error_log)
        return ""


def large(units: int) -> Audit:
    """An audit of sentence pairs that are much alike, a paragraph each, a divergence in every fiftieth."""
    zh, en = (document(lang, [("paragraph", [[text.format(i)]], None) for i in range(units)]) for lang, text in _TEXTS)
    beads = [Bead((i,), (i,), 0.9) for i in range(units)]
    sentences, clauses = place_beads(zh, en, beads, [[bead] for bead in beads])
    alignment = Alignment(zh, en, tuple(beads), tuple((bead,) for bead in beads), sentences, clauses)
    marks = (
        Divergence(f"d{i}", "omission", "content", "major", 0.8, sentences[i].id, sentences[i].zh, (), "Lost.", ("a",))
        for i in range(0, units, 50)
    )
    return Audit(alignment, tuple(marks))


_TEXTS: tuple[tuple[Language, str], ...] = (("zh", _ZH), ("en", _EN))


def document(language: Language, paragraphs: Sequence[Paragraph], source: str = "") -> Document:
    """A document of paragraphs, its clauses and sentences joined by a blank in English."""
    glue = " " if language == "en" else ""
    texts: list[str] = []
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    at = 0
    for kind, parts, number in paragraphs:
        start = at
        for s, sentence in enumerate(parts):
            first = at = at + (len(glue) if s else 0)
            for c, clause in enumerate(sentence):
                at += len(glue) if c else 0
                clauses.append(Clause(Span(at, at + len(clause)), len(sentences)))
                at += len(clause)
            sentences.append(Sentence(Span(first, at), len(blocks)))
        texts.append(glue.join(glue.join(sentence) for sentence in parts))
        numbering = number and number._replace(span=number.span.shift(start))
        blocks.append(Block(Span(start, at), kind, numbering, Place(len(blocks) // 2 + 1)))
        at += 1
    return Document(language, "\n".join(texts), tuple(blocks), tuple(sentences), tuple(clauses), source)


def random_audit(random: Random) -> Audit:
    """An audit of any shape, with any characters in it."""
    zh, en = random_document("zh", random), random_document("en", random)
    beads = random_beads(len(zh.sentences), len(en.sentences), random)
    inner = [
        random_beads_of(
            [i for s in bead.zh for i in zh.clauses_of[s]], [i for s in bead.en for i in en.clauses_of[s]], random
        )
        for bead in beads
    ]
    sentences, clauses = place_beads(zh, en, beads, inner)
    original: Language = random.choice(("zh", "en"))
    warnings = tuple(random_text(random) for _ in range(random.choice((0, 0, 1))))
    alignment = Alignment(
        zh, en, tuple(beads), tuple(map(tuple, inner)), sentences, clauses, original, random_text(random), warnings
    )
    identifiers = count(1)
    marks = [
        Divergence(
            "d" + digest(str(next(identifiers))),
            random.choice(("omission", "addition", "mistranslation")),
            random.choice(("content", "entity", "number", "structure", "terminology", "language")),
            random.choice(("major", "minor")),
            round(random.random(), 4),
            random.choice([link.id, *(clause.id for clause in inner_links)]),
            link.zh[: random.randrange(3)],
            link.en[: random.randrange(3)],
            random_text(random),
            tuple(random_text(random) for _ in range(random.choice((1, 2)))),
            random.choice(({}, {"rule": {"words": [random_text(random)], "strength": 0.5}})),
        )
        for link, inner_links in zip(sentences, clauses, strict=True)
        if random.random() < 0.4
    ]
    return Audit(alignment, tuple(marks), threshold=0.3)


def random_document(language: Language, random: Random) -> Document:
    """Up to eight blocks of any kind, some with a number at their start."""
    paragraphs: list[Paragraph] = []
    for _ in range(random.randrange(9)):
        sentences = [
            [random_text(random) for _ in range(random.choice((1, 1, 2, 3)))] for _ in range(random.randrange(4))
        ]
        number = None
        if sentences and random.random() < 0.4:
            label = random.choice(("一、", "（二）", "1.", "•", "Article 3", "]]>"))
            sentences[0][0] = label + sentences[0][0]
            number = Numbering(label, Span(0, len(label)), "han", random.randrange(1, 5), random.choice((1, None)))
        paragraphs.append((random.choice(_KINDS), sentences, number))
    return document(language, paragraphs, random.choice(("", "page.txt", "a&b<c>.html")))


def random_text(random: Random) -> str:
    """A few characters, each of them likely to be trouble."""
    return "".join(random.choice(_HOSTILE) for _ in range(random.randrange(1, 7)))


def random_beads(zh: int, en: int, random: Random) -> list[Bead]:
    """Beads that cover so many sentences of either side once, in order, some of them null."""
    return random_beads_of(range(zh), range(en), random)


def random_beads_of(zh: Sequence[int], en: Sequence[int], random: Random) -> list[Bead]:
    """Beads that cover these units once, in order, some of them null."""
    beads, i, j = [], 0, 0
    while i < len(zh) or j < len(en):
        a, b = random.randrange(4), random.randrange(4)
        bead = Bead(tuple(zh[i : i + a]), tuple(en[j : j + b]), round(random.random(), 4))
        i, j = i + len(bead.zh), j + len(bead.en)
        if bead.zh or bead.en:
            beads.append(bead)
    return beads


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # this is the program's output


if __name__ == "__main__":
    logging.getLogger("aligner").setLevel(logging.ERROR)  # what is wrong with the texts is known
    sys.exit(main())
