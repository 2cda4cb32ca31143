"""Finding the faults of a file: which format it is, and what ends the reading before its rules are asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import ReadError
from aligner.validation import tei, tmx
from aligner.validation.characters import mend
from aligner.validation.faults import Fault
from aligner.validation.grammar import local
from aligner.validation.parsing import PROLOG, entity_line, not_well_formed, root_name, root_of

if TYPE_CHECKING:
    from lxml.etree import XMLSyntaxError

_PIECE = 1 << 20
_MOST_IN_MEMORY = 1 << 28
"""The bytes of the largest file that is looked at as a whole for characters that no parser takes."""


def validate(path: Path) -> list[Fault]:
    """Find the faults of a TMX or TEI file, in order of their lines.

    A TMX file is read in pieces, however large it is. Reading opens no other file, and expands no entity.

    Raises:
        ReadError: The file cannot be read.
    """
    from lxml import etree

    found: list[Fault] = []
    try:
        try:
            found.extend(_faults(path))
        except etree.XMLSyntaxError as error:
            found = _despite(path, error, found)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ReadError(f"cannot be read ({why})", where=str(path), do="check the path") from error
    return sorted(set(found))


def of_data(data: bytes) -> Iterator[Fault]:
    """The faults of a whole file.

    Raises:
        XMLSyntaxError: It is not well-formed.
    """
    if (line := entity_line(data[:PROLOG])) is not None:
        yield Fault.of("XML004", line)
        return
    root = root_of(data)
    if local(root) == "tmx":
        yield from tmx.faults([data])
    elif local(root) in tei.ROOTS:
        yield from tei.faults(root)
    else:
        yield Fault.at("XML005", root, name=local(root))


def _faults(path: Path) -> Iterator[Fault]:
    with path.open("rb") as stream:
        head = stream.read(PROLOG)
    if entity_line(head) is None and root_name(head) == "tmx":
        yield from tmx.faults(_pieces(path))
    else:
        yield from of_data(path.read_bytes())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _despite(path: Path, error: XMLSyntaxError, before: list[Fault]) -> list[Fault]:
    """The faults of a file that no parser takes: those before that place, or all if only characters are at fault."""
    from lxml import etree

    ended = [*before, not_well_formed(error)]
    if path.stat().st_size > _MOST_IN_MEMORY:
        return ended
    mended = mend(path.read_bytes())
    if not mended.faults:
        return ended
    found = list(mended.faults)
    try:
        found.extend(of_data(mended.data))
    except etree.XMLSyntaxError as still:
        found.append(not_well_formed(still))
    return found
