"""Bilingual tables: which of their columns is the Chinese one, and which the English.

Columns that the user names are taken; else those whose header names a language ("zh-CN", 英文); else, of those that
hold one language throughout, the one of each that says most, so that numbers, keys and remarks stay aside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from aligner.document import LANGUAGES, Language, Place, other
from aligner.errors import InputError, ReadError
from aligner.reading.languages import language_of
from aligner.reading.page import BLANKS, Cell, Page, Piece
from aligner.reading.pairs import Counts, Pair, one_line
from aligner.reading.script import evidence, words_worth

Columns = tuple[str, str]
"""The Chinese and the English column, each by the name at its head, its letter ("B") or its number, from 1."""

SKIPPED_SHEETS = "sheets without a Chinese and an English column were left out"
_SAMPLE = 500
_HEADER_ROWS = 10
_PURE = 0.8
_ROLE_NAMES = (
    "source target src tgt trg original translation text segment 原文 译文 譯文 源文 目标 目標 源语言 源語言 目标语言 "
    "目標語言"
)
_ROLES = frozenset(_ROLE_NAMES.split())


class Row(NamedTuple):
    """The cells of a row, "" for an empty one, and its 1-based line or row number."""

    cells: tuple[str, ...]
    line: int


class Sheet(NamedTuple):
    """A table: its name ("" if it has none) and its rows."""

    name: str
    rows: Iterator[Row]


class Found(NamedTuple):
    """The 0-based columns of the two languages, and how many rows at the top are none of the table's content."""

    zh: int
    en: int
    header: int


def pairs_in(sheets: Iterable[Sheet], columns: Columns | None, name: str, counts: Counts) -> Iterator[Pair]:
    """The pairs of every sheet that has both columns, a row for a row.

    Args:
        sheets: The tables of a file.
        columns: Those that the user named, if any.
        name: The file's name, for messages.
        counts: Where it is counted how many sheets were left out.

    Raises:
        ReadError: No sheet has both columns.
        InputError: The columns that were named are in none.
    """
    seen = False
    for sheet in sheets:
        sample = list(islice(sheet.rows, _SAMPLE))
        found = columns_of(sample, columns)
        if found is None:
            counts[SKIPPED_SHEETS] += bool(sample)
            continue
        seen = True
        for row in chain(sample[found.header :], sheet.rows):
            yield Pair.of({"zh": _cell(row, found.zh), "en": _cell(row, found.en)}, row.line)
    if not seen:
        raise _missing(columns, name)


def columns_of(sample: Sequence[Row], columns: Columns | None) -> Found | None:
    """The columns of a table that begins with some rows: those that are named, or else those found; None for none."""
    return _named(sample, columns) if columns else _found(sample) or _by_elimination(sample)


def column_named(sample: Sequence[Row], column: str) -> int | None:
    """The 0-based number of a column, named by what stands at its head, by letter or by number; None for none."""
    wanted = column.strip().casefold()
    for row in sample[:_HEADER_ROWS]:
        heads = [cell.strip(BLANKS).casefold() for cell in row.cells]
        if wanted in heads:
            return heads.index(wanted)
    return _number(wanted)


def page_in(sheets: Iterable[Sheet], name: str, warnings: tuple[str, ...] = ()) -> Page:
    """A page of the two columns of each sheet, or of all its cells where two such columns are not to be found."""
    pieces: list[Piece] = []
    for number, sheet in enumerate(sheets):
        rows = list(sheet.rows)
        found = _found(rows[:_SAMPLE])
        languages: dict[int, Language] = {found.zh: "zh", found.en: "en"} if found else {}
        for row in rows[found.header if found else 0 :]:
            for column, cell in enumerate(row.cells):
                text = one_line(cell)
                if text and (column in languages or not languages):
                    place = Cell(number, row.line, column)
                    pieces.append(Piece(text, "cell", Place(row.line), place, languages.get(column)))
    return Page(name, tuple(pieces), warnings=warnings)


def sheets_of(page: Page) -> Iterator[Sheet]:
    """The tables of a page; what stands beside tables is in none."""
    tables: dict[int, dict[int, dict[int, list[str]]]] = {}
    for piece in page.pieces:
        if piece.cell:
            row = tables.setdefault(piece.cell.table, {}).setdefault(piece.cell.row, {})
            row.setdefault(piece.cell.column, []).append(piece.text)
    for rows in tables.values():
        yield Sheet("", (Row(_joined(cells), number + 1) for number, cells in rows.items()))


