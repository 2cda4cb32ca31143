"""Aligns Chinese and English texts, and shows what the translation lost, added or changed.

    reading = aligner.read("page.txt")
    alignment = aligner.align(reading)
    audit = aligner.audit(alignment)
    files = aligner.write(audit, "out", name="page")

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aligner.api import align
    from aligner.auditing import audit
    from aligner.bitext import Alignment, Bead, Link
    from aligner.divergence import Audit, Divergence
    from aligner.document import Block, Clause, Document, Sentence, Span
    from aligner.embedding import Encoder, load_encoder
    from aligner.errors import AlignerError
    from aligner.reading import Reading, read
    from aligner.segmentation import segment
    from aligner.writing import write

    __version__: str

__all__ = [
    "AlignerError",
    "Alignment",
    "Audit",
    "Bead",
    "Block",
    "Clause",
    "Divergence",
    "Document",
    "Encoder",
    "Link",
    "Reading",
    "Sentence",
    "Span",
    "__version__",
    "align",
    "audit",
    "load_encoder",
    "read",
    "segment",
    "write",
]

_HOMES = {
    "aligner.api": ("align",),
    "aligner.auditing": ("audit",),
    "aligner.bitext": ("Alignment", "Bead", "Link"),
    "aligner.divergence": ("Audit", "Divergence"),
    "aligner.document": ("Block", "Clause", "Document", "Sentence", "Span"),
    "aligner.embedding": ("Encoder", "load_encoder"),
    "aligner.errors": ("AlignerError",),
    "aligner.reading": ("Reading", "read"),
    "aligner.segmentation": ("segment",),
    "aligner.writing": ("write",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the name stands for; typed above for the type checker
    if name == "__version__":
        from importlib import metadata

        return metadata.version("zh-en-aligner")
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
