"""Good pairs into divergent ones: a word lost, swapped with a related one, or added, an item dropped from a list.

Each way to plant looks at the words of a pair and their links and gives changes of the two texts, or nothing where it
finds no place. Some changes are no divergence: a word rendered by another that renders it as well.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, TypeVar

import numpy as np

from aligner.auditing.coverage.matching import Matching
from aligner.document import Span
from scripts.training.divergences.wordstock import HAN, Wordstock

_T = TypeVar("_T")
Fate = Literal["lost", "changed", "added"]

_SURE = 0.25  # the strength from which a link is taken to be right
_MEANT = 3.3
_AFTER_ITEM = re.compile(r"\s*(?:,|and\b|or\b)")
_BEFORE_ITEM = re.compile(r"(?:,? and| or|,)\s*$")


class Change(NamedTuple):
    """Characters `start` to `end` of a text become `text`; what is then written there has a fate, or none."""

    start: int
    end: int
    text: str
    fate: Fate | None = None


class Plant(NamedTuple):
    """One planted divergence: the changes of both texts."""

    zh: tuple[Change, ...] = ()
    en: tuple[Change, ...] = ()


class Place(NamedTuple):
    """A pair in which something is to be planted: its texts, matched, and what it is planted from."""

    zh: str
    en: str
    matching: Matching
    stock: Wordstock
    rng: random.Random

    def zh_words(self) -> list[int]:
        """Chinese words of meaning."""
        side = self.matching.zh
        return [k for k in np.flatnonzero(side.content).tolist() if HAN.match(side.texts[k])]

    def links(self) -> list[tuple[int, int]]:
        """Words of meaning with a sure link, and the simple English word they are linked with."""
        m, found = self.matching, []
        for i in self.zh_words():
            j = int(m.zh_link[i])
            if j >= 0 and m.strengths[i, j] > _SURE and m.en.content[j] and m.en.sizes[j] == 1:
                found.append((i, j))
        return found

    def says(self, key: int) -> bool:
        """Whether the English has a word that may render a Chinese one."""
        return any(self.stock.renderings(key).get(kind, 0) > 0.05 for kind in self.matching.en.classes.tolist())


def changed_rendering(place: Place) -> Plant | None:
    """Another word's rendering in the place of a word's own."""
    link = _any(place.links(), place.rng)
    if link is None:
        return None
    i, j = link
    rendering = wrong_rendering(place, i, j)
    return None if rendering is None else rendered(place, i, j, rendering)


def wrong_rendering(place: Place, i: int, j: int) -> int | None:
    """An English class that stands for another word than the Chinese atom `i`, in the place of atom `j`."""
    stock, rng, m = place.stock, place.rng, place.matching
    key, dice = int(m.zh.keys[i]), rng.random()
    found: int | None = None
    if dice < 0.6:
        other = stock.confusable(key, rng)
        options = {k: s for k, s in stock.renderings(other).items() if s > 0.2} if other is not None else {}
        found = rng.choice(list(options)) if options else None
    elif dice < 0.85:
        near = [k for k, cosine in stock.similar(int(m.en.keys[j]), "en") if cosine < 0.75]
        found = int(stock.lexicon.classes[rng.choice(near)]) if near else None
    else:
        found = int(rng.choice(m.en.classes))
    if found is None or found == m.en.classes[j] or found not in stock.forms or stock.renders(key, found):
        return None
    return found


def rendered(place: Place, i: int, j: int, rendering: int) -> Plant:
    """The English atom `j`, which renders `i`, becomes a form of `rendering`."""
    m = place.matching
    text = place.stock.inflected(rendering, m.en.texts[j])
    return Plant((_kept(m.zh.spans[i], m.zh.texts[i], "changed"),), (Change(*m.en.spans[j], text, "changed"),))


def changed_word(place: Place) -> Plant | None:
    """Another Chinese word, in the place of the one that the English renders."""
    link = _any(place.links(), place.rng)
    if link is None:
        return None
    (i, j), m = link, place.matching
    other = place.stock.confusable(int(m.zh.keys[i]), place.rng)
    if other is None or place.stock.renders(other, m.en.classes[j]):
        return None
    zh = Change(*m.zh.spans[i], place.stock.written[other], "changed")
    return Plant((zh,), (_kept(m.en.spans[j], m.en.texts[j], "changed"),))


def lost_rendering(place: Place) -> Plant | None:
    """A word's rendering is left out, with the "and" or comma that joined it."""
    link = _any(place.links(), place.rng)
    if link is None:
        return None
    (i, j), m = link, place.matching
    start, end = m.en.spans[j]
    after, before = _AFTER_ITEM.match(place.en, end), _BEFORE_ITEM.search(place.en[:start])
    if after and place.rng.random() < 0.7:
        end = after.end()
    elif before:
        start = before.start()
    end += place.en[end : end + 1] == " "
    glue = " " if start < m.en.spans[j].start and place.en[end : end + 1].isalpha() else ""
    return Plant((_kept(m.zh.spans[i], m.zh.texts[i], "lost"),), (Change(start, end, glue),))


