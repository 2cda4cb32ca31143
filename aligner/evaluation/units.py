"""Files of aligned texts (TMX, TSV …) as ladders over the same pieces of text.

Such files number no sentences. Two of them are compared by where their units cut the text: the ends of all units of
both files, blanks aside, part each side into pieces, and a unit is the bead of its pieces. Text that only one file
has (TMX leaves sentences without counterpart out) makes null beads in the other, a piece a bead.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from aligner.bitext import Bead
from aligner.document import LANGUAGES, Language
from aligner.errors import InputError, LanguageError
from aligner.evaluation.ladder import Ladder
from aligner.reading import Pair, read_pairs

LEAST_SHARED = 0.5
"""The least part of either file's characters that the other must have too."""
_LONGEST_REGION = 20_000
_token = re.compile(r"[^。！？；.!?;]*[。！？；.!?;]*")


class Units(NamedTuple):
    """The units of one file, in its order."""

    name: str
    pairs: tuple[Pair, ...]


Range = tuple[int, int]
"""Where a unit's text begins and ends among all characters of one side that either file has."""


def read_units(path: Path, encoding: str | None = None) -> Units:
    """Read a file that `aligner.reading.read_pairs` reads.

    Raises:
        ReadError: The file cannot be read.
        InputError: It holds no units.
    """
    found = read_pairs(path, encoding=encoding)
    try:
        units = Units(found.name, tuple(found))
    except LanguageError:
        units = Units(found.name, ())
    if not units.pairs:
        raise InputError(
            "no unit of this file has both a Chinese and an English text", where=found.name, do="give aligned units"
        )
    return units


def as_ladders(gold: Units, auto: Units) -> tuple[Ladder, Ladder]:
    """Two files of units over the same text as ladders of its pieces.

    Raises:
        InputError: The two files do not hold the same text.
    """
    sides = {side: _placed(gold, auto, side) for side in LANGUAGES}
    cuts = {side: sorted({end for ranges in both for place in ranges for end in place}) for side, both in sides.items()}
    ladders = []
    for number, units in enumerate((gold, auto)):
        pieces = {side: [_pieces(place, cuts[side]) for place in sides[side][number]] for side in LANGUAGES}
        beads = [Bead(zh, en) for zh, en in zip(pieces["zh"], pieces["en"], strict=True)]
        lines = [pair.line for pair in units.pairs]
        nulls = _nulls(pieces["zh"], pieces["en"], {side: max(0, len(cuts[side]) - 1) for side in LANGUAGES})
        ladders.append(Ladder(units.name, (*beads, *nulls), (*lines, *(None for _ in nulls))))
    return ladders[0], ladders[1]


def _pieces(place: Range, cuts: Sequence[int]) -> tuple[int, ...]:
    return tuple(range(bisect_left(cuts, place[0]), bisect_left(cuts, place[1])))


def _nulls(zh: Iterable[tuple[int, ...]], en: Iterable[tuple[int, ...]], counts: dict[Language, int]) -> list[Bead]:
    """A null bead for each piece that is in no unit."""
    held = {k for pieces in zh for k in pieces}, {k for pieces in en for k in pieces}
    return [
        *(Bead((k,), ()) for k in range(counts["zh"]) if k not in held[0]),
        *(Bead((), (k,)) for k in range(counts["en"]) if k not in held[1]),
    ]


def _placed(gold: Units, auto: Units, side: Language) -> tuple[list[Range], list[Range]]:
    """Where the units of both files stand on one side."""
    texts = [["".join(pair.texts[side].split()) for pair in units.pairs] for units in (gold, auto)]
    wholes = ["".join(inner) for inner in texts]
    if wholes[0] == wholes[1]:
        places: Sequence[Sequence[int]] = (range(len(wholes[0])),) * 2
    else:
        places = _merged(*wholes)
        shared = len(set(places[0]).intersection(places[1]))
        if shared < LEAST_SHARED * max(map(len, places)):
            raise InputError(
                f"its {'Chinese' if side == 'zh' else 'English'} side is not the text of {gold.name}",
                where=auto.name,
                do="compare two alignments of the same text",
            )
    return _ranges(texts[0], places[0]), _ranges(texts[1], places[1])


def _ranges(texts: Sequence[str], places: Sequence[int]) -> list[Range]:
    """Each text's range, from the place of each character; an empty text has an empty range."""
    ends = list(accumulate(map(len, texts), initial=0))
    return [(places[a], places[b - 1] + 1) if a < b else (0, 0) for a, b in pairwise(ends)]


def _merged(one: str, two: str) -> tuple[list[int], list[int]]:
    """Where each character of two texts stands in one text that holds both, common parts once."""
    places: tuple[list[int], list[int]] = [], []
    tokens: tuple[list[str], list[str]] = _token.findall(one), _token.findall(two)
    at = 0
    for tag, a, b, c, d in SequenceMatcher(None, *tokens, autojunk=False).get_opcodes():
        regions = "".join(tokens[0][a:b]), "".join(tokens[1][c:d])
        at = _extend(places, regions, at, same=tag == "equal")
    return places


def _extend(places: tuple[list[int], list[int]], regions: tuple[str, str], at: int, *, same: bool) -> int:
    """Place the characters of a region from `at` on, and say where the next begins."""
    one, two = regions
    if same:
        blocks = [(0, 0, len(one))]
    elif one and two and max(len(one), len(two)) <= _LONGEST_REGION:
        blocks = [(b.a, b.b, b.size) for b in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()]
    else:
        blocks = []
    i = j = 0
    for a, b, size in [*blocks, (len(one), len(two), 0)]:
        places[0].extend(range(at, at + a - i))
        at += a - i
        places[1].extend(range(at, at + b - j))
        at += b - j
        for side in places:
            side.extend(range(at, at + size))
        at, i, j = at + size, a + size, b + size
    return at
