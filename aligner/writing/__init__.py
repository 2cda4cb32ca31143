"""Writing an audit out: each format is one module, and one line in `formats.FORMATS`.

Names are loaded when they are first used: the command line looks at the settings alone to show its help.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aligner.writing.folder import write
    from aligner.writing.formats import FORMATS
    from aligner.writing.settings import WriteSettings

__all__ = ["FORMATS", "WriteSettings", "write"]

_HOMES = {"FORMATS": "formats", "WriteSettings": "settings", "write": "folder"}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the name stands for; typed above for the type checker
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
