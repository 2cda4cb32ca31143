"""From text to vectors: the `Encoder` protocol, the built-in bilingual model and any sentence-transformers model."""

from aligner.embedding.encoder import Encoder, load_encoder

__all__ = ["Encoder", "load_encoder"]
