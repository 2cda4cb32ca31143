"""What is known of each word of one side, as numbers that a model can weigh."""

from __future__ import annotations

from collections import Counter

import numpy as np

from aligner.auditing.coverage.atoms import Atoms, Flags, Floats, Ints
from aligner.auditing.coverage.habits import Habits
from aligner.auditing.coverage.matching import Matching, unlinked
from aligner.document import Language

NAMES = (
    "link",  # the strength of its link, 0 without one
    "link_table",  # what the tables say of that link,
    "link_cosine",  # what the vectors say of it,
    "link_near",  # how well it lies,
    "link_share",  # and how strong it is beside the word's best rendering anywhere
    "best",  # the strongest pair with any word opposite, taken or not
    "best_left",  # … with a word that is left over nearby
    "cosine",  # the most similar word opposite
    "cosine_left",  # … that is left over nearby
    "twin",  # whether the same word stands in the unit a second time, and is linked there
    "gap",  # how many words lie opposite between the links of the words beside it
    "denied",  # the strength of a better pair than its own that another word has taken
    "known",  # the strength of its best rendering in the tables
    "linked_share",  # how often it had a counterpart in the training pairs
    "salience",
    "length",  # in characters
    "part",  # whether it is part of a compound
    "before",  # how well the word before it is rendered, and the one after it
    "after",
    "left_over",  # the salience of what is left over opposite where it should stand
    "alike_lost",  # the salience of unlinked words around it
    "closeness",  # the share of the unit's other words that are linked
    "document_closeness",  # … and of the document's
    "occurs",  # how often it occurs in the document, as a logarithm
    "covered",  # how often it is linked at its other places
    "habit",  # how often it has its usual rendering there
    "habit_here",  # whether that rendering stands in this unit
    "habit_left",  # how often what is left over here stands for it elsewhere
    "listed",  # how many of the marks beside it are 、 or a comma
    "open_end",  # whether 等, "etc." or "other" follows
    "modifies",  # whether 的 or "of" follows
    "without",  # how much closer the two vectors come when it is taken away
    "around",  # how close it is to the words where it should stand
    "salience_before",
    "salience_after",
)

_MARKS = frozenset("、,，")
_OPEN_END = frozenset({"等", "such", "etc", "other", "others"})
_LINKING = frozenset({"的", "of"})
_AROUND = 2.0  # words
_NO_GAP = 9.0


def features(matching: Matching, habits: Habits, language: Language) -> Floats:
    """Numbers for each atom of `matching.zh`, shape (atoms, len(NAMES)).

    Args:
        matching: A unit seen from the side in question: mirrored for English.
        habits: The document's.
        language: The side in question.
    """
    own, opposite, link = matching.zh, matching.en, matching.zh_link
    count, indices = len(own), np.arange(len(own))
    linked = link >= 0
    at = indices, np.maximum(link, 0)
    free = unlinked(opposite, matching.en_link)
    strength, near = matching.strengths, matching.near
    link_strength = np.where(linked, strength[at], 0)
    best = strength.max(axis=1)
    own_lost = own.content & ~linked
    cosines = np.where(opposite.speaks, matching.cosines, 0)
    columns = {
        "link": link_strength,
        "link_table": np.where(linked, matching.tables[at], 0),
        "link_cosine": np.where(linked, matching.cosines[at], 0),
        "link_near": np.where(linked, near[at], 0),
        "link_share": link_strength / np.maximum(own.known, 0.05),
        "best": best,
        "best_left": (strength * near * free).max(axis=1),
        "cosine": cosines.max(axis=1),
        "cosine_left": (cosines * free * (near > 0.25)).max(axis=1),
        "twin": _twins(own, linked),
        "gap": _gaps(own, link),
        "denied": np.where(linked, best - link_strength, 0),
        "known": own.known,
        "linked_share": own.linked_share,
        "salience": own.salience,
        "length": [len(text) for text in own.texts],
        "part": own.keys != own.wholes,
        "left_over": (near * (free * opposite.salience)).max(axis=1),
        "alike_lost": _around(count) @ (own.salience * own_lost),
        "closeness": _closeness(own, own_lost),
        "document_closeness": np.full(count, habits.closeness),
        "listed": _beside(own, _MARKS, -1) + _beside(own, _MARKS, 1),
        "open_end": _beside(own, _OPEN_END, 1),
        "modifies": _beside(own, _LINKING, 1),
        "without": _without(own, opposite),
        "around": _similar_around(matching),
    }
    rendered = np.where(linked, np.minimum(1, 2 * link_strength), 0)
    columns["before"], columns["after"] = _neighbours(own, rendered)
    said = own.salience * own.speaks
    columns["salience_before"], columns["salience_after"] = _moved(said, 1), _moved(said, -1)
    columns |= _habitual(matching, habits, language, own_lost)
    found = np.empty((count, len(NAMES)), dtype=np.float32)
    for k, name in enumerate(NAMES):
        found[:, k] = columns[name]
    return found


def _closeness(own: Atoms, lost: Flags) -> Floats:
    """The share of the other words' meaning that is linked, for each word."""
    meant, missing = own.salience * own.content, own.salience * lost
    share: Floats = 1 - (missing.sum() - missing) / np.maximum(meant.sum() - meant, 1)
    return share


