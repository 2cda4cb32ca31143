"""What is known of each word of one side, as numbers that a model can weigh."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from aligner.auditing.coverage.atoms import Atoms, Flags, Floats
from aligner.auditing.coverage.evidence import products
from aligner.auditing.coverage.habits import Habits
from aligner.auditing.coverage.stack import Stack
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
_MARK = 1.5  # how well a mark or the end of the text is rendered, as a word's neighbour


def features(stack: Stack, habits: Habits, language: Language) -> Floats:
    """Numbers for each own word of meaning of some units, shape (words of meaning, len(NAMES)).

    Args:
        stack: The units, seen from the side in question.
        habits: The document's.
        language: The side in question.
    """
    own, opposite, linked, partner = stack.own, stack.opposite, stack.linked, stack.pairs.partner
    strength, near = stack.strengths, stack.near
    free = stack.free[partner]
    link_strength, best = stack.at_link(strength), stack.best(strength)
    lost = own.content & ~linked
    cosines = np.where(opposite.speaks[partner], stack.cosines, 0)
    rendered = np.where(linked, np.minimum(1, 2 * link_strength), 0)
    # A mark parts neighbours like the end of the text does.
    seen, known = ~own.speaks | own.content, np.where(own.speaks, rendered, _MARK)
    said, marks = own.salience * own.speaks, _among(own, _MARKS)
    asked = {"without": _without(stack), "around": _similar_around(stack)}
    columns = {
        "link": link_strength,
        "link_table": stack.at_link(stack.tables),
        "link_cosine": stack.at_link(stack.cosines),
        "link_near": stack.at_link(near),
        "link_share": link_strength / np.maximum(own.known, 0.05),
        "best": best,
        "best_left": stack.best(strength * near * free),
        "cosine": stack.best(cosines),
        "cosine_left": stack.best(cosines * free * (near > 0.25)),
        "twin": _twins(stack),
        "gap": _gaps(stack),
        "denied": np.where(linked, best - link_strength, 0),
        "known": own.known,
        "linked_share": own.linked_share,
        "salience": own.salience,
        "length": own.ends - own.begins,
        "part": own.keys != own.wholes,
        "before": stack.before(known, seen, _MARK),
        "after": stack.after(known, seen, _MARK),
        "left_over": stack.best(near * (stack.free * opposite.salience)[partner]),
        "alike_lost": _alike_lost(stack, lost),
        "closeness": _closeness(stack, lost),
        "document_closeness": np.full(len(own), habits.closeness),
        "listed": stack.moved(marks, 1) + stack.moved(marks, -1),
        "open_end": stack.moved(_among(own, _OPEN_END), -1),
        "modifies": stack.moved(_among(own, _LINKING), -1),
        "salience_before": stack.moved(said, 1),
        "salience_after": stack.moved(said, -1),
        **_habitual(stack, habits, language, lost),
    }
    asked |= {name: np.asarray(column)[own.content] for name, column in columns.items()}
    return np.stack([asked[name] for name in NAMES], axis=1).astype(np.float32)


def _closeness(stack: Stack, lost: Flags) -> Floats:
    """The share of the other words' meaning that is linked, for each word."""
    meant, missing = stack.own.salience * stack.own.content, stack.own.salience * lost
    share: Floats = 1 - (stack.in_unit(missing) - missing) / np.maximum(stack.in_unit(meant) - meant, 1)
    return share


def _twins(stack: Stack) -> Flags:
    """Whether a word stands in its unit elsewhere too and is linked there."""
    _, kind = np.unique(stack.own_kinds(stack.own.classes), return_inverse=True)
    twins: Flags = np.bincount(kind, weights=stack.linked)[kind] > stack.linked
    return twins


def _gaps(stack: Stack) -> Floats:
    """The words between the links of a word's neighbours, negative where these cross; `_NO_GAP` without such links."""
    content = stack.own.content
    before, after = stack.before(stack.link, content, -1), stack.after(stack.link, content, -1)
    gaps: Floats = np.where((before >= 0) & (after >= 0), np.clip(after - before - 1, -5, 7), _NO_GAP)
    return gaps


