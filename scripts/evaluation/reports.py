"""Official reports and their official translations: paragraphs kept apart, and few major flags in faithful text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from aligner.api import align_lines
from aligner.bitext import Bead
from aligner.document import LANGUAGES, Document, Language
from aligner.segmentation import segment
from scripts.evaluation.baselines import every_six_letters
from scripts.evaluation.bench import Bench, Source, run
from scripts.evaluation.figures import Figure
from scripts.evaluation.parallel import each

CROSSING_TARGET = 0.005
LINKED_TARGET = 0.98
SENTENCES_TARGET = 3.5
FLAGS_TARGET = 3.0
FLAGS_SLACK = 0.1

_HAN = re.compile("[\u3400-\u9fff]")


class Sentence(NamedTuple):
    """A sentence and the index of the paragraph it was cut from."""

    text: str
    paragraph: int


class Tally(NamedTuple):
    """What was counted in one report; characters are counted without blanks, a count a language."""

    beads: int
    crossing: int
    sentences: int
    linked: tuple[int, int]
    characters: tuple[int, int]


def sources(bench: Bench) -> list[Source]:
    """The reports: line i of one language translates line i of the other."""
    names = sorted(path.name for path in bench.gold("gold/gov-reports/zh").glob("*.txt"))
    return [Source(name.removesuffix(".txt"), _files(name)) for name in names]


def _files(name: str) -> tuple[str, ...]:
    return f"gold/gov-reports/zh/{name}", f"gold/gov-reports/en/{name}"


def measure_paragraphs(bench: Bench) -> tuple[Figure, ...]:
    """How well beads keep to paragraphs that the aligner does not see.

    Sentences are cut by our segmenter, paragraph by paragraph, and aligned as `aligner beads` does. Counted over the
    beads that are not null: the share that join sentences of different paragraphs, and sentences of both sides a bead;
    and the share of characters that stand in such beads, of the side where it is less.
    """
    tallies = [_tally_of(bench, source) for source in sources(bench)]
    beads = sum(tally.beads for tally in tallies)
    linked = min(sum(t.linked[side] for t in tallies) / sum(t.characters[side] for t in tallies) for side in (0, 1))
    return (
        Figure(
            "beads that cross paragraphs",
            sum(tally.crossing for tally in tallies) / beads,
            "less",
            target=CROSSING_TARGET,
            slack=0.002,
        ),
        Figure("characters linked", linked, target=LINKED_TARGET),
        Figure(
            "sentences a bead",
            sum(tally.sentences for tally in tallies) / beads,
            "less",
            target=SENTENCES_TARGET,
            slack=0.1,
        ),
    )


def _tally_of(bench: Bench, source: Source) -> Tally:
    sides = []
    for language, path in zip(LANGUAGES, source.files, strict=True):
        cut = cut_paragraphs(language, bench.gold(path).read_text(encoding="utf-8").splitlines())
        out = bench.work / "paragraphs" / f"{source.name}.{language}.txt"
        out.parent.mkdir(exist_ok=True)
        out.write_text("".join(sentence.text + "\n" for sentence in cut), encoding="utf-8")
        sides.append((cut, out))
    (zh, zh_file), (en, en_file) = sides
    return tally(zh, en, align_lines(zh_file, en_file))


def cut_paragraphs(language: Language, lines: Sequence[str]) -> list[Sentence]:
    """The sentences of paragraphs, one a line of a file."""
    document = segment(Document.from_blocks(language, [(line, "paragraph", None) for line in lines]))
    return [Sentence(sentence.span.of(document.text), sentence.block) for sentence in document.sentences]


def tally(zh: Sequence[Sentence], en: Sequence[Sentence], beads: Sequence[Bead]) -> Tally:
    """Count the beads of one report that are not null."""
    linked = [bead for bead in beads if not bead.is_null]
    paragraphs = [{zh[k].paragraph for k in bead.zh} | {en[k].paragraph for k in bead.en} for bead in linked]
    return Tally(
        len(linked),
        sum(len(within) > 1 for within in paragraphs),
        sum(len(bead.zh) + len(bead.en) for bead in linked),
        (
            _characters(zh[k] for bead in linked for k in bead.zh),
            _characters(en[k] for bead in linked for k in bead.en),
        ),
        (_characters(zh), _characters(en)),
    )


def _characters(sentences: Iterable[Sentence]) -> int:
    return sum(not character.isspace() for sentence in sentences for character in sentence.text)


class Marks(NamedTuple):
    """How much of one report is marked: divergences called major, marks of the baseline, and Chinese characters."""

    flags: int
    baseline: int
    characters: int


def measure_faithful(bench: Bench) -> tuple[Figure, ...]:
    """Divergences called major in official translations, for every 1,000 Chinese characters."""
    counted = each(partial(count_marks, bench), sources(bench))
    flags, baseline, characters = (sum(column) for column in zip(*counted, strict=True))
    name = "major flags a 1,000 characters"
    return (
        Figure(
            name,
            1000 * flags / characters,
            "less",
            FLAGS_TARGET,
            baseline=1000 * baseline / characters,
            slack=FLAGS_SLACK,
        ),
    )


def count_marks(bench: Bench, source: Source) -> Marks:
    """Audit one report and count."""
    audit = run(bench, source).audit
    zh = audit.alignment.zh.text
    flags = sum(d.severity == "major" and d.cls != "language" for d in audit.divergences)
    return Marks(flags, len(every_six_letters(zh)), len(_HAN.findall(zh)))
