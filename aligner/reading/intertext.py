"""Alignments of InterText (Vondřička 2014) and of XCES, as OPUS has them: links between two texts in their own files.

Either format writes a link as `xtargets="IDS;IDS"`; they differ in which text comes first, and that is in both the one
whose file is named first.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.reading.linked import Units
from aligner.reading.pairs import Counts, Pair
from aligner.reading.stream import Stream
from aligner.reading.xml_safety import line_of, tree

_DOCUMENTS = ("toDoc", "fromDoc")


def read(stream: Stream, counts: Counts) -> Iterator[Pair]:
    """Read an alignment, and the texts that it links, which are to be in its folder.

    Raises:
        ReadError: It is no well-formed XML or not to be trusted, or a text or a unit of it is missing.
    """
    root = tree(stream.source(), counts)
    units = Units(stream.name, root, counts)
    for group in root.iter("{*}linkGrp"):
        files = [str(value) for name, value in group.attrib.items() if name in _DOCUMENTS]
        for link in group.iter("{*}link"):
            sides = (link.get("xtargets") or "").split(";")
            targets = [(file, name) for file, side in zip(files, sides, strict=False) for name in side.split()]
            yield units.pair(targets, line_of(link))
