"""From folders and memories on disk to a store, and out of it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from aligner.embedding.encoder import Encoder, load_encoder
from aligner.reading import read_pairs
from aligner.reading.source import stem_of
from aligner.store.entry import Entry, entries_in
from aligner.store.keeping import Change, links_in, names_of, put, remove, settle, unknown
from aligner.store.schema import Store
from aligner.store.vectors import model_of, update


def index(
    sources: Iterable[Path],
    store: Store,
    *,
    encoding: str | None = None,
    encoder: Encoder | None = None,
    alone: bool = False,
    on_step: Callable[[str], None] = lambda name: None,
) -> Counter[Change]:
    """Put documents into a store, one transaction each.

    Args:
        sources: Folders that `align` or `batch` wrote into, and files of aligned units (TMX …), each a document.
        store: Where to put them.
        encoding: The encoding of files of aligned units; None to detect it.
        encoder: Gives the vectors by which similar sentences are found; None for the model that gave those of the
            store so far, or else the built-in one.
        alone: Whether documents that no source holds are removed, once all that the sources hold has been put.
        on_step: Called with what is being done, now and then.

    Returns:
        How many were added, replaced, unchanged and removed.

    Raises:
        InputError: A source holds nothing that can be put into a store; documents before it have been put.
        StoreError: The store cannot be written.
    """
    changes: Counter[Change] = Counter()
    before = links_in(store)
    replaced = 0
    names = set()
    for entry in _entries(sources, encoding):
        on_step(entry.name)
        change = put(store, entry, partial(_counted, on_step, entry.name))
        changes[change] += 1
        names.add(entry.name)
        if change == "replaced":
            replaced += sum(record["level"] == "sentence" for record in entry.links())
    changed = links_in(store) - before + replaced
    if alone:
        gone = [name for name in names_of(store) if name not in names]
        changed += _removed(store, gone, on_step)
        changes["removed"] += len(gone)
    _finish(store, changed, encoder, on_step)
    return changes


def _counted(on_step: Callable[[str], None], name: str, count: int) -> None:
    on_step(f"{name}: {count:,} links")


def take_out(names: Iterable[str], store: Store, *, on_step: Callable[[str], None] = lambda name: None) -> int:
    """Remove documents from a store; decisions about them stay, and hold again if they come back.

    Returns:
        How many there were.

    Raises:
        StoreError: There is none of one of these names, and nothing has been removed; or the store cannot be written.
    """
    wanted = list(dict.fromkeys(names))
    known = frozenset(names_of(store))
    for name in wanted:
        if name not in known:
            raise unknown(store, name)
    _finish(store, _removed(store, wanted, on_step), None, on_step)
    return len(wanted)


def _removed(store: Store, names: Iterable[str], on_step: Callable[[str], None]) -> int:
    """Remove documents, and say how many links they had."""
    before = links_in(store)
    for name in names:
        on_step(f"removing {name}")
        remove(store, name)
    return before - links_in(store)


def _finish(store: Store, changed: int, encoder: Encoder | None, on_step: Callable[[str], None]) -> None:
    on_step("merging the text indexes")
    settle(store, changed)
    update(store, encoder or load_encoder(model_of(store)), lambda count: on_step(f"{count:,} links encoded"))


def _entries(sources: Iterable[Path], encoding: str | None) -> Iterator[Entry]:
    for source in sources:
        if source.is_dir():
            yield from entries_in(source)
        else:
            yield Entry.of_pairs(read_pairs(source, encoding=encoding), stem_of(str(source)))
