"""Words to plant: what a word may be mistaken for, and what may stand before it."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import numpy as np

from aligner.auditing.coverage.tables import Tables
from aligner.embedding.builtin import BuiltinEncoder
from aligner.embedding.vocabulary import MARK

HAN = re.compile("^[㐀-鿿]+$")
_SUFFIXES = ("ing", "ed", "ly", "s", "tion", "al", "ive", "ment", "ity", "er")
_NEAREST = 48
_MODIFIER = 4.0  # the salience of a word that can modify another
_RENDERS = 0.02  # strength: from here one word may render another


class Wordstock:
    """The vocabulary by meaning, by character and by stem, and the pairs of words that follow each other in texts."""

    def __init__(self, tables: Tables, texts: Iterable[tuple[str, str]]) -> None:
        encoder = BuiltinEncoder.load()
        self.lexicon = tables.lexicon
        self.ids: dict[str, int] = encoder.tokenizer.get_vocab()
        self.written = {key: piece.removeprefix(MARK) for piece, key in self.ids.items()}
        self.zh = np.array(sorted(k for p, k in self.ids.items() if HAN.match(p) and 2 <= len(p) <= 3))
        self.en = np.array(sorted(k for p, k in self.ids.items() if re.match(rf"^{MARK}[a-z]{{4,}}$", p)))
        self.by_character: dict[str, list[int]] = defaultdict(list)
        for key in self.zh.tolist():
            for character in self.written[key]:
                self.by_character[character].append(key)
        self.forms: dict[int, list[int]] = defaultdict(list)
        for key in self.en.tolist():
            self.forms[int(self.lexicon.classes[key])].append(key)
        rows = encoder.rows.astype(np.float32)
        self.vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)
        self.salience = encoder.salience
        self._near: dict[tuple[str, int], list[tuple[int, float]]] = {}
        self._texts = list(texts)

    @cached_property
    def before(self) -> dict[str, list[str]]:
        """For each word of either language, the words of meaning that stand before it in the texts."""
        found: dict[str, list[str]] = defaultdict(list)
        encode = BuiltinEncoder.load().tokenizer.encode
        for zh, en in self._texts:
            for text in (zh, en):
                encoding = encode(text, add_special_tokens=False)
                for (a, b), (x, y) in zip(
                    zip(encoding.ids, encoding.ids[1:], strict=False),
                    zip(encoding.offsets, encoding.offsets[1:], strict=False),
                    strict=True,
                ):
                    first, second = text[slice(*x)], text[slice(*y)]
                    if min(self.salience[a], self.salience[b]) > _MODIFIER and self._whole(a) and self._whole(b):
                        found[second.lower()].append(first.lower())
        return found

    def _whole(self, key: int) -> bool:
        written = self.written[key]
        return bool(HAN.match(written) and len(written) > 1) or key in self.forms.get(
            int(self.lexicon.classes[key]), ()
        )

    def similar(self, key: int, language: str) -> list[tuple[int, float]]:
        """The nearest other words of a language by their vectors, with the cosine, nearest first."""
        if (language, key) not in self._near:
            among = self.zh if language == "zh" else self.en
            cosines = self.vectors[among] @ self.vectors[key]
            order = np.argsort(-cosines)[:_NEAREST]
            classes = self.lexicon.classes
            found = [(int(among[k]), float(cosines[k])) for k in order if classes[among[k]] != classes[key]]
            self._near[language, key] = found
        return self._near[language, key]

    def confusable(self, key: int, rng: random.Random) -> int | None:
        """A Chinese word that another may be mistaken for: it shares a character, or is near in meaning."""
        written = self.written[key]
        shared = [
            other
            for character in written
            for other in self.by_character.get(character, ())[:60]
            if other != key and abs(len(self.written[other]) - len(written)) <= 1
        ]
        near = [other for other, cosine in self.similar(key, "zh") if 0.3 < cosine < 0.8]
        pool = shared if shared and rng.random() < 0.5 else near
        return rng.choice(pool) if pool else None

    def renderings(self, key: int) -> dict[int, float]:
        """The English classes that render a Chinese word, with their strength."""
        kind = int(self.lexicon.classes[key])
        entries = slice(int(self.lexicon.starts[kind]), int(self.lexicon.starts[kind + 1]))
        pairs = zip(self.lexicon.keys[entries].tolist(), self.lexicon.strengths[entries].tolist(), strict=True)
        return {rendering: strength for rendering, strength in pairs if rendering in self.forms}

    def renders(self, key: int, rendering: int) -> bool:
        """Whether an English class may render a Chinese word, by the tables or by its vector."""
        if self.renderings(key).get(rendering, 0) > _RENDERS:
            return True
        forms = self.forms.get(rendering) or [rendering]
        return float(self.vectors[key] @ self.vectors[forms[0]]) > 0.6

    def inflected(self, rendering: int, like: str) -> str:
        """The form of an English class that ends as `like` does, and is written with a capital where it is."""
        forms = [self.written[key] for key in self.forms[rendering]]
        suffix = _suffix(like.lower())
        chosen = next((form for form in forms if _suffix(form) == suffix), forms[0])
        return chosen.capitalize() if like[:1].isupper() else chosen


def _suffix(word: str) -> str:
    return next((suffix for suffix in _SUFFIXES if word.endswith(suffix)), "")
