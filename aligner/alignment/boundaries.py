"""Where one bead may end and the next begin: what the marks around a place in both texts say of it.

Translators keep the ends of speech and of questions together more surely than they keep sentences one to one. A place
is good where both sides end with like marks, and both stand inside a quotation or both outside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.embedding.vocabulary import FOLDER as MODEL
from aligner.errors import ModelError, named_model_errors

FILE = MODEL.parent / "beads" / "boundaries.json"
KINDS = ("none", "?", "!", "…", ".", ":", ",")  # how a sentence ends, its quotation marks and brackets left aside
MARKS = {"？": "?", "?": "?", "！": "!", "!": "!", "…": "…", "。": ".", "．": ".", ".": ".", "：": ":", ":": ":"}
PAUSES = "；;，,、—-"
OPENING, CLOSING = "“「『", "”」』"
AROUND = CLOSING + "’\"')）》"
QUOTES = OPENING + CLOSING + "‘’\"'"
_QUOTE = re.compile(f"[{QUOTES}]")
LONGEST = 12  # sentences; a quotation that has been open for longer was never closed

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Habits:
    """Log-likelihood ratios of the end marks of pairs that translate each other against those of any two sentences.

    `ends` is indexed by the two ends (see `end_of`), shape (14, 14), and symmetric: the marks are those of writing, not
    of a language.
    """

    ends: Floats

    @classmethod
    @cache
    def load(cls, path: Path = FILE) -> Habits:
        """Open the table made by `scripts/training/boundaries.py`, once a process.

        Raises:
            ModelError: the file is missing or damaged.
        """
        with named_model_errors("the table of boundaries", path):
            ends = np.array(json.loads(path.read_text(encoding="utf-8"))["ends"], dtype=np.float64)
        if ends.shape != (2 * len(KINDS),) * 2:
            raise ModelError("the table of boundaries has a wrong shape", where=str(path), do="reinstall zh-en-aligner")
        return cls(ends)


@dataclass(frozen=True)
class Places:
    """The places between the n sentences of one text, from before the first to after the last.

    `ends` are the codes of the n sentences' ends; `quoted` says of each of the n + 1 places whether a quotation is open
    there.
    """

    ends: Codes
    quoted: NDArray[np.bool_]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Places:
        """The places of a text's sentences."""
        ends = np.array([end_of(text) for text in texts], dtype=np.int64)
        return cls(ends, np.array(open_quotations(texts), dtype=np.bool_))


def likely_ends(zh: Places, en: Places, rows: Codes, columns: Codes) -> Floats:
    """How much likelier the marks before each pair of places are in a pair than by chance, shape (rows, columns)."""
    habits = Habits.load()
    scores: Floats = np.zeros((len(rows), len(columns)))
    r, c = rows > 0, columns > 0
    scores[np.ix_(r, c)] = habits.ends[np.ix_(zh.ends[rows[r] - 1], en.ends[columns[c] - 1])]
    return scores


def split_quotations(zh: Places, en: Places, rows: Codes, columns: Codes) -> Floats:
    """1 for each pair of places of which one stands inside a quotation and one outside, shape (rows, columns)."""
    split: Floats = (zh.quoted[rows][:, None] != en.quoted[columns][None]).astype(np.float64)
    return split


def end_of(text: str) -> int:
    """The code of a sentence's end: its last mark's place in `KINDS`, plus their number if a quotation mark follows."""
    bare = text.rstrip()
    core = bare.rstrip(AROUND + " ")
    quoted = any(mark in QUOTES for mark in bare[len(core) :])
    last = core[-1:]
    kind = "…" if core.endswith(("...", ". . .")) else MARKS.get(last, "," if last and last in PAUSES else "none")
    return KINDS.index(kind) + len(KINDS) * quoted


def open_quotations(texts: Sequence[str]) -> list[bool]:
    """Whether a quotation is open before the first sentence (it is not) and after each of them."""
    double = single = False
    since = 0
    out = [False]
    for text in texts:
        for found in _QUOTE.finditer(text):
            at, mark = found.start(), found[0]
            before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
            if mark in OPENING:
                double, since = True, 0
            elif mark in CLOSING:
                double = single = False
            elif mark == '"':
                double, since = (True, 0) if not before or before.isspace() or before in "([—" else (False, since)
            elif mark == "‘" or (mark == "'" and (not before or before.isspace()) and after.isalnum()):
                single, since = True, 0
            elif not after.isalnum() and not (before.isalnum() and before.isascii()):
                single = False
        since += 1
        if since > LONGEST:
            double = single = False
        out.append(double or single)
    return out
