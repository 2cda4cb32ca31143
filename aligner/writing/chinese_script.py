"""The language tags that say which script a Chinese text is in."""

from __future__ import annotations

from typing import NamedTuple

from aligner.chinese_script import script
from aligner.document import Document


class Tags(NamedTuple):
    """A language as TEI and HTML tag it, by script, and as translation tools do, by region."""

    script: str
    region: str


_ENGLISH = Tags("en", "en-US")
_SCRIPTS = {"simplified": Tags("zh-Hans", "zh-CN"), "traditional": Tags("zh-Hant", "zh-TW")}


def tags(document: Document) -> Tags:
    """The language tags of a document."""
    return _ENGLISH if document.language == "en" else _SCRIPTS[script(document.text)]