def _joined(cells: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    return tuple("\n".join(cells.get(column, ())) for column in range(max(cells) + 1))


def _cell(row: Row, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def _named(sample: Sequence[Row], columns: Columns) -> Found | None:
    """The columns that the user named; the rows down to the one that holds their names are the header."""
    wanted = [column.strip().casefold() for column in columns]
    for index, row in enumerate(sample[:_HEADER_ROWS]):
        heads = [cell.strip(BLANKS).casefold() for cell in row.cells]
        if all(name in heads for name in wanted):
            return Found(heads.index(wanted[0]), heads.index(wanted[1]), index + 1)
    width = max((len(row.cells) for row in sample), default=0)
    numbers = [_number(name) for name in wanted]
    if any(number is None or number >= width for number in numbers):
        return None
    zh, en = (number or 0 for number in numbers)
    return Found(zh, en, _header(sample, (zh, en)))


def _number(name: str) -> int | None:
    """The 0-based number of the column with that letter or 1-based number."""
    if name.isascii() and name.isdigit():
        return int(name) - 1 if int(name) else None
    if not (name.isascii() and name.isalpha() and len(name) <= 3):
        return None
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("a") + 1
    return number - 1


def _found(sample: Sequence[Row]) -> Found | None:
    for index, row in enumerate(sample[:_HEADER_ROWS]):
        heads = [language_of(cell) if len(cell) <= 40 else None for cell in row.cells]
        if "zh" in heads and "en" in heads:
            return Found(heads.index("zh"), heads.index("en"), index + 1)
    best = _fullest(sample)
    if len(best) == 2:
        return Found(best["zh"], best["en"], _header(sample, (best["zh"], best["en"])))
    return None


def _by_elimination(sample: Sequence[Row]) -> Found | None:
    """The columns of a table that has but two: one that tells its language, and one of nothing but digits or names."""
    best = _fullest(sample)
    if len(best) != 1 or not all(len(row.cells) == 2 for row in sample if any(row.cells)):
        return None
    language, column = next(iter(best.items()))
    others = [evidence(_cell(row, 1 - column)) for row in sample]
    if not all(seen.language is None or seen.is_weak for seen in others):
        return None
    sides = {language: column, other(language): 1 - column}
    return Found(sides["zh"], sides["en"], _header(sample, (0, 1)))


def _fullest(sample: Sequence[Row]) -> dict[Language, int]:
    """For each language, the column that says most, of those that hold it almost throughout."""
    rows: dict[int, Counter[Language]] = {}
    worth: dict[tuple[Language, int], float] = defaultdict(float)
    for row in sample:
        for column, cell in enumerate(() if _is_header(row) else row.cells):
            seen = evidence(cell)
            if seen.language:
                rows.setdefault(column, Counter())[seen.language] += 1
                worth[seen.language, column] += words_worth(cell, seen.language)
    best: dict[Language, int] = {}
    for language in LANGUAGES:
        pure = [column for column, seen in rows.items() if seen[language] >= _PURE * seen.total()]
        if pure:
            best[language] = max((worth[language, column], -column, column) for column in pure)[2]
    return best


def _header(sample: Sequence[Row], columns: tuple[int, int]) -> int:
    """How many rows at the top of two columns are names of languages or say "source" and "target"."""
    for index, row in enumerate(sample[:_HEADER_ROWS]):
        if all(map(_is_role, (_cell(row, column) for column in columns))):
            return index + 1
    return 0


def _is_header(row: Row) -> bool:
    return sum(map(_is_role, row.cells)) >= 2


def _is_role(cell: str) -> bool:
    head = cell.strip(BLANKS).casefold()
    return head in _ROLES or language_of(head) is not None


def _missing(columns: Columns | None, name: str) -> Exception:
    if columns:
        return InputError(
            f"there are no columns {columns[0]!r} and {columns[1]!r}",
            where=name,
            do="name them by what stands at their head, by letter (B,C) or by number (2,3), the Chinese one first",
        )
    return ReadError(
        "no column of this file is Chinese with another that is English",
        where=name,
        do="name them with --columns, or use `aligner align` for running text",
    )
