"""Write the trained vectors as a model folder that model2vec and sentence-transformers open too."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer


def quantise(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as int8 and the scale of each; a zero row stays zero."""
    scales = np.abs(vectors).max(axis=1) / 127
    rows = np.round(vectors / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    return rows, scales.astype(np.float32)


def export(folder: Path, vectors: NDArray[np.float32], tokenizer: Tokenizer, silent: NDArray[np.bool_]) -> None:
    """Write `tokenizer.json`, `model.safetensors`, `config.json` and `modules.json`.

    `silent` marks tokens that count nothing (unknown, bare word marks): their rows are zero.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = vectors.copy()
    kept[silent] = 0
    rows, scales = quantise(kept)
    mapping = np.arange(len(rows), dtype=np.int64)
    save_file({"embeddings": rows, "weights": scales, "mapping": mapping}, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = {
        "model_type": "model2vec",
        "architectures": ["StaticModel"],
        "hidden_dim": rows.shape[1],
        "seq_length": 1_000_000,
        "normalize": True,
        "embedding_dtype": "int8",
        "vocabulary_quantization": None,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    modules = [
        {"idx": 0, "name": "0", "path": ".", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")
