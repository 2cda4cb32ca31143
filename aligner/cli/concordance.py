"""How hits are printed: as lines for people, ruled by where the match stands, or as TSV or JSON lines for programs.

document › section · link
  …what stands before it  the match  and what stands after it…
  the other side in full, with what renders the match marked
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from aligner.document import Span

if TYPE_CHECKING:
    from rich.text import Text

    from aligner.store.search import Found, Hit

_WIDTH = 100  # cells of a line that does not go to a terminal
_TITLE = 24  # characters of a section's title
_COLUMNS = (
    "document",
    "section",
    "link",
    "score",
    "language",
    "before",
    "match",
    "after",
    "other",
    "aligned",
    "flags",
    "similarity",
)


def as_text(found: Found, stream: TextIO) -> None:
    """Print hits in context; a match is bold on a terminal, and stands in «» anywhere else."""
    from rich.console import Console

    console = Console(file=stream, highlight=False, markup=False, width=None if stream.isatty() else _WIDTH)
    for hit, across in _aligned(found.hits):
        console.print(_heading(hit), no_wrap=True, overflow="ellipsis")
        if hit.matches:
            console.print(_in_context(hit.text, hit.matches[0], console.width - 2, stream.isatty()), no_wrap=True)
        else:
            console.print(_marked(hit.text or "—", (), stream.isatty()), soft_wrap=not stream.isatty())
        console.print(_marked(hit.other_text or "—", across, stream.isatty()), soft_wrap=not stream.isatty())
        console.print()


def as_tsv(found: Found, stream: TextIO) -> None:
    """Write a row a match, under a row of column names."""
    rows = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\")
    rows.writerow(_COLUMNS)
    for hit, across in _aligned(found.hits):
        flags = " ".join(f"{flag.severity}:{flag.kind}" for flag in hit.divergences)
        marked = " … ".join(span.of(hit.other_text) for span in across)
        where = (hit.document, " › ".join(hit.section), hit.link, f"{hit.score:.4f}", hit.language)
        likeness = "" if hit.similarity is None else f"{hit.similarity:.4f}"
        for match in hit.matches or (Span(0, len(hit.text)),):
            context = hit.text[: match.start], match.of(hit.text), hit.text[match.end :]
            rows.writerow([_one_line(cell) for cell in (*where, *context, hit.other_text, marked, flags, likeness)])


def as_jsonl(found: Found, stream: TextIO) -> None:
    """Write an object a hit; spans count characters of its two texts."""
    for hit, across in _aligned(found.hits):
        other = "en" if hit.language == "zh" else "zh"
        record = {
            "document": hit.document,
            "section": hit.section,
            "link": hit.link,
            "score": round(hit.score, 4),
            "language": hit.language,
            "zh_text": hit.zh,
            "en_text": hit.en,
            hit.language: hit.matches,
            other: across,
            **({} if hit.similarity is None else {"similarity": hit.similarity}),
            "divergences": [flag._asdict() for flag in hit.divergences],
        }
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def _aligned(hits: Sequence[Hit]) -> Iterator[tuple[Hit, tuple[Span, ...]]]:
    """Each hit with what renders its matches on the other side."""
    if not hits:
        return
    from aligner.store.concordance import aligned

    for hit in hits:
        yield hit, aligned(hit.zh, hit.en, hit.language, hit.matches)


def _heading(hit: Hit) -> Text:
    from rich.text import Text

    titles = (title if len(title) <= _TITLE else title[: _TITLE - 1] + "…" for title in hit.section)
    line = Text(" › ".join((hit.document, *titles)), style="cyan")
    line.append(f" · {hit.link}", style="dim")
    if hit.similarity is not None:
        line.append(f" · {hit.similarity:.2f}", style="bold")
    for flag in hit.divergences:
        line.append(f" · {flag.severity} {flag.kind}", style="red" if flag.severity == "major" else "yellow")
    return line


def _in_context(text: str, match: Span, width: int, is_terminal: bool) -> Text:
    """The match in the middle of a line, as much around it as there is room for."""
    from rich.cells import cell_len, set_cell_size
    from rich.text import Text

    line = Text("  ")
    shown = match.of(text) if is_terminal else f"«{match.of(text)}»"
    room = max((width - cell_len(shown)) // 2, 8)
    before, after = _one_line(text[: match.start]), _one_line(text[match.end :])
    if cell_len(before) > room:
        kept = before
        while cell_len(kept) >= room:
            kept = kept[max(1, (cell_len(kept) - room) // 2) :]
        before = "…" + kept
    line.append(" " * max(room - cell_len(before), 0) + before)
    line.append(shown, style="bold green")
    line.append(after if cell_len(after) <= room else set_cell_size(after, room - 1).rstrip() + "…")
    return line


def _marked(text: str, spans: Sequence[Span], is_terminal: bool) -> Text:
    from rich.text import Text

    line = Text("  ")
    at = 0
    for span in spans:
        line.append(_one_line(text[at : span.start]))
        shown = _one_line(span.of(text))
        line.append(shown if is_terminal else f"«{shown}»", style="bold green")
        at = span.end
    return line.append(_one_line(text[at:]))


def _one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
