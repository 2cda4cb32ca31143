"""What a web page says beside its text: who posted it, where to share it, how to comment on it.

A line is judged whole: only one that is nothing but such a phrase can be noise, so prose that mentions "posted on" or
分享 stays. Some phrases occur nowhere else and are left out wherever they stand; words that could be a heading as
well ("Related", 搜索) are left out only in the company of the former.
"""

from __future__ import annotations

from itertools import groupby

from aligner.reading.noise_phrases import is_certain, is_possible
from aligner.reading.page import Page


def without_noise(page: Page) -> Page:
    """The page without its noise, which moves to `left_out`."""
    marks = ["certain" if is_certain(p.text) else "possible" if is_possible(p.text) else "" for p in page.pieces]
    noisy: set[int] = set()
    for marked, run in groupby(range(len(marks)), key=lambda index: bool(marks[index])):
        indices = list(run)
        if marked and any(marks[index] == "certain" for index in indices):
            noisy.update(indices)
    return page.keep(lambda index: index not in noisy)
