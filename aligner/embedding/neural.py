"""Any sentence-transformers model, for those who have one and the time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aligner.embedding.cache import VectorCache
from aligner.embedding.encoder import Vectors
from aligner.errors import MissingExtraError, ModelError

BATCH = 64
HUB_SECONDS = 10.0
MANY = 512  # texts that take long enough for a progress bar


@dataclass(frozen=True)
class NeuralEncoder:
    """A sentence-transformers model whose vectors are weighted by length, so that they may be added up.

    A model knows sentences, not sums. A concatenation is taken as the mean of its sentences' directions, each
    counting as the square root of its characters; that is encoded once a sentence rather than once a concatenation.
    """

    name: str
    model: Any
    cache: VectorCache | None = None

    @classmethod
    def load(cls, name: str) -> NeuralEncoder:
        """Open a model by name or path.

        Raises:
            MissingExtraError: sentence-transformers is not installed.
            ModelError: there is no such model, here or on the hub.
        """
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise MissingExtraError("sentence-transformers", "neural", f"the model {name!r}") from error
        device = os.environ.get("ALIGNER_DEVICE")
        try:
            try:
                model = SentenceTransformer(name, device=device, local_files_only=True)
            except Exception:
                if Path(name).exists():
                    raise
                _ask_the_hub(name)
                model = SentenceTransformer(name, device=device)
        except Exception as error:  # whatever the hub client, the tokenizer or torch may raise
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelError(
                f"the model cannot be loaded ({reason})",
                where=name,
                do="check the name or give the path of a sentence-transformers folder, or leave --model out",
            ) from error
        return cls(name, model, VectorCache.open(_identity(name)))

    def encode(self, texts: Sequence[str], workers: int = 1) -> Vectors:  # torch has its own threads
        """Vectors of `texts`, shape (texts, dimensions); each distinct text is encoded once, or read from the cache."""
        unique = sorted(set(texts), key=lambda text: (len(text), text))
        known = self.cache.get(unique) if self.cache else {}
        missing = [text for text in unique if text not in known]
        if missing:
            fresh = self.model.encode(
                missing,
                batch_size=BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=len(missing) > MANY and os.isatty(2),
            )
            fresh = np.asarray(fresh, dtype=np.float32)
            known.update(zip(missing, fresh, strict=True))
            if self.cache:
                self.cache.put(missing, fresh)
        width = len(next(iter(known.values()))) if known else 1
        out = np.zeros((len(texts), width), dtype=np.float32)
        for row, text in enumerate(texts):
            if text.strip():
                out[row] = known[text] * np.sqrt(np.float32(len(text)))
        return out


def _ask_the_hub(name: str) -> None:
    """Fail at once where the hub cannot be reached or has no such model, rather than after a minute of retries."""
    from huggingface_hub import HfApi

    HfApi().model_info(name, timeout=HUB_SECONDS)


def _identity(name: str) -> str:
    """What tells two models apart in the cache: a name, or a folder with the time and size of its files."""
    folder = Path(name)
    if not folder.is_dir():
        return name
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    stats = [f"{p.relative_to(folder)}:{p.stat().st_size}:{p.stat().st_mtime_ns}" for p in files]
    return "\n".join([str(folder.resolve()), *stats])
