"""A language of a few dozen words with its translation: enough for a model of a few dimensions to learn in seconds."""

import lzma
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

from scripts.training.pairs import SOURCES, Pair

TIMES = {"昨天": "yesterday", "去年": "last year", "春天": "in spring", "晚上": "at night"}
PEOPLE = {
    "老师": "teacher",
    "学生": "student",
    "医生": "doctor",
    "工人": "worker",
    "农民": "farmer",
    "记者": "reporter",
    "律师": "lawyer",
    "司机": "driver",
}
PLACES = {
    "北京": "Beijing",
    "上海": "Shanghai",
    "学校": "school",
    "医院": "hospital",
    "工厂": "factory",
    "车站": "station",
}
DEEDS = {
    "购买": "purchased",
    "研究": "examined",
    "修理": "repaired",
    "寻找": "sought",
    "讨论": "discussed",
    "记录": "recorded",
    "喜欢": "admired",
    "携带": "carried",
}
THINGS = {
    "汽车": "vehicles",
    "机器": "machines",
    "报告": "reports",
    "法律": "statutes",
    "粮食": "grain",
    "衣服": "clothes",
    "地图": "maps",
    "电脑": "computers",
    "药品": "medicines",
    "图书": "books",
}
WORDS: Mapping[str, str] = TIMES | PEOPLE | PLACES | DEEDS | THINGS


def sentences(count: int, seed: int = 1) -> list[Pair]:
    """So many different sentences with their translations."""
    every = list(product(TIMES, PEOPLE, PLACES, DEEDS, THINGS))
    return [
        (
            f"{time}{person}在{place}{deed}{thing}。",
            f"{TIMES[time].capitalize()} the {PEOPLE[person]} {DEEDS[deed]} {THINGS[thing]} in {PLACES[place]}.",
        )
        for time, person, place, deed, thing in random.Random(seed).sample(every, count)
    ]


def listings(count: int, seed: int = 1) -> list[Pair]:
    """So many sentences with lists of three to five things, with their translations."""
    rng, found = random.Random(seed), []
    for _ in range(count):
        person, deed = rng.choice(list(PEOPLE)), rng.choice(list(DEEDS))
        things = rng.sample(list(THINGS), rng.randint(3, 5))
        named = [THINGS[thing] for thing in things]
        en = f"The {PEOPLE[person]} {DEEDS[deed]} {', '.join(named[:-1])} and {named[-1]}."
        found.append((f"{person}{deed}{'、'.join(things[:-1])}和{things[-1]}。", en))
    return found


def counts(pairs: Sequence[Pair]) -> tuple[Counter[str], Counter[str]]:
    """The words of the pairs, as `count_words` gives them; Chinese words are cut by the grammar."""
    han, rest = Counter[str](), Counter[str]()
    for zh, en in pairs:
        for word in (*WORDS, "在"):
            han[word] += word in zh
        rest.update(en.lower().rstrip(".").split())
    return +han, rest


def write_data(folder: Path, pairs: Sequence[Pair]) -> None:
    """A folder of training data: the words as a dictionary, the pairs half as a text and half as single sentences."""
    folder.mkdir(parents=True, exist_ok=True)
    half = len(pairs) // 2
    given = {"cedict": list(WORDS.items()), "tico19": pairs[:half], "tatoeba": pairs[half:]}
    for source in SOURCES:
        lines = "".join(f"{zh}\t{en}\n" for zh, en in given.get(source.name, ()))
        (folder / f"{source.name}.tsv.xz").write_bytes(lzma.compress(lines.encode(), preset=0))
