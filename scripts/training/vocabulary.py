"""The vocabulary: whole words of both languages with their frequencies, as a Unigram tokenizer.

The tokenizer lower-cases after NFKC, cuts text where the script changes, marks each piece with `▁`, and then takes
the most probable cut of each piece under the word frequencies (Kudo 2018's unigram model, seeded rather than
trained): that cuts unspaced Chinese into words, keeps English words whole and falls back to shorter pieces and single
characters for what it does not know.
"""

from __future__ import annotations

import math
import multiprocessing
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from scripts.training.pairs import SOURCES, Reader, Source
from scripts.training.progress import Tick, silent

HAN = "㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff"
RUN = rf"[{HAN}]+|[^\W\d_{HAN}]+|\d+(?:[.,]\d+)*"
UNKNOWN = "<unk>"
MARK = "▁"

CHINESE_WORDS = 62_000
ENGLISH_WORDS = 52_000
PIECES = 5_000
NUMBERS = 1_500
LONGEST_CHINESE = 7
PIECE_SCORE = -14.0


def _count(source_and_reader: tuple[Source, Reader]) -> tuple[Counter[str], Counter[str], float]:
    """Count the Chinese words and the other runs of one source, both sides."""
    import jieba

    jieba.setLogLevel("ERROR")
    source, read = source_and_reader
    han, rest = Counter[str](), Counter[str]()
    runs = re.compile(RUN)
    is_han = re.compile(f"[{HAN}]")
    for pair in read(source):
        for text in pair:
            for run in runs.findall(unicodedata.normalize("NFKC", text).lower()):
                if is_han.match(run):
                    han.update(jieba.cut(run, HMM=False))
                else:
                    rest[run] += 1
    return han, rest, source.weight


def count_words(
    read: Reader, sources: Sequence[Source] = SOURCES, processes: int = 2, tick: Tick = silent
) -> tuple[Counter[str], Counter[str]]:
    """Count the Chinese words and the other runs (words, numbers) of the training data, weighted by source.

    `read` is sent to other processes, so it must be importable there. The last source is the largest and goes first.
    """
    han, rest = Counter[str](), Counter[str]()
    jobs = [(source, read) for source in (*sources[-1:], *sources[:-1])]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for done, (some_han, some_rest, weight) in enumerate(pool.imap(_count, jobs, chunksize=1)):
            tick(done + 1, len(jobs), f"{len(han):,} Chinese and {len(rest):,} other words")
            for total, part in ((han, some_han), (rest, some_rest)):
                for word, count in part.items():
                    total[word] += count * weight  # type: ignore[assignment]  # weights make them fractions
    return han, rest


def build_vocabulary(han: Counter[str], rest: Counter[str]) -> list[tuple[str, float]]:
    """Choose the pieces and give each its log probability; `<unk>` is first, order is by frequency within a kind."""
    words = [(w, c) for w, c in han.most_common() if 1 < len(w) <= LONGEST_CHINESE and c >= 3][:CHINESE_WORDS]
    characters: Counter[str] = Counter()
    for word, count in han.items():
        for character in word:
            characters[character] += count if len(word) == 1 else 0.01 * count  # type: ignore[assignment]  # as above
    singles = [(c, n) for c, n in characters.most_common() if n >= 0.02]
    english = [(w, c) for w, c in rest.most_common() if w.isalpha() and c >= 3][:ENGLISH_WORDS]
    numbers = [(w, c) for w, c in rest.most_common() if w[0].isdigit() and len(w) > 1][:NUMBERS]
    total = sum(c for _, c in words + singles + english + numbers)
    scored: dict[str, float] = {}
    scored[MARK] = math.log(0.1)
    for word, count in words + singles:
        scored[word] = math.log(max(count, 0.05) / total)
    for word, count in english + numbers:
        scored[MARK + word] = math.log(count / total)
    for piece in _fallback_pieces(rest, {w for w, _ in english}):
        scored.setdefault(piece, PIECE_SCORE)
    return [(UNKNOWN, 0.0), *((piece, round(score, 3)) for piece, score in scored.items())]


def _fallback_pieces(rest: Counter[str], known: set[str]) -> list[str]:
    """Letters, digits, signs, and the commonest beginnings and endings of words that did not get in."""
    rare = Counter[str]()
    letters = Counter[str]()
    for word, count in rest.items():
        letters.update(dict.fromkeys(word, count))
        if word not in known and word.isalpha() and word.isascii():
            for size in range(2, 7):
                rare[MARK + word[:size]] += 1
                for at in range(1, len(word) - size + 1):
                    rare[word[at : at + size]] += 1
    best = sorted(rare, key=lambda p: (-rare[p] * (len(p.strip(MARK)) - 1), p))
    signs = [chr(c) for c in range(33, 127)] + list("。、，；：？！（）《》“”‘’—…·「」『』〔〕")
    single = [c for c, n in letters.most_common() if n >= 3]
    return [*single, *(MARK + c for c in single), *signs, *(MARK + c for c in signs), *islice(best, PIECES)]


def build_tokenizer(vocabulary: list[tuple[str, float]]) -> Tokenizer:
    """The tokenizer over a vocabulary; the same file serves model2vec and sentence-transformers."""
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Split(
                Regex(rf"[{HAN}]+|[\p{{L}}\p{{M}}&&[^{HAN}]]+|\p{{N}}+(?:[.,]\p{{N}}+)*|[^\p{{L}}\p{{M}}\p{{N}}]"),
                "isolated",
            ),
            pre_tokenizers.Metaspace(replacement=MARK, prepend_scheme="always", split=False),
        ]
    )
    return tokenizer


def pieces(tokenizer: Tokenizer) -> list[str]:
    """The pieces of a tokenizer, in order of their numbers."""
    numbers = tokenizer.get_vocab(with_added_tokens=False)
    return sorted(numbers, key=numbers.__getitem__)
