from pathlib import Path

import pytest

from aligner.judging.cache import AnswerCache, key_of

MESSAGES = [{"role": "user", "content": "是吗？"}]


def test_an_answer_is_kept(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "judge")
    key = key_of("http://a/v1", "m", MESSAGES)
    assert cache.get(key) is None
    cache.put(key, "“答”")
    assert AnswerCache(tmp_path / "judge").get(key) == "“答”"
    assert [file.suffix for file in tmp_path.rglob("*") if file.is_file()] == [".json"]


def test_keys_tell_everything_apart_but_a_slash() -> None:
    first = key_of("http://a/v1", "m", MESSAGES)
    assert key_of("http://a/v1/", "m", MESSAGES) == first
    others = [("http://b/v1", "m", MESSAGES), ("http://a/v1", "n", MESSAGES), ("http://a/v1", "m", MESSAGES * 2)]
    assert len({first, *(key_of(*other) for other in others)}) == 4


@pytest.mark.parametrize("content", ["", "{", "[]", '{"other": 1}'])
def test_a_damaged_file_is_no_answer(content: str, tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    cache.put("abc", "answer")
    (tmp_path / "ab/abc.json").write_text(content)
    assert cache.get("abc") is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = AnswerCache(tmp_path / "file" / "judge")
    cache.put("abc", "answer")
    assert cache.get("abc") is None


def test_the_users_cache_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path))
    assert AnswerCache.open().folder == tmp_path / "judge"
