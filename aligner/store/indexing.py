"""From folders and memories on disk to a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from aligner.embedding.encoder import Encoder, load_encoder
from aligner.reading import read_pairs
from aligner.reading.source import stem_of
from aligner.store.entry import Entry, entries_in
from aligner.store.keeping import Change, links_in, put, settle
from aligner.store.schema import Store
from aligner.store.vectors import model_of, update


def index(
    sources: Iterable[Path],
    store: Store,
    *,
    encoding: str | None = None,
    encoder: Encoder | None = None,
    on_step: Callable[[str], None] = lambda name: None,
) -> Counter[Change]:
    """Put documents into a store, one transaction each.

    Args:
        sources: Folders that `align` or `batch` wrote into, and files of aligned units (TMX …), each a document.
        store: Where to put them.
        encoding: The encoding of files of aligned units; None to detect it.
        encoder: Gives the vectors by which similar sentences are found; None for the model that gave those of the
            store so far, or else the built-in one.
        on_step: Called with what is being done, now and then.

    Returns:
        How many were added, replaced and unchanged.

    Raises:
        InputError: A source holds nothing that can be put into a store; documents before it have been put.
        StoreError: The store cannot be written.
    """
    changes: Counter[Change] = Counter()
    before = links_in(store)
    replaced = 0
    for entry in _entries(sources, encoding):
        on_step(entry.name)
        change = put(store, entry, lambda count, name=entry.name: on_step(f"{name}: {count:,} links"))  # type: ignore[misc]
        changes[change] += 1
        if change == "replaced":
            replaced += sum(record["level"] == "sentence" for record in entry.links())
    on_step("merging the text indexes")
    settle(store, links_in(store) - before + replaced)
    update(store, encoder or load_encoder(model_of(store)), lambda count: on_step(f"{count:,} links encoded"))
    return changes


def _entries(sources: Iterable[Path], encoding: str | None) -> Iterator[Entry]:
    for source in sources:
        if source.is_dir():
            yield from entries_in(source)
        else:
            yield Entry.of_pairs(read_pairs(source, encoding=encoding), stem_of(str(source)))
