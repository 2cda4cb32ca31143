"""Files that a command is given: by name, or by an address, from which they are fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.cli.talk import Talk
    from aligner.reading import Source


def given(argument: str, to_user: Talk) -> Path | Source:
    """The file that an argument names.

    Raises:
        InputError: It is an address, but none of http or https.
        ReadError: What is at the address cannot be fetched.
    """
    if "://" not in argument:
        return Path(argument)
    from aligner.reading.web import fetch, is_address

    return fetch(argument, on_bytes=to_user.download(argument)) if is_address(argument) else Path(argument)