def _alike_lost(stack: Stack, lost: Flags) -> Floats:
    """The salience of lost words around each word."""
    weights = stack.own.salience * lost
    return np.concatenate([_around(own.stop - own.start) @ weights[own] for own, _, _ in stack.pairs.blocks])


@lru_cache(maxsize=256)
def _around(count: int) -> Floats:
    """How near each word is to each other one; 0 for itself."""
    apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count)))
    weight: Floats = np.exp(-apart / _AROUND) * (apart > 0)
    return weight


def _among(side: Atoms, texts: frozenset[str]) -> Floats:
    """1 for each word that is one of `texts`, 0 for all others."""
    return np.array(list(map(texts.__contains__, side.texts)), dtype=np.bool_).astype(np.float32)


def _without(stack: Stack) -> Floats:
    """How much the cosine of the two sides' vectors gains when a word of meaning is taken away."""
    content = stack.own.content
    unit = stack.pairs.unit[content]
    whole = np.stack([stack.own.vectors[own].sum(axis=0) for own, _, _ in stack.pairs.blocks])
    target = np.stack([stack.opposite.vectors[others].sum(axis=0) for _, others, _ in stack.pairs.blocks])
    target = target / np.maximum(_lengths(target), 1e-6)[:, None]
    rest = whole[unit]
    rest -= stack.own.vectors[content]
    parts = np.einsum("ij,ij->i", rest, target[unit]) / np.maximum(_lengths(rest), 1e-6)
    gain: Floats = parts - (np.einsum("ij,ij->i", whole, target) / np.maximum(_lengths(whole), 1e-6))[unit]
    gain *= np.sqrt(stack.pairs.counts)[unit]
    return gain


def _similar_around(stack: Stack) -> Floats:
    """The cosine of each word of meaning with the sum of the words opposite, weighted by how near they lie."""
    content = stack.own.content
    units = zip(stack.pairs.blocks, stack.pairs.tables(stack.near), strict=True)
    local = np.concatenate(
        [
            products(near[content[own]] * stack.opposite.speaks[others], stack.opposite.vectors[others])
            for (own, others, _), near in units
        ]
    )
    scale = _lengths(local) * np.maximum(stack.own.salience[content], 1e-6)
    similar: Floats = np.einsum("ij,ij->i", stack.own.vectors[content], local) / np.maximum(scale, 1e-6)
    return similar


def _lengths(vectors: Floats) -> Floats:
    lengths: Floats = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return lengths


def _habitual(stack: Stack, habits: Habits, language: Language, lost: Flags) -> dict[str, Floats]:
    """What the document's habits say of each word, without its own place."""
    occurs, covered, partner, times = habits.of(language, stack.own.classes)
    usual = partner >= 0
    opposite, wanted = np.sort(stack.opposite_kinds), stack.own_kinds(partner.astype(np.int64))
    here = opposite[np.searchsorted(opposite[:-1], wanted)] == wanted
    return {
        "occurs": np.log1p(occurs),
        "covered": (covered - stack.linked + 1) / (occurs + 0.5),
        "habit": np.where(usual, np.maximum(0, times - 1) / (occurs + 1), 0),
        "habit_here": np.where(usual, here, 0.5),
        "habit_left": _habit_left(stack, habits, language, lost, occurs),
    }


def _habit_left(stack: Stack, habits: Habits, language: Language, lost: Flags, occurs: Floats) -> Floats:
    """How often what is left over in a lost word's unit stands for it elsewhere."""
    pairs = stack.pairs
    at = pairs.of(lost)
    at = at[stack.free[pairs.partner[at]]]
    own, opposite = stack.own.classes[pairs.word[at]], stack.opposite.classes[pairs.partner[at]]
    most = np.ones(len(lost))
    np.maximum.at(most, pairs.word[at], habits.times(*((own, opposite) if language == "zh" else (opposite, own))))
    found: Floats = ((most - 1) / (occurs + 1)).astype(np.float32)
    return found
