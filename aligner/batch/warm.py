"""Loads, when it is imported, all that any document needs: modules, the built-in model, tables, templates.

The server that local workers are forked from imports it, once: they start at once then, and share this memory. A
process may be forked safely while it has one thread; so this is imported where numerical libraries are told to start
none (`crews.SINGLE`).
"""

import gc
from contextlib import suppress

from aligner.api import align
from aligner.auditing import audit
from aligner.document import Document
from aligner.errors import AlignerError
from aligner.writing.formats import chosen
from aligner.writing.origin import Origin
from aligner.writing.settings import DEFAULTS


def warm_up() -> None:
    """Run the line on a sentence; a fault in this installation is left to the first document, which reports it."""
    zh = Document.from_blocks("zh", [("到2020年，建成5个站。", "paragraph", None)])
    en = Document.from_blocks("en", [("By 2020, build five stations.", "paragraph", None)])
    with suppress(AlignerError):
        found = audit(align(zh, en))
        for writer in chosen(None):
            for pieces in writer(found, Origin.of("warm"), DEFAULTS).values():
                list(pieces)


warm_up()
gc.collect()
gc.freeze()  # so that collections in a worker do not touch, and thereby copy, what is shared
