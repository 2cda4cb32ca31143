"""The HTML report: an audit's page of values, put into the template. One file, which asks the network for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from aligner.divergence import Audit, Divergence
from aligner.document import LANGUAGES
from aligner.writing.chinese_script import tags
from aligner.writing.markup import legal
from aligner.writing.origin import TOOL, Origin, source_name
from aligner.writing.report.page import LOW_SCORE, page
from aligner.writing.settings import WriteSettings
from aligner.writing.templates import templates

_FOLDER = Path(__file__).parent
_SIGNS = {"omission": "−", "addition": "+", "mistranslation": "≠"}
"""What stands after a divergence in the text, so that its kind is seen without colour."""


_MOST_TYPES = 5
"""How many link types are counted one by one."""


def files(audit: Audit, origin: Origin, settings: WriteSettings) -> dict[str, Iterable[bytes]]:
    """The report."""
    from markupsafe import Markup

    environment = templates(_FOLDER)
    environment.filters |= {"score": _score, "ids": _ids, "signs": _signs, "source_name": source_name}
    html = environment.get_template("template.html").render(
        page=page(audit, origin),
        css=Markup((_FOLDER / "report.css").read_text(encoding="utf-8")),
        js=Markup((_FOLDER / "report.js").read_text(encoding="utf-8")),
        tool=TOOL,
        tags={language: tags(audit.alignment.document(language)).script for language in LANGUAGES},
        signs=_SIGNS,
        low_score=LOW_SCORE,
        most_types=_MOST_TYPES,
    )
    return {".html": [legal(html).encode()]}


def _ids(divergences: Iterable[Divergence]) -> str:
    return " ".join(divergence.id for divergence in divergences)


def _signs(divergences: Iterable[Divergence]) -> str:
    return "".join(_SIGNS[divergence.kind] for divergence in divergences)


def _score(value: float) -> str:
    """A probability as it is read: "0.94"."""
    return f"{value:.2f}"
