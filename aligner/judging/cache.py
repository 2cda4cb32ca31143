"""Answers on disk, by all that they depend on, so that a question is paid for once."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aligner.embedding.cache import cache_folder
from aligner.judging.question import VERSION


@dataclass(frozen=True)
class AnswerCache:
    """A folder of answers, a file each. A cache that cannot be read or written is no cache, and no error."""

    folder: Path

    @classmethod
    def open(cls) -> AnswerCache:
        """The user's."""
        return cls(cache_folder() / "judge")

    def get(self, key: str) -> str | None:
        """The answer to a question; None if it is not known."""
        try:
            read = json.loads(self._file(key).read_text(encoding="utf-8"))
            return str(read["answer"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, answer: str) -> None:
        """Keep an answer: written beside, then renamed, so that a file that is there is whole."""
        file = self._file(key)
        part = file.with_suffix(f".{os.getpid()}.part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps({"answer": answer}, ensure_ascii=False), encoding="utf-8")
            part.replace(file)
        except (OSError, ValueError):
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def key_of(url: str, model: str, messages: list[dict[str, str]]) -> str:
    """What an answer is kept under: the endpoint, its model, and every word of the question."""
    asked = json.dumps([VERSION, url.rstrip("/"), model, messages], ensure_ascii=False)
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
