"""The table of typos, and what it reads in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aligner.auditing.typos import table, typos


def test_every_entry_means_another_word_and_is_not_limited_to_itself() -> None:
    for written, entries in table().items():
        for entry in entries:
            assert written != entry.meant
            assert written == written.lower()
            assert written not in entry.before.words | entry.after.words or written == "form"


def test_a_mark_between_words_parts_them() -> None:
    assert [typo.meant for typo in typos("more then ten")] == ["than"]
    assert list(typos("Do more; then rest.")) == []


def test_the_chinese_can_excuse_a_word() -> None:
    assert [typo.meant for typo in typos("our county", "我国")] == ["country"]
    assert list(typos("our county", "我县")) == []


@given(st.text(alphabet="abc -,.'’$", max_size=10), st.sampled_from(sorted(table())))
def test_spans_are_those_of_the_word(around: str, written: str) -> None:
    text = f"{around} {written} {around}"
    for typo in typos(text):
        assert typo.span.of(text).lower().replace("’", "'") in table()