def _twins(own: Atoms, linked: Flags) -> Floats:
    """1 for each word that stands in the unit elsewhere too and is linked there."""
    rendered = Counter(word for word, has in zip(own.classes, linked, strict=True) if has)
    twins = [rendered[word] > has for word, has in zip(own.classes, linked.tolist(), strict=True)]
    return np.array(twins, dtype=np.float32)


def _gaps(own: Atoms, link: Ints) -> Floats:
    """The words between the links of a word's neighbours, negative where these cross; `_NO_GAP` without such links."""
    both = []
    for order in (slice(None), slice(None, None, -1)):
        out, last = [], -1
        for content, partner in zip(own.content[order].tolist(), link[order].tolist(), strict=True):
            out.append(last)
            last = partner if content else last
        both.append(np.array(out, dtype=np.int64)[order])
    before, after = both
    gaps = np.where((before >= 0) & (after >= 0), np.clip(after - before - 1, -5, 7), _NO_GAP)
    return gaps.astype(np.float32)


def _around(count: int) -> Floats:
    """How near each word is to each other one; 0 for itself."""
    apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count)))
    weight: Floats = np.exp(-apart / _AROUND) * (apart > 0)
    return weight


def _beside(own: Atoms, marks: frozenset[str], step: int) -> Floats:
    """1 for each word that has one of `marks` before (`step` -1) or after it (`step` 1)."""
    return _moved(np.array([text in marks for text in own.texts], dtype=np.float32), -step)


def _moved(values: Floats, by: int) -> Floats:
    """The values one place on (`by` 1) or back (`by` -1), with 0 at the end that is left."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[1:] = values[:-1]
    else:
        moved[:-1] = values[1:]
    return moved


def _neighbours(own: Atoms, rendered: Floats) -> tuple[Floats, Floats]:
    """How well the next word of meaning on each side is rendered; 1.5 beyond a mark or the end of the text."""
    both = []
    for order in (slice(None), slice(None, None, -1)):
        out, last = [], 1.5
        for speaks, content, value in zip(own.speaks[order], own.content[order], rendered[order], strict=True):
            out.append(last)
            if not speaks:
                last = 1.5
            elif content:
                last = float(value)
        both.append(np.array(out, dtype=np.float32)[order])
    return both[0], both[1]


def _without(own: Atoms, opposite: Atoms) -> Floats:
    """How much the cosine of the two sides' vectors gains when a word is taken away."""
    whole, target = own.vectors.sum(axis=0), opposite.vectors.sum(axis=0)
    target = target / max(float(np.linalg.norm(target)), 1e-6)
    rest = whole - own.vectors
    length = np.sqrt(np.einsum("ij,ij->i", rest, rest))
    gain: Floats = rest @ target / np.maximum(length, 1e-6) - whole @ target / max(float(np.linalg.norm(whole)), 1e-6)
    gain *= np.sqrt(len(own))
    return gain


def _similar_around(matching: Matching) -> Floats:
    """The cosine of each word with the sum of the words opposite, weighted by how near they lie."""
    local = np.einsum("ij,jk->ik", matching.near * matching.en.speaks, matching.en.vectors)
    scale = np.sqrt(np.einsum("ij,ij->i", local, local)) * np.maximum(matching.zh.salience, 1e-6)
    similar: Floats = np.einsum("ij,ij->i", matching.zh.vectors, local) / np.maximum(scale, 1e-6)
    return similar


def _habitual(matching: Matching, habits: Habits, language: Language, lost: Flags) -> dict[str, Floats]:
    """What the document's habits say of each word, without its own place."""
    own, opposite = matching.zh.classes, matching.en.classes
    here = set(opposite)
    occurs, covered, usual = habits.occurs[language], habits.covered[language], habits.usual[language]
    rows = []
    for word, linked in zip(own, (matching.zh_link >= 0).tolist(), strict=True):
        times, found = occurs.get(word, 0), usual.get(word)
        again = (covered.get(word, 0) - linked + 1) / (times + 0.5)
        habit = (max(0.0, found.times - 1) / (times + 1), float(found.partner in here)) if found else (0.0, 0.5)
        rows.append((times, again, *habit))
    table = np.array(rows, dtype=np.float32).reshape(-1, 4)
    habit_left = np.zeros(len(own), dtype=np.float32)
    left = [opposite[j] for j in np.flatnonzero(unlinked(matching.en, matching.en_link)).tolist()]
    for i in np.flatnonzero(lost).tolist():
        counts = [_together(habits, language, own[i], word) for word in left]
        habit_left[i] = max(0.0, max(counts, default=0.0) - 1) / (occurs.get(own[i], 0) + 1)
    return {
        "occurs": np.log1p(table[:, 0]),
        "covered": table[:, 1],
        "habit": table[:, 2],
        "habit_here": table[:, 3],
        "habit_left": habit_left,
    }


def _together(habits: Habits, language: Language, word: int, opposite: int) -> float:
    zh, en = (word, opposite) if language == "zh" else (opposite, word)
    return habits.pairs.get(zh, {}).get(en, 0.0)