def lost_phrase(place: Place) -> Plant | None:
    """Two or three words that follow one another lose their rendering."""
    m, words = place.matching, place.zh_words()
    if not words:
        return None
    first = place.rng.choice(words)
    run = list(range(first, min(len(m.zh), first + place.rng.choice([2, 2, 3]))))
    en = sorted(int(m.zh_link[k]) for k in run if m.zh.content[k])
    if (
        not (m.zh.speaks[run].all() and m.zh.content[run[-1]])
        or len(en) < 2
        or en[0] < 0
        or en[-1] - en[0] > len(en) + 1
    ):
        return None
    if any(m.en.content[j] and m.en_link[j] >= 0 and m.en_link[j] not in run for j in range(en[0], en[-1] + 1)):
        return None
    start, end = m.en.spans[en[0]].start, m.en.spans[en[-1]].end
    end += place.en[end : end + 1] == " "
    zh = Span(m.zh.spans[run[0]].start, m.zh.spans[run[-1]].end)
    return Plant((_kept(zh, zh.of(place.zh), "lost"),), (Change(start, end, ""),))


def lost_modifier(place: Place) -> Plant | None:
    """A Chinese word gets a modifier, which the English lacks."""
    m, word = place.matching, _any(place.zh_words(), place.rng)
    options = place.stock.before.get(m.zh.texts[word]) if word is not None else None
    if word is None or not options:
        return None
    text = place.rng.choice(options)
    key = place.stock.ids.get(text)
    if text in place.zh or key is None or place.says(key):
        return None
    start = m.zh.spans[word].start
    return Plant((Change(start, start, text, "lost"),))


def lost_item(place: Place) -> Plant | None:
    """A list joined by 、 gets an item, which the English lacks."""
    m = place.matching
    items = [k for k in place.zh_words() if _listed(place.zh, m.zh.spans[k]) and len(m.zh.texts[k]) > 1]
    if not items:
        return None
    item = place.rng.choice(items)
    near = [
        k for k, cosine in place.stock.similar(int(m.zh.keys[item]), "zh") if 0.3 < cosine < 0.85 and not place.says(k)
    ]
    if not near:
        return None
    text, span = place.stock.written[place.rng.choice(near)], m.zh.spans[item]
    if place.zh[: span.start].endswith("、"):
        return Plant((Change(span.start, span.start, text, "lost"), Change(span.start, span.start, "、")))
    return Plant((Change(span.end, span.end, "、"), Change(span.end, span.end, text, "lost")))


def added_word(place: Place) -> Plant | None:
    """An English word gets a modifier, which the Chinese lacks."""
    m, words = place.matching, np.flatnonzero(place.matching.en.content).tolist()
    if not words:
        return None
    word = place.rng.choice(words)
    options = place.stock.before.get(m.en.texts[word].lower())
    if not options:
        return None
    text = place.rng.choice(options)
    kind = int(place.stock.lexicon.classes[place.stock.ids[f"▁{text}"]]) if f"▁{text}" in place.stock.ids else None
    if kind is None or text in place.en.lower() or any(place.stock.renders(int(key), kind) for key in m.zh.keys):
        return None
    start = m.en.spans[word].start
    return Plant((), (Change(start, start, text, "added"), Change(start, start, " ")))


def added_rendering(place: Place) -> Plant | None:
    """A Chinese word is taken out, and its rendering stays."""
    link = _any(place.links(), place.rng)
    if link is None:
        return None
    (i, j), m = link, place.matching
    start, end = m.zh.spans[i]
    if place.zh[:start].endswith("、"):
        start -= 1
    elif place.zh.startswith("的", end):
        end += 1
    return Plant((Change(start, end, ""),), (_kept(m.en.spans[j], m.en.texts[j], "added"),))


def other_rendering(place: Place) -> Plant | None:
    """A word is rendered by another that renders it as well: no divergence."""
    link = _any(place.links(), place.rng)
    if link is None:
        return None
    (i, j), m = link, place.matching
    options = [k for k, s in place.stock.renderings(int(m.zh.keys[i])).items() if s > 0.04 and k != m.en.classes[j]]
    if not options:
        return None
    return Plant((), (Change(*m.en.spans[j], place.stock.inflected(place.rng.choice(options), m.en.texts[j])),))


WAYS: tuple[tuple[Callable[[Place], Plant | None], float], ...] = (
    (changed_rendering, 3.0),
    (changed_word, 3.5),
    (lost_rendering, 2.0),
    (lost_phrase, 1.0),
    (lost_modifier, 1.5),
    (lost_item, 1.0),
    (added_word, 0.7),
    (added_rendering, 1.0),
    (other_rendering, 1.5),
)


def plant(place: Place) -> Plant | None:
    """Plant something, in a way chosen by chance."""
    ways, weights = zip(*WAYS, strict=True)
    return place.rng.choices(ways, weights)[0](place)


def apart(plants: Sequence[Plant], new: Plant) -> bool:
    """Whether a plant touches no place that another one has changed."""
    return not any(
        a.start <= b.end and b.start <= a.end
        for other in plants
        for ours, theirs in ((new.zh, other.zh), (new.en, other.en))
        for a in ours
        for b in theirs
    )


def apply(text: str, changes: Sequence[Change]) -> tuple[str, list[tuple[Span, Fate]]]:
    """The changed text, and where in it the changes with a fate stand."""
    out, fates, at = "", [], 0
    for change in sorted(changes, key=lambda c: (c.start, c.end)):
        out += text[at : change.start]
        if change.fate is not None:
            fates.append((Span(len(out), len(out) + len(change.text)), change.fate))
        out += change.text
        at = change.end
    return out + text[at:], fates


def _kept(span: Span, text: str, fate: Fate) -> Change:
    return Change(span.start, span.end, text, fate)


def _listed(text: str, span: Span) -> bool:
    return text[: span.start].endswith("、") or text.startswith("、", span.end)


def _any(options: Sequence[_T], rng: random.Random) -> _T | None:
    return rng.choice(options) if options else None
