"""Where in the numbering of a document a place stands: the labels that are open there, outermost first."""

from __future__ import annotations

from aligner.document import Numbering

Outline = tuple[Numbering, ...]


def enter(outline: Outline, numbering: Numbering) -> tuple[Outline, Numbering | None]:
    """The outline after the next label, and the label before it in the same list, if there was one.

    A label closes the lists inside its own. One of a style that is not open yet closes what usually stands deeper.
    """
    for depth, entry in enumerate(outline):
        if entry.style == numbering.style:
            return (*outline[:depth], numbering), entry
    outer = tuple(entry for entry in outline if entry.level <= numbering.level)
    return (*outer, numbering), None


def path(outline: Outline) -> str:
    """The open labels as one string: "二、 （四） 1."; bullets have no number and are left out."""
    return " ".join(entry.label.strip() for entry in outline if entry.value is not None)
